/**
 * Waits that grow with every failure in a row, and end with the first success. Pure; times are milliseconds of one clock,
 * whichever it is.
 */

/** How long to wait after so many failures in a row, counted from one. */
export type Waits = (failures: number) => number;

export interface Backoff {
  /** In a row. */
  readonly failures: number;
  /** Not again before this. */
  readonly untilMs: number;
}

export const noBackoff: Backoff = { failures: 0, untilMs: Number.NEGATIVE_INFINITY };

/** One wait after another; the last one after every further failure. */
export function listed(waitsMs: readonly number[]): Waits {
  return (failures) => waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 0;
}

/** Twice as long every time, up to `longestMs`. */
export function doubling(firstMs: number, longestMs: number): Waits {
  // Beyond 2^40 nothing changes any more, and the power stays a number.
  return (failures) =>
    failures < 1 ? 0 : Math.min(firstMs * 2 ** Math.min(failures - 1, 40), longestMs);
}

/** The state after one more failure. */
export function afterFailure({ failures }: Backoff, waits: Waits, nowMs: number): Backoff {
  return { failures: failures + 1, untilMs: nowMs + waits(failures + 1) };
}

/** How long is still to be waited; 0 when it is due. */
export function waitLeftMs({ untilMs }: Backoff, nowMs: number): number {
  return Math.max(0, untilMs - nowMs);
}
