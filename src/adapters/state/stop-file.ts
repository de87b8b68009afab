import { lstat, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileReason } from '../../core/reason.js';
import { tryWriteAtomic } from '../files/atomic.js';
import { removeLeftovers } from '../files/leftovers.js';
import { every, systemClock, type TimedClock } from '../clock/clock.js';

/** Windows has no signal that a program without a console could catch, so the request to stop is a file. */
function stopFilePath(stateDir: string): string {
  return join(stateDir, 'stop');
}

const LOOK_EVERY_MS = 500;

export interface StopFileWatch {
  readonly cease: () => void;
  /** Removes a request that was there before. Only for the holder of the lock: it may be meant for another agent. */
  readonly clearStale: () => Promise<void>;
}

/**
 * Calls back once when a request appears that was not there before. Only a plain file is a request, and one that cannot be
 * removed is not taken for a new one.
 */
export async function watchStopFile(
  stateDir: string,
  onStop: () => void,
  clock: TimedClock = systemClock,
): Promise<StopFileWatch> {
  const file = stopFilePath(stateDir);
  const stale = await requestOf(file);
  let looking = false;
  let ended = false;
  const look = async () => {
    const request = await requestOf(file);
    looking = false;
    if (request === undefined || request === stale || ended) return;
    cease();
    onStop();
  };
  const callOff = every(clock, LOOK_EVERY_MS, () => {
    // A disk that does not answer is tried once.
    if (looking) return;
    looking = true;
    void look();
  });
  const cease = () => {
    ended = true;
    callOff();
  };
  const clearStale = async () => {
    await removeLeftovers(stateDir, 'stop.');
    if ((await requestOf(file)) === stale) await clearStopFile(stateDir);
  };
  return { cease, clearStale };
}

/** Deletes the request after it has been met. */
export async function clearStopFile(stateDir: string): Promise<void> {
  const file = stopFilePath(stateDir);
  await rm(file, { force: true }).catch(() => rmdir(file).catch(() => undefined));
}

/** Distinguishes one request from another; `undefined` where there is none. */
async function requestOf(file: string): Promise<string | undefined> {
  try {
    const found = await lstat(file, { bigint: true });
    return found.isFile() ? `${found.ino} ${found.mtimeNs}` : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a request to stop; returns the reason when the folder does not take it. */
export function askToStop(stateDir: string): Promise<FileReason | undefined> {
  return tryWriteAtomic(stopFilePath(stateDir), '');
}
