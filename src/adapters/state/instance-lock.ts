import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** A holder that did not touch its lock for this long is dead or hung beyond saving. */
const STALE_MS = 30_000;
const TOUCH_MS = 5_000;

export type LockAnswer =
  | { readonly kind: 'held'; readonly release: () => Promise<void> }
  | { readonly kind: 'taken'; readonly pid: number }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * One agent per state folder: two would judge, stop and mail everything twice. The lock is a file that its
 * holder touches every five seconds, so a crash or a reused PID never locks the next start out for long.
 */
export async function lockInstance(stateDir: string): Promise<LockAnswer> {
  const file = join(stateDir, 'agent.lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { kind: 'held', release: keepTouched(file) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        return { kind: 'failed', reason: (error as Error).message };
      }
    }
    const holder = await liveHolder(file);
    if (holder !== undefined) return { kind: 'taken', pid: holder };
    await rm(file, { force: true });
  }
  return { kind: 'failed', reason: `${file} cannot be taken` };
}

async function liveHolder(file: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    const age = Date.now() - (await stat(file)).mtimeMs;
    return age < STALE_MS && age > -STALE_MS && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Signal 0 asks whether the process exists; EPERM means that it does and is another account's. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function keepTouched(file: string): () => Promise<void> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, TOUCH_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await rm(file, { force: true }).catch(() => undefined);
  };
}
