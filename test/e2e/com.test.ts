/**
 * The COM check of the whole program: the probe's process with real edge-js and .NET, real server processes, a real mail
 * server. The calls go to a stand-in of a COM+ application (see com-server.ts), since there is no COM here.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareComServer, type ComServer } from '../support/com-server.js';
import { mailSection, QUICK_CHECK, quickWatch } from '../support/ini.js';
import { COM_TARGET, DLLHOST, EDGE_ENV, POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { isRunning, until } from '../support/shells.js';
import { startSmtp, type TestSmtp } from '../support/smtp.js';

/** A unique name: processes of parallel tests burn and grow, too, and would be suspects. */
const NAME = 'dllhost-com.exe';
const executable = join(mkdtempSync(join(tmpdir(), 'com-host-')), NAME);
copyFileSync(DLLHOST, executable);

const neighbours: ChildProcess[] = [];
function startNeighbour(...words: string[]): ChildProcess {
  const child = spawn(executable, [...words, '--with-parent'], { stdio: 'ignore' });
  neighbours.push(child);
  return child;
}

const parts = { dllhost: executable, comTarget: COM_TARGET, edge: EDGE_ENV };

let server: ComServer;
let smtp: TestSmtp;
beforeEach(async () => {
  server = prepareComServer(parts);
  smtp = await startSmtp();
});
afterEach(async () => {
  server.close();
  for (const child of neighbours.splice(0)) child.kill('SIGKILL');
  await smtp.close();
});

const PASSWORD = 'М4рк#ер;пароль';

const WATCH = `${quickWatch(NAME)}grace = 1 s
floor_after = 1 s
maxcpuprocent = 5000
maxmemoryprocent = 90
`;

/**
 * One failure is enough, and checks follow each other at once: the delays of the defaults are tested in simulated
 * worlds.
 */
const CHECK = `${QUICK_CHECK}password = ${PASSWORD}
witerezult = 1 s
activation_timeout = 10 s
alarm_metric = 5
`;

const configured = (com = '') => written(`[shellprocess]\n${WATCH}[commethod]\n${CHECK}${com}`);

function written(applications: string): string {
  return folder(`[powershell]
path = ${POWERSHELL}
${applications}
${mailSection(smtp.port)}`);
}

const start = (words: string[], dir: string) =>
  comwatch(words, dir, { LANG: 'en_US.UTF-8', ...server.environment });

