/** Slowness of an answer. */

/** Below this a duration is noise: a floor of 1 ms would make 20 ms a slow check. */
const LEAST_FLOOR_MS = 10;

export interface Slowness {
  readonly ratio: number;
  /** Duration with which it is compared. */
  readonly floorMs: number;
}

/** Factor by which an answer exceeds the quickest one within `time_cache`. */
export function slownessOf(tookMs: number, quickestMs: number): Slowness {
  const floorMs = Math.max(quickestMs, LEAST_FLOOR_MS);
  return { ratio: tookMs / floorMs, floorMs };
}
