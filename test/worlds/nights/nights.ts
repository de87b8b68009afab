/** `npm run nights`: nights with one fault each, the agent beside simpler rules in the same worlds, as a table or JSON. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawNight, faults } from '../../../src/simulation/nights/night.js';
import {
  comwatch,
  playNight,
  type MakeGuard,
  type NightResult,
} from '../../../src/simulation/nights/play-night.js';
import { configOf, shipped } from '../engine/settings.js';
import { summaryOf, type Summary } from './summary.js';
import { atEachFailure, never, pythonTool } from './rules.js';

const rules = {
  comwatch,
  'Python tool': pythonTool,
  'kill the host at each failure': atEachFailure,
  never,
} satisfies Record<string, MakeGuard>;

type RuleName = keyof typeof rules;

interface Task {
  readonly seeds: readonly number[];
}

interface Report {
  readonly rule: RuleName;
  readonly result: NightResult;
}

const PROGRESS_MS = 10_000;

if (process.send) process.once('message', (task: Task) => void work(task));
else process.exitCode = await lead();

async function lead(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '120' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const count = Number(values.count);
  const first = Number(values.seed);
  const workers = Math.min(availableParallelism(), 8);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const results = new Map<RuleName, NightResult[]>();
  let shown = performance.now();
  const ends = Array.from({ length: workers }, (_, worker) => {
    const child = fork(fileURLToPath(import.meta.url));
    child.send({ seeds: seeds.filter((_seed, index) => index % workers === worker) });
    child.on('message', ({ rule, result }: Report) => {
      const known = results.get(rule) ?? [];
      known.push(result);
      results.set(rule, known);
      if (performance.now() - shown < PROGRESS_MS) return;
      shown = performance.now();
      process.stderr.write(`${results.get('comwatch')?.length ?? 0} of ${count} nights\n`);
    });
    return new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  const summaries = Object.fromEntries(
    [...results].map(([rule, nights]) => [rule, summaryOf(nights)]),
  );
  if (values.json) console.log(JSON.stringify({ nights: count, seed: first, rules: summaries }));
  else
    console.log(
      [...table(summaries), '', ...tableOfFaults(results.get('comwatch') ?? [])].join('\n'),
    );
  return Math.max(...codes);
}

function table(summaries: Readonly<Record<string, Summary>>): string[] {
  const head =
    '| rule | broken | cured | median cure | server stopped in vain | neighbours stopped | mails a night |';
  const lines = Object.entries(summaries).map(([rule, each]) =>
    row([
      rule,
      each.broken,
      `${each.cured} (${Math.round((100 * each.cured) / Math.max(each.broken, 1))} %)`,
      each.medianCureS === null ? '-' : `${each.medianCureS} s`,
      each.stoppedInVain,
      each.neighboursStopped,
      each.mailsPerNight,
    ]),
  );
  return [head, '| --- | --- | --- | --- | --- | --- | --- |', ...lines];
}

function tableOfFaults(nights: readonly NightResult[]): string[] {
  const head =
    '| comwatch, by fault | nights | cured | missed | median cure | server in vain | neighbours | of them by the COM check | mails a night |';
  const lines = faults.map((fault) => {
    const some = nights.filter((each) => each.fault === fault);
    const each = summaryOf(some);
    return row([
      fault,
      some.length,
      each.cured,
      each.broken - each.cured,
      each.medianCureS === null ? '-' : `${each.medianCureS} s`,
      each.stoppedInVain,
      each.neighboursStopped,
      each.neighboursStoppedByComCheck,
      each.mailsPerNight,
    ]);
  });
  return [head, '| --- | --- | --- | --- | --- | --- | --- | --- | --- |', ...lines];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

async function work({ seeds }: Task): Promise<void> {
  const config = configOf(shipped);
  for (const seed of seeds) {
    const plan = drawNight(seed);
    for (const [rule, make] of Object.entries(rules) as [RuleName, MakeGuard][]) {
      const result = await playNight(plan, config, make);
      process.send?.({ rule, result } satisfies Report);
    }
  }
  process.disconnect();
}
