import type { FileAccess } from '../../../config/rights.js';
import { asTable } from './answer.js';
import type { Shell } from '../shell/shell.js';

const DEADLINE_MS = 10_000;

export type FileAccessAnswer =
  | { readonly ok: true; readonly access: FileAccess }
  | { readonly ok: false; readonly reason: string };

/** Rights of a file, of its folder and of further folders, read through a shell. */
export async function readFileAccess(
  shell: Shell,
  path: string,
  folders: readonly string[] = [],
): Promise<FileAccessAnswer> {
  const parameters = { Path: path, ...(folders.length > 0 && { Folder: folders.join('|') }) };
  const answer = await shell.call('Get-FileAccess', parameters, DEADLINE_MS);
  if (!answer.ok) return { ok: false, reason: answer.detail };
  const table = asTable(answer.output);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const list = table?.['others'];
  const others = (Array.isArray(list) ? list : [list]).map(text);
  const access = {
    account: text(table?.['account']),
    file: text(table?.['file']),
    folder: text(table?.['folder']),
    others: folders.map((_, at) => others[at] ?? ''),
  };
  if (access.file === '' || access.folder === '') {
    return { ok: false, reason: answer.errors[0]?.message ?? 'an answer that makes no sense' };
  }
  return { ok: true, access };
}
