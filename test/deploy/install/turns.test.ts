/** Two installations on one machine, and the lock that keeps them apart. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

const lock = () => join(server.data, 'install.lock');

/** Another process that holds the lock as .NET does off Windows, until it is ended. */
async function holder(): Promise<() => void> {
  const child = spawn('flock', ['--exclusive', lock(), 'sh', '-c', 'echo held; exec sleep 100'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return () => process.kill(-(child.pid ?? 0), 'SIGKILL');
}

describe('the lock of an installation', () => {
  it('lies in the folder that only administrators may read, closed before it is made', async () => {
    await server.install();
    expect(server.names(server.data)).toContain('install.lock');
    const [first] = server.calls('Set-Acl');
    expect(first?.parameters).toEqual({
      LiteralPath: server.data,
      Sddl: 'O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)',
    });
  });

  it('is awaited while another process holds it, and abandoned with 6', async () => {
    await server.install();
    const release = await holder();
    const busy = await server.install({ WaitSeconds: 1 });
    release();
    expect([busy.code, busy.text]).toEqual([6, expect.stringContaining('for more than 1 s')]);
    expect(busy.text).toContain('Another installation is running: waiting');
    expect((await server.install()).text).toContain('Nothing to do');
  });

  it('that was left behind by a process that died holds nothing up', async () => {
    await server.install();
    const release = await holder();
    release();
    const done = await server.install({ WaitSeconds: 1 });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('Nothing to do')]);
  });

  it('that a user has put there is refused, not waited for', async () => {
    mkdirSync(server.data, { recursive: true });
    writeFileSync(lock(), '');
    server.setAcl(lock(), 'O:S-1-5-21-1-2-3-1001G:DUD:AI(A;ID;FA;;;S-1-5-21-1-2-3-1001)');
    const release = await holder();
    const done = await server.install();
    release();
    expect([done.code, done.text]).toEqual([4, expect.stringContaining('install.lock is a link')]);
  });

  it('is not waited for where a folder is in its place', async () => {
    await server.install();
    rmSync(lock());
    mkdirSync(lock());
    const done = await server.install({ WaitSeconds: 60 });
    expect([done.code, done.text]).toEqual([1, expect.stringContaining(`${lock()} is a folder`)]);
    expect(done.text).not.toContain('Another installation');
  });

  it('keeps two first installations apart', async () => {
    const both = await Promise.all([server.install(), server.install()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(server.ran()).toEqual(['0.2.0']);
  });

  it('is made neither by -WhatIf nor by removing what is not there, and goes with -Purge', async () => {
    await server.install({ WhatIf: true });
    await server.install({ Uninstall: true });
    expect(server.names(server.data)).toEqual([]);
    await server.install();
    await server.install({ Uninstall: true, Purge: true });
    expect(server.names(server.data)).toEqual([]);
  });
});

it('-WhatIf and -Verbose say each step once', async () => {
  const lines = (text: string, step: RegExp) => text.split('\n').filter((line) => step.test(line));
  const planned = await server.install({ WhatIf: true });
  for (const step of [/Copy version/, /Point the task/, /Create the configuration/])
    expect(lines(planned.text, step)).toHaveLength(1);
  expect(planned.text).not.toContain('What if:');
  const done = await server.install({ Verbose: true });
  for (const step of [/Copy version/, /Point the task/])
    expect(lines(done.text, step)).toHaveLength(1);
});
