/** Cases that install.ps1 refuses, without having changed anything. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PWSH, ROOT } from '../../support/paths.js';
import { Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

const OPEN = 'O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;CIID;0x116;;;BU)';

interface Entry {
  path: string;
  bytes: number | string;
  sha256: string;
}

describe('a package that is not in order', () => {
  const edit = (change: (files: Entry[], manifest: Record<string, unknown>) => void) => () => {
    const file = join(server.share, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    change(manifest['files'] as Entry[], manifest);
    writeFileSync(file, JSON.stringify(manifest));
  };
  const addPath = (path: string) =>
    edit((files) => files.push({ path, bytes: 1, sha256: 'a'.repeat(64) }));

  it.each<[string, () => void, string]>([
    [
      'another hash',
      edit((files) => (files[0]!.sha256 = '0'.repeat(64))),
      'does not match the manifest',
    ],
    ['another size', edit((files) => (files[0]!.bytes = 1)), 'does not match the manifest'],
    ['no size', edit((files) => (files[0]!.bytes = 'many')), 'The manifest is not valid'],
    ['no node.exe', edit((files) => files.splice(4, 1)), 'not valid: app/node.exe'],
    ['a path out of its folder', addPath('app/../../evil.exe'), 'not valid: app/../../evil.exe'],
    ['an absolute path', addPath('C:/evil.exe'), 'not valid: C:/evil.exe'],
    ['a path of backslashes', addPath('app\\..\\evil.exe'), 'not valid: app\\..\\evil.exe'],
    ['a stream', addPath('app/main.mjs:evil'), 'not valid: app/main.mjs:evil'],
    ['a device', addPath('app/con.txt'), 'not valid: app/con.txt'],
    ['a line end in a path', addPath('app/x\n'), 'The manifest is not valid'],
    ['one file twice', addPath('app/NODE.exe'), 'not valid: app/NODE.exe'],
    ['another name', edit((_, manifest) => (manifest['name'] = 'other')), 'not valid: name'],
    ['a version of dots', edit((_, all) => (all['version'] = '1.0.0-..')), 'not valid: name'],
    ['no JSON', () => writeFileSync(join(server.share, 'manifest.json'), '{'), 'cannot be read'],
    ['no manifest', () => rmSync(join(server.share, 'manifest.json')), 'cannot be read'],
    ['a missing file', () => rmSync(join(server.share, 'app/main.mjs')), 'package is damaged'],
    ['a changed file', () => writeFileSync(join(server.share, 'app/main.mjs'), ''), 'is damaged'],
  ])('with %s ends with 3 and leaves no program behind', async (_what, damage, expected) => {
    damage();
    const done = await server.install();
    expect([done.code, done.text]).toEqual([3, expect.stringContaining(expected)]);
    expect(server.names(server.programs)).toEqual([]);
    expect(server.calls('Register-ScheduledTask')).toEqual([]);
    expect(server.log()).toContain(' ERROR ');
  });

  it('is passed by -ManifestSha256, in capitals too', async () => {
    const sha = server.manifestSha256();
    server.putPackage('0.2.0', { exits: true });
    const other = await server.install({ ManifestSha256: sha });
    expect([other.code, other.text]).toEqual([3, expect.stringContaining('this is another pack')]);
    const pinned = await server.install({
      ManifestSha256: server.manifestSha256().toUpperCase(),
      WhatIf: true,
    });
    expect(pinned.code).toBe(0);
  });

  it('has no file installed that its manifest does not name', async () => {
    writeFileSync(join(server.share, 'app', 'version.dll'), 'evil');
    expect((await server.install()).code).toBe(0);
    expect(server.names(server.version('0.2.0'))).not.toContain('version.dll');
  });
});

describe('a share', () => {
  it('that is out of reach ends it with 7', async () => {
    rmSync(server.share, { recursive: true });
    const done = await server.install({ SourceWaitSeconds: 1 });
    expect([done.code, done.text]).toEqual([7, expect.stringContaining('cannot be reached')]);
  });

  it('that goes away in the middle ends it with 7; what ran goes on', async () => {
    await server.install();
    server.putPackage('0.3.0', { healthy: true }, 1_000_000);
    server.setFault('share', server.share);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([7, expect.stringContaining('Nothing was changed')]);
    expect(server.names(server.programs)).toEqual(['0.2.0']);
    expect(server.running()).toBe(true);
  });
});

describe('a system', () => {
  it.each<[string, () => void, Record<string, unknown>, string]>([
    ['without elevation', () => server.setIntegrity('S-1-16-8192'), {}, 'Not elevated'],
    ['that is too old', () => server.setBuild('9600'), {}, 'build 9600 is too old'],
    ['without the account', () => undefined, { Account: 'nobody$' }, 'nobody$ is not known here'],
    ['without a password', () => undefined, { Account: 'CORP\\x' }, 'needs -Credential'],
    ['whose root is meant', () => undefined, { DataPath: '/' }, 'is the root of a drive'],
  ])('%s is refused with 4, untouched', async (_what, arrange, parameters, expected) => {
    arrange();
    const before = server.fingerprint();
    const done = await server.install(parameters);
    expect([done.code, done.text]).toEqual([4, expect.stringContaining(expected)]);
    expect(server.fingerprint()).toBe(before);
  });

  it('is refused before anything else where the policy does not allow the script', () => {
    const constrained = `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; & '${join(ROOT, 'install.ps1')}'`;
    const run = () =>
      execFileSync(PWSH, ['-NoProfile', '-NonInteractive', '-Command', constrained], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    let said = '';
    try {
      said = run();
    } catch (error) {
      said = (error as { stdout: string }).stdout;
    }
    expect(said).toContain('constrained language mode');
    expect(said).not.toContain('Unexpected');
  });
});

describe('a folder that was there before', () => {
  const plant = (name: string, sddl: string) => {
    mkdirSync(join(server.data, 'state'), { recursive: true });
    writeFileSync(join(server.data, name), '[powershell]\npath = C:\\evil.exe\n');
    server.setAcl(join(server.data, name), sddl);
  };

  it('is closed, with what lies in it, when it belongs to administrators', async () => {
    mkdirSync(server.data, { recursive: true });
    server.setAcl(server.data, OPEN);
    plant('state/proven.json', 'O:BAG:SYD:PAI(A;;FA;;;BA)(A;;FA;;;BU)');
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringMatching(/Let .*proven.json inherit/)]);
    expect(JSON.stringify(server.state().acl[server.data])).not.toContain('BU');
    expect(server.state().acl[join(server.data, 'state/proven.json')]).not.toContain('BU');
    expect(server.calls().findIndex(({ command }) => command === 'Register-ScheduledTask')).toBe(3);
  });

  it.each([
    ['a configuration', 'monitor.ini'],
    ['a state', 'state/brake.json'],
  ])('is refused with %s that a user has put there', async (_what, name) => {
    plant(name, 'O:S-1-5-21-1-2-3-1001G:DUD:AI(A;ID;FA;;;S-1-5-21-1-2-3-1001)');
    const before = server.fingerprint();
    const done = await server.install();
    expect([done.code, done.text]).toEqual([4, expect.stringContaining('icacls')]);
    expect(done.text).toContain(join(server.data, name));
    expect(server.fingerprint()).toBe(before);
  });

  it('is refused with a link in it, so that no right is set elsewhere', async () => {
    mkdirSync(server.data, { recursive: true });
    symlinkSync(join(server.root, 'Windows'), join(server.data, 'state'));
    const done = await server.install();
    expect([done.code, done.text]).toEqual([4, expect.stringContaining('is a link')]);
    expect(server.calls()).toEqual([]);
  });

  it.each(['file', 'nowhere'])('is refused with a link to %s in it', async (target) => {
    mkdirSync(server.data, { recursive: true });
    writeFileSync(join(server.root, 'file'), '[shellprocess]\n');
    symlinkSync(join(server.root, target), join(server.data, 'monitor.ini'));
    const done = await server.install();
    expect([done.code, done.text]).toEqual([4, expect.stringContaining('monitor.ini is a link')]);
    expect(server.calls()).toEqual([]);
  });

  it('may hold a file that is a reparse point and no link', async () => {
    mkdirSync(server.data, { recursive: true });
    writeFileSync(join(server.root, 'file'), '[shellprocess]\n');
    const file = join(server.data, 'monitor.ini');
    symlinkSync(join(server.root, 'file'), file);
    server.setAcl(file, 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)');
    server.setFault('optimised', file);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  });

  it('is refused when it is a link itself', async () => {
    symlinkSync(join(server.root, 'Windows'), server.data);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([
      4,
      expect.stringContaining('is the root of a drive or'),
    ]);
  });

  it('keeps the program when something goes wrong while it is repaired', async () => {
    await server.install();
    writeFileSync(server.version('0.2.0/behaviour.json'), '{"healthy":true, "x":1}');
    rmSync(join(server.share, 'app', 'main.mjs'));
    const done = await server.install();
    expect(done.code).toBe(3);
    expect(existsSync(server.version('0.2.0/main.mjs'))).toBe(true);
    expect(server.running()).toBe(true);
  });
});
