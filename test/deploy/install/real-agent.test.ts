/**
 * install.ps1 with the agent itself, bundled as it ships, instead of its stand-in: each reads what the other writes.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { POWERSHELL, ROOT } from '../../support/paths.js';
import { Server } from './server.js';

vi.setConfig({ testTimeout: 120_000 });

const { bundleProgram } = (await import(
  pathToFileURL(join(ROOT, 'tools', 'package', 'bundles.mjs')).href
)) as {
  bundleProgram: (
    root: string,
    entries: Record<string, string>,
    version: string,
  ) => Promise<{ files: Map<string, Buffer> }>;
};

const CONFIG = `[powershell]\npath = ${POWERSHELL}\n[shellprocess]\nname = dllhost-installed.exe\nsource = process\n[mail]
recipients = b@x.org\nsender = a@x.org\nhost = 127.0.0.1\nport = 1\nuser = u\npassword = clear-1\n`;

let server: Server;
beforeEach(async () => {
  server = new Server();
  server.putPackage('0.2.0');
  const { files } = await bundleProgram(ROOT, { main: 'src/main.ts' }, '0.2.0');
  mkdirSync(join(server.share, 'app', 'ps'), { recursive: true });
  for (const [name, content] of files) writeFileSync(join(server.share, 'app', name), content);
  for (const name of ['comwatch.psd1', 'comwatch.psm1'])
    cpSync(join(ROOT, 'dist', 'ps', name), join(server.share, 'app', 'ps', name));
  writeFileSync(join(server.root, 'given.ini'), CONFIG);
  const programs = [...files.keys()].map((name) => `app/${name}`);
  const names = ['app/node.exe', ...programs, 'app/ps/comwatch.psd1', 'app/ps/comwatch.psm1'];
  server.writeManifest('0.2.0', [...names, 'install.ps1', 'LICENSES.txt', 'monitor.ini']);
});
afterEach(() => server.end());

it('the agent is installed, protects its passwords, reports healthy, and stops when asked', async () => {
  const given = join(server.root, 'given.ini');
  const done = await server.install({ ConfigPath: given, Protect: true });
  expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  const health = JSON.parse(readFileSync(join(server.data, 'state', 'status.json'), 'utf8')) as {
    version: string;
    pid: number;
  };
  expect(health).toMatchObject({ version: '0.2.0', pid: server.task()?.ProcessId });
  expect(readFileSync(server.config, 'utf8')).toMatch(/^password = dpapi:[\w+/=]+$/m);
  expect((await server.install({ Protect: true })).text).toContain('Nothing to do');

  const removed = await server.install({ Uninstall: true });
  expect([removed.code, removed.text]).toEqual([0, expect.stringContaining('is removed')]);
  expect(removed.text).not.toContain('did not stop when asked');
  expect(existsSync(join(server.data, 'state', 'health.json'))).toBe(false);
  expect(readFileSync(join(server.data, 'monitor.log'), 'utf8')).toContain('agent-stop');
});

describe('an account of the agent that may change its configuration', () => {
  const ACCOUNT = 'CORP\\comwatch$';
  const SID = 'S-1-5-21-1-2-3-1014';
  /** Rights of a data folder restricted by install.ps1, as read by the shells of the agent under that account. */
  const rights = {
    COMWATCH_STAND_IN_FOLDER_SDDL: `O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;${SID})`,
    COMWATCH_STAND_IN_FILE_SDDL: `O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1301bf;;;${SID})`,
  };

  it('is trusted by the check of the installer, who is another one, and by the agent itself', async () => {
    server.environment = { ...rights, COMWATCH_STAND_IN_ACCOUNT: 'S-1-5-18' };
    const parameters = { Account: ACCOUNT, Protect: true };
    const done = await server.install({
      ...parameters,
      ConfigPath: join(server.root, 'given.ini'),
    });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.state().acl[server.data]).toBe(rights.COMWATCH_STAND_IN_FOLDER_SDDL);
    expect(server.running()).toBe(true);
    expect(readFileSync(server.config, 'utf8')).toMatch(/^password = dpapi:/m);
    expect((await server.install(parameters)).text).toContain('Nothing to do');
  });

  it('is trusted by check-config when it is named', () => {
    const config = join(server.root, 'given.ini');
    const check = (words: string[], more: NodeJS.ProcessEnv = {}) => {
      const done = spawnSync(
        process.execPath,
        [join(ROOT, 'dist', 'main.js'), 'check-config', '--config', config, ...words],
        { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8', ...rights, ...more } },
      );
      return { code: done.status, text: done.stdout + done.stderr };
    };
    expect(check(['--account', SID])).toMatchObject({ code: 0 });
    expect(check([], { COMWATCH_STAND_IN_ACCOUNT: SID })).toMatchObject({ code: 0 });
    const unnamed = check([]);
    expect(unnamed.code).toBe(2);
    expect(unnamed.text).toContain(`${SID}. They could make the agent run anything.`);
    expect(unnamed.text).toContain('check-config --account SID');
    expect(check(['--account', 'S-1-5-21-1-2-3-1015']).code).toBe(2);
    for (const wrong of [ACCOUNT, 'S-1', '']) {
      const refused = check(['--account', wrong]);
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.text).toContain(`--account: ${wrong}; a SID is expected`);
    }
    expect(check(['--help']).text).toContain('--account <SID>');
  });
});
