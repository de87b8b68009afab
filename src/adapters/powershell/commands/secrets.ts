/** Passwords of the configuration, protected by the machine (DPAPI) through a shell. */
import type { SecretPlace } from '../../../config/secret-places.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import { asTable, unusable } from './answer.js';
import type { Shell, ShellAnswer } from '../shell/shell.js';

const DEADLINE_MS = 10_000;

export interface SecretTrouble {
  /** The machine answered that the password is not its own; otherwise it could not be queried. */
  readonly isRefused: boolean;
  readonly cause: Reason;
}

export type TextAnswer = Result<string, SecretTrouble>;

/**
 * Base64 of a password, which the shell reads from the file itself: script-block logging may record what is typed into
 * a shell, so no clear text is ever sent to one.
 */
export async function protectSecret(
  shell: Shell,
  path: string,
  { offset, length, codePage }: SecretPlace,
): Promise<TextAnswer> {
  const parameters = { Path: path, Offset: offset, Length: length, CodePage: codePage };
  return textOf(await shell.call('Protect-Secret', parameters, DEADLINE_MS), 'protected');
}

export async function unprotectSecret(shell: Shell, base64: string): Promise<TextAnswer> {
  return textOf(await shell.call('Unprotect-Secret', { Protected: base64 }, DEADLINE_MS), 'secret');
}

/** Replaces a file by a new one, with the rights of the old one; returns the reason when that failed. */
export async function switchFile(
  shell: Shell,
  path: string,
  replacement: string,
): Promise<Reason | undefined> {
  const parameters = { Path: path, Replacement: replacement };
  const answer = await shell.call('Switch-File', parameters, DEADLINE_MS);
  return answer.ok && answer.value.output !== undefined ? undefined : unusable(answer);
}

function textOf(answer: ShellAnswer, key: string): TextAnswer {
  const text = answer.ok ? asTable(answer.value.output)?.[key] : undefined;
  if (typeof text === 'string') return success(text);
  return failure({ isRefused: answer.ok, cause: unusable(answer) });
}
