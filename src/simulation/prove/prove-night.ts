/** One night under an unchanged configuration, played fast for an administrator who waits. */
import { drawNight, withJobs } from '../nights/night.js';
import { comwatchWith, playNight, type NightResult } from '../nights/play-night.js';
import type { Config } from '../../config/config.js';
import type { Assumed } from '../../core/telling/proof.js';

const NIGHT_MS = 5 * 3_600_000;
/** Minimum interval of the samples: judging takes minutes, and playing every second of five hours takes long. */
const LEAST_SPACING_MS = 10_000;
/** Longer than usual: calls keep 20 times the quickest of them apart. */
const ANSWERS_IN_MS = [500, 900] as const;

export interface Computer {
  readonly logicalProcessors: number;
  readonly physicalMemoryBytes: number;
}

export function assumedOf({ logicalProcessors, physicalMemoryBytes }: Computer): Assumed {
  return {
    nightMs: NIGHT_MS,
    logicalProcessors,
    physicalMemoryBytes,
    leastSpacingMs: LEAST_SPACING_MS,
    answersInMs: ANSWERS_IN_MS,
  };
}

/** In act mode, with calls that keep their distance: these two settings are judged without nights. */
export function playable(config: Config): Config {
  const [first, ...others] = config.applications.map((each) => {
    const { com } = each;
    return com ? { ...each, com: { ...com, rules: { ...com.rules, checkLoad } } } : each;
  });
  if (!first) throw new Error('a configuration without an application');
  return {
    ...config,
    monitor: { ...config.monitor, mode: 'act' },
    applications: [first, ...others],
  };
}

const checkLoad = 'stretch' as const;

/** @param config made by `playable` */
export function proveNight(seed: number, config: Config, computer: Computer): Promise<NightResult> {
  const plan = withJobs(drawNight(seed, undefined, NIGHT_MS));
  return playNight(plan, config, comwatchWith(LEAST_SPACING_MS), {
    machine: computer,
    answersInMs: ANSWERS_IN_MS,
  });
}
