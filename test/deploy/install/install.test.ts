/** install.ps1 in the real PowerShell engine: files, hashes and processes are real, Windows' own parts are stand-ins. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENT_KEY, LAID_DOWN, PRODUCT_KEY, Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

describe('a first installation', () => {
  it('copies, registers, starts and waits until the agent is healthy', async () => {
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.names(server.version('0.2.0'))).toEqual([
      'LICENSES.txt',
      'behaviour.json',
      'install.ps1',
      'main.mjs',
      'node.exe',
      'ps',
    ]);
    expect(readFileSync(server.config, 'utf8')).toBe(LAID_DOWN);
    expect(server.ran()).toEqual(['0.2.0']);
    expect(server.running()).toBe(true);
    expect(server.registry()[PRODUCT_KEY]).toEqual({ Version: { type: 'REG_SZ', value: '0.2.0' } });
    expect(server.log()).toContain(' INFO comwatch 0.2.0 is installed\r\n');
  });

  it('makes node.exe itself the action of a task that never ends and comes back by itself', async () => {
    await server.install();
    const [call] = server.calls('Register-ScheduledTask');
    const folder = server.version('0.2.0');
    expect(call?.parameters).toMatchObject({
      TaskName: 'comwatch',
      TaskPath: '\\',
      Force: true,
      Action: [
        {
          Execute: `"${join(folder, 'node.exe')}"`,
          Arguments: `"${join(folder, 'main.mjs')}" run --config "${server.config}" --task "comwatch"`,
          WorkingDirectory: folder,
        },
      ],
      Trigger: [
        { Kind: 'MSFT_TaskBootTrigger' },
        { Kind: 'MSFT_TaskTimeTrigger', Repetition: { Interval: 'PT5M', Duration: null } },
      ],
      Settings: {
        ExecutionTimeLimit: 'PT0S',
        MultipleInstances: 'IgnoreNew',
        DisallowStartIfOnBatteries: false,
        StopIfGoingOnBatteries: false,
        StartWhenAvailable: true,
        Priority: 5,
        RestartCount: 999,
        RestartInterval: 'PT1M',
        Enabled: true,
      },
      Principal: { UserId: 'S-1-5-18', LogonType: 'ServiceAccount', RunLevel: 'Highest' },
    });
  });

  it('closes its folders by SID before anything is written to them', async () => {
    await server.install();
    const administrators = '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)';
    expect(server.state().acl).toEqual({
      [server.programs]: `O:BAG:SYD:PAI${administrators}(A;OICI;0x1200a9;;;BU)`,
      [server.data]: `O:BAG:SYD:PAI${administrators}`,
    });
    expect(server.calls().map(({ command }) => command)).toEqual([
      'Set-Acl',
      'Set-Acl',
      'Register-ScheduledTask',
      'Start-ScheduledTask',
      'Register-ScheduledTask',
    ]);
  });

  it('registers the watchdog as a task of its own, with a time limit, and says so once', async () => {
    await server.install();
    const call = server.calls('Register-ScheduledTask').at(-1);
    const folder = server.version('0.2.0');
    expect(call?.parameters).toMatchObject({
      TaskName: 'comwatch watchdog',
      Action: [
        {
          Execute: `"${join(folder, 'node.exe')}"`,
          Arguments: `"${join(folder, 'main.mjs')}" watchdog --config "${server.config}" --task "comwatch"`,
          WorkingDirectory: folder,
        },
      ],
      Trigger: [{ Kind: 'MSFT_TaskTimeTrigger', Repetition: { Interval: 'PT5M', Duration: null } }],
      Settings: {
        ExecutionTimeLimit: 'PT5M',
        MultipleInstances: 'IgnoreNew',
        RestartCount: 0,
        Enabled: true,
      },
      Principal: { UserId: 'S-1-5-18', LogonType: 'ServiceAccount', RunLevel: 'Highest' },
    });
    expect((await server.install()).text).toContain('Nothing to do');
    server.forgetTask('comwatch watchdog');
    const again = await server.install();
    expect([again.code, again.text]).toEqual([
      0,
      expect.stringContaining('Register the task comwatch watchdog'),
    ]);
    expect(server.ran()).toEqual(['0.2.0']);
  });

  it('registers the source of the event log with the message file of .NET', async () => {
    await server.install();
    expect(server.registry()[EVENT_KEY]).toEqual({
      EventMessageFile: {
        type: 'REG_EXPAND_SZ',
        value: '%SystemRoot%\\Microsoft.NET\\Framework64\\v4.0.30319\\EventLogMessages.dll',
      },
      TypesSupported: { type: 'REG_DWORD', value: '7' },
    });
  });

  it('begins with the configuration it is given', async () => {
    const given = join(server.root, 'given.ini');
    writeFileSync(given, '[shellprocess]\nname = other.exe\n');
    expect((await server.install({ ConfigPath: given })).code).toBe(0);
    expect(readFileSync(server.config, 'utf8')).toContain('other.exe');
  });

  it('takes the package from its own folder, also where a default cannot name that folder yet', async () => {
    // Value of a default of $PSScriptRoot in Windows PowerShell 5.1 when it is started with -File.
    const done = await server.install({ SourcePath: '' }, join(server.share, 'install.ps1'));
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  });

  it('runs as a managed account, which gets its rights and no password', async () => {
    expect((await server.install({ Account: 'CORP\\comwatch$' })).code).toBe(0);
    const [call] = server.calls('Register-ScheduledTask');
    expect(call?.parameters).toMatchObject({
      Principal: { UserId: 'CORP\\comwatch$', LogonType: 'Password' },
    });
    expect(call?.parameters).not.toHaveProperty('Password');
    expect(server.state().acl[server.data]).toContain('(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1014)');
    expect(server.state().acl[server.programs]).toContain('(A;OICI;0x1200a9;;;S-1-5-21-');
    expect((await server.install({ Account: 'CORP\\comwatch$' })).text).toContain('Nothing to do');
  });

  it('hands the password of a named account to the task only', async () => {
    const Credential = { user: 'CORP\\operator', password: 'very-secret-1' };
    const done = await server.install({ Credential });
    expect(done.code).toBe(0);
    expect(server.calls('Register-ScheduledTask')[0]?.parameters).toMatchObject({
      User: 'CORP\\operator',
      Password: 'very-secret-1',
      RunLevel: 'Highest',
    });
    expect(done.text + server.log() + JSON.stringify(server.registry())).not.toContain('secret-1');
  });

  it('says on a Russian Windows what it does in Russian, and needs no English name', async () => {
    server.culture = 'ru-RU';
    server.setState({ ...server.state(), systemName: 'СИСТЕМА' });
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 установл')]);
    expect(server.log()).toContain('INFO Копирование версии 0.2.0');
    expect((await server.install()).text).toContain('Делать нечего: comwatch 0.2.0 установлен');
  });
});

describe('run again', () => {
  it('changes nothing and says so', async () => {
    await server.install();
    const before = server.fingerprint(/install\.log$/);
    const again = await server.install();
    expect([again.code, again.text]).toEqual([
      0,
      `Nothing to do: comwatch 0.2.0 is installed${EOL}`,
    ]);
    expect(server.fingerprint(/install\.log$/)).toBe(before);
    expect(server.ran()).toEqual(['0.2.0']);
    console.log(`      nothing to do took ${Math.round(again.tookMs)} ms, most of it the start`);
  });

  it.each<[string, (at: Server) => void, RegExp]>([
    ['a changed file', (at) => writeFileSync(at.version('0.2.0/main.mjs'), '//'), /Copy version/],
    ['a file too many', (at) => writeFileSync(at.version('0.2.0/x.dll'), ''), /Copy version/],
    ['an open data folder', (at) => at.setAcl(at.data, null), /Set the rights of .*ProgramData/],
    [
      'a file with rights of its own',
      (at) => at.setAcl(at.config, 'O:BAG:SYD:AI(A;;FA;;;BU)(A;ID;FA;;;SY)'),
      /Let .*monitor\.ini inherit/,
    ],
    ['a missing event source', (at) => at.forgetKey(EVENT_KEY), /source of the Windows Event Log/],
    ['a task that has ended', (at) => at.killAgent(), /Start the task/],
    [
      'a time limit on the task',
      (at) => at.changeTask((task) => (task.Settings['ExecutionTimeLimit'] = 'P3D')),
      /Point the task/,
    ],
    [
      'another account of the task',
      (at) => at.changeTask((task) => (task.Principal.UserId = 'S-1-5-19')),
      /Point the task/,
    ],
  ])('mends %s, and only that', async (_what, damage, expected) => {
    await server.install();
    damage(server);
    const again = await server.install();
    expect([again.code, again.text]).toEqual([0, expect.stringMatching(expected)]);
    expect(again.text).toContain('comwatch 0.2.0 is installed');
    expect(server.running()).toBe(true);
    expect((await server.install()).text).toContain('Nothing to do');
  });

  it.each([
    ['its owner is looked at', 1],
    ['its rights are looked at', 2],
    ['its rights are mended', 3],
  ])('goes on when the agent removes a file before %s', async (_when, turn) => {
    await server.install();
    const file = join(server.data, 'state', 'health.json.tmp');
    writeFileSync(file, '');
    server.setAcl(file, 'O:BAG:SYD:AI(A;;FA;;;BU)(A;ID;FA;;;SY)');
    server.setFault('gone', `${turn} ${file}`);
    const again = await server.install();
    expect([again.code, again.text]).toEqual([0, expect.stringContaining('0.2.0 is installed')]);
    expect(existsSync(file)).toBe(false);
  });

  it('does not take a file for gone whose rights cannot be read', async () => {
    await server.install();
    const file = join(server.data, 'state', 'health.json.tmp');
    writeFileSync(file, '');
    server.setFault('unreadable', file);
    const again = await server.install();
    expect([again.code, again.text]).toEqual([1, expect.stringContaining('unauthorized')]);
  });

  it('leaves a task alone that an operator disabled, and warns', async () => {
    await server.install();
    server.killAgent();
    server.changeTask((task) => (task.Settings['Enabled'] = false));
    const again = await server.install();
    expect(again.code).toBe(0);
    expect(again.text).toContain('is disabled and stays disabled');
    expect(server.ran()).toEqual(['0.2.0']);
  });
});

describe('-WhatIf', () => {
  it('names every step of a first installation and changes nothing', async () => {
    const before = server.fingerprint();
    const done = await server.install({ WhatIf: true });
    expect(done.code).toBe(0);
    expect(done.text.match(/Would be done: /g)).toHaveLength(9);
    expect(server.fingerprint()).toBe(before);
    expect(existsSync(server.programs) || existsSync(server.data)).toBe(false);
  });

  it('names the steps of an upgrade and changes nothing', async () => {
    await server.install();
    server.putPackage('0.3.0');
    const before = server.fingerprint();
    const done = await server.install({ WhatIf: true });
    expect(done.text).toMatch(/Would be done: Copy version 0\.3\.0 [^]*Would be done: Point the/);
    expect(server.fingerprint()).toBe(before);
  });

  it.each([{}, { Purge: true }])('names what %o would remove and removes nothing', async (more) => {
    await server.install();
    const before = server.fingerprint();
    const done = await server.install({ Uninstall: true, WhatIf: true, ...more });
    expect(done.code).toBe(0);
    expect(done.text).toContain('Would be done: Stop the agent and remove the task comwatch');
    expect(server.fingerprint()).toBe(before);
    expect(server.running()).toBe(true);
  });
});
