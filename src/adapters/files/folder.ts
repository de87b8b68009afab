import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import type { FileReason } from '../../core/reason.js';
import { tryWriteAtomic } from './atomic.js';

/**
 * Creates a folder and those above it. Node's own recursive mkdir never returns where a parent exists but accepts no
 * folders (seen on /proc): here each level is tried once.
 */
export async function ensureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(folder);
    if (code === 'ENOENT' && parent !== folder && !(await isFolder(parent))) {
      await ensureFolder(parent);
      await mkdir(folder);
    } else if (!(await isFolder(folder))) {
      throw error;
    }
  }
}

/** The same with the result as a value: the reason why the folder does not exist. Never rejects. */
export async function tryEnsureFolder(folder: string): Promise<FileReason | undefined> {
  try {
    await ensureFolder(folder);
    return undefined;
  } catch (error) {
    return { kind: 'file-unwritable', file: folder, cause: systemTrouble(error) };
  }
}

/**
 * Reason why a file was not written, given that its folder could not be created either: where the file was not found, the
 * reason of the folder.
 */
export function unwrittenBecause(
  refused: FileReason,
  noFolder: FileReason | undefined,
): FileReason {
  return (isNotFound(refused) && noFolder) || refused;
}

/** Writes a file whole, after creating its folder: where that fails, the reason is that of the folder. Never rejects. */
export async function tryWriteWithFolder(
  file: string,
  text: string,
): Promise<FileReason | undefined> {
  const noFolder = await tryEnsureFolder(dirname(file));
  const refused = await tryWriteAtomic(file, text);
  return refused && unwrittenBecause(refused, noFolder);
}

/** Whether a file was not written because its folder does not exist. */
export const isNotFound = (refused: FileReason) => codeOf(refused) === 'ENOENT';

/** Whether a file was not written because this account may not write there. */
export const isDenied = (refused: FileReason) =>
  ['EACCES', 'EPERM'].includes(codeOf(refused) ?? '');

function codeOf(refused: FileReason): string | undefined {
  const cause = 'cause' in refused ? refused.cause : undefined;
  return cause?.kind === 'system-trouble' ? cause.code : undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
