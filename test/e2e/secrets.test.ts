/** Protected passwords and the rights of the configuration, as the program is started. DPAPI and Get-Acl are stand-ins. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FAULTY_POWERSHELL, MAIN, POWERSHELL } from '../support/paths.js';

vi.setConfig({ testTimeout: 60_000 });

const SECRET = 'Пароль-8271-marker';
const ini = (password: string, path = POWERSHELL) =>
  `; настройки\r\n[powershell]\r\npath = ${path}\r\n[shellprocess]\r\nname = dllhost-secrets.exe\r\n` +
  `[mail]\r\nrecipients = b@x.org\r\nsender = a@x.org\r\nhost = 127.0.0.1\r\nport = 1\r\nuser = u\r\n` +
  `password =  ${password}  \r\n# конец\r\n`;

function place(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-secret-'));
  writeFileSync(join(folder, 'monitor.ini'), text);
  return folder;
}

function comwatch(folder: string, words: string[], more: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 50_000,
    env: {
      PATH: process.env['PATH'],
      LANG: 'en_US.UTF-8',
      COMWATCH_STAND_IN_MACHINE: 'A',
      ...more,
    },
  });
  return { status, text: `${stdout}${stderr}` };
}

const read = (folder: string) => readFileSync(join(folder, 'monitor.ini'), 'utf8');

/** A PowerShell that records what is typed into it, like script-block logging. */
function recording(folder: string): { path: string; typed: () => string } {
  const [path, log] = [join(folder, 'pwsh'), join(folder, 'typed.txt')];
  writeFileSync(path, `#!/bin/sh\ntee -a '${log}' | '${POWERSHELL}' "$@"\n`);
  chmodSync(path, 0o755);
  return { path, typed: () => readFileSync(log, 'utf8') };
}

describe('comwatch protect', () => {
  it('replaces a clear password and nothing else, keeps the mode, and leaves no other copy', () => {
    const folder = place(ini(SECRET));
    chmodSync(join(folder, 'monitor.ini'), 0o640);
    const done = comwatch(folder, ['protect']);
    expect(done).toMatchObject({
      status: 0,
      text: expect.stringContaining('[mail] password is') as string,
    });
    expect(read(folder).replace(/dpapi:[\w+/=]+/, SECRET)).toBe(ini(SECRET));
    expect(read(folder)).not.toContain('marker');
    expect(readdirSync(folder)).toEqual(['monitor.ini']);
    expect(statSync(join(folder, 'monitor.ini')).mode & 0o777).toBe(0o640);
    const before = read(folder);
    expect(comwatch(folder, ['protect']).text).toContain('no clear-text passwords');
    expect(read(folder)).toBe(before);
  });

  it('types no password into PowerShell, in clear or in Base64, neither do those who read it', () => {
    const folder = place('');
    const { path, typed } = recording(folder);
    writeFileSync(join(folder, 'monitor.ini'), ini(SECRET, path));
    expect(comwatch(folder, ['protect']).status).toBe(0);
    expect(comwatch(folder, ['check-config']).status).toBe(0);
    const decoded = typed().replaceAll(/[\w+/]{8,}={0,2}/g, (run) =>
      Buffer.from(run, 'base64').toString('utf8'),
    );
    expect(decoded).toContain('"Length":');
    expect(decoded).toContain('"Protected":');
    expect(typed() + decoded).not.toContain('marker');
    expect(comwatch(folder, ['test-mail'], { LANG: 'ru_RU.UTF-8' }).text).not.toContain('marker');
  });

  it('says who can read the file, and so what is protected in it', () => {
    const done = comwatch(place(ini(SECRET)), ['protect'], {
      COMWATCH_STAND_IN_FILE_SDDL: 'O:BAG:SYD:AI(A;;FA;;;SY)(A;;FA;;;BA)(A;ID;0x1200a9;;;BU)',
    });
    expect(done.status).toBe(0);
    expect(done.text).toMatch(/! .*monitor\.ini contains a password and can be read .*: Users\./);
  });

  it('changes nothing when the machine cannot protect', () => {
    const folder = place(ini(SECRET, FAULTY_POWERSHELL));
    const done = comwatch(folder, ['protect'], {
      COMWATCH_STAND_IN_FAULTS: 'exit3=Protect-Secret',
    });
    expect(done).toMatchObject({
      status: 1,
      text: expect.stringContaining('Nothing was changed') as string,
    });
    expect(read(folder)).toBe(ini(SECRET, FAULTY_POWERSHELL));
    expect(readdirSync(folder)).toEqual(['monitor.ini']);
  });
});

