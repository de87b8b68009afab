/** Reaction under Wine: from a breach, and from a call that hangs, to the exit of the process. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { startWine, wineProcesses } from '../tools/wine/wine.mjs';
import classes from '../test/wine/com-server/classes.json' with { type: 'json' };
import { isRunning, root, usage, waitFor } from './parts.js';
import { figure, sleep, withGoal, type Figure } from './statistics.js';
import { DRIVE, environment, startAgent } from './wine-parts.js';

const ROUNDS = 15;
const DELAY_MS = 200;
const ANSWER_MS = 500;
const LONG_MS = 120_000;
const folder = join(DRIVE, 'com-server');
const rule = [`delay = ${DELAY_MS} ms`, `cpu_window = ${DELAY_MS} ms`, 'grace = 0'];

/** A process known to the agent exceeds its memory limit at a moment unrelated to the slots. */
export async function reactionFigure(): Promise<Figure> {
  const agent = await startAgent([...rule, 'maxmemoryprocent = 1']);
  const limitMb = totalmem() / 2 ** 20 / 100;
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const after = String(Math.round(2_000 + Math.random() * DELAY_MS));
    const words = ['idle', String(Math.ceil(limitMb * 1.3)), 'after', after];
    const child = startWine(root, ['C:\\com-server\\dllhost.exe', ...words], {
      cwd: folder,
      environment,
    });
    await waitFor(() => !isRunning(child) || memoryOf(child.pid ?? 0) > limitMb, LONG_MS);
    if (!isRunning(child)) throw new Error('stopped before it was over its limit');
    const breach = performance.now();
    await waitFor(() => !isRunning(child), LONG_MS);
    values.push(performance.now() - breach);
  }
  await agent.stop();
  const of = figure(`breach -> process gone, delay ${DELAY_MS} ms`, 'ms', values);
  const goal = DELAY_MS + 100;
  return withGoal(of, `p95 <= delay + 100 ms = ${goal} ms`, of.p95 <= goal);
}

/** A call of the real COM server that never returns. */
export async function hangFigure(): Promise<Figure> {
  const server = classes[0]!;
  const mode = join(folder, `${server.appId}.mode`);
  const log = join(folder, `${server.appId}.log`);
  for (const file of [mode, log]) rmSync(file, { force: true });
  const calls = (method: string) =>
    textOf(log)
      .split('\n')
      .filter((line) => line.split(' ')[1] === method).length;
  const check = ['sysname = a', 'login = b', `progid = ${server.progid}`, `delay = ${DELAY_MS} ms`];
  const judging = ['time_cache = 1 h', 'suspects = application', 'confirm = 1', 'settle = 0'];
  const agent = await startAgent([
    ...[...rule, 'maxmemoryprocent = 99', '[commethod]'],
    ...[...check, ...judging, `witerezult = ${ANSWER_MS} ms`],
  ]);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const ended = calls('LogOut');
    await waitFor(() => calls('LogOut') > ended, LONG_MS);
    // The samples have seen the process in service.
    await sleep(1_500);
    await waitFor(() => hostOf(server.appId) !== 0, LONG_MS);
    const pid = hostOf(server.appId);
    const before = calls('Authorize');
    writeFileSync(`${mode}.new`, 'Authorize hang');
    renameSync(`${mode}.new`, mode);
    await waitFor(() => calls('Authorize') > before, LONG_MS);
    const began = performance.now();
    await waitFor(() => memoryOf(pid) === 0, LONG_MS);
    values.push(performance.now() - began);
    rmSync(mode, { force: true });
  }
  await agent.stop();
  const of = figure(`a call hangs -> process gone, witerezult ${ANSWER_MS} ms`, 'ms', values);
  const goal = ANSWER_MS + 250;
  return withGoal(of, `p95 <= witerezult + 250 ms = ${goal} ms`, of.p95 <= goal);
}

/** Its only host, 0 if there is none; the starter of COM names the application, too, and exits at once. */
function hostOf(appId: string): number {
  const [host] = wineProcesses(root).filter(
    ({ commandLine }) => commandLine.includes('dllhost.exe') && commandLine.includes(appId),
  );
  return host?.pid ?? 0;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** 0 when the process has exited. */
function memoryOf(pid: number): number {
  try {
    return usage(pid).memoryMb;
  } catch {
    return 0;
  }
}
