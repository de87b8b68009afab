import { open, rename, rm } from 'node:fs/promises';
import { systemTrouble } from '../../core/system-trouble.js';
import type { FileReason } from '../../core/reason.js';
import { pause, systemClock, type TimedClock } from '../clock/clock.js';

/** On Windows a scanner or a backup may hold a new file for a moment, and MoveFileEx refuses to rename it. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Delays between the attempts. */
const TRY_AGAIN_MS = [10, 30, 60, 150, 300, 600];

/** Writes a file so that a reader sees the old or the new text, never half of one: temporary file, flush, rename. */
export async function writeAtomic(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    // Never through an existing file: a link would redirect the text.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameWhenFree(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The same with the result as a value: the reason why the text is not on disk. Never rejects. */
export async function tryWriteAtomic(file: string, text: string): Promise<FileReason | undefined> {
  try {
    await writeAtomic(file, text);
    return undefined;
  } catch (error) {
    return { kind: 'file-unwritable', file, cause: systemTrouble(error) };
  }
}

/** Renames, and waits while a scanner holds one of the two. */
export async function renameWhenFree(
  from: string,
  to: string,
  clock: TimedClock = systemClock,
): Promise<void> {
  for (const waitMs of TRY_AGAIN_MS) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    await pause(clock, waitMs);
  }
  return rename(from, to);
}
