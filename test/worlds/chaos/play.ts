/** Plays one plot with the real agent and watches it with the reference. */
import { Account } from '../../../src/simulation/account.js';
import { inBursts, steadily } from '../../../src/simulation/load.js';
import { SimulatedAgent } from '../../../src/simulation/simulated-agent.js';
import { SYSTEM_APPLICATION, World } from '../../../src/simulation/world.js';
import { eventText } from '../../../src/texts/sentence.js';
import { configOf } from '../engine/settings.js';
import { Records } from '../reference/records.js';
import { Reference, type Violation } from '../reference/reference.js';
import { rulesOf } from '../reference/rules.js';
import { happen } from './happen.js';
import type { Plot } from './plot.js';

export interface Tally {
  ticks: number;
  calls: number;
  outages: number;
  cured: number;
  stops: number;
  stoppedInVain: number;
  neighboursStopped: number;
  mails: number;
}

export interface Played {
  readonly tally: Tally;
  readonly violation: Violation | undefined;
  readonly tick: number;
  /** The last things that happened, oldest first. */
  readonly story: readonly string[];
}

const SLICE_MS = 60_000;
const MINUTE = 60_000;

export async function play(plot: Plot): Promise<Played> {
  const world = new World({ seed: plot.seed, machine: { pidReuse: 0.3 } });
  const config = configOf(plot.ini);
  const server = world.addServer({
    hosts: plot.hosts,
    startsInMs: plot.startsInMs,
    cpu: (random) =>
      inBursts({ percent: random.between(1, 18), everyMs: 10 * MINUTE, forMs: 3 * MINUTE }),
  });
  plot.neighbours.forEach(({ percent, isSystem, isOwn, isHidden }, index) => {
    const { process } = world.addNeighbour({
      ...(isSystem && { appId: SYSTEM_APPLICATION }),
      cpu: () =>
        index % 2 === 0
          ? inBursts({ percent, everyMs: 12 * MINUTE, forMs: (2 + index) * MINUTE })
          : steadily(percent / 3),
    });
    process.isReadable = !isHidden;
    if (isOwn) world.ownPids.add(process.target.pid);
  });
  const rules = rulesOf(config, world.machine.description);
  const reference = new Reference(world, rules);
  const records = new Records(world, rules, reference.figures);
  const account = new Account(world);
  const agent = new SimulatedAgent(world, config, [records, reference, account]);
  const stage = {
    world,
    server,
    agent,
    disturbed: () => records.disturbed(world.time.monotonicMs()),
    clockWasSet: (byMs: number) => {
      reference.clockWasSet();
      records.clockWasSet(byMs, world.time.monotonicMs());
    },
  };
  for (const each of plot.happenings) world.at(each.atMs, () => happen(each, stage));
  agent.begin();
  let violation: Violation | undefined;
  while (!violation && world.time.monotonicMs() < plot.lengthMs) {
    await world.time.runUntil(world.time.monotonicMs() + SLICE_MS);
    records.checkEnds(world.time.monotonicMs());
    const [first] = [...reference.violations, ...records.violations].sort(
      (a, b) => a.atMs - b.atMs,
    );
    const fault = agent.fault;
    violation = fault
      ? {
          atMs: world.time.monotonicMs(),
          what: `the agent ended: ${fault instanceof Error ? (fault.stack ?? '') : ''}`,
        }
      : first;
  }
  agent.end();
  await world.time.runUntil(world.time.monotonicMs() + SLICE_MS);
  return {
    tally: tallyOf(account, server.outages),
    violation,
    tick: account.samples,
    story: violation ? storyOf(plot, account, violation) : [],
  };
}

function tallyOf(
  account: Account,
  outages: readonly { readonly untilMs: number | undefined }[],
): Tally {
  return {
    ticks: account.samples,
    calls: account.calls,
    outages: outages.length,
    cured: outages.filter(({ untilMs }) => untilMs !== undefined).length,
    stops: account.stops.length,
    stoppedInVain: account.stops.filter(({ of, wasBroken }) => of === 'host' && !wasBroken).length,
    neighboursStopped: account.stops.filter(
      (each) => each.of === 'neighbour' && account.isOfComCheck(each),
    ).length,
    mails: account.mails.length,
  };
}

const STORY_MS = 20 * MINUTE;
const STORY_LINES = 40;

function storyOf(plot: Plot, account: Account, { atMs }: Violation): string[] {
  const happened = plot.happenings
    .filter((each) => each.atMs <= atMs)
    .map((each) => ({ atMs: each.atMs, text: `* ${JSON.stringify(each)}` }));
  const written = account.events.map(({ atMs: writtenMs, event }) => ({
    atMs: writtenMs,
    text: `  ${event.action}: ${eventText(event, 'en')}`,
  }));
  return [...happened, ...written]
    .filter((each) => each.atMs <= atMs + 1_000 && each.atMs > atMs - STORY_MS)
    .sort((one, other) => one.atMs - other.atMs)
    .slice(-STORY_LINES)
    .map((each) => `${(each.atMs / 1000).toFixed(1).padStart(9)} s ${each.text}`);
}
