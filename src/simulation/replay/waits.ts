/** Answers that a recorded check got, and one that waits less long would not have. */
import { startEntry } from '../../agent/recording/start-entry.js';
import type { Config } from '../../config/config.js';
import { serverTimeMs, type Stage } from '../../core/judging/probe-result.js';
import type { ProbeEntry } from '../../core/recording/entry.js';

/** By the name of the application, empty for the unnamed one: its `witerezult`, where it is another one than that of the record. */
export type OtherWaits = ReadonlyMap<string, number>;

/** @param recorded what was in force, as the record has it: `[commethod] witerezult = 100 s` */
export function otherWaits(config: Config, recorded: readonly string[]): OtherWaits {
  const { settings } = startEntry(config, { monotonicMs: 0, wallMs: 0 });
  const waits = new Map<string, number>();
  for (const { name, com } of config.applications) {
    const beginning = `[commethod${name === undefined ? '' : ` ${name}`}] witerezult = `;
    const lineOf = (lines: readonly string[]) => lines.find((each) => each.startsWith(beginning));
    const before = lineOf(recorded);
    if (com && before !== undefined && before !== lineOf(settings)) {
      waits.set(name ?? '', com.witerezultMs);
    }
  }
  return waits;
}

export interface TooLate {
  readonly stage: Stage;
  /** When it would have been given up (monotonic). */
  readonly atMs: number;
}

/** Where and when a check that waits so long gives up a call that was answered; `undefined`: it does not. */
export function tooLate({ answer, beganMs }: ProbeEntry, waitMs: number): TooLate | undefined {
  if (answer.kind !== 'ok' || serverTimeMs(answer.times) <= waitMs) return undefined;
  const { activate = 0, authorize = 0 } = answer.times;
  const stage = authorize > waitMs ? 'authorize' : 'session-info';
  return { stage, atMs: beganMs + activate + waitMs };
}
