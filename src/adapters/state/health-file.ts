import { join } from 'node:path';
import type { Clock } from '../../ports.js';
import { systemClock } from '../clock/clock.js';
import { JsonFile, type DiskTurn } from '../files/json-file.js';

export interface HealthFile {
  /** Records that the agent works; the first successful write counts. */
  readonly report: () => void;
  readonly clear: () => Promise<void>;
}

interface Health {
  readonly version: string;
  readonly pid: number;
  readonly healthySince: string;
}

/**
 * `health.json` of the state folder: present from the first sample until the agent ends, with its version and PID. The
 * installation waits for it, and rolls back if it does not appear.
 */
export async function openHealthFile(
  stateDir: string,
  version: string,
  clock: Pick<Clock, 'wallMs'> = systemClock,
  onTurn?: DiskTurn,
): Promise<HealthFile> {
  const file = new JsonFile<Health>(join(stateDir, 'health.json'), () => undefined, onTurn);
  // The file of an agent that was killed is no evidence about this one.
  await file.remove();
  let reporting: Promise<void> | undefined;
  return {
    report: () => {
      const healthySince = new Date(clock.wallMs()).toISOString();
      reporting ??= file.save({ version, pid: process.pid, healthySince }).then((reason) => {
        if (reason !== undefined) reporting = undefined;
      });
    },
    clear: () => file.remove(),
  };
}
