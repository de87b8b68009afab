import type { NightResult } from './play-night.js';

/** `undefined` where no call failed before the end of the broken process. */
export function medianCureMs(nights: readonly NightResult[]): number | undefined {
  const cures = nights
    .map(({ cureMs }) => cureMs)
    .filter((each) => each !== undefined)
    .sort((one, other) => one - other);
  return cures[Math.floor(cures.length / 2)];
}
