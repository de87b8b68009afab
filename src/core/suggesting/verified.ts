/** Result of a replay with the suggested settings; a suggestion is shown only after it was replayed. */
import type { Choice, ReplayResult } from '../recording/comparison.js';
import type { Sustain } from '../judging/limits.js';
import { sameTarget } from '../observing/identity.js';
import type { Advice } from './advice.js';
import type { Run } from './excursions.js';

export interface Verified {
  /** Processes that it would have stopped, in chronological order. */
  readonly stops: readonly Choice[];
  /** Number of these that recovered within two minutes without a stop. */
  readonly recovered: number;
  readonly ended: number;
  readonly unknown: number;
  /** Answers that it would not have waited for, and warnings of slow ones. */
  readonly tooLate: number;
  readonly slow: number;
}

export interface Suggestion {
  /** `undefined`: the sections without a name. */
  readonly name: string | undefined;
  readonly advice: readonly Advice[];
  readonly limits: Verified;
  readonly com: Verified;
}

export interface SuggestReport {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
  readonly samples: number;
  readonly calls: number;
  readonly suggestions: readonly Suggestion[];
}

export function verifiedBy(
  { rows, checks }: Pick<ReplayResult, 'rows' | 'checks'>,
  check: Choice['check'],
  application: string | undefined,
): Verified {
  const stops = rows.flatMap(({ replayed }) =>
    replayed?.check === check && replayed.application === (application ?? null) ? [replayed] : [],
  );
  const count = (...kinds: readonly Choice['recovery']['kind'][]) =>
    stops.filter(({ recovery }) => kinds.includes(recovery.kind)).length;
  const own = checks.find((each) => each.application === (application ?? null));
  return {
    stops,
    recovered: count('recovered'),
    ended: count('ended'),
    unknown: count('unknown', 'stopped'),
    tooLate: own?.tooLate ?? 0,
    slow: own?.slow ?? 0,
  };
}

/** Long loads of the record that the replay stopped. */
export function stoppedOf(burns: readonly Run[], { stops }: Verified): Run[] {
  return burns.filter((burn) => stops.some(({ target }) => sameTarget(target, burn.target)));
}

/** The limit that a replay proved wrong by stopping a process that recovered by itself. */
export function disproved(
  advice: readonly Advice[],
  { recovered }: Verified,
): { readonly above: number; readonly sustain: Sustain } | undefined {
  const limit = advice.find((each) => each.kind === 'limit' && each.key === 'maxcpuprocent');
  const sustain = advice.find((each) => each.kind === 'sustain');
  if (recovered === 0 || limit?.kind !== 'limit' || sustain?.kind !== 'sustain') return undefined;
  return { above: limit.value, sustain: sustain.value };
}
