/** (f) Cost of a probe, (g) time from a hanging call to the exit of the process. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BridgeChoice } from '../src/adapters/com/bridge.js';
import { connectEdge } from '../src/adapters/com/edge-connection.js';
import { systemClock } from '../src/adapters/clock/clock.js';
import { ProbeRunner } from '../src/adapters/com/probe.js';
import { connectPowerShell } from '../src/adapters/com/powershell-connection.js';
import type { BridgeName } from '../src/core/judging/bridge.js';
import { success } from '../src/core/result.js';
import { isAlive, prepareComServer } from '../test/support/com-server.js';
import { transactionOf } from '../test/support/transaction.js';
import {
  COM_TARGET,
  DLLHOST,
  EDGE_ENV,
  MODULE,
  POWERSHELL,
  MAIN,
  PROBE_HOST,
  start,
  usage,
  waitFor,
} from './parts.js';
import {
  figure,
  sleep,
  time,
  times,
  withGoal,
  type BenchResult,
  type Figure,
} from './statistics.js';

const signal = new AbortController().signal;

function openProbe(bridge: BridgeName): ProbeRunner {
  const target = { assemblyFile: COM_TARGET, typeName: 'Comwatch.Tests.ComTarget.Entry' };
  return new ProbeRunner({
    bridges: {
      edge: connectEdge({ script: PROBE_HOST, ...target, env: EDGE_ENV }),
      powershell: success(
        connectPowerShell({
          executable: POWERSHELL,
          environment: { ...process.env, TERM: 'dumb' },
          modulePath: MODULE,
          substitute: target,
        }),
      ),
    },
    choice: new BridgeChoice(bridge),
    startDeadlineMs: 30_000,
    transaction: transactionOf('memory:'),
    limits: {
      activationTimeoutMs: 5_000,
      witerezultMs: 5_000,
      expect: { kind: 'any' },
      refusePattern: undefined,
    },
    journal: () => undefined,
    clock: systemClock,
    // Never within this bench.
    recycleAfter: 1e9,
  });
}

async function answered(runner: ProbeRunner): Promise<void> {
  const answer = await runner.probe({}, signal);
  if (answer.kind !== 'ok') throw new Error(JSON.stringify(answer));
}

export async function benchProbe(): Promise<BenchResult> {
  const edge = await probeFigures('edge', 'edge-js');
  const powershell = await probeFigures('powershell', 'PowerShell');
  return {
    title:
      '(f) the COM check on Linux: four calls in its own process, the server is an object in memory',
    figures: [...edge, ...powershell],
    notes: [
      'CoreCLR and the managed binder on Linux: this says nothing of .NET Framework and IDispatch.',
    ],
  };
}

async function probeFigures(bridge: BridgeName, name: string): Promise<Figure[]> {
  const cold: number[] = [];
  for (let round = 0; round < 10; round++) {
    const runner = openProbe(bridge);
    cold.push(await time(() => answered(runner)));
    await runner.close();
  }
  const runner = openProbe(bridge);
  await times(200, () => answered(runner));
  const steady = await times(2_000, () => answered(runner));
  const [pid = 0] = runner.pids;
  const before = usage(pid).memoryMb;
  await times(5_000, () => answered(runner));
  const after = usage(pid).memoryMb;
  await runner.close();
  return [
    figure(`${name}: start of the process -> first answer`, 'ms', cold),
    figure(`${name}: a probe in the warm process`, 'ms', steady),
    figure(`${name}: memory of the probe's process`, 'MB', [before, after]),
    figure(`${name}: its growth over 5,000 probes`, 'MB', [after - before]),
  ];
}

const ROUNDS = 20;
const ANSWER_MS = 500;

/** The whole agent over a server process that hangs without standing out, found by its application at once. */
export async function benchHang(): Promise<BenchResult> {
  const server = prepareComServer({ dllhost: DLLHOST, comTarget: COM_TARGET, edge: EDGE_ENV });
  const dir = mkdtempSync(join(tmpdir(), 'comwatch-bench-'));
  const file = join(dir, 'monitor.ini');
  writeFileSync(
    file,
    `[monitor]\nmax_stops = 1000\n[powershell]\npath = ${POWERSHELL}
[shellprocess]\nsource = process\ndelay = 200 ms\ngrace = 0\nmaxcpuprocent = 5000\nmaxmemoryprocent = 99
[commethod]\nsysname = a\nlogin = b\ndelay = 200 ms\ntime_cache = 1 h\nwiterezult = ${ANSWER_MS} ms
suspects = application\nconfirm = 1\nsettle = 0\n`,
  );
  const agent = start(process.execPath, [MAIN, 'run', '--config', file], server.environment);
  const log = () =>
    existsSync(join(dir, 'monitor.log')) ? readFileSync(join(dir, 'monitor.log'), 'utf8') : '';
  await waitFor(() => log().includes('has succeeded here'), 20_000);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The samples have seen the process in service, and it has answered.
    await sleep(1_500);
    const pid = server.pids().at(-1) ?? 0;
    // A LogOut that hangs is only logged: the measurement needs a call that counts.
    server.become('hang authorize');
    await waitFor(server.isBroken, 5_000);
    const began = performance.now();
    await waitFor(() => !isAlive(pid), 20_000);
    values.push(performance.now() - began);
    await waitFor(() => server.pids().length === round + 2, 10_000);
  }
  agent.kill('SIGKILL');
  server.close();
  const measured = figure(`a call hangs -> process gone, witerezult ${ANSWER_MS} ms`, 'ms', values);
  const goal = ANSWER_MS + 250;
  return {
    title: '(g) reaction to a hanging call on Linux (suspects = application, confirm = 1)',
    figures: [withGoal(measured, `p95 <= witerezult + 250 ms = ${goal} ms`, measured.p95 <= goal)],
    notes: ['Real processes; the call goes over a socket, not through COM.'],
  };
}
