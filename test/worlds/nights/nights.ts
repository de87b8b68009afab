/**
 * `npm run nights`: nights with one fault each, the agent beside simpler rules in the same worlds, as a table or JSON, in as
 * many processes as there are cores.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawNight, faults, type Fault } from '../../../src/simulation/nights/night.js';
import {
  comwatch,
  playNight,
  type MakeGuard,
  type NightResult,
} from '../../../src/simulation/nights/play-night.js';
import { configOf, shipped } from '../engine/settings.js';
import { goalLines, tableOfGoals } from './goal-table.js';
import { goalTasks, playGoal, type GoalReport, type GoalTask } from './goals.js';
import { inProcesses } from './pool.js';
import { writeReadme } from './readme.js';
import { atEachFailure, never, pythonTool } from './rules.js';
import { figuresOf } from './summary.js';
import { tableOfFaults, tableOfRules, type RuleName } from './table.js';

const guards = {
  comwatch,
  python: pythonTool,
  killAtEachFailure: atEachFailure,
  never,
} satisfies Record<RuleName, MakeGuard>;

interface NightTask {
  readonly kind: 'night';
  readonly seed: number;
  readonly fault: Fault | undefined;
}

type Report = Readonly<Record<RuleName, NightResult>>;

interface Asked {
  readonly count: number;
  readonly seed: number;
  readonly fault: Fault | undefined;
  readonly goals: boolean;
  readonly json: boolean;
  readonly write: boolean;
}

const MOST_NIGHTS = 1_000_000;
const BAD_WORDS = 2;
/** Per fault-free night: one outage of each kind in this many, one world of each rhythm in this many. */
const NIGHTS_FOR_AN_OUTAGE = 25;
const NIGHTS_FOR_A_RHYTHM = 50;

const SCRIPT = fileURLToPath(import.meta.url);

const USAGE = `npm run nights -- [--count N] [--seed N] [--fault NAME | --goals] [--json] [--write]
  --count N      nights to play, each with every rule (120)
  --seed N       of the first night (1)
  --fault NAME   only nights with this one: ${faults.join('; ')}
  --goals        instead: fault-free nights, outages of six hours, deadlocks beside busy neighbours, each beside its goal
  --json         figures for programs
  --write        puts the table into README.md and README.ru.md`;

if (process.send) process.on('message', (task: NightTask | GoalTask) => void work(task));
else process.exitCode = await lead();

async function lead(): Promise<number> {
  const asked = readWords();
  if (!asked) {
    console.error(USAGE);
    return BAD_WORDS;
  }
  if (asked.goals) return showGoals(asked);
  const { count, seed, fault } = asked;
  const tasks = Array.from({ length: count }, (_, index): NightTask => ({
    kind: 'night',
    seed: seed + index,
    fault,
  }));
  const reports = await inProcesses<NightTask, Report>(SCRIPT, tasks, 'nights');
  const nights = (rule: RuleName) => reports.map((each) => each[rule]);
  const rules = Object.keys(guards) as RuleName[];
  const results = Object.fromEntries(rules.map((rule) => [rule, nights(rule)]));
  if (asked.write) writeReadme(results, count);
  if (asked.json) {
    const figures = rules.map((rule) => [rule, figuresOf(nights(rule))] as const);
    console.log(JSON.stringify({ nights: count, seed, rules: Object.fromEntries(figures) }));
  } else {
    const lines = [...tableOfRules(results, 'en'), '', ...tableOfFaults(nights('comwatch'))];
    console.log(lines.join('\n'));
  }
  return 0;
}

function readWords(): Asked | undefined {
  try {
    const { values } = parseArgs({
      options: {
        count: { type: 'string', default: '120' },
        seed: { type: 'string', default: '1' },
        fault: { type: 'string' },
        goals: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
    const { goals, json, write } = values;
    const [count, seed] = [values.count, values.seed].map(Number);
    const isNumber = (value: number | undefined): value is number =>
      Number.isSafeInteger(value) && (value ?? 0) >= 1 && (value ?? 0) <= MOST_NIGHTS;
    if (!isNumber(count) || !isNumber(seed)) return undefined;
    const fault = faults.find((each) => each === values.fault);
    if (values.fault !== undefined && (fault === undefined || goals)) return undefined;
    if (goals && write) return undefined;
    return { count, seed, fault, goals, json, write };
  } catch {
    return undefined;
  }
}

/** 1 when a goal is missed in any world. */
async function showGoals({ count, seed, json }: Asked): Promise<number> {
  const tasks = goalTasks(seed, {
    quiet: count,
    outages: Math.ceil(count / NIGHTS_FOR_AN_OUTAGE),
    worlds: Math.ceil(count / NIGHTS_FOR_A_RHYTHM),
  });
  const lines = goalLines(await inProcesses<GoalTask, GoalReport>(SCRIPT, tasks, 'worlds'));
  console.log(json ? JSON.stringify({ seed, goals: lines }) : tableOfGoals(lines).join('\n'));
  return lines.every((each) => each.reached === each.count) ? 0 : 1;
}

async function work(task: NightTask | GoalTask): Promise<void> {
  process.send?.(task.kind === 'night' ? await playWithAll(task) : await playGoal(task));
}

async function playWithAll({ seed, fault }: NightTask): Promise<Report> {
  const config = configOf(shipped);
  const plan = drawNight(seed, fault);
  const results: [string, NightResult][] = [];
  for (const [rule, make] of Object.entries(guards)) {
    results.push([rule, await playNight(plan, config, make)]);
  }
  return Object.fromEntries(results) as Report;
}
