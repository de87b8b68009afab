/** Output of `comwatch doctor`: a line as each step begins, its result as it ends. */
import { hostname } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { isSwitchedOff, type DoctorReport, type StepReport } from '../core/doctor/model.js';
import type { StepId } from '../core/doctor/step-id.js';
import { TOTAL_MS } from '../core/doctor/steps.js';
import type { Progress } from '../doctor/run-steps.js';
import { cliTexts } from '../texts/cli.js';
import { adviceText, seenText, stepText } from '../texts/doctor.js';
import { formatDuration, formatTime } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import { version } from '../version.js';
import { columns } from './columns.js';
import type { Output } from './output.js';

const STATE_WIDTH = 12;

export class DoctorView implements Progress {
  readonly #language: Language;
  readonly #output: Output;
  /** Results go to the report alone; progress is still shown. */
  readonly #isQuiet: boolean;
  readonly #width = columns();

  constructor(language: Language, output: Output, isQuiet: boolean) {
    this.#language = language;
    this.#output = output;
    this.#isQuiet = isQuiet;
  }

  begin(): void {
    const at = formatTime(systemClock.wallMs());
    const total = formatDuration(TOTAL_MS, this.#language);
    this.#output.error(this.#texts.begins(version(), hostname(), at, total));
  }

  readonly began = (id: StepId, deadlineMs: number): void => {
    const { doing } = stepText(id, this.#language);
    this.#output.error(this.#texts.doing(doing, formatDuration(deadlineMs, this.#language)));
  };

  readonly ended = (report: StepReport): void => {
    if (this.#isQuiet) return;
    for (const line of this.#linesOf(report)) this.#output.out(line);
  };

  end({ steps }: DoctorReport): void {
    const off = steps.filter(isSwitchedOff).length;
    const count = (state: StepReport['state']) =>
      steps.filter((each) => each.state === state && !isSwitchedOff(each)).length;
    const [ok, failed, unknown] = [count('ok'), count('failed'), count('unknown')];
    this.#output.out(this.#texts.summary(ok, failed, unknown, off));
  }

  #linesOf(report: StepReport): string[] {
    const { id, tookMs, seen, advice } = report;
    const texts = this.#texts;
    const state = isSwitchedOff(report) ? texts.off : texts.state[report.state];
    const { name } = stepText(id, this.#language);
    const title = `${state.padEnd(STATE_WIDTH)}${texts.ended(name, formatDuration(tookMs, this.#language))}`;
    const said = seen.map((each) => seenText(each, this.#language));
    const advised = advice.map((each) => texts.advice(adviceText(each, this.#language)));
    return [title, ...[...said, ...advised].flatMap((text) => wrap(text, this.#width))];
  }

  get #texts() {
    return cliTexts(this.#language).doctor;
  }
}

/** Lines below a title, broken between words; a word longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const indent = ' '.repeat(STATE_WIDTH);
  const further = `${indent}  `;
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    const isFresh = line.trim() === '';
    const longer = isFresh ? `${line}${word}` : `${line} ${word}`;
    if (longer.length <= width || isFresh) {
      line = longer;
    } else {
      lines.push(line);
      line = `${further}${word}`;
    }
  }
  return [...lines, line];
}
