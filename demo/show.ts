/** Prints what the agent writes, as it comes. */
import { timeOf, type LogLine } from './log.js';
import type { DemoTexts } from './texts.js';
import type { World } from './world.js';

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** One line a second with the figures of each process; what happens, as it happens. */
export class Show {
  readonly #world: World;
  readonly #texts: DemoTexts;
  #lastShownMs = 0;

  constructor(world: World, texts: DemoTexts) {
    this.#world = world;
    this.#texts = texts;
  }

  readonly line = (line: LogLine): void => {
    const { breach, failed, suspect, stop, recovered } = this.#texts;
    const events: Readonly<Record<string, readonly [sign: string, words: string]>> = {
      breach: ['▲', breach],
      'probe-failed': ['?', failed],
      suspect: ['▲', suspect],
      stop: ['✖', stop],
      'probe-recovered': ['✔', recovered],
    };
    const action = String(line['event.action']);
    if (action === 'sample') this.#figures(line);
    const [sign, words] = events[action] ?? [];
    // The reason why nobody is to blame follows the failure; the mail says it.
    const ofNobody = action === 'suspect' && !('process.pid' in line);
    if (sign === undefined || words === undefined || ofNobody) return;
    say(`${clock(line)}  ${sign} ${words}: ${String(line['message'])}`);
  };

  #figures(line: LogLine): void {
    const at = timeOf(line);
    if (at - this.#lastShownMs < 1_000 || !Array.isArray(line['comwatch.sample.pid'])) return;
    this.#lastShownMs = at;
    const cpu = line['comwatch.sample.cpu'] as number[];
    const memory = line['comwatch.sample.memory'] as number[];
    const cells = (line['comwatch.sample.pid'] as number[]).flatMap((pid, n) => {
      const role = this.#world.roleOf(pid);
      if (!role) return [];
      const percent = cpu[n] ?? -1;
      const shown = percent < 0 ? '?' : `${percent.toFixed(0)} %`;
      const name = this.#texts.roles[role];
      return [`${pid} ${name}: CPU ${shown.padStart(5)}, ${(memory[n] ?? 0).toFixed(1)} %`];
    });
    say(`${clock(line)}  ${cells.join('  |  ')}`);
  }
}

function clock(line: LogLine): string {
  return new Date(timeOf(line)).toTimeString().slice(0, 8);
}

export function printTable(rows: readonly string[][]): void {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const row of rows)
    say(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('   ')}`);
}
