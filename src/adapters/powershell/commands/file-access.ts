import type { FileAccess } from '../../../config/rights.js';
import { asTable } from './answer.js';
import type { Shell } from '../shell/shell.js';

const DEADLINE_MS = 10_000;

export type FileAccessAnswer =
  | { readonly ok: true; readonly access: FileAccess }
  | { readonly ok: false; readonly reason: string };

/** Rights of a file and of its folder, read through a shell. */
export async function readFileAccess(shell: Shell, path: string): Promise<FileAccessAnswer> {
  const answer = await shell.call('Get-FileAccess', { Path: path }, DEADLINE_MS);
  if (!answer.ok) return { ok: false, reason: answer.detail };
  const table = asTable(answer.output);
  const text = (key: string) => (typeof table?.[key] === 'string' ? table[key] : '');
  const access = { account: text('account'), file: text('file'), folder: text('folder') };
  if (access.file === '' || access.folder === '') {
    return { ok: false, reason: answer.errors[0]?.message ?? 'an answer that makes no sense' };
  }
  return { ok: true, access };
}
