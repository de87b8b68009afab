/**
 * `npm run nights`: nights with one fault each, the agent beside simpler rules in the same worlds, as a table or JSON, in as
 * many processes as there are cores.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
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

interface Task {
  readonly seed: number;
  readonly fault: Fault | undefined;
}

type Report = Readonly<Record<RuleName, NightResult>>;

interface Asked {
  readonly count: number;
  readonly seed: number;
  readonly fault: Fault | undefined;
  readonly json: boolean;
  readonly write: boolean;
}

const PROGRESS_MS = 10_000;
const MOST_NIGHTS = 1_000_000;
const BAD_WORDS = 2;
/** V8 collects its young generation far less often when it is large. */
const NODE_WORDS = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

const USAGE = `npm run nights -- [--count N] [--seed N] [--fault NAME] [--json] [--write]
  --count N      nights to play, each with every rule (120)
  --seed N       of the first night (1)
  --fault NAME   only nights with this one: ${faults.join('; ')}
  --json         figures for programs
  --write        puts the table into README.md and README.ru.md`;

if (process.send) process.on('message', (task: Task) => void work(task));
else process.exitCode = await lead();

async function lead(): Promise<number> {
  const asked = readWords();
  if (!asked) {
    console.error(USAGE);
    return BAD_WORDS;
  }
  const reports = await playAll(asked);
  const nights = (rule: RuleName) => reports.map((each) => each[rule]);
  const rules = Object.keys(guards) as RuleName[];
  const results = Object.fromEntries(rules.map((rule) => [rule, nights(rule)]));
  if (asked.write) writeReadme(results, asked.count);
  if (asked.json) {
    const figures = rules.map((rule) => [rule, figuresOf(nights(rule))] as const);
    const { count, seed } = asked;
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
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
    const { json, write } = values;
    const [count, seed] = [values.count, values.seed].map(Number);
    const isNumber = (value: number | undefined): value is number =>
      Number.isSafeInteger(value) && (value ?? 0) >= 1 && (value ?? 0) <= MOST_NIGHTS;
    if (!isNumber(count) || !isNumber(seed)) return undefined;
    const fault = faults.find((each) => each === values.fault);
    if (values.fault !== undefined && fault === undefined) return undefined;
    return { count, seed, fault, json, write };
  } catch {
    return undefined;
  }
}

/** In the order of their seeds, whichever process played them. */
async function playAll({ count, seed, fault }: Asked): Promise<Report[]> {
  const reports = new Array<Report>(count);
  const workers = Math.min(availableParallelism(), count, 16);
  let next = 0;
  let done = 0;
  let shownMs = performance.now();
  const ends = Array.from({ length: workers }, () => {
    const child = fork(fileURLToPath(import.meta.url), { execArgv: NODE_WORDS });
    let index = 0;
    const give = () => {
      if (next >= count) {
        child.disconnect();
        return;
      }
      index = next++;
      child.send({ seed: seed + index, fault } satisfies Task);
    };
    child.on('message', (report: Report) => {
      reports[index] = report;
      done++;
      if (performance.now() - shownMs >= PROGRESS_MS) {
        shownMs = performance.now();
        process.stderr.write(`${done} of ${count} nights\n`);
      }
      give();
    });
    give();
    return new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  if (codes.some((code) => code !== 0)) throw new Error('a process that played nights has failed');
  return reports;
}

async function work({ seed, fault }: Task): Promise<void> {
  const config = configOf(shipped);
  const plan = drawNight(seed, fault);
  const results: [string, NightResult][] = [];
  for (const [rule, make] of Object.entries(guards)) {
    results.push([rule, await playNight(plan, config, make)]);
  }
  process.send?.(Object.fromEntries(results));
}
