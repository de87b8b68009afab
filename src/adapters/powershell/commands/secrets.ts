/** Passwords of the configuration, protected by the machine (DPAPI) through a shell. */
import type { SecretPlace } from '../../../config/secret-places.js';
import { asTable } from './answer.js';
import type { Shell, ShellAnswer } from '../shell/shell.js';

const DEADLINE_MS = 10_000;

export type TextAnswer =
  | { readonly ok: true; readonly text: string }
  /** `refused`: the machine answered, and it is not its own; else it could not be asked. */
  | { readonly ok: false; readonly refused: boolean; readonly reason: string };

/**
 * Base64 of a password, which the shell reads from the file itself: what is typed into a shell may be recorded by
 * script-block logging, so no clear text is ever sent to one.
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

/** Puts a new file in the place of another one, with the rights of the old one; the reason when that failed. */
export async function switchFile(
  shell: Shell,
  path: string,
  replacement: string,
): Promise<string | undefined> {
  const parameters = { Path: path, Replacement: replacement };
  const answer = await shell.call('Switch-File', parameters, DEADLINE_MS);
  if (!answer.ok) return answer.detail;
  return answer.output === undefined ? (answer.errors[0]?.message ?? 'no answer') : undefined;
}

function textOf(answer: ShellAnswer, key: string): TextAnswer {
  if (!answer.ok) return { ok: false, refused: false, reason: answer.detail };
  const text = asTable(answer.output)?.[key];
  if (typeof text === 'string') return { ok: true, text };
  return { ok: false, refused: true, reason: answer.errors[0]?.message ?? 'no answer' };
}
