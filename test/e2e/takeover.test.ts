/** An agent that is frozen until another one takes over its state folder: only one of them acts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mailSection, quickWatch } from '../support/ini.js';
import { DLLHOST, POWERSHELL } from '../support/paths.js';
import { comwatch, folder, type Run } from '../support/program.js';
import { isRunning, until as waitUntil } from '../support/shells.js';
import { startSmtp, type TestSmtp } from '../support/smtp.js';

const NAME = 'dllhost-still.exe';
const executable = join(mkdtempSync(join(tmpdir(), 'still-host-')), NAME);
copyFileSync(DLLHOST, executable);

/** Two agents start their shells, which takes its time on a busy machine. */
const until = (what: () => boolean) => waitUntil(what, 180_000);

/** A lock that was not touched for 30 s may be taken over. */
const STANDSTILL_MS = 40_000;

let smtp: TestSmtp;
const children: ChildProcess[] = [];
beforeEach(async () => {
  smtp = await startSmtp();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await smtp.close();
});

function startLeak(): ChildProcess {
  const words = ['leak', '300', '300', '/Processid:{L}', '--with-parent'];
  const child = spawn(executable, words, { stdio: 'ignore' });
  children.push(child);
  return child;
}

/** Agents with one state folder, each with its own log. */
function configure(dir: string, agent: string): void {
  writeFileSync(
    join(dir, `${agent}.ini`),
    `[monitor]
state_dir = state
max_stops = 20
[log]
dir = ${agent}
[powershell]
path = ${POWERSHELL}
[shellprocess]
${quickWatch(NAME)}grace = 0 s
maxcpuprocent = 5000
maxmemoryprocent = 0,5
${mailSection(smtp.port)}`,
  );
}

type LogLine = Readonly<Record<string, unknown>>;

function did(dir: string, agent: string, action: string): LogLine[] {
  const file = join(dir, agent, 'monitor.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => line['event.action'] === action);
}

const start = (dir: string, agent: string): Run =>
  comwatch(['run', '--debug', '--config', `${agent}.ini`], dir);

const stateOf = (dir: string, name: string) => readFileSync(join(dir, 'state', name), 'utf8');

it.skipIf(process.platform === 'win32')(
  'ends at once when it goes on, says so, and stops and writes nothing more',
  async () => {
    const dir = folder();
    for (const agent of ['first', 'second']) configure(dir, agent);
    const first = start(dir, 'first');
    await until(() => did(dir, 'first', 'sample').length > 5);
    first.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS));
    const second = start(dir, 'second');
    await until(() => did(dir, 'second', 'sample').length > 5);
    const lock = stateOf(dir, 'agent.lock');
    expect((JSON.parse(lock) as { pid: number }).pid).toBe(second.child.pid);

    // Both see them from now on.
    const leaks = [startLeak(), startLeak(), startLeak()];
    first.child.kill('SIGCONT');
    expect(await first.ended).toBe(1);
    await until(() => did(dir, 'second', 'stop').length === leaks.length);
    expect(leaks.some(isRunning)).toBe(false);
    expect(
      did(dir, 'first', 'stop').filter((line) => line['comwatch.outcome'] === 'stopped'),
    ).toEqual([]);
    expect(did(dir, 'first', 'lock')).toMatchObject([
      {
        'log.level': 'error',
        message: expect.stringContaining(String(second.child.pid)) as string,
      },
    ]);
    const told = () => smtp.mails.filter(({ mail }) => mail.subject?.includes('ДРУГОЙ АГЕНТ'));
    await until(() => told().length > 0);
    expect(told()).toHaveLength(1);
    expect(JSON.parse(stateOf(dir, 'agent.lock'))).toEqual(JSON.parse(lock));
    const brake = JSON.parse(stateOf(dir, 'brake.json')) as Record<string, { attempts: unknown[] }>;
    expect(brake['*']?.attempts).toHaveLength(leaks.length);
    expect(existsSync(join(dir, 'state', 'health.json'))).toBe(true);

    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  },
  600_000,
);
