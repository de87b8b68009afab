import type { NightResult } from '../../../src/simulation/nights/play-night.js';

export interface Summary {
  /** Nights in which something was broken that a stop cures. */
  readonly broken: number;
  readonly cured: number;
  readonly medianCureS: number | null;
  /** Stops of a host that was well. */
  readonly stoppedInVain: number;
  readonly neighboursStopped: number;
  readonly neighboursStoppedByComCheck: number;
  readonly mailsPerNight: number;
}

export function summaryOf(nights: readonly NightResult[]): Summary {
  const cures = nights
    .map(({ cureMs }) => cureMs)
    .filter((each) => each !== undefined)
    .sort((one, other) => one - other);
  const median = cures[Math.floor(cures.length / 2)];
  const stops = nights.flatMap((each) => each.stops);
  const ofNeighbours = stops.filter((each) => each.of === 'neighbour');
  const mails = nights.reduce((sum, each) => sum + each.mails, 0);
  return {
    broken: nights.filter(({ wasBroken }) => wasBroken).length,
    cured: nights.filter(({ cured }) => cured).length,
    medianCureS: median === undefined ? null : Math.round(median / 1_000),
    stoppedInVain: stops.filter((each) => each.of === 'host' && !each.wasBroken).length,
    neighboursStopped: ofNeighbours.length,
    neighboursStoppedByComCheck: ofNeighbours.filter(({ check }) => check === 'com').length,
    mailsPerNight: Math.round((10 * mails) / Math.max(nights.length, 1)) / 10,
  };
}
