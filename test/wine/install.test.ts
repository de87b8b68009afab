/**
 * install.ps1 of the released package, in the real Windows PowerShell: the life of one server. See README.md for the
 * stand-ins.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { driveOf } from '../../tools/wine/wine.mjs';
import { ROOT } from '../support/paths.js';
import { mailSettings } from './support/comwatch.js';
import { PWSH } from './support/powershell.js';
import { running } from './support/program.js';
import { Server } from './support/server.js';

const SECRET = 'тайна-1';
const given = [
  `[powershell]\r\npath = ${PWSH}`,
  '[shellprocess]\r\nname = dllhost.exe\r\nsource = process',
  `[mail]\r\n${Object.entries(mailSettings(1))
    .map(([key, value]) => `${key} = ${value}`)
    .join('\r\n')}\r\nuser = comwatch\r\npassword = ${SECRET}`,
].join('\r\n\r\n');

let server: Server;
beforeAll(() => {
  server = new Server();
  server.putPackage('0.1.1');
  writeFileSync(join(driveOf(ROOT), 'stand-in', 'given.ini'), `\uFEFF${given}\r\n`);
});
afterAll(() => server.clear());

const said = ({ code, out, error }: { code: number; out: string; error: string }) => [
  code,
  `${out}${error}`,
];

it('a trial says what would be done and leaves nothing behind', async () => {
  const done = await server.install({ WhatIf: true });
  expect(said(done)).toEqual([0, expect.stringContaining('C:\\Program Files\\comwatch')]);
  expect([existsSync(server.programs), existsSync(server.data)]).toEqual([false, false]);
});

it('a first installation protects the password, starts the agent and sees it healthy', async () => {
  const done = await server.install({ ConfigPath: 'C:\\stand-in\\given.ini', Protect: true });
  expect(said(done)).toEqual([0, expect.stringContaining('comwatch 0.1.1')]);
  expect(server.runningVersions()).toEqual(['0.1.1']);
  expect(server.task()?.Actions[0]?.Execute).toBe('"C:\\Program Files\\comwatch\\0.1.1\\node.exe"');
  const configuration = readFileSync(join(server.data, 'monitor.ini'), 'utf8');
  expect(configuration).toMatch(/^password = dpapi:[\w+/=]+\r?$/m);
  expect(configuration).not.toContain(SECRET);
  expect(server.log()).toContain('shell-start');
});

it('a second run finds nothing to do', async () => {
  const before = running(/main\.mjs"? run/).map(({ pid }) => pid);
  const done = await server.install({ Protect: true });
  expect(said(done)).toEqual([0, expect.stringMatching(/Nothing to do|Делать нечего/)]);
  expect(running(/main\.mjs"? run/).map(({ pid }) => pid)).toEqual(before);
});

it('an upgrade asks the old agent to stop, and keeps its version', async () => {
  server.putPackage('0.2.0');
  const done = await server.install();
  expect(said(done)).toEqual([0, expect.stringContaining('comwatch 0.2.0')]);
  expect(server.runningVersions()).toEqual(['0.2.0']);
  expect(server.log()).toContain('agent-stop');
  expect(readdirSync(server.programs).sort()).toEqual(['0.1.1', '0.2.0']);
});

it('a version that ends by itself is rolled back, and the old one runs again', async () => {
  // Good enough to check the configuration, and no more.
  const ends = "\nif (process.argv.includes('run')) process.exit(3);\n";
  server.putPackage('0.3.0', (program) => program.replace('\n', ends));
  const done = await server.install();
  expect(said(done)).toEqual([5, expect.stringContaining('0.3.0')]);
  expect(server.runningVersions()).toEqual(['0.2.0']);
  expect(server.task()?.Actions[0]?.Execute).toContain('\\0.2.0\\');
});

it('a removal stops the agent and takes program, task and data', async () => {
  const done = await server.install({ Uninstall: true, Purge: true });
  expect(said(done)).toEqual([0, expect.any(String)]);
  expect(server.task()).toBeUndefined();
  expect(running(/main\.mjs"? run|pwsh\.exe/)).toEqual([]);
  expect([existsSync(server.programs), existsSync(server.data)]).toEqual([false, false]);
});
