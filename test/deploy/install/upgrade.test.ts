/** Upgrades, rollbacks and continuity for operators: see install.test.ts for what is real and what stands in. */
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LAID_DOWN, PRODUCT_KEY, SAMPLE, Server } from './server.js';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** Every test begins with the same server, on which 0.1.0 was installed once. */
let installed: Server;
let server: Server;
beforeAll(async () => {
  installed = new Server();
  installed.putPackage('0.1.0');
  expect((await installed.install()).code).toBe(0);
  installed.keep();
});
afterAll(() => installed.end());
beforeEach(async () => {
  server = installed;
  await server.putBack();
});
afterEach(() => {
  installed.endAgents();
  if (server !== installed) server.end();
});

const OPERATORS = `${SAMPLE}; операторы\n`;

describe('an upgrade', () => {
  it('asks the old version to stop, starts the new one and keeps the old one for rollback', async () => {
    writeFileSync(server.config, OPERATORS);
    server.putPackage('0.2.0', { healthy: true, keys: ['[log] dir', '[monitor] mode'] });
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.ran()).toEqual(['0.1.0', '0.1.0 stopped when asked', '0.2.0']);
    expect(server.names(server.programs)).toEqual(['0.1.0', '0.2.0']);
    expect(server.registry()[PRODUCT_KEY]?.['Version']?.value).toBe('0.2.0');
    expect(readFileSync(server.config, 'utf8')).toBe(OPERATORS);
    expect(done.text).toContain('does not use yet: [log] dir, [monitor] mode');
    server.putPackage('0.3.0');
    expect((await server.install()).code).toBe(0);
    expect(server.names(server.programs)).toEqual(['0.2.0', '0.3.0']);
  });

  it('lets the new version check the configuration before anything is switched', async () => {
    writeFileSync(server.config, 'nonsense\n');
    server.putPackage('0.2.0');
    const done = await server.install();
    expect([done.code, done.text]).toEqual([2, expect.stringContaining('неизвестный ключ')]);
    expect(server.ran()).toEqual(['0.1.0']);
    expect(server.running()).toBe(true);
    expect(server.task()?.Actions[0]?.Execute).toContain('0.1.0');
    expect(server.log()).toContain('ERROR The new version refuses the configuration');
  });

  it('ends an agent that does not hear the stop file, and says so', async () => {
    server = new Server();
    server.putPackage('0.1.0', { healthy: true, deaf: true });
    await server.install();
    server.putPackage('0.2.0');
    const done = await server.install({ StopTimeoutSeconds: 1 });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('did not stop when asked')]);
    expect(server.ran()).toEqual(['0.1.0', '0.2.0']);
  });

  it('leaves the old version alone when its agent cannot be ended', async () => {
    server = new Server();
    server.putPackage('0.1.0', { healthy: true, deaf: true });
    await server.install();
    server.putPackage('0.2.0');
    server.setFault('Stop-ScheduledTask', 'Access is denied.');
    const done = await server.install({ StopTimeoutSeconds: 1 });
    expect([done.code, done.text]).toEqual([1, expect.stringContaining('Access is denied.')]);
    expect(server.task()?.Actions[0]?.Execute).toContain('0.1.0');
    expect(server.running()).toBe(true);
  });

  it('goes to the new version without starting it where an operator disabled the task', async () => {
    server.killAgent();
    server.changeTask((task) => (task.Settings['Enabled'] = false));
    server.putPackage('0.2.0');
    const done = await server.install();
    expect([done.code, done.text]).toEqual([
      0,
      expect.stringContaining('disabled and stays disabled'),
    ]);
    expect(server.task()?.Actions[0]?.Execute).toContain('0.2.0');
    expect(server.task()?.Settings['Enabled']).toBe(false);
    expect(server.ran()).toEqual(['0.1.0']);
  });
});

