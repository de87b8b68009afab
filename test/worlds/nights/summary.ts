import { medianCureMs } from '../../../src/simulation/nights/cure-time.js';
import type { NightResult } from '../../../src/simulation/nights/play-night.js';

/** Results of nights, for programs: the figures of `--json`. */
export interface NightFigures {
  readonly cured: number;
  /** Nights in which something was broken that a stop cures. */
  readonly broken: number;
  /** From the first call that would fail; `null` where none failed. */
  readonly medianCureS: number | null;
  /** Stops of a healthy host. */
  readonly stoppedInVain: number;
  readonly neighboursStopped: number;
  readonly mailsPerNight: number;
}

export function figuresOf(nights: readonly NightResult[]): NightFigures {
  const median = medianCureMs(nights);
  const stops = nights.flatMap((each) => each.stops);
  const mails = nights.reduce((sum, each) => sum + each.mailsMs.length, 0);
  return {
    cured: nights.filter(({ cured }) => cured).length,
    broken: nights.filter(({ wasBroken }) => wasBroken).length,
    medianCureS: median === undefined ? null : Math.round(median / 1_000),
    stoppedInVain: stops.filter((each) => each.of === 'host' && !each.wasBroken).length,
    neighboursStopped: stops.filter((each) => each.of === 'neighbour').length,
    mailsPerNight: Math.round((10 * mails) / Math.max(nights.length, 1)) / 10,
  };
}

export function neighboursStoppedByComCheck(nights: readonly NightResult[]): number {
  return nights
    .flatMap((each) => each.stops)
    .filter(({ of, check }) => of === 'neighbour' && check === 'com').length;
}
