/**
 * Timeline of a run: faults and hosts at random, kills of the agent in its first part, then quiet until all is settled.
 */
import { Drama, sleep, type Course } from './drama.js';
import type { Kind } from './faults.js';

export interface Played {
  readonly faults: ReadonlyMap<Kind['name'], number>;
  /** Start of the last agent, which lives through the same faults without being killed. */
  readonly steadyFromMs: number;
  readonly steadyUntilMs: number;
  /** Maximum delay of this run itself, on a busy machine. */
  readonly latestMs: number;
  /** Items that had not settled within the time allowed. */
  readonly unsettled: readonly string[];
}

const TICK_MS = 100;
const KILLS_UNTIL = 0.45;
/** Minimum, however short the run and however busy the machine. */
const FEWEST_KILLS = 2;
/** Lifetime of the last agent, once it is working: long enough to distinguish growth from warming up. */
const SHORTEST_PEACE_MS = 120_000;
/** A shell of a busy machine needs a minute to start. */
const SETTLE_MS = 600_000;

export async function play(course: Course): Promise<Played> {
  const { world, lengthMs, random, isInterrupted } = course;
  const startMs = Date.now();
  const drama = new Drama(course, startMs);
  world.onStopped = () => drama.stopped();
  let latestMs = 0;
  let steadyFromMs: number | undefined;
  const isOver = () =>
    Date.now() - startMs >= lengthMs &&
    steadyFromMs !== undefined &&
    world.agents.readyForMs >= SHORTEST_PEACE_MS;
  while (!isInterrupted() && !isOver()) {
    const beforeMs = Date.now();
    await drama.turn(beforeMs);
    const isTimeToKill =
      beforeMs - startMs < lengthMs * KILLS_UNTIL || world.agents.killedMs.length < FEWEST_KILLS;
    if (isTimeToKill) await drama.killAgent(beforeMs);
    else if (steadyFromMs === undefined && drama.mayRestart(beforeMs)) {
      await drama.restart();
      steadyFromMs = Date.now();
    }
    const slept = Date.now();
    await sleep(TICK_MS);
    latestMs = Math.max(latestMs, Date.now() - slept - TICK_MS);
  }
  const steadyUntilMs = Date.now();
  await drama.endFaults();
  const unsettled = isInterrupted() ? [] : await settle(course, random);
  const faults = drama.counts;
  return { faults, steadyFromMs: steadyFromMs ?? startMs, steadyUntilMs, latestMs, unsettled };
}

/** Waits until everything over its limits is stopped, every fault has recovered, and every mail has been sent. */
async function settle({ world, say, isInterrupted }: Course, random: () => number) {
  say('all faults are over: waiting for the rest');
  const untilMs = Date.now() + SETTLE_MS;
  const left = () => [
    ...['burn' as const, 'leak' as const].flatMap((role) =>
      world.hosts.running(role).map(({ pid }) => `${role} ${pid} runs`),
    ),
    ...(world.server.isBroken() ? ['the COM server is broken'] : []),
    ...world.outbox.map((file) => `in the outbox: ${file}`),
  ];
  let isRestarted = false;
  while (left().length > 0 && Date.now() < untilMs && !isInterrupted()) {
    world.watchServer();
    await sleep(TICK_MS);
    const isMailOnly = left().every((each) => each.startsWith('in the outbox'));
    if (!isMailOnly || isRestarted) continue;
    if (world.agents.readyForMs === 0) continue;
    // The next attempt on a mail may be minutes away: an agent processes its outbox when it starts.
    isRestarted = true;
    await sleep(1_000 + random() * 1_000);
    await world.agents.askToEnd();
    world.agents.start();
  }
  const unsettled = left();
  while (world.agents.readyForMs === 0 && Date.now() < untilMs && !isInterrupted())
    await sleep(TICK_MS);
  await world.agents.askToEnd();
  while (world.agents.look() && !isInterrupted()) await sleep(TICK_MS);
  return unsettled;
}
