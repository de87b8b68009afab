/**
 * Operators and the agent as it ships: paused, killed and restarted during an incident, reloaded, resumed, frozen and
 * restarted by the watchdog, with a replay of its record.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ComparedRow } from '../../src/core/recording/comparison.js';
import { until } from '../support/shells.js';
import { startNeighbour } from './support/com-server.js';
import { Installation, type JournalLine } from './support/comwatch.js';
import { running } from './support/program.js';

const MIB = 2 ** 20;
const LONGEST_MS = 180_000;

interface Status {
  readonly pid: number;
  readonly writtenUnixMs: number;
}

it('is paused, killed, reloaded, resumed and frozen: one incident, one stop, and a replay says the same', async () => {
  const limit = totalmem() / 100 / MIB;
  const limits = { maxmemoryprocent: 1, cpu_window: '1 s', floor_after: '0 s' };
  const installation = new Installation('operators', { shellprocess: limits });
  const file = join(installation.folder, 'state', 'status.json');
  const status = () => JSON.parse(readFileSync(file, 'utf8')) as Status;
  const says = (action: string, text: string) =>
    installation.journal(action).filter(({ message }) => message.includes(text));
  const incidentOf = (line: JournalLine | undefined) => line?.['comwatch.incident.id'];

  const first = installation.start('run', '--debug');
  await installation.written('sample', 1, LONGEST_MS);
  const paused = await installation.comwatch('pause', '1h', '--why', 'updates');
  expect([paused.code, paused.error]).toEqual([0, '']);
  expect(paused.out).toMatch(/^Paused until \d{4}-/);
  const big = startNeighbour(Math.round(limit * 1.5));
  await until(() => says('plan', 'is not stopped: the agent is paused').length === 1, LONGEST_MS);
  const shown = await installation.comwatch('status');
  expect([shown.code, shown.error]).toEqual([0, '']);
  expect(shown.out).toContain('all applications (updates)');

  // During the incident: the next agent continues it, and the pause.
  process.kill(first.linuxPid, 'SIGKILL');
  await first.ended;
  const second = installation.start('run', '--debug');
  await installation.written('target-seen', 2, LONGEST_MS);
  expect(says('pause', 'Paused until')).toHaveLength(2);
  installation.configure({ shellprocess: { ...limits, maxcpuprocent: 90_000 } });
  const told = installation.journal('configuration').length;
  const taken = await installation.comwatch('reload');
  expect([taken.code, taken.out.trim()]).toEqual([0, 'The agent is applying the file.']);
  await installation.written('configuration', told + 1, LONGEST_MS);
  expect(big.isRunning()).toBe(true);
  const resumed = await installation.comwatch('resume');
  expect(resumed.code).toBe(0);
  const stopped = await installation.written('stop', 1, LONGEST_MS);
  await big.ended;
  const [held] = says('plan', 'is not stopped: the agent is paused');
  expect(incidentOf(stopped)).toBe(incidentOf(held));
  expect(stopped['process.pid']).toBe(held?.['process.pid']);

  // The outcome of the stop is on disk, so the next agent has nothing to look up.
  await installation.written('sample', installation.journal('sample').length + 3, LONGEST_MS);
  // Frozen, with a status file dated some minutes ago, to save the wait.
  await until(() => status().writtenUnixMs > 0);
  const { pid } = status();
  process.kill(second.linuxPid, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  writeFileSync(file, JSON.stringify({ ...status(), writtenUnixMs: Date.now() - 150_000 }));
  const looked = await installation.comwatch('watchdog');
  onTestFinished(() => {
    for (const each of running('main.mjs')) process.kill(each.pid, 'SIGKILL');
  });
  expect([looked.code, looked.error]).toEqual([4, '']);
  expect(looked.out).toContain(`The agent (PID ${pid}) was ended.`);
  await second.ended;
  expect(looked.out).toContain(`The agent is running again (PID ${status().pid}).`);
  expect(status().pid).not.toBe(pid);
  const ended = await installation.comwatch('stop');
  expect([ended.code, ended.out]).toEqual([
    0,
    expect.stringMatching(/^The agent \(PID \d+\) has /),
  ]);

  const replayed = await installation.comwatch('replay', '--json', '--since', '1 h');
  expect(replayed.code).toBe(0);
  const { rows } = JSON.parse(replayed.out) as { readonly rows: readonly ComparedRow[] };
  expect(rows.map(({ recorded, replayed: again }) => [recorded, again])).toMatchObject([
    [
      { target: { pid: stopped['process.pid'] }, outcome: 'stopped' },
      { target: { pid: stopped['process.pid'] }, outcome: 'stopped' },
    ],
  ]);
  expect(installation.journal('stop')).toHaveLength(1);
  expect(running(/node\.exe|pwsh\.exe/)).toEqual([]);
}, 900_000);
