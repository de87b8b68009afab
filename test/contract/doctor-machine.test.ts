/**
 * The steps of `comwatch doctor` about COM, files and the machine, in good health and with every failure that they
 * detect.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as Bridge from '../../src/doctor/steps/bridge.js';
import { callServers } from '../../src/doctor/steps/com-call.js';
import { findClasses } from '../../src/doctor/steps/com-class.js';
import { checkDisk, checkRights } from '../../src/doctor/steps/files.js';
import { checkTask, checkVariables } from '../../src/doctor/steps/machine.js';
import { tryEventLog, tryProtection } from '../../src/doctor/steps/records.js';
import { adviceOf, configOf, contextOf, seenOf } from '../support/doctor.js';
import { EDGE_ENV, path } from '../support/paths.js';
import { openShell, shareShell } from '../support/shells.js';

/** From the build, beside the script that it starts. */
const built = path('dist/doctor/steps/bridge.js');
const { loadBridges } = (await import(built)) as typeof Bridge;

const never = () => new AbortController().signal;
const shared = shareShell();

/** A file of the registry stand-in. */
function registry(keys: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-registry-')), 'registry.json');
  writeFileSync(file, JSON.stringify(keys));
  return file;
}

const ENVIRONMENT =
  'Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';

describe('COM', () => {
  const COM = '[commethod]\nsysname = ФронтОфис\nlogin = monitor\npassword = s3cret-word\n';

  it('has a class with its AppID and bitness', async () => {
    const file = registry({
      'meAppServer.AppServer\\CLSID': { '(default)': '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}' },
      'CLSID\\{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}': {
        AppID: '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}',
      },
    });
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_REGISTRY: file } });
    const result = await findClasses(contextOf(shell, configOf(COM)), never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'class')).toMatchObject([
      { appId: '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}', bits64: true, bits32: false },
    ]);
    expect(seenOf(result, 'hosts')).toMatchObject([{ pids: [] }]);
  });

  it('fails where the class is not registered', async () => {
    const result = await findClasses(contextOf(shared().shell, configOf(COM)), never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['register-class'],
    });
  });

  it('is switched off without its section', async () => {
    const context = contextOf(shared().shell, configOf());
    expect((await findClasses(context, never())).seen).toEqual([
      { kind: 'off', section: 'commethod' },
    ]);
    expect((await callServers(context, never())).seen).toEqual([
      { kind: 'off', section: 'commethod' },
    ]);
  });

  it('is reached in both ways', async () => {
    const environment = { ...process.env, ...EDGE_ENV };
    const context = contextOf(shared().shell, configOf(), { environment });
    const result = await loadBridges(context, never());
    expect(result.state, JSON.stringify(result.seen)).toBe('ok');
    expect(seenOf(result, 'bridge')).toMatchObject([
      { way: 'edge', bits: 64 },
      { way: 'powershell', bits: 64 },
    ]);
  });

  const withoutEdge = { ...process.env, EDGE_USE_CORECLR: '1', EDGE_NATIVE: '/nowhere/edge.node' };

  it('is reached through PowerShell where edge-js is missing, and says so', async () => {
    const context = contextOf(shared().shell, configOf(COM), { environment: withoutEdge });
    const result = await loadBridges(context, never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'ok',
      advice: ['second-bridge'],
    });
    expect(JSON.stringify(seenOf(result, 'bridge-failed'))).toContain('/nowhere/edge.node');
  });

  it('fails where edge-js is missing and the configuration wants it', async () => {
    const config = configOf(`${COM}bridge = edge\n`);
    const context = contextOf(shared().shell, config, { environment: withoutEdge });
    const result = await loadBridges(context, never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['bridge'],
    });
  });
});

describe('what the agent writes', () => {
  const LOG = '[log]\nevent_log = yes\n';

  it('goes to the Event Log where its source is registered', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'comwatch-events-')), 'events');
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_EVENT_LOG: file } });
    const result = await tryEventLog(contextOf(shell, configOf(LOG)), never());
    expect(result.state).toBe('ok');
    expect(readFileSync(file, 'utf8')).toMatch(/^Application\tcomwatch\t104\tInformation\t/);
  });

  it('fails where the source is not registered', async () => {
    const result = await tryEventLog(contextOf(shared().shell, configOf(LOG)), never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['event-source'],
    });
  });

  it('is nothing where the configuration does not use the Event Log', async () => {
    const result = await tryEventLog(contextOf(shared().shell, configOf()), never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'event-log-off')).toHaveLength(1);
  });

  it('can be protected and read back; passwords of another machine cannot', async () => {
    const context = contextOf(shared().shell, configOf());
    expect((await tryProtection(context)).state).toBe('ok');
    const locked = await tryProtection({ ...context, isLocked: true });
    expect({ state: locked.state, advice: adviceOf(locked) }).toEqual({
      state: 'failed',
      advice: ['secrets'],
    });
  });
});

