import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Windows has no signal that a program without a console could catch, so the request to stop is a file. */
function stopFilePath(stateDir: string): string {
  return join(stateDir, 'stop');
}

const LOOK_EVERY_MS = 500;

/** Removes a stale request, then calls back once when a new one appears. Returns how to cease looking. */
export async function watchStopFile(stateDir: string, onStop: () => void): Promise<() => void> {
  const file = stopFilePath(stateDir);
  await rm(file, { force: true }).catch(() => undefined);
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(timer);
    onStop();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Takes the request away when it has been met. */
export async function clearStopFile(stateDir: string): Promise<void> {
  await rm(stopFilePath(stateDir), { force: true }).catch(() => undefined);
}
