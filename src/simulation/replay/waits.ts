/** Answers that a recorded check got, and one that waits less long would not have. */
import type { Config } from '../../config/config.js';
import { sectionsInForce } from '../../config/in-force.js';
import { serverTimeMs, type Stage } from '../../core/judging/probe-result.js';
import type { ProbeEntry } from '../../core/recording/entry.js';

/** By the name of the application, empty for the unnamed one: its `witerezult`, where it is another one than that of the record. */
export type OtherWaits = ReadonlyMap<string, number>;

/** @param recorded what was in force, as the record has it: `[commethod] witerezult = 100 s` */
export function otherWaits(config: Config, recorded: readonly string[]): OtherWaits {
  const waits = new Map<string, number>();
  for (const { name, application = '', title, settings } of sectionsInForce(config)) {
    if (name !== 'commethod') continue;
    const beginning = `[${title}] witerezult = `;
    const before = recorded.find((each) => each.startsWith(beginning));
    const { text, value } = settings.find(({ key }) => key === 'witerezult') ?? {};
    const isOther = before !== undefined && before !== `${beginning}${text ?? ''}`;
    if (isOther && typeof value === 'number') waits.set(application, value);
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
