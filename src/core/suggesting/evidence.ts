/** Evidence of a record on the processes and calls of one application. */
import type { Excursions } from './excursions.js';

export interface Answer {
  /** Monotonic. */
  readonly atMs: number;
  /** Authorize and GetCurrentSessionInfo together. */
  readonly tookMs: number;
  /** Factor by which it exceeded the quickest one; `undefined` for the first. */
  readonly slowness: number | undefined;
  /** Factor by which the host that stood out most exceeded its floor; `undefined` before floors are established. */
  readonly ratio: number | undefined;
}

export interface CallEvidence {
  /** Calls answered in normal operation: none shortly before or right after a failure. */
  readonly answers: Answer[];
  /** Durations of abandoned calls that returned, in milliseconds. */
  readonly lateMs: number[];
  failed: number;
  /** Factors by which the host that stood out most exceeded its floor when a call failed. */
  readonly failedRatios: number[];
  /** Time from the first to the last call, without gaps in the record. */
  coveredMs: number;
}

export interface ApplicationEvidence {
  readonly name: string | undefined;
  readonly cpu: Excursions;
  readonly memory: Excursions;
  /** Number of samples of its image. */
  samples: number;
  coveredMs: number;
  readonly calls: CallEvidence;
}

/** Steps at which a limit may lie: per cent of one core. */
export function cpuLadder(mostPercent: number): number[] {
  const steps = [5, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 95];
  for (let step = 100; step < 1_600; step += 25) steps.push(step);
  return steps.filter((each) => each < mostPercent);
}

export const MEMORY_LADDER: readonly number[] = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90,
];

export function noCalls(): CallEvidence {
  return {
    answers: [],
    lateMs: [],
    failed: 0,
    failedRatios: [],
    coveredMs: 0,
  };
}