describe('a Task Scheduler that refuses', () => {
  it('to register the new version: the old task goes on', async () => {
    server.putPackage('0.2.0');
    server.setFault('Register-ScheduledTask', 'The user name or password is incorrect.');
    const done = await server.install({ HealthTimeoutSeconds: 10 });
    expect(done.code).toBe(5);
    expect(done.text).toContain('rolled back to 0.1.0: The user name or password is incorrect.');
    expect(done.text).not.toContain('could not be put back');
    expect(server.task()?.Actions[0]?.Execute).toContain('0.1.0');
    expect(server.ran()).toEqual(['0.1.0', '0.1.0 stopped when asked', '0.1.0']);
    expect(server.running()).toBe(true);
  });

  it.each([
    [
      'to say whether there is a task',
      'Get-ScheduledTask',
      'It is not known whether there is a task',
    ],
    ['to show the task', 'Export-ScheduledTask', 'Access is denied.'],
  ])('%s: nothing is changed', async (_what, command, expected) => {
    server.putPackage('0.2.0');
    server.setFault(command, 'Access is denied.');
    const before = server.fingerprint(/install\.log$/);
    const done = await server.install();
    expect([done.code, done.text]).toEqual([1, expect.stringContaining(expected)]);
    expect(server.fingerprint(/install\.log$/)).toBe(before);
    expect(server.running()).toBe(true);
  });
});

describe('a new version during an outage', () => {
  it.each([
    ['a COM check that failed', { probe: 'failed' }, 'comwatch 0.2.0 is installed'],
    ['a COM check that succeeded', { probe: 'ok' }, 'comwatch 0.2.0 is installed'],
    ['no COM check because of a pause', { probe: 'lasts', isPaused: true }, '0.2.0 is installed'],
    ['a COM check that lasts', { probe: 'lasts' }, 'its first COM check has not ended within 3 s'],
  ] as const)('with %s is kept', async (_what, behaviour, said) => {
    server.putPackage('0.2.0', { healthy: true, ...behaviour });
    const done = await server.install({ HealthTimeoutSeconds: 3 });
    expect([done.code, done.text]).toEqual([0, expect.stringContaining(said)]);
    expect(done.text).toContain('comwatch 0.2.0 is installed');
    expect(server.running()).toBe(true);
    expect(server.task()?.Actions[0]?.Execute).toContain('0.2.0');
  });
});

