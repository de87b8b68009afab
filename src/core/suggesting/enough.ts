/** How much of a record it takes. */
import type { NoAdvice } from './advice.js';

const HOUR_MS = 3_600_000;
/** A day has its night jobs and its rush hours. */
export const NEEDED_MS = 24 * HOUR_MS;
export const NEEDED_SAMPLES = 500;
export const NEEDED_ANSWERS = 300;

/** What is missing; `undefined`: nothing. */
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
