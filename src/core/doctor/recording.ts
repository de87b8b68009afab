/** Amount of data that policies recording PowerShell write because of the agent, measured over some rounds. */

const DAY_MS = 24 * 3_600_000;

/** Bytes recorded of one shell so far; -1 when they cannot be read. */
export interface Recorded {
  readonly transcriptBytes: number;
  readonly eventBytes: number;
}

/**
 * @param rounds samples between the two measurements
 * @param delayMs between two samples of the agent
 * @returns `null` where it could not be measured
 */
export function bytesPerDay(
  before: number,
  after: number,
  rounds: number,
  delayMs: number,
): number | null {
  if (before < 0 || after < before || rounds < 1) return null;
  return Math.round(((after - before) / rounds) * (DAY_MS / Math.max(1, delayMs)));
}

/** More than this per day fills event logs that hold little else. */
export const MUCH_BYTES_PER_DAY = 50 * 2 ** 20;
