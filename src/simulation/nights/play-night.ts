/** Plays a night with the agent, or with another rule in its place, and counts the results. */
import { Account, type Asked } from '../account.js';
import type { ComServer } from '../com-server.js';
import { SimulatedAgent } from '../simulated-agent.js';
import type { MachineOptions } from '../simulated-machine.js';
import type { Witness } from '../witness.js';
import { World } from '../world.js';
import { goWrong, type Cause } from './faults.js';
import { furnish } from './furnish.js';
import { isCurable, type Fault, type NightPlan } from './night.js';
import type { Config } from '../../config/config.js';

/** Watches a world: the agent, or a rule that it is compared with. */
export interface Guard {
  readonly fault: unknown;
  begin(): void;
  end(): void;
}

export type MakeGuard = (world: World, config: Config, witnesses: readonly Witness[]) => Guard;

/** @param leastSpacingMs minimum interval of the samples, whatever the configuration says */
export function comwatchWith(leastSpacingMs?: number): MakeGuard {
  return (world, config, witnesses) => new SimulatedAgent(world, config, witnesses, leastSpacingMs);
}

export const comwatch: MakeGuard = comwatchWith();

/** Properties of a world beside its plan. */
export interface Surroundings {
  readonly machine?: MachineOptions;
  /** Duration of a call in good health. */
  readonly answersInMs?: readonly [least: number, most: number];
}

export interface CountedStop {
  readonly atMs: number;
  readonly of: 'host' | 'neighbour' | 'gone';
  readonly check: 'limits' | 'com';
  /** Evidence against the process; `undefined` where no mail gives it. */
  readonly why: Asked['why'] | undefined;
  readonly application: string | undefined;
  readonly wasBroken: boolean;
}

export interface NightResult {
  readonly seed: number;
  readonly fault: Fault;
  /** Name of the application with the faulty server. */
  readonly application: string | undefined;
  /** Whether something was broken that a stop cures. */
  readonly wasBroken: boolean;
  readonly cured: boolean;
  /**
   * From the first call that would fail to the end of the broken process; `undefined` where none failed before that.
   */
  readonly cureMs: number | undefined;
  /** Longest continuous time of failing calls. */
  readonly longestOutageMs: number;
  readonly stops: readonly CountedStop[];
  /** Times at which they were sent. */
  readonly mailsMs: readonly number[];
  /** Number of times that stopping was suspended. */
  readonly holds: number;
}

const SLICE_MS = 5 * 60_000;

export async function playNight(
  plan: NightPlan,
  config: Config,
  makeGuard: MakeGuard = comwatch,
  { machine, answersInMs }: Surroundings = {},
): Promise<NightResult> {
  const world = new World({
    seed: plan.seed,
    watchedName: config.applications[0].watch.name,
    ...(machine && { machine }),
  });
  const { server, application } = furnish(plan, config, world, answersInMs);
  const cause: Cause = {};
  world.at(plan.faultAtMs, () => goWrong(plan, world, server, cause));
  const account = new Account(world, false);
  const guard = makeGuard(world, config, [account]);
  guard.begin();
  while (world.time.monotonicMs() < plan.lengthMs && guard.fault === undefined) {
    await world.time.runUntil(world.time.monotonicMs() + SLICE_MS);
  }
  guard.end();
  if (guard.fault) throw new Error('the agent ended by itself', { cause: guard.fault });
  return resultOf(plan, application.name, account, cause, server);
}

function resultOf(
  plan: NightPlan,
  application: string | undefined,
  account: Account,
  { sick, brokenAtMs }: Cause,
  { outages }: ComServer,
): NightResult {
  const diedMs = sick?.diedMs;
  const wasBroken = isCurable(plan.fault);
  const isLate = diedMs !== undefined && brokenAtMs !== undefined && diedMs > brokenAtMs;
  return {
    seed: plan.seed,
    fault: plan.fault,
    application,
    wasBroken,
    cured: wasBroken && diedMs !== undefined,
    cureMs: wasBroken && isLate ? diedMs - brokenAtMs : undefined,
    longestOutageMs: Math.max(
      0,
      ...outages.map(({ fromMs, untilMs }) => (untilMs ?? plan.lengthMs) - fromMs),
    ),
    stops: account.stops.map((stop) => {
      const asked = account.askedBy(stop);
      return {
        atMs: stop.atMs,
        of: stop.of,
        check: asked?.check ?? 'limits',
        why: asked?.why,
        application: asked?.application,
        wasBroken: stop.wasBroken,
      };
    }),
    mailsMs: account.mails.map(({ atMs }) => atMs),
    holds: account.mails.filter(({ notice }) => notice.kind === 'brake' && notice.state === 'on')
      .length,
  };
}
