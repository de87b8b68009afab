/** Prints the actions of the agent from its log, in the language of the console. */
import { formatNumber, formatOver, formatPercent } from '../src/texts/format.js';
import type { FailureClass } from '../src/core/judging/failure-class.js';
import type { Stage } from '../src/core/judging/probe-result.js';
import { cliTexts } from '../src/texts/cli.js';
import type { Language } from '../src/texts/language.js';
import { isStopped, timeOf, type LogLine } from './log.js';
import { demoTexts, type DemoTexts } from './texts.js';
import type { World } from './world.js';

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** One line a second with the figures of each process; events as they happen. */
export class Show {
  readonly #world: World;
  readonly #language: Language;
  readonly #texts: DemoTexts;
  #lastShownMs = 0;

  constructor(world: World, language: Language) {
    this.#world = world;
    this.#language = language;
    this.#texts = demoTexts[language];
  }

  readonly line = (line: LogLine): void => {
    const { breach, failed, suspect, stop, recovered } = this.#texts;
    switch (String(line['event.action'])) {
      case 'sample':
        this.#figures(line);
        break;
      case 'breach':
        this.#event(line, '▲', breach, `${this.#who(line)}: ${this.#over(line)}`);
        break;
      case 'probe-failed':
        this.#event(line, '?', failed, this.#failure(line));
        break;
      case 'suspect':
        // A failure without a suspect has no process; the mail says why.
        if ('process.pid' in line) this.#event(line, '▲', suspect, this.#who(line));
        break;
      case 'stop':
        if (isStopped(line)) this.#event(line, '✖', stop, this.#who(line));
        break;
      case 'probe-recovered':
        this.#event(line, '✔', recovered, this.#texts.roles.server);
        break;
      default:
      // Everything else is for the log.
    }
  };

  #event(line: LogLine, sign: string, words: string, detail: string): void {
    say(`${clock(line)}  ${sign} ${words}: ${detail}`);
  }

  #who(line: LogLine): string {
    const pid = Number(line['process.pid']);
    const role = this.#world.roleOf(pid);
    return `${String(line['process.name'])} ${pid}${role ? ` (${this.#texts.roles[role]})` : ''}`;
  }

  #over(line: LogLine): string {
    const { cpuName, memoryName } = this.#texts;
    const names = { cpu: cpuName, memory: memoryName };
    const breached = Array.isArray(line['comwatch.breach']) ? line['comwatch.breach'] : [];
    return (breached as (keyof typeof names)[])
      .map((each) => {
        const value = Number(line[`comwatch.${each}.percent`]);
        return `${names[each]} ${formatOver(value, Number(line[`comwatch.${each}.limit`]), this.#language)}`;
      })
      .join(', ');
  }

  #failure(line: LogLine): string {
    const { stage, failureClass } = cliTexts(this.#language).probe;
    return `${stage[line['comwatch.probe.stage'] as Stage]}: ${failureClass[line['comwatch.probe.class'] as FailureClass]}`;
  }

  #figures(line: LogLine): void {
    const at = timeOf(line);
    if (at - this.#lastShownMs < 1_000 || !Array.isArray(line['comwatch.sample.pid'])) return;
    this.#lastShownMs = at;
    const { cpuName, roles } = this.#texts;
    const cpu = line['comwatch.sample.cpu'] as number[];
    const memory = line['comwatch.sample.memory'] as number[];
    const cells = (line['comwatch.sample.pid'] as number[]).flatMap((pid, n) => {
      const role = this.#world.roleOf(pid);
      if (!role) return [];
      const percent = cpu[n] ?? -1;
      const shown = percent < 0 ? '?' : `${formatNumber(percent, this.#language, 0)} %`;
      const share = formatPercent(memory[n] ?? 0, this.#language);
      return [`${pid} ${roles[role]}: ${cpuName} ${shown.padStart(5)}, ${share}`];
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
