/**
 * Worlds with goals for the judgement, each counted: a night without a fault, six hours without a database, and a
 * deadlock beside neighbours of every rhythm.
 */
import type { Mood } from '../../../src/simulation/com-server.js';
import { drawNight } from '../../../src/simulation/nights/night.js';
import { playNight } from '../../../src/simulation/nights/play-night.js';
import { growing } from '../../../src/simulation/load.js';
import { Random } from '../../../src/simulation/random.js';
import { ms, Night } from '../engine/night.js';
import { configOf, shipped } from '../engine/settings.js';

export type GoalTask =
  | { readonly kind: 'quiet'; readonly seed: number }
  | { readonly kind: 'outage'; readonly seed: number; readonly by: Outage }
  | { readonly kind: 'sweep'; readonly seed: number; readonly rhythm: Rhythm };

export type Outage = 'errors' | 'time-outs';

/** Neighbours with legitimate load, and their times. */
export interface Rhythm {
  readonly count: number;
  readonly percent: number;
  readonly busy: string;
  readonly every: string;
}

export interface GoalReport {
  readonly task: GoalTask;
  /** Of the server, by the COM check. */
  readonly serverStops: number;
  /** Of neighbours, by the COM check. */
  readonly neighbourStops: number;
  /** For each recipient. */
  readonly mails: number;
  /** `undefined` where nothing was broken that a stop cures; `Infinity` where it was not cured. */
  readonly curedInMs: number | undefined;
}

const RHYTHMS = [
  ['3 min', '60 min'],
  ['3 min', '10 min'],
  ['5 min', '15 min'],
  ['5 min', '30 min'],
  ['10 min', '60 min'],
  ['10 min', '20 min'],
] as const;

/** @param quiet nights without a fault @param outages of each kind @param worlds of each rhythm of neighbours */
export function goalTasks(
  seed: number,
  { quiet, outages, worlds }: Readonly<Record<'quiet' | 'outages' | 'worlds', number>>,
): GoalTask[] {
  const seeds = (count: number) => Array.from({ length: count }, (_, index) => seed + index);
  return [
    ...seeds(quiet).map((each): GoalTask => ({ kind: 'quiet', seed: each })),
    ...(['errors', 'time-outs'] as const).flatMap((by) =>
      seeds(outages).map((each): GoalTask => ({ kind: 'outage', seed: each, by })),
    ),
    ...rhythms().flatMap((rhythm) =>
      seeds(worlds).map((each): GoalTask => ({ kind: 'sweep', seed: each, rhythm })),
    ),
  ];
}

export function rhythms(): Rhythm[] {
  return [1, 4].flatMap((count) =>
    [15, 30].flatMap((percent) =>
      RHYTHMS.map(([busy, every]) => ({ count, percent, busy, every })),
    ),
  );
}

export async function playGoal(task: GoalTask): Promise<GoalReport> {
  switch (task.kind) {
    case 'quiet':
      return playQuiet(task);
    case 'outage':
      return playOutage(task);
    case 'sweep':
      return playRhythm(task);
  }
}

async function playQuiet(task: Extract<GoalTask, { kind: 'quiet' }>): Promise<GoalReport> {
  const { stops, mailsMs } = await playNight(drawNight(task.seed, 'nothing'), configOf(shipped));
  const asked = stops.filter(({ check }) => check === 'com');
  return {
    task,
    serverStops: asked.filter(({ of }) => of === 'host').length,
    neighbourStops: asked.filter(({ of }) => of === 'neighbour').length,
    mails: mailsMs.length,
    curedInMs: undefined,
  };
}

async function playOutage(task: Extract<GoalTask, { kind: 'outage' }>): Promise<GoalReport> {
  const random = new Random(task.seed * 7_919);
  const night = new Night(shipped, { seed: task.seed });
  const megabytes = random.integer(80, 900);
  const growsForMs = random.between(3, 12) * ms('1 min');
  const percent = random.integer(4, 16);
  const server = night.world.addServer({
    cpu: () => night.bursts(percent, '4 min', '10 min'),
    memory: (_random, bornMs) => growing(60, megabytes, bornMs, growsForMs),
  });
  night.busyNeighbours(random.integer(1, 5), random.integer(4, 18), '3 min', '10 min');
  await night.run(`${random.integer(40, 120)} min`);
  const mood: Mood =
    task.by === 'errors'
      ? { kind: 'errs', text: 'Нет соединения с базой данных' }
      : { kind: 'hangs' };
  server.turnTo({ kind: 'outside', mood });
  await night.run('6 h');
  return { ...countedIn(night), task, curedInMs: undefined };
}

async function playRhythm(task: Extract<GoalTask, { kind: 'sweep' }>): Promise<GoalReport> {
  const random = new Random(task.seed * 7_919);
  const { count, percent, busy, every } = task.rhythm;
  const night = new Night(shipped, { seed: task.seed });
  const server = night.world.addServer();
  night.busyNeighbours(count, percent, busy, every);
  await night.run(`${random.between(30, 30 + ms(every) / ms('1 min'))} min`);
  server.break({ kind: 'hangs' });
  await night.run('45 min');
  return { ...countedIn(night), task, curedInMs: night.curedInMs(server) };
}

function countedIn({ account, hostStops, neighboursBlamed, mails }: Night) {
  return {
    serverStops: hostStops.filter((each) => account.isOfComCheck(each)).length,
    neighbourStops: neighboursBlamed.length,
    mails: mails.length,
  };
}