describe('files', () => {
  it('may be changed by administrators only, and the folders can be written', async () => {
    const result = await checkRights(contextOf(shared().shell, configOf()));
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'folder').map((each) => each.kind === 'folder' && each.state)).toEqual([
      'absent',
      'writable',
    ]);
  });

  it('that others may change are named, with the commands that put it right', async () => {
    const environment = { COMWATCH_STAND_IN_FILE_SDDL: 'O:BAG:SYD:(A;;FA;;;BA)(A;;FA;;;BU)' };
    const { shell } = openShell('', { environment });
    const result = await checkRights(contextOf(shell, configOf()));
    expect(result.state).toBe('failed');
    expect(seenOf(result, 'writers')).toMatchObject([{ accounts: ['BU'] }]);
    expect(adviceOf(result)).toEqual(['commands']);
  });

  it('cannot be written where a folder is none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-doctor-'));
    writeFileSync(join(folder, 'plain'), '');
    const config = configOf('[monitor]\nstate_dir = plain\n', folder);
    const result = await checkRights(contextOf(shared().shell, config));
    expect(result.state).toBe('failed');
    expect(seenOf(result, 'folder-refused')).toHaveLength(1);
  });

  it('need room on the disk', async () => {
    const context = contextOf(shared().shell, configOf());
    expect((await checkDisk(context)).state).toBe('ok');
    const much = configOf('[log]\nmax_bytes = 1000000000\nfiles = 1000\n');
    const result = await checkDisk(contextOf(shared().shell, much));
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'failed',
      advice: ['free-space'],
    });
  });
});

describe('the machine', () => {
  const task = (timeLimit: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'comwatch-task-')), 'task.xml');
    writeFileSync(
      file,
      `<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <BootTrigger><Enabled>true</Enabled></BootTrigger>
    <TimeTrigger><Repetition><Interval>PT5M</Interval></Repetition><Enabled>true</Enabled></TimeTrigger>
  </Triggers>
  <Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>${timeLimit}</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author"><Exec>
    <Command>"C:\\Program Files\\comwatch\\1.0.0\\node.exe"</Command>
    <Arguments>"C:\\Program Files\\comwatch\\1.0.0\\main.mjs" run --config "C:\\ProgramData\\comwatch\\monitor.ini"</Arguments>
    <WorkingDirectory>C:\\Program Files\\comwatch\\1.0.0</WorkingDirectory>
  </Exec></Actions>
</Task>`,
    );
    return { environment: { COMWATCH_STAND_IN_TASK: file } };
  };

  it('has the task as install.ps1 registers it', async () => {
    const { shell } = openShell('', task('PT0S'));
    const result = await checkTask(contextOf(shell, configOf()), never());
    expect(result.state, JSON.stringify(result.seen)).toBe('ok');
    expect(seenOf(result, 'task')).toMatchObject([{ state: 'Running', account: 'S-1-5-18' }]);
  });

  it('has a task that would be ended after three days', async () => {
    const { shell } = openShell('', task('PT72H'));
    const result = await checkTask(contextOf(shell, configOf()), never());
    expect(result.state).toBe('failed');
    expect(seenOf(result, 'task-differs')).toMatchObject([
      { difference: { element: 'ExecutionTimeLimit', found: 'PT72H', expected: 'PT0S' } },
    ]);
  });

  it('has no task yet', async () => {
    const result = await checkTask(contextOf(shared().shell, configOf()), never());
    expect({ state: result.state, advice: adviceOf(result) }).toEqual({
      state: 'unknown',
      advice: ['install'],
    });
  });

  it('has variables that reach into Node, of which only the names are said', async () => {
    const file = registry({ [ENVIRONMENT]: { NODE_OPTIONS: '--token=s3cret', TEMP: 'C:\\Temp' } });
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_REGISTRY: file } });
    const result = await checkVariables(contextOf(shell, configOf()), never());
    expect(result.state).toBe('failed');
    expect(seenOf(result, 'variables')).toEqual([
      { kind: 'variables', where: 'machine', names: ['NODE_OPTIONS'] },
    ]);
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('has none of them: those of the console alone do not reach the task', async () => {
    const environment = { NODE_OPTIONS: '--inspect' };
    const context = contextOf(shared().shell, configOf(), { environment });
    const result = await checkVariables(context, never());
    expect(result.state).toBe('ok');
    expect(seenOf(result, 'variables')).toMatchObject([{ where: 'process' }]);
  });
});