describe('a protected password', () => {
  it('of another machine is a problem with its line, and the agent does not start', () => {
    const folder = place(ini(SECRET));
    comwatch(folder, ['protect']);
    for (const words of [['check-config'], ['run', '--once'], ['test-mail']]) {
      const done = comwatch(folder, words, { COMWATCH_STAND_IN_MACHINE: 'B' });
      expect(done.status).toBe(2);
      expect(done.text).toContain('Line 12: [mail] password was protected on another computer');
    }
    expect(readdirSync(folder)).toEqual(['monitor.ini']);
  });

  it('that is damaged is a problem without a shell', () => {
    const done = comwatch(place(ini('dpapi:not Base64')), ['check-config']);
    expect(done).toMatchObject({
      status: 2,
      text: expect.stringContaining('[mail] password: f') as string,
    });
  });

  it('in clear goes on working, with a warning', () => {
    const done = comwatch(place(ini(SECRET)), ['check-config']);
    expect(done.status).toBe(0);
    expect(done.text).toContain('! Line 12: [mail] password is stored in clear text');
  });

  it('is used by the agent and shown by nothing', () => {
    const folder = place(ini(SECRET));
    comwatch(folder, ['protect']);
    const done = comwatch(folder, ['run', '--once', '--debug']);
    expect(done.status).toBe(0);
    expect(done.text + readFileSync(join(folder, 'monitor.log'), 'utf8')).not.toContain('marker');
  });
});

describe('a configuration that others may change', () => {
  const open = 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1301bf;;;BU)';

  it.each([
    ['COMWATCH_STAND_IN_FILE_SDDL', 'The file'],
    ['COMWATCH_STAND_IN_FOLDER_SDDL', 'The folder'],
  ])('is refused by run and check-config: %s', (variable, what) => {
    const folder = place(ini(''));
    for (const words of [['run'], ['check-config']]) {
      const done = comwatch(folder, words, { [variable]: open });
      expect(done.status).toBe(2);
      expect(done.text).toMatch(
        new RegExp(`${what} .* can be changed by accounts other .*: Users`),
      );
      expect(done.text).toContain('icacls "');
    }
    expect(readdirSync(folder)).toEqual(['monitor.ini']);
  });

  it('is not refused when its rights cannot be read: that is a warning', () => {
    const done = comwatch(place(ini('')), ['check-config'], { COMWATCH_STAND_IN_FAULTS: 'no-acl' });
    expect(done.status).toBe(0);
    expect(done.text).toContain('! Could not determine who may change the configuration');
  });
});

describe('the health report', () => {
  it('is there from the first sample on and gone at the end', async () => {
    const folder = place(ini(''));
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, [MAIN, 'run'], { cwd: folder, stdio: 'ignore' });
    const file = join(folder, 'state', 'health.json');
    const report = () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; healthySince: string };
      } catch {
        return undefined;
      }
    };
    await vi.waitUntil(() => report() !== undefined, { timeout: 30_000, interval: 50 });
    expect(report()).toMatchObject({ pid: child.pid, healthySince: expect.any(String) as string });
    child.kill('SIGTERM');
    await new Promise((resolve) => child.on('exit', resolve));
    expect(report()).toBeUndefined();
  });
});
