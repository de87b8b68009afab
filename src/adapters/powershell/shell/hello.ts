import { printable } from '../../../core/foreign.js';
import { MODULE_NOT_LOADED, type RequestAnswer } from './shell-process.js';

/** Characters of what a dying shell says that are shown. */
const SHOWN_LENGTH = 600;

/**
 * Why a shell cannot be worked with, in words that say what to do; `undefined` when it can.
 * @param lastWords with secrets taken out
 */
export function helloFailure(hello: RequestAnswer, lastWords: string): string | undefined {
  const words = printable(lastWords, SHOWN_LENGTH);
  if (hello.kind !== 'answer') {
    const policy =
      'PowerShell did not load the module of the agent. A policy (execution policy, AppLocker, WDAC) may forbid it: ' +
      'allow the folder ps of the program, or sign it';
    const why =
      hello.detail === MODULE_NOT_LOADED ? policy : `PowerShell does not answer (${hello.detail})`;
    return words === '' ? why : `${why}. It said: ${words}`;
  }
  const { errors, output } = hello.answer;
  const language = (output as Record<string, unknown> | undefined)?.['languageMode'];
  if (typeof language === 'string' && language !== 'FullLanguage') {
    return `PowerShell runs the module in ${language}: a policy (AppLocker, WDAC) does not allow the folder ps of the program`;
  }
  if (output === undefined)
    return `PowerShell cannot describe itself: ${errors[0]?.message ?? 'empty answer'}`;
  return undefined;
}
