/** The watchdog: real agents that are frozen, in an endless loop, killed, or shut down normally. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MAIN, path, POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf, type Run } from '../support/program.js';
import { until } from '../support/shells.js';

const INI = `[powershell]
path = ${POWERSHELL}
[shellprocess]
name = dllhost-watchdog.exe
source = process
delay = 200 ms
maxcpuprocent = 100000
[mail]
recipients = admin@srv.test
sender = comwatch@srv.test
host = 127.0.0.1
port = 9
`;

interface Status {
  readonly pid: number;
  readonly startedUnixMs: number;
  readonly writtenUnixMs: number;
  readonly longestStallMs: number | null;
}

const fileOf = (dir: string) => join(dir, 'state', 'status.json');
const statusOf = (dir: string) => JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Status;

/** As if the agent had written it some minutes ago, to save the wait. */
function makeOld(dir: string, changes: Record<string, unknown> = {}): void {
  const old = { ...statusOf(dir), writtenUnixMs: Date.now() - 150_000, ...changes };
  writeFileSync(fileOf(dir), JSON.stringify(old));
}

const toEnd = new Set<number>();
afterEach(() => {
  for (const pid of toEnd) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  toEnd.clear();
});

/** An agent that watches. */
async function agentIn(dir: string, more: Record<string, string> = {}): Promise<number> {
  const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en_US.UTF-8' };
  const env = { ...own, ...more };
  const blocking = path('test/support/blocking-agent.mjs');
  const child = spawn(process.execPath, ['--import', blocking, MAIN, 'run'], {
    cwd: dir,
    env,
    stdio: 'ignore',
  });
  const { pid = 0 } = child;
  toEnd.add(pid);
  await until(() => existsSync(fileOf(dir)) && statusOf(dir).pid === pid);
  return pid;
}

async function watchdog(dir: string, ...words: string[]): Promise<Run & { code: number | null }> {
  const run = comwatch(['watchdog', ...words], dir);
  const code = await run.ended;
  return { ...run, code };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Every notice in the outbox, as text. */
const outboxOf = (dir: string) => {
  const outbox = join(dir, 'state', 'outbox');
  return readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'));
};

describe('the watchdog', () => {
  it.each([
    ['is frozen', 'SIGSTOP'],
    ['is in an endless loop', 'SIGUSR2'],
  ] as const)(
    'ends an agent that %s, starts it again and mails it',
    async (_, signal) => {
      const dir = folder(INI);
      const pid = await agentIn(dir);
      process.kill(pid, signal);
      // A blocked agent takes the signal at once; a write in progress ends first.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      makeOld(dir);
      const run = await watchdog(dir);
      expect([run.code, run.error]).toEqual([4, '']);
      expect(run.out).toContain(`The agent (PID ${pid}) has written nothing for`);
      expect(run.out).toContain(`The agent (PID ${pid}) was ended.`);
      const next = statusOf(dir);
      toEnd.add(next.pid);
      expect(run.out).toContain(`The agent is running again (PID ${next.pid}).`);
      expect(next.pid).not.toBe(pid);
      expect(isAlive(next.pid)).toBe(true);
      await until(() => !isAlive(pid));
      expect(logOf(dir)).toContain('The watchdog ends the agent and starts it again');
      expect(outboxOf(dir).some((each) => each.includes('"kind":"watchdog"'))).toBe(true);
    },
    180_000,
  );

  it('starts an agent that was killed, and says that it had ended', async () => {
    const dir = folder(INI);
    const pid = await agentIn(dir);
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    makeOld(dir);
    const run = await watchdog(dir);
    toEnd.add(statusOf(dir).pid);
    expect([run.code, run.error]).toEqual([4, '']);
    expect(run.out).toContain(`The agent (PID ${pid}) is no longer running.`);
    expect(isAlive(statusOf(dir).pid)).toBe(true);
  }, 180_000);

  it('never ends another process that has the PID of the agent', async () => {
    const dir = folder(INI);
    const pid = await agentIn(dir);
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
    // The same program started at another time, like a reused PID.
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], {
      stdio: 'ignore',
    });
    toEnd.add(other.pid ?? 0);
    makeOld(dir, { pid: other.pid, startedUnixMs: Date.now() - 3_600_000 });
    const run = await watchdog(dir);
    toEnd.add(statusOf(dir).pid);
    expect(run.code).toBe(4);
    expect(isAlive(other.pid ?? 0)).toBe(true);
  }, 180_000);

  it('leaves an agent alone that works, that was asleep, or that operators have ended', async () => {
    const dir = folder(INI);
    const pid = await agentIn(dir);
    const well = await watchdog(dir);
    expect([well.code, well.out]).toEqual([0, `The agent (PID ${pid}) works.\n`]);
    // Like a machine that slept: it continues between the two checks.
    process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    makeOld(dir);
    const woke = comwatch(['watchdog'], dir);
    await until(() => woke.out.includes('Checking again in 30 s'));
    process.kill(pid, 'SIGCONT');
    expect([await woke.ended, woke.out]).toEqual([
      0,
      expect.stringContaining(`(PID ${pid}) works.`),
    ]);
    expect(isAlive(pid)).toBe(true);
    const stop = comwatch(['stop'], dir);
    expect(await stop.ended).toBe(0);
    const ended = await watchdog(dir);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('one that was shut down normally is not started');
    expect(existsSync(fileOf(dir))).toBe(false);
  }, 180_000);

  it('refuses a task whose name is none, and a file with problems', async () => {
    const dir = folder(`${INI}nonsense = 1\n`);
    const named = await watchdog(dir, '--task', 'a\\b"');
    expect([named.code, named.error]).toEqual([2, expect.stringContaining('--task')]);
    expect((await watchdog(dir)).code).toBe(2);
  });
});

describe('the budget of the agent itself', () => {
  it('is logged when a real burden exceeds it, once', async () => {
    const dir = folder(INI);
    await agentIn(dir, { COMWATCH_BURDEN: 'yes' });
    await until(() => /The agent did not respond for \d/.test(logOf(dir)), 120_000);
    await until(
      () => /The agent itself uses \d.* of a core, more than 50/.test(logOf(dir)),
      120_000,
    );
    expect(logOf(dir).match(/The agent did not respond for/g)).toHaveLength(1);
    await until(() => (statusOf(dir).longestStallMs ?? 0) > 2_000);
  }, 300_000);
});

describe('restart', () => {
  it('ends the agent and starts it again with the same file', async () => {
    const dir = folder(INI);
    const pid = await agentIn(dir);
    const run = comwatch(['restart'], dir);
    const code = await run.ended;
    const next = statusOf(dir);
    toEnd.add(next.pid);
    expect([code, run.out]).toEqual([
      0,
      `The agent (PID ${pid}) has stopped.\nThe agent is running again (PID ${next.pid}).\n`,
    ]);
    expect(isAlive(pid)).toBe(false);
  }, 120_000);

  it('ends nothing where the file has problems or no agent runs', async () => {
    const dir = folder(INI);
    const pid = await agentIn(dir);
    writeFileSync(join(dir, 'monitor.ini'), `${INI}nonsense = 1\n`);
    const refused = comwatch(['restart'], dir);
    expect(await refused.ended).toBe(2);
    expect(refused.error).toContain('keeps the configuration that it read before');
    expect(isAlive(pid)).toBe(true);
    const nobody = comwatch(['restart'], folder(INI));
    expect(await nobody.ended).toBe(1);
    expect(nobody.error).toContain('No agent is running');
  }, 120_000);
});
