import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from '../clock/deadline.js';
import { isAlive } from './is-alive.js';

const DEADLINE_MS = 10_000;

/**
 * Deletes temporary files of `writeAtomic` whose writer was killed in the middle; those of a running process may still
 * be needed. Never rejects.
 * @param begin of their names; without it all of the folder
 */
export async function removeLeftovers(folder: string, begin = ''): Promise<void> {
  const removing = async () => {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter((name) => name.startsWith(begin) && isLeft(name));
    for (const name of left) await rm(join(folder, name), { force: true }).catch(() => undefined);
  };
  await within(removing(), DEADLINE_MS);
}

/** `writeAtomic` puts the PID of the writer into the name. */
function isLeft(name: string): boolean {
  const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}
