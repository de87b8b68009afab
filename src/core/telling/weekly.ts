/** Content of the weekly mail: the stops that the configuration would have made in the week before. */
import type { Sustain } from '../judging/limits.js';
import { isCount, isFigure, isTable } from '../table.js';

/** Number of days covered. */
export const WEEK_DAYS = 7;

/**
 * Results of a replay; of the processes that would have been stopped, how many recovered or ended by themselves within
 * two minutes.
 */
export interface LookedBack {
  readonly stops: number;
  readonly recovered: number;
  readonly ended: number;
  readonly unknown: number;
  /** Share of the days that was recorded; absent in mails of an earlier version that still wait. */
  readonly span?: RecordedSpan;
}

export interface RecordedSpan {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
  readonly samples: number;
  readonly calls: number;
}

export interface WeekLookBack extends LookedBack {
  /** The same with a longer `sustain`; `null` where nothing would have been stopped, or no limit is judged. */
  readonly patient: { readonly sustain: Sustain; readonly stops: number } | null;
}

/** `sustain` used for comparison where the configuration has less. */
export const PATIENT: Sustain = { needed: 4, of: 5 };

/** The figures of `comwatch replay --json`; `undefined` for anything else. */
export function parseLookedBack(value: unknown): LookedBack | undefined {
  const counts = isTable(value) ? value['counts'] : undefined;
  if (!isTable(value) || !isTable(counts)) return undefined;
  const { replayed, recovered, ended, unknown } = counts;
  const { fromUnixMs, untilUnixMs, samples, calls } = value;
  const isRead =
    isCount(replayed) &&
    isCount(recovered) &&
    isCount(ended) &&
    isCount(unknown) &&
    isCount(fromUnixMs) &&
    isCount(untilUnixMs) &&
    isCount(samples) &&
    isCount(calls);
  if (!isRead) return undefined;
  const span = { fromUnixMs, untilUnixMs, samples, calls };
  return { stops: replayed, recovered, ended, unknown, span };
}

/** The last moment of the schedule that was met, as stored; `undefined` for anything else. */
export function recallWeekly(value: unknown): { readonly metUnixMs: number } | undefined {
  const metUnixMs = isTable(value) ? value['metUnixMs'] : undefined;
  return isFigure(metUnixMs) ? { metUnixMs } : undefined;
}
