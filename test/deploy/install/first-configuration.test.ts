/** The first configuration of a server, and the message when it cannot be installed. */
import { EOL } from 'node:os';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SAMPLE, Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

describe('the sample of the package', () => {
  it.each([
    [
      'has its mode as a comment',
      '\uFEFF[mail]\r\n;mode = x\r\n[monitor]\r\n; act: unload.\r\n;mode = act\r\n;language = ru\r\n',
      '\uFEFF[mail]\r\n;mode = x\r\n[monitor]\r\n; act: unload.\r\nmode = observe\r\n;language = ru\r\n',
    ],
    [
      'acts',
      '\uFEFF[monitor]\r\n  Mode: act\r\n[log]\r\nmode = x\r\n',
      '\uFEFF[monitor]\r\nmode = observe\r\n[log]\r\nmode = x\r\n',
    ],
    ['observes', '[monitor]\nmode = observe\n', '[monitor]\nmode = observe\n'],
    [
      'names no mode',
      '[monitor]\nlanguage = ru\n[mail]\n',
      '[monitor]\nmode = observe\nlanguage = ru\n[mail]\n',
    ],
    ['has no such section', SAMPLE, `${SAMPLE}\n[monitor]\nmode = observe\n`],
  ])('that %s is laid down so that it only observes, and that is said', async (_how, from, to) => {
    server.sample = from;
    server.putPackage('0.2.0');
    const done = await server.install();
    expect(readFileSync(server.config, 'utf8')).toBe(to);
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('with mode = observe')]);
    expect(done.text).toContain('no process is stopped until you have written your settings');
    expect(server.log()).toContain('-ConfigPath');
  });

  it('is not touched once it is there', async () => {
    await server.install();
    writeFileSync(server.config, SAMPLE);
    const again = await server.install();
    expect(again.text).toBe(`Nothing to do: comwatch 0.2.0 is installed${EOL}`);
    expect(readFileSync(server.config, 'utf8')).toBe(SAMPLE);
  });

  it('that was edited in the package is refused before anything is copied, with the way out', async () => {
    writeFileSync(join(server.share, 'monitor.ini'), `${SAMPLE}; наш сервер\n`);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([3, expect.stringContaining('monitor.ini was edited')]);
    expect(done.text).toContain('install.ps1 -ConfigPath <file>');
    expect(existsSync(server.programs) || existsSync(server.config)).toBe(false);
  });

  it('that was edited does not matter to a server with its own, which is said', async () => {
    await server.install();
    server.putPackage('0.3.0');
    writeFileSync(join(server.share, 'monitor.ini'), `${SAMPLE}; наш сервер\n`);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.3.0 is inst')]);
    expect(done.text).toContain(`is not used: this server has its own configuration`);
  });
});

it('a configuration that is given keeps its mode', async () => {
  const given = join(server.root, 'given.ini');
  writeFileSync(given, `${SAMPLE}[monitor]\nmode = act\n`);
  const done = await server.install({ ConfigPath: given });
  expect(done.code).toBe(0);
  expect(readFileSync(server.config, 'utf8')).toContain('mode = act');
  expect(done.text).not.toContain('observe');
});

it('a configuration that is given may be named after the computer', async () => {
  writeFileSync(join(server.root, 'SRV01.ini'), '[shellprocess]\nname = other.exe\n');
  server.environment = { COMPUTERNAME: 'SRV01' };
  const done = await server.install({ ConfigPath: join(server.root, '%COMPUTERNAME%.ini') });
  expect(done.code).toBe(0);
  expect(readFileSync(server.config, 'utf8')).toContain('other.exe');
});

it('a configuration that is given but not there ends it with 7 before anything is copied', async () => {
  const given = join(server.root, 'nowhere.ini');
  const done = await server.install({ ConfigPath: given, SourceWaitSeconds: 1 });
  expect([done.code, done.text]).toEqual([7, expect.stringContaining(`${given} given by`)]);
  expect(existsSync(server.programs)).toBe(false);
});

describe('a configuration that is given', () => {
  const given = (text: string) => {
    const file = join(server.root, 'given.ini');
    writeFileSync(file, text);
    return file;
  };

  it('as a folder is refused before anything is copied', async () => {
    const done = await server.install({ ConfigPath: server.root });
    expect([done.code, done.text]).toEqual([7, expect.stringContaining('is a folder: name a fi')]);
    expect(existsSync(server.programs)).toBe(false);
  });

  it('with mistakes is the file that is named, not the copy that is gone again', async () => {
    const file = given('nonsense\n');
    const done = await server.install({ ConfigPath: file });
    expect([done.code, done.text]).toEqual([2, expect.stringContaining(`${file} is refused`)]);
    expect(done.text).toContain('the installation is not complete');
    expect(done.text).not.toContain('previous version');
    expect(existsSync(server.config)).toBe(false);
  });

  it('is not used where there is one, which is said if it differs', async () => {
    await server.install();
    const done = await server.install({ ConfigPath: given('[shellprocess]\nname = other.exe\n') });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('Nothing to do')]);
    expect(done.text).toContain('given.ini differs from it and is not used');
    expect(readFileSync(server.config, 'utf8')).not.toContain('other.exe');
  });

  it('is not said to differ by passwords, which are written on the server', async () => {
    const file = given('[mail]\r\npassword = \r\n[shellprocess]\r\n');
    await server.install({ ConfigPath: file });
    writeFileSync(server.config, '[mail]\npassword = dpapi:AQAA\n[shellprocess]\n');
    const again = await server.install({ ConfigPath: file });
    expect(again.text).toBe(`Nothing to do: comwatch 0.2.0 is installed${EOL}`);
  });

  it('takes the place of one that was removed: it is checked, and the agent restarted', async () => {
    await server.install();
    rmSync(server.config);
    const bad = await server.install({ ConfigPath: given('nonsense\n') });
    expect([bad.code, existsSync(server.config), server.running()]).toEqual([2, false, true]);
    const done = await server.install({ ConfigPath: given(`${SAMPLE}; наш сервер\n`) });
    expect(done.code).toBe(0);
    expect(readFileSync(server.config, 'utf8')).toContain('наш сервер');
    expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked', '0.2.0']);
  });
});

