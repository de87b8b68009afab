/** Processes with the mark of this run, from /proc: no other process of the machine is examined or ended. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Marked {
  readonly pid: number;
  /** The value of the mark: which agent of this run started it. */
  readonly mark: string;
  readonly commandLine: string;
}

/** Inherited by everything that an agent starts. */
export const MARK = 'COMWATCH_CHAOS';

/** Processes whose mark begins like this, except those of an image that outlives the agent that started it. */
export function marked(begin: string, exceptImage: string): readonly Marked[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
        const mark = environment.find((each) => each.startsWith(`${MARK}=${begin}`));
        if (mark === undefined || readlinkSync(`/proc/${name}/exe`) === exceptImage) return [];
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // The process that waits for the server belongs to it.
        if (commandLine.includes(exceptImage)) return [];
        return [{ pid: Number(name), mark: mark.slice(MARK.length + 1), commandLine }];
      } catch {
        // It has exited since the folder was read.
        return [];
      }
    });
}

/** Sends a signal to a process that may have exited. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has exited by itself.
  }
}
