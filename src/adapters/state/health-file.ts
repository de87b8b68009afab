import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../files/atomic.js';

export interface HealthFile {
  /** Notes that the agent works; the first call that can be written counts. */
  readonly report: () => void;
  readonly clear: () => Promise<void>;
}

/**
 * `health.json` of the state folder: there from the first sample until the agent ends, with its version and PID. The
 * installation waits for it and goes back to the version of before when it does not come.
 */
export async function openHealthFile(stateDir: string, version: string): Promise<HealthFile> {
  const file = join(stateDir, 'health.json');
  const clear = () => rm(file, { force: true }).catch(() => undefined);
  // That of an agent which was killed says nothing about this one.
  await clear();
  let writing: Promise<void> | undefined;
  return {
    report: () => {
      const text = JSON.stringify({
        version,
        pid: process.pid,
        healthySince: new Date().toISOString(),
      });
      writing ??= writeAtomic(file, text).catch(() => {
        writing = undefined;
      });
    },
    clear: async () => {
      await writing;
      await clear();
    },
  };
}
