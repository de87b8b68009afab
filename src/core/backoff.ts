/**
 * Delays that grow with consecutive failures and are reset by a success. Pure; times are milliseconds of any one clock.
 */

/** Delay after a number of consecutive failures, counted from one. */
export type Waits = (failures: number) => number;

export interface Backoff {
  /** In a row. */
  readonly failures: number;
  /** Earliest time of the next attempt. */
  readonly untilMs: number;
}

export const noBackoff: Backoff = { failures: 0, untilMs: Number.NEGATIVE_INFINITY };

/** Uses the listed delays in turn; the last one after every further failure. */
export function listed(waitsMs: readonly number[]): Waits {
  return (failures) => waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 0;
}

/** Doubles the delay each time, up to `longestMs`. */
export function doubling(firstMs: number, longestMs: number): Waits {
  // Limits the exponent: beyond 2^40 the result no longer changes, and the power remains finite.
  return (failures) =>
    failures < 1 ? 0 : Math.min(firstMs * 2 ** Math.min(failures - 1, 40), longestMs);
}

/** The state after one more failure. */
export function afterFailure({ failures }: Backoff, waits: Waits, nowMs: number): Backoff {
  return { failures: failures + 1, untilMs: nowMs + waits(failures + 1) };
}

/** Remaining delay; 0 when the next attempt is due. */
export function waitLeftMs({ untilMs }: Backoff, nowMs: number): number {
  return Math.max(0, untilMs - nowMs);
}
