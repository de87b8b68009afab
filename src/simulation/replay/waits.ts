/** Recorded answers that a check with a shorter timeout would not have received. */
import { startEntry } from '../../agent/recording/start-entry.js';
import type { Config } from '../../config/config.js';
import { serverTimeMs, type Stage } from '../../core/judging/probe-result.js';
import type { ProbeEntry } from '../../core/recording/entry.js';

/** `witerezult` by the name of the application, empty for the unnamed one, where it differs from that of the record. */
export type OtherWaits = ReadonlyMap<string, number>;

/** @param recorded settings in force, as in the record: `[commethod] witerezult = 100 s` */
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
  /** Time at which it would have been abandoned (monotonic). */
  readonly atMs: number;
}

/** Stage and time at which a check with this timeout abandons a call that was answered; `undefined` if it does not. */
export function tooLate({ answer, beganMs }: ProbeEntry, waitMs: number): TooLate | undefined {
  if (answer.kind !== 'ok' || serverTimeMs(answer.times) <= waitMs) return undefined;
  const { activate = 0, authorize = 0 } = answer.times;
  const stage = authorize > waitMs ? 'authorize' : 'session-info';
  return { stage, atMs: beganMs + activate + waitMs };
}
