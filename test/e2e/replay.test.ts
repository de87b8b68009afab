/**
 * A live run, and its record: the agent works on real processes and a server that hangs, then `comwatch replay` plays what it
 * recorded. The calls go to a stand-in of a COM+ application (see com-server.ts), since there is no COM here.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesSince, nothingRead, readRecord } from '../../src/adapters/recording/record-reader.js';
import { recordFolder } from '../../src/adapters/recording/record-folder.js';
import { loadConfig } from '../../src/config/load.js';
import type { ComparedRow } from '../../src/core/recording/comparison.js';
import type { RecordEntry } from '../../src/core/recording/entry.js';
import { Replay } from '../../src/simulation/replay/play-record.js';
import { prepareComServer, type ComServer } from '../support/com-server.js';
import { QUICK_CHECK, quickWatch } from '../support/ini.js';
import { COM_TARGET, DLLHOST, EDGE_ENV, POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { isRunning, until } from '../support/shells.js';

/** A unique name: processes of parallel tests burn, too. */
const NAME = 'dllhost-replay.exe';
const executable = join(mkdtempSync(join(tmpdir(), 'replay-host-')), NAME);
copyFileSync(DLLHOST, executable);

/**
 * On a busy machine a burning process may get little CPU: a server that hangs and one that idles use nothing at all.
 */
const INI = `[powershell]
path = ${POWERSHELL}
[shellprocess]
${quickWatch(NAME)}grace = 1 s
floor_after = 1 s
maxcpuprocent = 10
sustain = 3 of 4
maxmemoryprocent = 90
[commethod]
${QUICK_CHECK}witerezult = 1 s
activation_timeout = 10 s
`;

let server: ComServer;
const neighbours: ChildProcess[] = [];
beforeEach(() => {
  server = prepareComServer({ dllhost: executable, comTarget: COM_TARGET, edge: EDGE_ENV });
});
afterEach(() => {
  server.close();
  for (const child of neighbours.splice(0)) child.kill('SIGKILL');
});

function startNeighbour(...words: string[]): ChildProcess {
  const child = spawn(executable, [...words, '--with-parent'], { stdio: 'ignore' });
  neighbours.push(child);
  return child;
}

const eventsOf = (dir: string, action: string) =>
  logOf(dir)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((event) => event['event.action'] === action);

/** A live run with a stop by limit, then one by the COM check. */
async function liveRun(dir: string): Promise<{ readonly burning: number; readonly hung: number }> {
  const run = comwatch(['run', '--debug'], dir, { LANG: 'en_US.UTF-8', ...server.environment });
  await until(() => logOf(dir).includes('has succeeded here'), 180_000);
  const [idle, burning] = [startNeighbour('idle'), startNeighbour('burn', '100')];
  await until(() => !isRunning(burning), 300_000);
  const [hung] = server.pids();
  server.become('hang');
  await until(() => eventsOf(dir, 'probe-recovered').length > 0, 300_000);
  expect(isRunning(idle)).toBe(true);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  return { burning: burning.pid ?? 0, hung: hung ?? 0 };
}

it('is replayed to the very decisions of the live run, one by one, and to those that its journal has', async () => {
  const dir = folder(INI);
  const { burning, hung } = await liveRun(dir);

  // The journal of the live run.
  const stops = eventsOf(dir, 'stop').map((event) => [
    event['process.pid'],
    event['comwatch.incident.id'],
  ]);
  expect(stops.map(([pid]) => pid)).toEqual([burning, hung]);

  // The record, and the result of the same code on it.
  const loaded = await loadConfig(join(dir, 'monitor.ini'));
  if (!loaded.ok) throw new Error('not a configuration');
  const replayedEntries: RecordEntry[] = [];
  const live: RecordEntry[] = [];
  const replay = new Replay({
    config: loaded.config,
    sinceUnixMs: 0,
    onEntry: (entry) => void replayedEntries.push(entry),
  });
  const record = recordFolder(join(dir, 'state'));
  for await (const { entries } of readRecord(record, await filesSince(record, 0), nothingRead())) {
    const all = [...entries];
    live.push(...all);
    await replay.play(all);
  }
  await replay.finish();
  expect(decided(live).length).toBeGreaterThanOrEqual(6);
  expect(decided(replayedEntries)).toEqual(decided(live));
  for (const [index, again] of happened(replayedEntries).entries()) {
    const before = happened(live)[index];
    if (!before) throw new Error('decided oftener than live');
    // Decisions on samples have the same instant; after a call the live agent needed some time of its own.
    expect(again.at.monotonicMs).toBeLessThanOrEqual(before.at.monotonicMs);
    if (again.kind === 'decision' && again.check === 'limits') expect(again).toEqual(before);
  }

  // The command as an operator types it.
  const command = comwatch(['replay', '--json', '--since', '1 h'], dir);
  expect(await command.ended).toBe(0);
  const answer = JSON.parse(command.out) as { rows: ComparedRow[]; record: { broken: number } };
  expect(answer.record.broken).toBe(0);
  const replayed = answer.rows.flatMap((row) => row.replayed ?? []);
  expect(replayed.map(({ check, target, outcome }) => [check, target.pid, outcome])).toEqual([
    ['limits', burning, 'stopped'],
    ['com', hung, 'stopped'],
  ]);
  // Compared one by one with the journal: process, check, incident.
  const chosen = live
    .filter((each) => each.kind === 'decision')
    .filter(({ plan }) => plan === 'stop');
  expect(stops).toEqual(chosen.map(({ target, incidentId }) => [target.pid, incidentId]));
  expect(eventsOf(dir, 'suspect').at(-1)).toMatchObject({
    'process.pid': hung,
    'comwatch.suspect.rule': replayed.at(-1)?.why[0],
  });

  // Another configuration gives another result on the same record.
  const other = comwatch(['replay', '--json', '--set', 'maxcpuprocent=5000'], dir);
  expect(await other.ended).toBe(0);
  const others = (JSON.parse(other.out) as { rows: ComparedRow[] }).rows;
  expect(others.map((row) => [row.recorded?.target.pid, row.replayed?.target.pid])).toEqual([
    [burning, undefined],
    [hung, hung],
  ]);
}, 900_000);

const happened = (entries: readonly RecordEntry[]) =>
  entries.filter(({ kind }) => ['decision', 'no-action', 'deed', 'brake', 'pause'].includes(kind));

/** All decisions and actions; the incident of a call is named after the instant at which it began. */
function decided(entries: readonly RecordEntry[]) {
  return happened(entries).map((entry) => ({
    ...entry,
    at: 0,
    incidentId: '',
    ...('beganMs' in entry && { beganMs: 0 }),
  }));
}
