/** `npm run worlds`: seeded chaos through the real agent, in as many processes as there are cores. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { play, type Tally } from './play.js';
import { drawPlot } from './plot.js';
import { shorten } from './shorten.js';

const WORLD_MS = 100 * 60_000;
const PROGRESS_MS = 10_000;
/** V8 collects its young generation far less often when it is large. */
const NODE_WORDS = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

interface Task {
  readonly firstSeed: number;
  readonly step: number;
  readonly ticks: number;
}

type Report =
  | {
      readonly kind: 'progress';
      readonly tally: Tally;
      readonly worlds: number;
      /** Of this process, in milliseconds. */
      readonly cpuMs: number;
    }
  | { readonly kind: 'violation'; readonly seed: number; readonly lines: readonly string[] };

const none: Tally = {
  ticks: 0,
  calls: 0,
  outages: 0,
  cured: 0,
  stops: 0,
  stoppedInVain: 0,
  neighboursStopped: 0,
  mails: 0,
  inTime: 0,
  excused: 0,
};

if (process.send) process.once('message', (task: Task) => void work(task));
else process.exitCode = await lead();

async function lead(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ticks: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      all: { type: 'boolean', default: false },
    },
  });
  const ticks = Number(values.ticks);
  const seed = Number(values.seed);
  const workers = Math.min(availableParallelism(), 8);
  console.log(`${ticks} ticks from seed ${seed} on, ${workers} processes`);
  const began = performance.now();
  const tallies = new Map<number, Tally>();
  const worlds = new Map<number, number>();
  const cpu = new Map<number, number>();
  const told = () =>
    summary({ tallies: [...tallies.values()], worlds: sum(worlds), cpuMs: sum(cpu), began });
  let violations = 0;
  let shown = began;
  const ends = Array.from({ length: workers }, (_, index) => {
    const child = fork(fileURLToPath(import.meta.url), { execArgv: NODE_WORDS });
    const task: Task = { firstSeed: seed + index, step: workers, ticks: ticks / workers };
    child.send(task);
    child.on('message', (report: Report) => {
      if (report.kind === 'violation') {
        violations++;
        console.log(report.lines.join('\n'));
        if (!values.all) child.kill();
        return;
      }
      tallies.set(index, report.tally);
      worlds.set(index, report.worlds);
      cpu.set(index, report.cpuMs);
      if (performance.now() - shown < PROGRESS_MS) return;
      shown = performance.now();
      console.log(told());
    });
    return new Promise<void>((resolve) => child.once('exit', () => resolve()));
  });
  await Promise.all(ends);
  console.log(`${told()}, violations: ${violations}`);
  return violations > 0 ? 1 : 0;
}

function sum(figures: ReadonlyMap<number, number>): number {
  return [...figures.values()].reduce((all, each) => all + each, 0);
}

interface Summed {
  readonly tallies: readonly Tally[];
  readonly worlds: number;
  readonly cpuMs: number;
  readonly began: number;
}

function summary({ tallies, worlds, cpuMs, began }: Summed): string {
  const total = tallies.reduce(added, none);
  const seconds = (performance.now() - began) / 1000;
  const perCpuSecond = Math.round(total.ticks / Math.max(cpuMs / 1000, 1));
  return [
    `${seconds.toFixed(0)} s: ${total.ticks} ticks (${Math.round(total.ticks / seconds)}/s, ${perCpuSecond} per CPU second)`,
    `${worlds} worlds`,
    `${total.calls} calls`,
    `outages ${total.outages}, over ${total.cured}`,
    `stops ${total.stops}, of well hosts ${total.stoppedInVain}, of neighbours by the COM check ${total.neighboursStopped}`,
    `mails ${total.mails}`,
    `hung hosts stopped in time ${total.inTime}, left with a reason in the record ${total.excused}`,
  ].join(', ');
}

export function added(one: Tally, other: Tally): Tally {
  const entries = Object.entries(one) as [keyof Tally, number][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value + other[key]]),
  ) as unknown as Tally;
}

async function work({ firstSeed, step, ticks }: Task): Promise<void> {
  const tell = (report: Report) => process.send?.(report);
  let tally = none;
  let worlds = 0;
  for (let seed = firstSeed; tally.ticks < ticks; seed += step) {
    const plot = drawPlot(seed, WORLD_MS);
    const played = await play(plot);
    tally = added(tally, played.tally);
    worlds++;
    if (played.violation) {
      const short = await shorten(plot, played);
      const { violation, tick, story } = short.played;
      const lines = [
        `seed ${seed}, tick ${tick}: ${violation?.what ?? ''}`,
        `${short.plot.ini.trim().replaceAll('\n', ' | ')}; hosts ${short.plot.hosts}, starts in ${short.plot.startsInMs} ms, neighbours ${JSON.stringify(short.plot.neighbours)}`,
        ...story,
      ];
      tell({ kind: 'violation', seed, lines });
    }
    const { user, system } = process.cpuUsage();
    tell({ kind: 'progress', tally, worlds, cpuMs: (user + system) / 1000 });
  }
  process.disconnect();
}
