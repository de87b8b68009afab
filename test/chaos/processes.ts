/** What /proc says of the processes that carry the mark of this run: nothing else on the machine is looked at or ended. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Marked {
  readonly pid: number;
  /** The value of the mark: which agent of this run started it. */
  readonly mark: string;
  readonly commandLine: string;
}

/** Inherited by everything that an agent starts. */
export const MARK = 'COMWATCH_CHAOS';

/** Processes whose mark begins so, but for those of an image that lives longer than the agent that started it. */
export function marked(begin: string, exceptImage: string): readonly Marked[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
        const mark = environment.find((each) => each.startsWith(`${MARK}=${begin}`));
        if (mark === undefined || readlinkSync(`/proc/${name}/exe`) === exceptImage) return [];
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // What waits for the server belongs to it.
        if (commandLine.includes(exceptImage)) return [];
        return [{ pid: Number(name), mark: mark.slice(MARK.length + 1), commandLine }];
      } catch {
        // Gone since the folder was read.
        return [];
      }
    });
}

/** A signal to a process that may be gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone by itself.
  }
}
