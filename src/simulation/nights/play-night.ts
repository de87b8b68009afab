/** Plays a night with the agent, or with another rule in its place, and counts what came of it. */
import { Account } from '../account.js';
import type { Mood } from '../com-server.js';
import { busyBetween, growing, inBursts, steadily, together } from '../load.js';
import { SimulatedAgent } from '../simulated-agent.js';
import type { SimulatedProcess } from '../simulated-process.js';
import type { Witness } from '../witness.js';
import { World } from '../world.js';
import { isCurable, type Fault, type NeighbourPlan, type NightPlan } from './night.js';
import type { Config } from '../../config/config.js';

/** Watches over a world: the agent, or a rule that it is compared with. */
export interface Guard {
  readonly fault: unknown;
  begin(): void;
  end(): void;
}

export type MakeGuard = (world: World, config: Config, witnesses: readonly Witness[]) => Guard;

export const comwatch: MakeGuard = (world, config, witnesses) =>
  new SimulatedAgent(world, config, witnesses);

export interface CountedStop {
  readonly atMs: number;
  readonly of: 'host' | 'neighbour' | 'gone';
  readonly check: 'limits' | 'com';
  readonly wasBroken: boolean;
}

export interface NightResult {
  readonly seed: number;
  readonly fault: Fault;
  /** Something was broken that a stop cures. */
  readonly wasBroken: boolean;
  readonly cured: boolean;
  /** From the first call that would fail to the end of the broken process; `undefined` where none failed before that. */
  readonly cureMs: number | undefined;
  /** Longest time in which calls failed. */
  readonly longestOutageMs: number;
  readonly stops: readonly CountedStop[];
  readonly mails: number;
}

const HOUR = 3_600_000;
const SLICE_MS = 5 * 60_000;
const NO_DATABASE = 'Нет соединения с базой данных';

interface Cause {
  sick?: SimulatedProcess;
  brokenAtMs?: number;
}

export async function playNight(
  plan: NightPlan,
  config: Config,
  makeGuard: MakeGuard = comwatch,
): Promise<NightResult> {
  const { application, com } = appOf(config);
  const world = new World({ seed: plan.seed, watchedName: application });
  const server = world.addServer({
    progid: com?.progid ?? 'meAppServer.AppServer',
    hosts: plan.hosts,
    startsInMs: plan.startsInMs,
    cpu: () => honest(plan.server),
    // A fresh host is small, and grows to its size while its first clients come.
    memory: (random, bornMs) =>
      growing(60, plan.server.megabytes, bornMs, random.between(3, 12) * 60_000),
  });
  for (const each of plan.neighbours) {
    world.addNeighbour({
      name: application,
      cpu: () => honest(each),
      memory: (random, bornMs) =>
        growing(40, each.megabytes, bornMs, random.between(1, 10) * 60_000),
    });
  }
  const cause: Cause = {};
  world.at(plan.faultAtMs, () => goWrong(plan, world, cause));
  const account = new Account(world, false);
  const guard = makeGuard(world, config, [account]);
  guard.begin();
  while (world.time.monotonicMs() < plan.lengthMs && guard.fault === undefined) {
    await world.time.runUntil(world.time.monotonicMs() + SLICE_MS);
  }
  guard.end();
  if (guard.fault) throw new Error('the agent ended by itself', { cause: guard.fault });
  return resultOf(plan, account, cause, server.outages);
}

function appOf(config: Config) {
  const [{ watch, com }] = config.applications;
  return { application: watch.name, com };
}

function honest({ percent, everyMs, forMs, fromMs }: NeighbourPlan) {
  return inBursts({ percent, everyMs, forMs, fromMs });
}

function goWrong({ fault, faultForMs, server: load }: NightPlan, world: World, cause: Cause): void {
  const [server] = world.servers;
  const host = server?.hosts.at(-1);
  if (!server || !host) return;
  const { process } = host;
  const nowMs = world.time.monotonicMs();
  const breakHost = (mood: Mood) => {
    cause.sick = process;
    cause.brokenAtMs = world.time.monotonicMs();
    if (process.isAlive) server.break(mood, [host]);
  };
  const leak = (times: number) => {
    const megabytes = process.bytes(nowMs) / 2 ** 20;
    process.turnTo(nowMs, { memory: growing(megabytes, times * megabytes, nowMs, faultForMs) });
    process.isBroken = true;
    cause.sick = process;
    world.time.after(faultForMs, () => breakHost({ kind: 'hangs' }));
  };
  switch (fault) {
    case 'hang':
    case 'deadlock beside busy neighbours':
    case 'one of two hangs':
      breakHost({ kind: 'hangs' });
      return;
    case 'leak':
      leak(world.random.between(10, 14));
      return;
    case 'slow leak':
      leak(world.random.between(2, 6));
      return;
    case 'burn': {
      const percent = world.random.between(95, 400);
      const cpu = together(honest(load), busyBetween(nowMs, nowMs + 24 * HOUR, percent));
      process.turnTo(nowMs, { cpu });
      breakHost({ kind: 'hangs' });
      return;
    }
    case 'error until restart':
      breakHost({ kind: 'errs', text: 'Внутренняя ошибка сервера приложений' });
      return;
    case 'activation hangs':
      breakHost({ kind: 'hangs-whole' });
      return;
    case 'database away, errors':
    case 'database away, time-outs': {
      const isError = fault === 'database away, errors';
      const mood: Mood = isError ? { kind: 'errs', text: NO_DATABASE } : { kind: 'hangs' };
      server.turnTo({ kind: 'outside', mood });
      world.time.after(faultForMs, () => server.turnTo({ kind: 'runs' }));
      return;
    }
    case 'server restarts itself':
      world.machine.end(process);
      return;
    case 'nothing':
      process.turnTo(nowMs, { cpu: together(honest(load), steadily(0)) });
  }
}

function resultOf(
  plan: NightPlan,
  account: Account,
  { sick, brokenAtMs }: Cause,
  outages: readonly { readonly fromMs: number; readonly untilMs: number | undefined }[],
): NightResult {
  const diedMs = sick?.diedMs;
  const wasBroken = isCurable(plan.fault);
  const isLate = diedMs !== undefined && brokenAtMs !== undefined && diedMs > brokenAtMs;
  return {
    seed: plan.seed,
    fault: plan.fault,
    wasBroken,
    cured: wasBroken && diedMs !== undefined,
    cureMs: wasBroken && isLate ? diedMs - brokenAtMs : undefined,
    longestOutageMs: Math.max(
      0,
      ...outages.map(({ fromMs, untilMs }) => (untilMs ?? plan.lengthMs) - fromMs),
    ),
    stops: account.stops.map((stop) => ({
      atMs: stop.atMs,
      of: stop.of,
      check: account.isOfComCheck(stop) ? ('com' as const) : ('limits' as const),
      wasBroken: stop.wasBroken,
    })),
    mails: account.mails.length,
  };
}
