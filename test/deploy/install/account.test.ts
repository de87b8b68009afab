/**
 * The account of the task from one run to the next: files of its agent are trusted, those of other accounts are not.
 */
import { EOL } from 'node:os';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const ACCOUNT = 'CORP\\comwatch$';
const SID = 'S-1-5-21-1-2-3-1014';

let server: Server;
beforeEach(() => {
  server = new Server();
  server.putPackage('0.2.0');
});
afterEach(() => server.end());

describe('a task that runs as another account than SYSTEM', () => {
  it('keeps it in a run that names none', async () => {
    await server.install({ Account: ACCOUNT });
    expect((await server.install()).text).toBe(`Nothing to do: comwatch 0.2.0 is installed${EOL}`);
    server.putPackage('0.3.0');
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.3.0 is inst')]);
    expect(done.text).not.toContain('asked');
    expect(server.task()?.Principal.UserId).toBe(ACCOUNT);
    expect(server.state().acl[server.data]).toContain(SID);
    expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked', '0.3.0']);
  });

  it('is asked to stop by -Uninstall, and leaves nothing that a new installation refuses', async () => {
    await server.install({ Account: ACCOUNT });
    const removed = await server.install({ Uninstall: true });
    expect([removed.code, removed.text]).toEqual([0, expect.stringContaining('is removed')]);
    expect(removed.text).not.toContain('asked');
    expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked']);
    expect(server.state().acl[server.data]).not.toContain(SID);
    const anew = await server.install();
    expect([anew.code, anew.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.task()?.Principal.UserId).toBe('S-1-5-18');
  });

  it('can be given back to SYSTEM: its files and rights go with it', async () => {
    await server.install({ Account: ACCOUNT });
    const done = await server.install({ Account: 'SYSTEM' });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked', '0.2.0']);
    expect(server.state().acl[server.data]).not.toContain(SID);
    expect(server.state().acl[server.programs]).not.toContain(SID);
    expect((await server.install()).text).toContain('Nothing to do');
  });

  it('gets its rights back when the new version fails as another one', async () => {
    await server.install({ Account: ACCOUNT });
    server.putPackage('0.3.0', { exits: true });
    const done = await server.install({ Account: 'SYSTEM' });
    expect(done.code).toBe(5);
    expect(server.task()?.Principal.UserId).toBe(ACCOUNT);
    expect(server.state().acl[server.data]).toContain(SID);
    expect(server.running()).toBe(true);
  });

  it('needs the password of a named account again only for a change of the task', async () => {
    const Credential = { user: 'CORP\\operator', password: 'very-secret-1' };
    await server.install({ Credential });
    expect((await server.install()).text).toContain('Nothing to do');
    server.putPackage('0.3.0');
    const before = server.fingerprint(/install\.log$/);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([4, expect.stringContaining('add -Credential')]);
    expect(server.fingerprint(/install\.log$/)).toBe(before);
    expect((await server.install({ Uninstall: true })).text).not.toContain('asked');
  });
});

it('SYSTEM is known by the name that Windows shows for it', async () => {
  const done = await server.install({ Account: 'NT AUTHORITY\\SYSTEM' });
  expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
  expect(server.task()?.Principal.UserId).toBe('S-1-5-18');
});

describe('an account that was not given', () => {
  it('of a task that a user prepared is not trusted', async () => {
    await server.install();
    const folder = join(server.data, 'state');
    server.changeTask((task) => (task.Principal.UserId = 'S-1-5-21-1-2-3-1001'));
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('Point the task')]);
    expect(server.task()?.Principal.UserId).toBe('S-1-5-18');
    expect(JSON.stringify(server.state().acl)).not.toContain('3-1001');
    server.changeTask((task) => (task.Principal.UserId = 'S-1-5-21-1-2-3-1001'));
    server.setAcl(folder, 'O:S-1-5-21-1-2-3-1001G:DUD:AI(A;ID;FA;;;S-1-5-21-1-2-3-1001)');
    expect((await server.install()).code).toBe(4);
  });

  it('cannot be asked to stop where its state folder is not ours, which is said as it is', async () => {
    await server.install();
    server.setAcl(join(server.data, 'state'), 'O:S-1-5-21-1-2-3-1001G:DUD:AI(A;ID;FA;;;BA)');
    const removed = await server.install({ Uninstall: true });
    expect([removed.code, removed.text]).toEqual([0, expect.stringContaining('cannot be asked')]);
    expect(removed.text).not.toContain('did not stop when asked');
    expect(server.ran()).toEqual(['0.2.0']);
  });
});

it('rights are those that Windows gives: what the agent makes belongs to its account', async () => {
  await server.install({ Account: ACCOUNT });
  expect(server.state().owners).toEqual({ agent: SID });
  mkdirSync(join(server.data, 'by hand'));
  server.changeTask((task) => (task.Principal.UserId = 'S-1-5-18'));
  server.setAcl(server.data, null);
  // Without a matching task and folder, the agent's own files count as a stranger's.
  const done = await server.install();
  expect([done.code, done.text]).toEqual([4, expect.stringContaining('icacls')]);
  expect(done.text).toMatch(/ProgramData.comwatch.state/);
});
