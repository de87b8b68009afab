/** What a record says about the processes and the calls of one application. */
import type { Excursions } from './excursions.js';

export interface Answer {
  /** Monotonic. */
  readonly atMs: number;
  /** Authorize and GetCurrentSessionInfo together. */
  readonly tookMs: number;
  /** By what factor it exceeded the quickest one; `undefined` for the first. */
  readonly slowness: number | undefined;
  /** Of the host that stood out most: by what factor it exceeded its floor; `undefined` before floors are earned. */
  readonly ratio: number | undefined;
}

export interface CallEvidence {
  /** Calls that were answered while all was well: none soon before a failure, none right after one. */
  readonly answers: Answer[];
  /** Calls that were given up and came back after all: milliseconds from their beginning. */
  readonly lateMs: number[];
  failed: number;
  /** Of the host that stood out most when a call failed: by what factor it exceeded its floor. */
  readonly failedRatios: number[];
  /** From the first to the last call, without the time when nothing was recorded. */
  coveredMs: number;
}

export interface ApplicationEvidence {
  readonly name: string | undefined;
  readonly cpu: Excursions;
  readonly memory: Excursions;
  /** Samples of its image. */
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
