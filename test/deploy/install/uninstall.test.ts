/** Items that -Uninstall removes and items that it keeps. */
import { EOL } from 'node:os';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENT_KEY, LAID_DOWN, PRODUCT_KEY, SAMPLE, Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const server = new Server();
beforeAll(async () => {
  server.putPackage('0.2.0');
  expect((await server.install()).code).toBe(0);
  server.keep();
});
afterAll(() => server.end());
beforeEach(() => server.putBack());
afterEach(() => server.endAgents());

describe('-Uninstall', () => {
  it('stops the agent and removes task, program and registration; configuration and logs stay', async () => {
    const done = await server.install({ Uninstall: true });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch is removed')]);
    expect(server.ran()).toEqual(['0.2.0', '0.2.0 stopped when asked']);
    expect(server.task()).toBeUndefined();
    expect(existsSync(server.programs)).toBe(false);
    expect([server.task(), server.task('comwatch watchdog')]).toEqual([undefined, undefined]);
    expect(server.registry()).not.toHaveProperty([EVENT_KEY]);
    expect(server.registry()).not.toHaveProperty([PRODUCT_KEY]);
    expect(readFileSync(server.config, 'utf8')).toBe(LAID_DOWN);
    expect(server.log()).toContain('INFO comwatch is removed');
    expect(done.text).toContain(`stay in ${server.data}`);
  });

  it('says that there is nothing to do the second time', async () => {
    await server.install({ Uninstall: true });
    const again = await server.install({ Uninstall: true });
    expect([again.code, again.text]).toEqual([0, `Nothing to do: comwatch is not installed${EOL}`]);
  });

  it.each([
    ['Unregister-ScheduledTask', 'Access is denied.'],
    ['Get-ScheduledTask', 'It is not known whether there is a task comwatch: Access is denied.'],
  ])('keeps the program and says why when %s fails', async (command, expected) => {
    server.setFault(command, 'Access is denied.');
    const done = await server.install({ Uninstall: true });
    expect([done.code, done.text]).toEqual([1, expect.stringContaining(expected)]);
    expect(done.text).not.toContain('is removed');
    expect(server.task()).toBeDefined();
    expect(existsSync(server.version('0.2.0'))).toBe(true);
  });

  it('needs neither the share nor an account that is known', async () => {
    const parameters = { SourcePath: '/nowhere', Account: 'CORP-gone\\x$', Uninstall: true };
    expect((await server.install(parameters)).code).toBe(0);
  });

  it('removes configuration, state and logs with -Purge', async () => {
    const done = await server.install({ Uninstall: true, Purge: true });
    expect(done.code).toBe(0);
    expect(existsSync(server.data)).toBe(false);
    expect(existsSync(server.programs)).toBe(false);
  });

  it('keeps with -Purge what is not ours, and names it', async () => {
    const foreign = join(server.data, 'bookkeeping');
    mkdirSync(foreign);
    writeFileSync(join(server.programs, 'notes.txt'), '');
    const done = await server.install({ Uninstall: true, Purge: true });
    expect(server.names(server.data)).toEqual(['bookkeeping']);
    expect(server.names(server.programs)).toEqual(['notes.txt']);
    expect(done.text).toContain(`Left in place, not part of comwatch: ${foreign}`);
  });

  it('names with -Purge the folders that the configuration has put elsewhere', async () => {
    const state = join(server.root, 'D', 'state');
    mkdirSync(state, { recursive: true });
    writeFileSync(
      server.config,
      `[monitor]\nstate_dir = ${state}\n[log]\ndir = ${join(server.root, 'no such folder')}\n`,
    );
    const done = await server.install({ Uninstall: true, Purge: true });
    expect([done.code, existsSync(server.data), existsSync(state)]).toEqual([0, false, true]);
    expect(done.text).toContain(`Left in place outside the data folder: ${state}.`);
  });

  it('does not work in the folder that it removes, wherever it is started', async () => {
    server.environment = { COMWATCH_STAND_IN_FOLDER: server.version('0.2.0') };
    const done = await server.install(
      { Uninstall: true },
      join(server.version('0.2.0'), 'install.ps1'),
    );
    server.environment = {};
    expect(done.code).toBe(0);
    const folders = server.calls('Unregister-ScheduledTask').map(({ folder }) => folder);
    expect([...new Set(folders)]).toEqual([join(server.root, 'Windows')]);
  });

  it('lets a new installation find the old configuration', async () => {
    writeFileSync(server.config, `${SAMPLE}; операторы\n`);
    await server.install({ Uninstall: true });
    expect((await server.install()).code).toBe(0);
    expect(readFileSync(server.config, 'utf8')).toContain('операторы');
  });
});