describe('a new version that does not work', () => {
  it('and says nothing in status.json is rolled back to one that never did', async () => {
    server.putPackage('0.1.0', { healthy: true, isOld: true });
    server.putPackage('0.2.0', { healthy: true, isOld: true });
    const done = await server.install({ HealthTimeoutSeconds: 3 });
    expect([done.code, done.text]).toEqual([
      5,
      expect.stringContaining('it did not report healthy'),
    ]);
    expect(server.ran().at(-1)).toBe('0.1.0');
    expect(done.text).not.toContain('is back but does not report healthy');
  });

  it.each([
    ['ends by itself', { exits: true }, 'the agent ended by itself (result 1)'],
    ['does not report healthy', {}, 'it did not report healthy within 3 s'],
  ])('and %s is rolled back to the old one', async (_how, behaviour, why) => {
    server.putPackage('0.2.0', behaviour);
    const done = await server.install({
      HealthTimeoutSeconds: 3 + Number('exits' in behaviour) * 7,
    });
    expect([done.code, done.text]).toEqual([5, expect.stringContaining(why)]);
    expect(done.text).toContain('Version 0.2.0 was rolled back to 0.1.0');
    expect(server.ran().at(-1)).toBe('0.1.0');
    expect(server.running()).toBe(true);
    expect(server.task()?.Actions[0]?.Execute).toContain('0.1.0');
    expect(server.task('comwatch watchdog')?.Actions[0]?.Execute).toContain('0.1.0');
    expect(server.registry()[PRODUCT_KEY]?.['Version']?.value).toBe('0.1.0');
  });

  it('is left alone for 24 hours, unless -Force is given or the package is another', async () => {
    server.putPackage('0.2.0', { exits: true });
    expect((await server.install()).code).toBe(5);
    const held = await server.install();
    expect([held.code, held.text]).toEqual([5, expect.stringContaining('less than 24 h ago')]);
    expect(server.ran()).toHaveLength(4);
    expect((await server.install({ Force: true })).text).toContain('the agent ended by itself');
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(join(server.data, 'install-failed.json'), yesterday, yesterday);
    expect((await server.install()).text).toContain('the agent ended by itself');
    server.putPackage('0.2.0');
    expect((await server.install()).code).toBe(0);
    expect(server.names(server.data)).not.toContain('install-failed.json');
  });

  it('says what to do when the old task cannot be put back', async () => {
    server.putPackage('0.2.0', { exits: true });
    server.setFault('Register-ScheduledTask -Xml', 'The user name or password is incorrect.');
    const done = await server.install();
    expect(done.code).toBe(5);
    expect(done.text).toContain('The task of version 0.1.0 could not be put back');
    expect(done.text).not.toContain('was rolled back to');
  });

  it('says that its task is still there when that cannot be removed', async () => {
    const fresh = new Server();
    try {
      fresh.putPackage('0.2.0', { exits: true });
      fresh.setFault('Unregister-ScheduledTask', 'Access is denied.');
      const done = await fresh.install();
      expect(done.code).toBe(5);
      expect(done.text).toContain('task comwatch could not be removed: Access is denied.');
      expect(done.text).not.toContain('its task was removed');
    } finally {
      fresh.end();
    }
  });

  it('leaves no task behind on a server that had none', async () => {
    const fresh = new Server();
    try {
      fresh.putPackage('0.2.0', { exits: true });
      const done = await fresh.install();
      expect([done.code, done.text]).toEqual([5, expect.stringContaining('its task was removed')]);
      expect(fresh.task()).toBeUndefined();
    } finally {
      fresh.end();
    }
  });
});

describe('-Protect', () => {
  it('protects a clear password after the new version works, once', async () => {
    server.putPackage('0.2.0');
    const done = await server.install({ Protect: true });
    expect(done.text).toMatch(/Point the task [^]*Protect the passwords/);
    expect(readFileSync(server.config, 'utf8')).toBe(LAID_DOWN.replace('secret', 'dpapi:stand-in'));
    expect((await server.install({ Protect: true })).text).toContain('Nothing to do');
  });
});

describe('a fleet', () => {
  it('waits a random time before it reads the share, which -Verbose shows', async () => {
    server.putPackage('0.2.0');
    const done = await server.install({ JitterSeconds: 1, Verbose: true });
    expect(done.code).toBe(0);
    expect(done.text).toMatch(/VERBOSE: Waiting [01] s/);
    expect(done.text).toContain('VERBOSE: Package 0.2.0, installed 0.1.0, task Running');
  });
});

describe('two installations at once', () => {
  it('take turns: the second finds nothing to do', async () => {
    server.putPackage('0.2.0', { healthy: true }, 20_000_000);
    const both = await Promise.all([server.install(), server.install()]);
    const texts = both.map(({ text }) => text).sort((a, b) => a.length - b.length);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(texts[0]).toMatch(/Another installation is running: waiting\r?\nNothing to do/);
    expect(server.ran()).toEqual(['0.1.0', '0.1.0 stopped when asked', '0.2.0']);
  });

  it('do not wait for ever', async () => {
    server.putPackage('0.2.0', {});
    const [long, short] = await Promise.all([
      server.install({ HealthTimeoutSeconds: 10 }),
      delay(3_000).then(() => server.install({ WaitSeconds: 1 })),
    ]);
    expect([long.code, short.code]).toEqual([5, 6]);
    expect(short.text).toContain('has been running for more than 1 s');
  });

  it('go on after one that was killed in the middle', async () => {
    server.putPackage('0.2.0', {});
    await server.installAndKillAfter(6_000);
    server.putPackage('0.2.0');
    const done = await server.install();
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('comwatch 0.2.0 is inst')]);
    expect(server.running()).toBe(true);
  });
});

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
