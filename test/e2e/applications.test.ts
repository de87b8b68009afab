/**
 * Two applications beside each other in one agent: real processes, the real PowerShell, a real mail server. The COM+
 * applications are stand-ins (see com-server.ts).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareComServers, type ComServer } from '../support/com-server.js';
import { mailSection, QUICK_CHECK, quickWatch } from '../support/ini.js';
import { COM_TARGET, DLLHOST, EDGE_ENV, POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { isRunning, until } from '../support/shells.js';
import { startSmtp, type TestSmtp } from '../support/smtp.js';

/** A unique name: processes of parallel tests are no neighbours of it. */
const NAME = 'dllhost-two.exe';
const executable = join(mkdtempSync(join(tmpdir(), 'two-hosts-')), NAME);
copyFileSync(DLLHOST, executable);

const FRONT = {
  progid: 'meAppServer.AppServer',
  classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
  appId: '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}',
};
const BACK = {
  progid: 'boAppServer.AppServer',
  classId: '{7D2A4C10-0B4E-4B6E-8D0C-5F1E2A3B4C5D}',
  appId: '{1E2F3A4B-5C6D-4E7F-8A9B-0C1D2E3F4A5B}',
};

let front: ComServer;
let back: ComServer;
let smtp: TestSmtp;
const children: ChildProcess[] = [];
beforeEach(async () => {
  const parts = { dllhost: executable, comTarget: COM_TARGET, edge: EDGE_ENV };
  ({ front, back } = prepareComServers(parts, { front: FRONT, back: BACK }));
  smtp = await startSmtp();
});
afterEach(async () => {
  front.close();
  back.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await smtp.close();
});

function startHost(...words: string[]): ChildProcess & { readonly pid: number } {
  const child = spawn(executable, [...words, '--with-parent'], { stdio: 'ignore' });
  children.push(child);
  if (child.pid === undefined) throw new Error(`${NAME} did not start`);
  return child as ChildProcess & { readonly pid: number };
}

/**
 * One failure is enough, and checks follow each other at once: the delays of the defaults are tested in simulated
 * worlds.
 */
const check = (progid: string) => `${QUICK_CHECK}progid = ${progid}
witerezult = 8 s
activation_timeout = 60 s
`;

/** The front office identifies its hosts by its AppID, the back office by its class. */
const configured = (backLimits = 'maxmemoryprocent = 90') =>
  folder(`[monitor]
max_stops = 1
max_stops_window = 10 min
[powershell]
path = ${POWERSHELL}
[shellprocess ФронтОфис]
application = ${FRONT.appId}
${quickWatch(NAME)}grace = 1 s
floor_after = 1 s
maxcpuprocent = 5000
maxmemoryprocent = 90
[commethod ФронтОфис]
${check(FRONT.progid)}
[commethod БэкОфис]
${check(BACK.progid)}
[shellprocess БэкОфис]
name = ${NAME}
maxcpuprocent = 5000
${backLimits}
${mailSection(smtp.port)}`);

const start = (words: string[], dir: string) =>
  comwatch(words, dir, { LANG: 'en_US.UTF-8', ...front.environment });

type LogLine = Readonly<Record<string, unknown>>;

const lines = (dir: string) =>
  logOf(dir)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine);

const did = (dir: string, action: string, application?: string) =>
  lines(dir).filter(
    (line) =>
      line['event.action'] === action &&
      (application === undefined || line['comwatch.application'] === application),
  );

/** Actions of the agent as a whole: of its machine, shells, log, mail server, configuration. */
const OF_THE_AGENT = [
  /^agent-/,
  /^(machine|budget|log|lock|outbox|slots-missed|clock-jump|source-changed|sample-.*)$/,
  /^(configuration-warning|shell-.*)$/,
];

function expectApplicationsNamed(dir: string): void {
  const known = ['ФронтОфис', 'БэкОфис'];
  const nameless = lines(dir).filter((line) => {
    const action = String(line['event.action']);
    if (OF_THE_AGENT.some((each) => each.test(action))) return false;
    // At first sight a process has no command line yet: its application is not known.
    if (action === 'target-seen') return false;
    if (action === 'sample') {
      return 'comwatch.sample.pid' in line && !('comwatch.sample.application' in line);
    }
    return !known.includes(String(line['comwatch.application']));
  });
  expect(nameless).toEqual([]);
  // Readers of the console or a mail see no fields.
  const told = lines(dir).filter((line) => known.includes(String(line['comwatch.application'])));
  const unsaid = told.filter(
    (line) => !String(line['message']).includes(String(line['comwatch.application'])),
  );
  expect(unsaid.filter((line) => !/^(agent|mail)-/.test(String(line['event.action'])))).toEqual([]);
  const mails = smtp.mails.map(({ mail }) => `${mail.subject ?? ''}\n${mail.text ?? ''}`);
  expect(mails.filter((mail) => !known.some((name) => mail.includes(name)))).toEqual([]);
}

