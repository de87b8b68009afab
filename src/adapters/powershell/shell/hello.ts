import { foreign } from '../../../core/foreign.js';
import type { Reason } from '../../../core/reason.js';
import { asTable } from './answer-table.js';
import type { RequestAnswer } from './shell-process.js';

/** Maximum number of characters quoted from a hello. */
const QUOTED_LENGTH = 600;

/** Reason why a shell cannot be used; `undefined` when it can. */
export function helloTrouble(hello: RequestAnswer, stderrTail: string): Reason | undefined {
  const said = foreign(stderrTail, QUOTED_LENGTH);
  const stderr = said.text === '' ? {} : { stderr: said };
  if (!hello.ok) {
    return hello.reason.kind === 'module-not-loaded'
      ? { ...hello.reason, ...stderr }
      : { kind: 'shell-without-hello', cause: hello.reason, ...stderr };
  }
  const { errors, output } = hello.value;
  const mode = asTable(output)?.['languageMode'];
  if (typeof mode === 'string' && mode !== 'FullLanguage') {
    return { kind: 'language-mode', mode: foreign(mode, QUOTED_LENGTH) };
  }
  if (asTable(output)) return undefined;
  const message = errors[0]?.message;
  const form: Reason = { kind: output === undefined ? 'answer-empty' : 'answer-invalid' };
  const cause = message === undefined ? form : foreign(message, QUOTED_LENGTH);
  return { kind: 'shell-without-hello', cause };
}
