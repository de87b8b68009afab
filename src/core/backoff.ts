/** Growing waits between tries that fail. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
  readonly factor: number;
}

/** @param failures in a row, at least one */
export function waitMs({ firstMs, mostMs, factor }: Backoff, failures: number): number {
  // Beyond 2^40 nothing changes any more, and the power stays a number.
  return Math.min(firstMs * factor ** Math.min(Math.max(failures, 1) - 1, 40), mostMs);
}