/** Both servers have answered, and are older than their grace. */
async function proven(dir: string): Promise<void> {
  await until(
    () =>
      did(dir, 'probe').filter((line) => String(line['message']).includes('has succeeded here'))
        .length === 2,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

it('cures the one that hangs; hosts and brake of the other one are untouched', async () => {
  const dir = configured();
  const stranger = startHost('idle', '/Processid:{D0000000-0000-0000-0000-000000000000}');
  const run = start(['run', '--debug'], dir);
  await proven(dir);
  const [hung] = front.pids();
  const untouched = back.pids();

  front.become('hang');
  await until(() => did(dir, 'probe-recovered', 'ФронтОфис').length === 1, 300_000);
  expect(did(dir, 'stop')).toMatchObject([
    { 'process.pid': hung, 'comwatch.application': 'ФронтОфис', 'comwatch.outcome': 'stopped' },
  ]);
  expect(back.pids()).toEqual(untouched);
  expect(did(dir, 'suspect', 'БэкОфис')).toEqual([]);
  expect(did(dir, 'probe-failed', 'БэкОфис')).toEqual([]);

  // One stop was allowed: the front office is suspended now, the back office is not.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  front.become('hang');
  await until(() => did(dir, 'brake-on').length > 0, 300_000);
  const brake = () =>
    Object.entries(
      JSON.parse(readFileSync(join(dir, 'state', 'brake.json'), 'utf8')) as Record<string, object>,
    ).map(([key, entry]) => [key, 'hold' in entry]);
  expect(did(dir, 'brake-on')).toMatchObject([
    {
      'comwatch.application': 'ФронтОфис',
      'comwatch.brake.key': `com/${FRONT.appId}/ФронтОфис`,
    },
  ]);
  await until(() => brake().some(([, held]) => held));
  expect(brake().sort()).toEqual([
    ['*', false],
    [`com/${FRONT.appId}/ФронтОфис`, true],
  ]);

  const [second] = back.pids();
  back.become('hang');
  await until(() => did(dir, 'probe-recovered', 'БэкОфис').length === 1, 300_000);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(did(dir, 'stop').map((line) => line['process.pid'])).toEqual([hung, second]);
  expect(did(dir, 'stop', 'БэкОфис').map((line) => line['process.pid'])).toEqual([second]);
  expect(back.pids()).toHaveLength(2);
  expect(isRunning(stranger)).toBe(true);
  // Each stop is mailed, alone or with the events of the following minute.
  const mailed = (pid: number | undefined) =>
    smtp.mails.flatMap(({ mail: { subject = '', text = '' } }) =>
      `${subject}\n${text}`.includes(`${pid} выгружен`)
        ? (/БэкОфис|ФронтОфис/.exec(text)?.[0] ?? subject)
        : [],
    );
  const subjects = smtp.mails.map(({ mail }) => mail.subject).join('\n');
  expect(new Set(mailed(hung)), subjects).toEqual(new Set(['ФронтОфис']));
  expect(new Set(mailed(second)), subjects).toEqual(new Set(['БэкОфис']));
  expectApplicationsNamed(dir);
}, 900_000);

it('judges each process by the limits of its own application only', async () => {
  const dir = configured('maxmemoryprocent = 0,5');
  const [frontHost, backHost, stranger] = [
    FRONT.appId,
    BACK.appId,
    '{D0000000-0000-0000-0000-000000000000}',
  ].map((appId) => startHost('leak', '300', '300', `/Processid:${appId}`));
  const run = start(['run', '--debug'], dir);
  await until(() => did(dir, 'stop').length > 0, 300_000);
  await until(() => smtp.mails.length > 0, 60_000);
  const table = start(['sample', '--json'], dir);
  expect(await table.ended).toBe(0);
  const { processes } = JSON.parse(table.out) as {
    processes: { readonly pid: number; readonly application: string | null }[];
  };
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);

  expect(did(dir, 'stop')).toMatchObject([
    { 'process.pid': backHost?.pid, 'comwatch.application': 'БэкОфис' },
  ]);
  expect([frontHost, stranger].map((each) => each && isRunning(each))).toEqual([true, true]);
  const ownerOf = (pid: number | undefined) =>
    processes.find((each) => each.pid === pid)?.application;
  expect(ownerOf(frontHost?.pid)).toBe('ФронтОфис');
  expect(ownerOf(stranger?.pid)).toBeNull();
  expect(ownerOf(back.pids().at(-1))).toBe('БэкОфис');
  expectApplicationsNamed(dir);
}, 600_000);