function events(dir: string): Record<string, unknown>[] {
  const lines = logOf(dir).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const did = (dir: string, action: string) =>
  events(dir).filter((event) => event['event.action'] === action);

const subjects = () => smtp.mails.map(({ mail }) => mail.subject ?? '');

/** The agent acts only on a configuration that has succeeded, and on a server older than its grace. */
async function proven(dir: string): Promise<void> {
  await until(() => logOf(dir).includes('has succeeded here'), 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

describe('a server that hangs without a trace', () => {
  it('is found by its application among others, stopped, and answers from a fresh process', async () => {
    const others = [startNeighbour('idle', '/Processid:{I}'), startNeighbour('idle')];
    const dir = configured();
    const run = start(['run', '--debug'], dir);
    await proven(dir);
    const [before] = server.pids();
    server.become('hang');
    // It is mailed when the server has kept answering for a while.
    await until(() => subjects().some((each) => each.includes('снова отвечает')), 180_000);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);

    expect(did(dir, 'stop').map((event) => event['process.pid'])).toEqual([before]);
    expect(did(dir, 'suspect').at(-1)).toMatchObject({
      'process.pid': before,
      'comwatch.suspect.rule': 'application',
    });
    expect(did(dir, 'probe-failed')).toHaveLength(3);
    expect(others.every(isRunning)).toBe(true);
    const pids = server.pids();
    expect(pids).toHaveLength(2);
    expect(pids[1]).not.toBe(before);
    const told = ['probe-failed', 'suspect', 'stop', 'probe-recovered'].flatMap((action) =>
      did(dir, action).map((event) => event['comwatch.incident.id']),
    );
    expect(new Set(told).size).toBe(1);
    expect(subjects().filter((each) => each.includes(`${NAME} ${before}`))).toHaveLength(1);
    const everything = logOf(dir) + run.out + run.error + smtp.mails.map(({ raw }) => raw).join();
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain(Buffer.from(PASSWORD).toString('base64'));
  }, 240_000);
});

describe('a server that grows and stops answering', () => {
  it('is found by its memory floor; a big neighbour that is always big lives', async () => {
    const big = startNeighbour('leak', '5000', '300', '/Processid:{B}');
    const dir = configured();
    const run = start(['run', '--debug'], dir);
    await proven(dir);
    const [before] = server.pids();
    server.become('leak 200');
    await until(() => did(dir, 'probe-recovered').length > 0, 90_000);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(did(dir, 'stop').map((event) => event['process.pid'])).toEqual([before]);
    const suspect = did(dir, 'suspect').find((each) => 'comwatch.suspect.rule' in each);
    expect(suspect).toMatchObject({ 'comwatch.suspect.rule': 'floor', 'process.pid': before });
    expect(suspect?.['comwatch.memory.ratio']).toBeGreaterThan(5);
    // On a busy machine the sample that shows the growth comes a little later.
    expect(did(dir, 'probe-failed').length).toBeLessThan(3);
    expect(isRunning(big)).toBe(true);
  }, 240_000);
});

describe('a check that fails before it ever succeeded', () => {
  it('unloads no process, not even when the failure is confirmed, and says why', async () => {
    server.become('error база недоступна');
    const dir = configured('unload_on = timeout, rpc, error\nsuspects = application');
    const run = start(['run', '--debug'], dir);
    // The second call comes after a minute: an unknown error may be that of a wrong login.
    await until(() => did(dir, 'probe-failed').length >= 2, 150_000);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(did(dir, 'stop')).toEqual([]);
    expect(server.pids()).toHaveLength(1);
    expect(subjects().filter((each) => each.includes('ни один процесс не выгружен'))).toHaveLength(
      1,
    );
  }, 180_000);
});

describe('comwatch probe', () => {
  it('shows every stage with its time', async () => {
    const run = start(['probe'], configured());
    expect(await run.ended).toBe(0);
    expect(run.out).toMatch(/activation.*Authorize.*GetCurrentSessionInfo.*LogOut.*answers/s);
    expect(server.calls().map((each) => each.split(' ')[0])).toEqual([
      'authorize',
      'session-info',
      'log-out',
    ]);
  });

  it('ends with 1 and says what failed, where, and what may help', async () => {
    server.become('error Неверный пароль');
    const run = start(['probe'], configured());
    expect(await run.ended).toBe(1);
    expect(run.error).toContain('Неверный пароль');
    expect(run.error).toContain('[commethod] login');
    expect(run.error).not.toContain(PASSWORD);
  });

  it('gives one JSON line for each transaction', async () => {
    const run = start(['probe', '--json', '--repeat', '3'], configured());
    expect(await run.ended).toBe(0);
    const answers = run.out.trim().split('\n');
    expect(answers.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(
      Array(3).fill('ok'),
    );
  });
});

it('goes on watching processes when .NET is missing, and says that the COM check is not made', async () => {
  // By itself it would call through PowerShell.
  const dir = configured('bridge = edge\n');
  const run = comwatch(['run', '--debug'], dir, {
    LANG: 'en_US.UTF-8',
    ...server.environment,
    EDGE_NATIVE: '/nowhere/edge.node',
  });
  await until(() => did(dir, 'probe-unavailable').length > 0, 60_000);
  await until(() => did(dir, 'sample').length > 5, 60_000);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(String(did(dir, 'probe-unavailable')[0]?.['error.message'])).toContain('edge.node');
}, 180_000);
