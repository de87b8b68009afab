/** Summary of the nights of a configuration. */
import { medianCureMs } from '../nights/cure-time.js';
import { faults } from '../nights/night.js';
import type { NightResult } from '../nights/play-night.js';
import { findingsOf } from './findings.js';
import { assumedOf, type Computer } from './prove-night.js';
import type { Config } from '../../config/config.js';
import type { ConfigurationProof, FaultFigures } from '../../core/telling/proof.js';

const HOUR = 3_600_000;

/** @param nights in the order of their seeds, one at least */
export function proofOf(
  config: Config,
  nights: readonly NightResult[],
  computer: Computer,
): ConfigurationProof {
  const assumed = assumedOf(computer);
  const stops = nights.flatMap((night) => night.stops);
  const perNight = (count: number) => count / nights.length;
  const mails = nights.reduce((sum, { mailsMs }) => sum + mailsMs.length, 0);
  return {
    nights: nights.length,
    assumed,
    broken: nights.filter(({ wasBroken }) => wasBroken).length,
    cured: nights.filter(({ cured }) => cured).length,
    medianCureMs: medianCureMs(nights),
    stopsPerNight: {
      broken: perNight(stops.filter(({ wasBroken }) => wasBroken).length),
      workingServer: perNight(stops.filter((each) => each.of === 'host' && !each.wasBroken).length),
      neighbours: perNight(stops.filter((each) => each.of === 'neighbour').length),
    },
    mailsPerNight: config.mail && perNight(mails),
    longestHang: longestHang(nights, assumed.nightMs),
    worstHour: worstHour(nights),
    faults: faults.flatMap((fault) => figuresOf(fault, nights)),
    findings: findingsOf(config, nights, computer),
  };
}

function figuresOf(fault: FaultFigures['fault'], nights: readonly NightResult[]): FaultFigures[] {
  const some = nights.filter((each) => each.fault === fault);
  if (some.length === 0) return [];
  return [
    {
      fault,
      nights: some.length,
      broken: some.filter(({ wasBroken }) => wasBroken).length,
      cured: some.filter(({ cured }) => cured).length,
      medianCureMs: medianCureMs(some),
    },
  ];
}

function longestHang(
  nights: readonly NightResult[],
  nightMs: number,
): ConfigurationProof['longestHang'] {
  const broken = nights.filter(({ wasBroken }) => wasBroken);
  const [worst] = [...broken].sort((one, other) => other.longestOutageMs - one.longestOutageMs);
  if (!worst || worst.longestOutageMs === 0) return undefined;
  const { longestOutageMs: ms, fault, cured } = worst;
  return { ms: Math.min(ms, nightMs), fault, untilMorning: !cured };
}

function worstHour(nights: readonly NightResult[]): ConfigurationProof['worstHour'] {
  let worst: ConfigurationProof['worstHour'] = { stops: 0, mails: 0, fault: 'nothing' };
  for (const { stops, mailsMs, fault } of nights) {
    for (const { atMs } of stops) {
      const within = (eachMs: number) => eachMs >= atMs && eachMs < atMs + HOUR;
      const count = stops.filter((each) => within(each.atMs)).length;
      if (count <= worst.stops) continue;
      worst = { stops: count, mails: mailsMs.filter(within).length, fault };
    }
  }
  return worst;
}
