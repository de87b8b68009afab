/** Plays one plot with the real agent and watches it with the reference. */
import { Account } from '../../../src/simulation/account.js';
import { inBursts, steadily } from '../../../src/simulation/load.js';
import { SimulatedAgent } from '../../../src/simulation/simulated-agent.js';
import { allOf, type Witness } from '../../../src/simulation/witness.js';
import { SYSTEM_APPLICATION, World } from '../../../src/simulation/world.js';
import { eventText } from '../../../src/texts/sentence.js';
import { configOf } from '../engine/settings.js';
import { Liveness } from '../reference/liveness.js';
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
  /** Broken hosts that had to be stopped in time: those that were, and those whose record gives a reason why not. */
  inTime: number;
  excused: number;
}

export interface Played {
  readonly tally: Tally;
  readonly violation: Violation | undefined;
  readonly tick: number;
  /** The last events, oldest first. */
  readonly story: readonly string[];
}

/** The planted fault of the agent, which the invariants must find. */
export interface Planted {
  /** The agent uses these settings, the reference those of the plot. */
  readonly ini?: string;
  /** Filter of what the reference is notified of. */
  readonly heard?: (witness: Required<Witness>) => Witness;
  /** Lost when the agent is restarted. */
  readonly forgets?: string;
}

const SLICE_MS = 60_000;
const MINUTE = 60_000;

export async function play(plot: Plot, planted: Planted = {}): Promise<Played> {
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
  const liveness = new Liveness(server, rules);
  const account = new Account(world);
  const witness = allOf([records, reference, liveness, account]);
  const agent = new SimulatedAgent(
    world,
    planted.ini === undefined ? config : configOf(planted.ini),
    [planted.heard?.(witness) ?? witness],
  );
  const { forgets } = planted;
  if (forgets !== undefined) agent.onBegin = () => void world.disk.files.delete(forgets);
  const stage = {
    world,
    server,
    agent,
    disturbed: () => {
      records.disturbed(world.time.monotonicMs());
      liveness.disturbed(world.time.monotonicMs());
    },
    clockWasSet: (byMs: number) => {
      reference.clockWasSet();
      records.clockWasSet(byMs, world.time.monotonicMs());
      liveness.disturbed(world.time.monotonicMs());
    },
  };
  for (const each of plot.happenings) world.at(each.atMs, () => happen(each, stage));
  agent.begin();
  let violation: Violation | undefined;
  while (!violation && world.time.monotonicMs() < plot.lengthMs) {
    await world.time.runUntil(world.time.monotonicMs() + SLICE_MS);
    records.checkEnds(world.time.monotonicMs());
    liveness.look(world.time.monotonicMs());
    const [first] = [reference, records, liveness]
      .flatMap(({ violations }) => violations)
      .sort((a, b) => a.atMs - b.atMs);
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
    tally: tallyOf(account, server.outages, liveness),
    violation,
    tick: account.samples,
    story: violation ? storyOf(plot, account, violation) : [],
  };
}

function tallyOf(
  account: Account,
  outages: readonly { readonly untilMs: number | undefined }[],
  { cured: inTime, excused }: Liveness,
): Tally {
  return {
    // A tick is one pass of a loop: a sample, or a check.
    ticks: account.samples + account.calls,
    calls: account.calls,
    outages: outages.length,
    cured: outages.filter(({ untilMs }) => untilMs !== undefined).length,
    stops: account.stops.length,
    stoppedInVain: account.stops.filter(({ of, wasBroken }) => of === 'host' && !wasBroken).length,
    neighboursStopped: account.stops.filter(
      (each) => each.of === 'neighbour' && account.isOfComCheck(each),
    ).length,
    mails: account.mails.length,
    inTime,
    excused,
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
