/** install.ps1 with the agent itself, bundled as it ships, instead of its stand-in: what one writes, the other reads. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { HOST, ROOT } from '../../support/paths.js';
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

const CONFIG = `[powershell]\npath = ${HOST}\n[shellprocess]\nname = dllhost.exe\nsource = process\n[mail]
recipients = b@x.org\nsender = a@x.org\nhost = 127.0.0.1\nport = 1\nuser = u\npassword = clear-1\n`;

const server = new Server();
afterEach(() => server.end());

it('the agent is installed, protects its passwords, reports healthy, and stops when asked', async () => {
  server.putPackage('0.2.0');
  const { files } = await bundleProgram(ROOT, { main: 'src/main.ts' }, '0.2.0');
  mkdirSync(join(server.share, 'app', 'ps'), { recursive: true });
  writeFileSync(join(server.share, 'app', 'main.mjs'), files.get('main.mjs') ?? '');
  for (const name of ['comwatch.psd1', 'comwatch.psm1'])
    cpSync(join(ROOT, 'dist', 'ps', name), join(server.share, 'app', 'ps', name));
  const given = join(server.root, 'given.ini');
  writeFileSync(given, CONFIG);
  const names = ['app/node.exe', 'app/main.mjs', 'app/ps/comwatch.psd1', 'app/ps/comwatch.psm1'];
  server.writeManifest('0.2.0', [...names, 'install.ps1', 'LICENSES.txt', 'monitor.ini']);

  const done = await server.install({ ConfigPath: given, Protect: true });
  expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  const health = JSON.parse(readFileSync(join(server.data, 'state', 'health.json'), 'utf8')) as {
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