describe('"nothing was changed"', () => {
  it('is said where it is true', async () => {
    await server.install();
    server.putPackage('0.3.0');
    rmSync(join(server.share, 'app', 'main.mjs'));
    const before = server.fingerprint(/install\.log$/);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([3, expect.stringContaining('Nothing was changed')]);
    expect(server.fingerprint(/install\.log$/)).toBe(before);
  });

  it('is not said where steps were done, and they are named', async () => {
    rmSync(join(server.share, 'app', 'main.mjs'));
    const done = await server.install();
    expect(done.code).toBe(3);
    expect(done.text).not.toContain('Nothing was changed');
    expect(done.text).toContain(`Done before that: Set the rights of ${server.data}`);
  });
});

describe('a share that is not there yet', () => {
  const away = () => join(server.root, 'away');

  it('is waited for, which is said, and then the installation goes on', async () => {
    renameSync(server.share, away());
    const log = join(server.data, 'install.log');
    const later = setInterval(() => {
      if (!existsSync(away()) || !existsSync(log)) return;
      if (server.log().includes('cannot be reached yet')) renameSync(away(), server.share);
    }, 100);
    const done = await server.install({ SourceWaitSeconds: 60 });
    clearInterval(later);
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(done.text).toContain(`${server.share} cannot be reached yet: waiting for up to 60 s`);
    expect(done.text).toMatch(/can be reached after \d+ s/);
  });

  it('is waited for no longer than it may be, with lines meanwhile and a clear end', async () => {
    rmSync(dirname(server.share), { recursive: true });
    const done = await server.install({ SourceWaitSeconds: 3 });
    expect([done.code, done.text]).toEqual([7, expect.stringContaining('cannot be reached')]);
    expect(done.text).toMatch(/Still waiting for .*: 1 of 3 s/);
    expect(server.log()).toContain('Still waiting for');
  });

  it('on a drive that this account does not have is said to be out of reach, in the log too', async () => {
    const done = await server.install({ SourcePath: 'Z:\\comwatch', SourceWaitSeconds: 1 });
    expect([done.code, done.text]).toEqual([7, expect.stringContaining('Z:\\comwatch cannot be')]);
    expect(server.log()).toContain('check the path, the network and the rights');
    const given = await server.install({ ConfigPath: 'Z:\\front.ini', SourceWaitSeconds: 1 });
    expect([given.code, given.text]).toEqual([7, expect.stringContaining('Z:\\front.ini given')]);
  });

  it('is not waited for at all with 0', async () => {
    rmSync(dirname(server.share), { recursive: true });
    const done = await server.install({ SourceWaitSeconds: 0 });
    expect(done.code).toBe(7);
    expect(done.text).not.toContain('waiting for up to');
  });
});

describe('the earlier Python tool', () => {
  /** A folder of it, as its users have it. */
  const tool = (name = 'old tool') => {
    const folder = join(server.root, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'config.cfg'), '[shellprocess]\ndelay: 120\n');
    return folder;
  };

  it('that runs is named and left alone, also when there is nothing else to do', async () => {
    const script = join(tool(), 'main.py');
    server.setProcesses({
      4711: `"C:\\Python36\\pythonw.exe" "${script}" --debug=True`,
      4712: `C:\\Python36\\python.exe ${join(server.root, 'other.py')}`,
      4713: 'C:\\Python36\\python.exe',
    });
    const first = await server.install();
    expect(first.text).toContain(`Python tool is running: process 4711, script ${script}`);
    expect(first.text).not.toMatch(/process 471[23]/);
    const again = await server.install();
    expect(again.text).toContain('process 4711');
    expect(again.text).toContain('Nothing to do');
  });

  it('is found by its name where its folder is not known', async () => {
    server.setProcesses({ 4711: 'python monitor.py', 4712: 'python backup.py' });
    const done = await server.install({ WhatIf: true });
    expect(done.text).toContain('process 4711, script monitor.py');
    expect(done.text).not.toContain('backup.py');
  });

  it('that a task starts is named, a disabled task is not', async () => {
    const folder = tool();
    const action = { Execute: 'python.exe', Arguments: 'run.py', WorkingDirectory: folder };
    server.addTask('monitor COM', action);
    server.addTask('off', action);
    server.addTask('backup', { ...action, WorkingDirectory: server.root });
    server.changeTask((task) => (task.Settings['Enabled'] = task.Actions[0] === action));
    const state = server.state();
    state.tasks['monitor COM']!.Settings['Enabled'] = true;
    state.tasks['backup']!.Settings['Enabled'] = true;
    server.setState(state);
    const done = await server.install();
    expect(done.text).toContain(
      `task \\monitor COM starts the earlier Python tool, script ${join(folder, 'run.py')}`,
    );
    expect(done.text).not.toMatch(/task \\(off|backup|comwatch) starts/);
  });

  it('lets the installation continue where processes cannot be queried', async () => {
    server.setFault('Get-CimInstance', 'Access is denied.');
    expect((await server.install()).code).toBe(0);
  });
});
