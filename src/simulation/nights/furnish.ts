/** Puts the servers and processes of a night into a world, as its configuration names them. */
import type { ComServer } from '../com-server.js';
import { busyBetween, growing, inBursts, together, type CpuLoad } from '../load.js';
import type { World } from '../world.js';
import type { Job, NeighbourPlan, NightPlan } from './night.js';
import { guidOf } from '../../core/judging/suspects.js';
import { imageName } from '../../core/observing/identity.js';
import type { ApplicationConfig, Config } from '../../config/config.js';

const PROGID = 'meAppServer.AppServer';
const MINUTE = 60_000;

/** The faulty server, and the application of the configuration that watches it. */
export interface Furnished {
  readonly server: ComServer;
  readonly application: ApplicationConfig;
}

/**
 * Gives every application of the configuration its own server; the seed chooses the faulty one.
 * @param answersInMs duration of a call in good health
 */
export function furnish(
  plan: NightPlan,
  { applications }: Config,
  world: World,
  answersInMs: readonly [number, number] | undefined,
): Furnished {
  const called = applications.filter(({ com }) => com);
  const among = called.length > 0 ? called : applications;
  const chosen = among[Math.floor(plan.seed / 12) % among.length] ?? applications[0];
  const made = among.map((application, index) => {
    const isChosen = application === chosen;
    const jobs = isChosen ? plan.jobs.filter(({ isOfServer }) => isOfServer) : [];
    const server = world.addServer({
      ...namesOf(application, index),
      ...(answersInMs && { answersInMs }),
      hosts: isChosen ? plan.hosts : 1,
      startsInMs: plan.startsInMs,
      cpu: (_random, bornMs) => workOf(plan.server, begunIn(jobs, bornMs)),
      // A fresh host is small, and grows to its size while its first clients come.
      memory: (random, bornMs) =>
        growing(60, plan.server.megabytes, bornMs, random.between(3, 12) * MINUTE),
    });
    return { server, application };
  });
  plan.neighbours.forEach((each, index) => {
    const jobs = index === 0 ? plan.jobs.filter(({ isOfServer }) => !isOfServer) : [];
    world.addNeighbour({
      name: imageName(chosen.watch.name),
      cpu: (_random, bornMs) => workOf(each, begunIn(jobs, bornMs)),
      memory: (random, bornMs) =>
        growing(40, each.megabytes, bornMs, random.between(1, 10) * MINUTE),
    });
  });
  const found = made.find(({ application }) => application === chosen);
  if (!found) throw new Error('a configuration without an application');
  return found;
}

/** A job ends with the process that started it. */
function begunIn(jobs: readonly Job[], bornMs: number): readonly Job[] {
  return jobs.filter(({ atMs }) => atMs >= bornMs);
}

/** The work of a healthy process. */
export function workOf(
  { percent, everyMs, forMs, fromMs }: NeighbourPlan,
  jobs: readonly Job[] = [],
): CpuLoad {
  const usual = inBursts({ percent, everyMs, forMs, fromMs });
  if (jobs.length === 0) return usual;
  return together(
    usual,
    ...jobs.map((each) => busyBetween(each.atMs, each.atMs + each.forMs, each.percent)),
  );
}

/** Names as in the configuration; the first application without a name of its own keeps the usual ones. */
function namesOf({ name, watch, com }: ApplicationConfig, index: number) {
  const given = watch.application;
  const appId = guidOf(given ?? '');
  return {
    image: imageName(watch.name),
    progid: com?.progid ?? PROGID,
    ...(appId !== undefined && { appId }),
    ...(appId === undefined && index > 0 && { appId: appIdOf(index) }),
    name: given !== undefined && appId === undefined ? given : (name ?? 'FrontOffice'),
  };
}

function appIdOf(index: number): string {
  return `{9B1E3B52-6C53-4A53-9F0E-${index.toString(16).toUpperCase().padStart(12, '0')}}`;
}
