/** Minimum amount of recorded evidence. */
import type { NoAdvice } from './advice.js';

const HOUR_MS = 3_600_000;
/** One day includes night jobs and rush hours. */
export const NEEDED_MS = 24 * HOUR_MS;
export const NEEDED_SAMPLES = 500;
export const NEEDED_ANSWERS = 300;

/** Missing evidence; `undefined` when there is enough. */
export function lackOf(
  coveredMs: number,
  what: 'samples' | 'answers',
  has: number,
  needs: number,
): Extract<NoAdvice['why'], { has: number }> | undefined {
  if (coveredMs < NEEDED_MS) {
    return { kind: 'hours', has: coveredMs / HOUR_MS, needs: NEEDED_MS / HOUR_MS };
  }
  return has < needs ? { kind: what, has, needs } : undefined;
}
