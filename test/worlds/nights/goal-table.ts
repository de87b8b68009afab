/** Results of the worlds with goals for the judgement, as Markdown. */
import { rhythms, type GoalReport, type GoalTask } from './goals.js';
import { tableOf } from './table.js';

const LONGEST_CURE_MS = 7 * 60_000;

export interface GoalLine {
  readonly worlds: string;
  readonly count: number;
  /** Cured in time, or within the allowed number of stops. */
  readonly reached: number;
  /** `undefined` where nothing was broken. */
  readonly longestCureS: number | undefined;
  /** Maximum in one world. */
  readonly serverStops: number;
  readonly neighbourStops: number;
  readonly mails: number;
}

interface Goal {
  readonly worlds: string;
  readonly isMeant: (task: GoalTask) => boolean;
  readonly isReached: (report: GoalReport) => boolean;
}

const goals: readonly Goal[] = [
  {
    worlds: 'a night without a fault: no stop by the COM check',
    isMeant: ({ kind }) => kind === 'quiet',
    isReached: (each) => each.serverStops + each.neighbourStops === 0,
  },
  {
    worlds: 'six hours without a database, errors: 1 stop, no neighbour, 9 mails',
    isMeant: (task) => task.kind === 'outage' && task.by === 'errors',
    isReached: (each) => each.serverStops <= 1 && each.neighbourStops === 0 && each.mails <= 9,
  },
  {
    worlds: 'six hours without a database, time-outs: 3 stops, no neighbour, 9 mails',
    isMeant: (task) => task.kind === 'outage' && task.by === 'time-outs',
    isReached: (each) => each.serverStops <= 3 && each.neighbourStops === 0 && each.mails <= 9,
  },
  ...rhythms().map((rhythm): Goal => ({
    worlds: `a deadlock beside ${rhythm.count} at ${rhythm.percent} %, busy ${rhythm.busy} of ${rhythm.every}: 7 min`,
    isMeant: (task) =>
      task.kind === 'sweep' && JSON.stringify(task.rhythm) === JSON.stringify(rhythm),
    isReached: (each) =>
      (each.curedInMs ?? Infinity) <= LONGEST_CURE_MS && each.neighbourStops === 0,
  })),
];

export function goalLines(reports: readonly GoalReport[]): GoalLine[] {
  return goals.flatMap(({ worlds, isMeant, isReached }) => {
    const some = reports.filter(({ task }) => isMeant(task));
    if (some.length === 0) return [];
    const cures = some.flatMap(({ curedInMs }) => (curedInMs === undefined ? [] : [curedInMs]));
    return [
      {
        worlds,
        count: some.length,
        reached: some.filter(isReached).length,
        longestCureS: cures.length === 0 ? undefined : Math.round(Math.max(...cures) / 1_000),
        serverStops: Math.max(...some.map((each) => each.serverStops)),
        neighbourStops: Math.max(...some.map((each) => each.neighbourStops)),
        mails: Math.max(...some.map((each) => each.mails)),
      },
    ];
  });
}

export function tableOfGoals(lines: readonly GoalLine[]): string[] {
  const head = [
    'worlds and goal',
    'worlds',
    'reached in',
    'longest time to cure',
    'most stops of the server',
    'most stops of neighbours',
    'most mails',
  ];
  const rows = lines.map((each) => [
    each.worlds,
    each.count,
    each.reached,
    each.longestCureS === undefined ? '—' : `${each.longestCureS} s`,
    each.serverStops,
    each.neighbourStops,
    each.mails,
  ]);
  return tableOf(head, rows);
}
