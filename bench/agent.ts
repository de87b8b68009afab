/** (c) CPU of agent and shells, (d) from breach to process gone, (e) memory over many rounds. */
import { reasonText } from '../src/texts/reason.js';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { openSampler } from '../src/adapters/powershell/commands/sampler.js';
import {
  childrenOf,
  cpuMs,
  POWERSHELL,
  isRunning,
  MAIN,
  openShell,
  start,
  startDllhost,
  usage,
  waitFor,
} from './parts.js';
import { figure, sleep, withGoal, type BenchResult, type Figure } from './statistics.js';

function startAgent(delay: string, extra: string) {
  const dir = mkdtempSync(join(tmpdir(), 'comwatch-bench-'));
  const file = join(dir, 'monitor.ini');
  writeFileSync(
    file,
    `[monitor]\nmax_stops = 1000\n[powershell]\npath = ${POWERSHELL}\n[shellprocess]\nsource = process\ndelay = ${delay}\n${extra}`,
  );
  const agent = start(process.execPath, [MAIN, 'run', '--config', file]);
  return { agent, log: () => readFileSync(join(dir, 'monitor.log'), 'utf8') };
}

async function ready(log: () => string): Promise<void> {
  for (let wait = 0; wait < 200; wait++) {
    try {
      if ((log().match(/"shell-start"/g) ?? []).length === 2) return;
    } catch {
      // Not there yet.
    }
    await sleep(50);
  }
  throw new Error('the agent did not start');
}

export async function benchCpu(): Promise<BenchResult> {
  const figures: Figure[] = [];
  const watched = Array.from({ length: 5 }, () => startDllhost('idle'));
  // The engine compiles functions after some dozens of runs: that is over after this many samples.
  for (const [delay, goal, warmUpSeconds] of [
    ['120 ms', 10, 15],
    ['1 s', 2, 60],
  ] as const) {
    const { agent, log } = startAgent(delay, '');
    await ready(log);
    await sleep(warmUpSeconds * 1_000);
    const watching = Number(/Shell watch .*?"comwatch\.shell\.pid":(\d+)/.exec(log())?.[1]);
    const waiting = childrenOf(agent.pid ?? 0).filter((pid) => pid !== watching);
    const parts = [
      ['the agent itself', [agent.pid ?? 0]],
      ['the shell that samples', [watching]],
      [`shells that wait (${waiting.length})`, waiting],
    ] as const;
    const values: number[][] = parts.map(() => []);
    for (let part = 0; part < 6; part++) {
      const before = parts.map(([, pids]) => cpuMs(pids));
      await sleep(5_000);
      for (const [index, [, pids]] of parts.entries()) {
        values[index]?.push((cpuMs(pids) - (before[index] ?? 0)) / 50);
      }
    }
    agent.kill('SIGKILL');
    const sums = Array.from({ length: 6 }, (_, part) =>
      values.reduce((sum, each) => sum + (each[part] ?? 0), 0),
    );
    const measured = figure(`agent and its shells, delay ${delay}`, '% of a core', sums);
    figures.push(withGoal(measured, `<= ${goal} %`, measured.median <= goal));
    for (const [index, [name]] of parts.entries()) {
      figures.push(figure(`of it ${name}`, '% of a core', values[index] ?? []));
    }
  }
  for (const child of watched) child.kill('SIGKILL');
  return {
    title: '(c) CPU of the agent, the real PowerShell on Linux',
    figures,
    notes: [
      'A shell that waits also waits for the end of the agent: for that .NET looks ten times a second here, on Windows it waits for a handle.',
    ],
  };
}

export async function benchReaction(): Promise<BenchResult> {
  const delayMs = 200;
  const { agent, log } = startAgent(
    `${delayMs} ms`,
    // Growing costs CPU, too: only the memory is to exceed its limit.
    `cpu_window = ${delayMs} ms\ngrace = 0\nmaxcpuprocent = 100000\nmaxmemoryprocent = 1\n`,
  );
  await ready(log);
  const limitMb = totalmem() / 2 ** 20 / 100;
  const values: number[] = [];
  for (let round = 0; round < 40; round++) {
    // Known to the agent for a while, then over its limit within milliseconds, at a moment unrelated to the slots.
    const begins = String(0.6 + (Math.random() * delayMs) / 1_000);
    const child = startDllhost('leak', '100000', String(Math.ceil(limitMb * 1.3)), begins);
    await waitFor(() => !isRunning(child) || memoryOf(child.pid ?? 0) > limitMb);
    if (!isRunning(child)) throw new Error('stopped before it was over its limit');
    const breach = performance.now();
    await waitFor(() => !isRunning(child));
    values.push(performance.now() - breach);
  }
  agent.kill('SIGKILL');
  const measured = figure(`breach -> process gone, delay ${delayMs} ms`, 'ms', values);
  const goal = delayMs + 100;
  return {
    title: '(d) reaction (cpu_window = delay, grace 0), the real PowerShell on Linux',
    figures: [withGoal(measured, `p95 <= delay + 100 ms = ${goal} ms`, measured.p95 <= goal)],
    notes: [],
  };
}

/** 0 when the process has exited. */
function memoryOf(pid: number): number {
  try {
    return usage(pid).memoryMb;
  } catch {
    return 0;
  }
}

export async function benchMemory(): Promise<BenchResult> {
  const rounds = 20_000;
  // As the program does in main.ts.
  setFlagsFromString('--semi-space-growth-factor=1');
  const watched = Array.from({ length: 5 }, () => startDllhost('idle'));
  const [watch, act] = [openShell(), openShell()];
  act.open();
  const { sample } = openSampler({
    shell: watch,
    processName: 'dllhost.exe',
    source: 'process',
    journal: () => undefined,
  });
  const signal = new AbortController().signal;
  const parts = () => {
    globalThis.gc?.();
    return [process.pid, watch.pid ?? 0, act.pid ?? 0].map((pid) => usage(pid).memoryMb);
  };
  const total = () => parts().reduce((sum, each) => sum + each, 0);
  const values: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const answer = await sample(signal);
    if (!answer.ok) throw new Error(reasonText(answer.reason, 'en'));
    if (round >= rounds / 4 && round % (rounds / 20) === 0) values.push(total());
  }
  const [agent = 0, watching = 0, acting = 0] = parts();
  await Promise.all([watch.close(), act.close()]);
  for (const child of watched) child.kill('SIGKILL');
  const measured = figure(`agent and both shells over ${rounds} rounds`, 'MB', values);
  const quarter = Math.floor(values.length / 4);
  const middle = (part: number[]) => figure('', '', part).median;
  const first = middle(values.slice(0, quarter));
  const growth = (100 * (middle(values.slice(-quarter)) - first)) / first;
  const grown = { ...figure('growth after warm-up', '%', [growth]), runs: values.length };
  return {
    title: '(e) memory, the real PowerShell on Linux',
    figures: [
      withGoal(measured, '<= 353 MB', measured.p95 <= 353),
      withGoal(grown, 'within 3 %', Math.abs(growth) <= 3),
    ],
    notes: [
      `of it: agent ${agent.toFixed(0)}, shell that watches ${watching.toFixed(0)}, shell that acts ${acting.toFixed(0)} MB`,
      'The shells are the real PowerShell 7 for Linux, with stand-ins. Windows PowerShell 5.1 was not measured.',
    ],
  };
}
