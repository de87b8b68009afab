import type { FileAccess } from '../../../config/rights.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import type { Shell } from '../shell/shell.js';
import { asTable, unusable } from './answer.js';

const DEADLINE_MS = 10_000;

/** Rights of a file, of its folder and of further folders, read through a shell. */
export async function readFileAccess(
  shell: Shell,
  path: string,
  folders: readonly string[] = [],
): Promise<Result<FileAccess, Reason>> {
  const parameters = { Path: path, ...(folders.length > 0 && { Folder: folders.join('|') }) };
  const answer = await shell.call('Get-FileAccess', parameters, DEADLINE_MS);
  const table = answer.ok ? asTable(answer.value.output) : undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const list = table?.['others'];
  const others = (Array.isArray(list) ? list : [list]).map(text);
  const access = {
    account: text(table?.['account']),
    file: text(table?.['file']),
    folder: text(table?.['folder']),
    others: folders.map((_, at) => others[at] ?? ''),
  };
  return access.file === '' || access.folder === '' ? failure(unusable(answer)) : success(access);
}
