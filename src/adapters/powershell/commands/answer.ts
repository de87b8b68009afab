/** Reads the answers of a shell: each is validated, cut and cleaned. */
import { foreign } from '../../../core/foreign.js';
import type { Reason } from '../../../core/reason.js';
import type { ShellAnswer } from '../shell/shell.js';

export { asTable, type Table } from '../shell/answer-table.js';

/** Reason why an answer cannot be used: a failure of the shell, an error of its command, or its form. */
export function unusable(answer: ShellAnswer): Reason {
  if (!answer.ok) return answer.reason;
  const { errors, output } = answer.value;
  const message = errors[0]?.message;
  if (typeof message === 'string' && message !== '') return foreign(message);
  return output === undefined ? { kind: 'answer-empty' } : { kind: 'answer-invalid' };
}
