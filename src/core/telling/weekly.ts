/** What the weekly mail tells: what the configuration would have stopped in the week before. */
import type { Sustain } from '../judging/limits.js';
import { isFigure, isTable } from '../table.js';

/** Days that it looks back. */
export const WEEK_DAYS = 7;

/** Of a replay; of those that would have been stopped, how many recovered or ended by themselves within two minutes. */
export interface LookedBack {
  readonly stops: number;
  readonly recovered: number;
  readonly ended: number;
  readonly unknown: number;
}

export interface WeekLookBack extends LookedBack {
  /** The same with more patience; `null` where nothing would have been stopped, or no limit is judged. */
  readonly patient: { readonly sustain: Sustain; readonly stops: number } | null;
}

/** What a breach must last where the configuration asks for less. */
export const PATIENT: Sustain = { needed: 4, of: 5 };

/** The counts of `comwatch replay --json`; `undefined` for anything else. */
export function parseLookedBack(value: unknown): LookedBack | undefined {
  const counts = isTable(value) ? value['counts'] : undefined;
  if (!isTable(counts)) return undefined;
  const { replayed, recovered, ended, unknown } = counts;
  const all = [replayed, recovered, ended, unknown];
  if (!isFigure(replayed) || !isFigure(recovered) || !isFigure(ended) || !isFigure(unknown)) {
    return undefined;
  }
  const isCounted = all.every((each) => Number.isSafeInteger(each) && Number(each) >= 0);
  return isCounted ? { stops: replayed, recovered, ended, unknown } : undefined;
}

/** The moment of the schedule that was met last, as it is kept; `undefined` for anything else. */
export function recallWeekly(value: unknown): number | undefined {
  const met = isTable(value) ? value['metUnixMs'] : undefined;
  return isFigure(met) && met >= 0 ? met : undefined;
}
