/** One night: ordinary load of a few applications, and at most one fault. */
import { Random } from '../random.js';
import type { NightFault } from '../../core/telling/proof.js';

/** Kinds of fault. The first eight are in a process, and stopping it helps. */
export const faults = [
  'hang',
  'deadlock beside busy neighbours',
  'leak',
  'slow leak',
  'burn',
  'error until restart',
  'activation hangs',
  'one of two hangs',
  'database away, errors',
  'database away, time-outs',
  'server restarts itself',
  'nothing',
] as const satisfies readonly NightFault[];

export type Fault = NightFault;

const CURABLE = 8;

export function isCurable(fault: Fault): boolean {
  return faults.indexOf(fault) < CURABLE;
}

export interface NeighbourPlan {
  /** Per cent of one core while it works. */
  readonly percent: number;
  readonly everyMs: number;
  readonly forMs: number;
  readonly fromMs: number;
  readonly megabytes: number;
}

export interface NightPlan {
  readonly seed: number;
  readonly fault: Fault;
  readonly faultAtMs: number;
  /** Duration of a fault outside of every process, or of the growth of a leak. */
  readonly faultForMs: number;
  readonly lengthMs: number;
  readonly hosts: number;
  readonly startsInMs: number;
  readonly server: NeighbourPlan;
  readonly neighbours: readonly NeighbourPlan[];
  /** Legitimate work beyond the usual: a report, the closing of a day. */
  readonly jobs: readonly Job[];
}

export interface Job {
  /** Whether it belongs to the server, else to its first neighbour. */
  readonly isOfServer: boolean;
  readonly atMs: number;
  readonly forMs: number;
  /** Per cent of one core. */
  readonly percent: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Draws a night from its seed. The faults come in turn, so that a few nights cover all of them.
 * @param only this fault, whatever the seed
 */
export function drawNight(seed: number, only?: Fault, lengthMs = 5 * HOUR): NightPlan {
  const random = new Random(seed * 7_919);
  const fault = only ?? faults[seed % faults.length] ?? 'nothing';
  const isBusy = fault === 'deadlock beside busy neighbours';
  const count = isBusy ? random.integer(2, 4) : random.integer(1, 5);
  const neighbours = Array.from({ length: count }, () =>
    isBusy ? busyNeighbour(random) : neighbour(random),
  );
  return {
    seed,
    fault,
    faultAtMs: Math.round(random.between(0.15, 0.5) * lengthMs),
    faultForMs: Math.round(random.between(0.2, 0.45) * lengthMs),
    lengthMs,
    hosts: fault === 'one of two hangs' ? 2 : 1,
    startsInMs: random.pick([2_000, 5_000, 10_000, 40_000]),
    server: neighbour(random),
    neighbours,
    jobs: [],
  };
}

/** The same night with the jobs of a real one: whether they are left alone depends on the configuration. */
export function withJobs(plan: NightPlan): NightPlan {
  const random = new Random(plan.seed * 104_729);
  const jobs = Array.from({ length: random.integer(2, 4) }, () => ({
    isOfServer: random.chance(0.7),
    atMs: Math.round(random.between(0.02, 0.98) * plan.lengthMs),
    forMs: Math.round(random.between(1, 6) * MINUTE),
    percent: random.between(20, 95),
  }));
  return { ...plan, jobs };
}

/** Idles, and works for some minutes in about every quarter of an hour. */
function neighbour(random: Random): NeighbourPlan {
  const everyMs = Math.round(random.between(5, 45) * MINUTE);
  return {
    percent: random.between(2, 16),
    everyMs,
    forMs: Math.round(everyMs * random.between(0.05, 0.5)),
    fromMs: Math.round(random.between(0, everyMs)),
    megabytes: random.integer(80, 900),
  };
}

/** Its working load is more than ten times its idle load: to the floor rule it looks like the cause. */
function busyNeighbour(random: Random): NeighbourPlan {
  const everyMs = Math.round(random.between(6, 20) * MINUTE);
  const forMs = Math.round(everyMs * random.between(0.3, 0.5));
  return { ...neighbour(random), percent: random.between(13, 18), everyMs, forMs };
}
