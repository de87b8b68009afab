/** Operators and the running agent: status, pause, resume, reload, stop; real processes, real PowerShell. */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf, type Run } from '../support/program.js';
import { isRunning, startNamed, until } from '../support/shells.js';

/** A unique name: agents of parallel tests stop processes that use too much. */
const NAME = 'dllhost-steering.exe';

const INI = `[powershell]
path = ${POWERSHELL}
[shellprocess]
name = ${NAME}
source = process
delay = 200 ms
cpu_window = 1 s
grace = 0 s
maxcpuprocent = 15
maxmemoryprocent = 90
`;

async function started(dir: string): Promise<Run> {
  const run = comwatch(['run'], dir);
  await until(() => run.out.includes('comwatch watches')).catch((error: unknown) => {
    throw new Error(`${run.out}\n${run.error}\n${logOf(dir)}`, { cause: error });
  });
  return run;
}

async function answer(words: string[], dir: string): Promise<Run & { code: number | null }> {
  const run = comwatch(words, dir);
  const code = await run.ended;
  return { ...run, code };
}

const statusOf = (dir: string) =>
  JSON.parse(readFileSync(join(dir, 'state', 'status.json'), 'utf8')) as Record<string, unknown>;

describe('a running agent', () => {
  it('stops nothing while it is paused, and goes on when the pause ends', async () => {
    const dir = folder(INI);
    const run = await started(dir);
    const paused = await answer(['pause', '1h', '--why', 'updates'], dir);
    expect(paused.out).toMatch(/^Paused until \d{4}-/);
    expect(paused.code).toBe(0);
    const busy = startNamed(NAME, 'burn', '100', '/Processid:{B}');
    await until(() => logOf(dir).includes('is not stopped: the agent is paused'));
    expect(isRunning(busy)).toBe(true);
    const status = await answer(['status'], dir);
    expect(status.out).toContain('all applications (updates)');
    expect(status.code).toBe(0);
    const resumed = await answer(['resume'], dir);
    expect(resumed.out).toContain('The agent watches and stops processes again');
    await until(() => !isRunning(busy));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('holds a maintenance window of the file as a pause, and goes on when it is over', async () => {
    // Leaves most of the minute when the agent begins to watch.
    await until(() => new Date().getSeconds() < 20, 60_000);
    const minute = new Date().getMinutes();
    const dir = folder(`${INI}[maintenance]\nwindows = ${minute} * * * * for 1 min\n`);
    const run = await started(dir);
    const busy = startNamed(NAME, 'burn', '100', '/Processid:{B}');
    await until(() => logOf(dir).includes('is not stopped: the agent is paused'));
    const status = await answer(['status'], dir);
    expect(status.out).toMatch(
      /! Maintenance window until .*: all applications; nothing is stopped/,
    );
    expect(isRunning(busy)).toBe(true);
    await until(() => !isRunning(busy), 90_000);
    expect(logOf(dir)).toContain(
      'The maintenance window is over: all applications. Counting starts',
    );
    expect(logOf(dir).split('Maintenance window until')).toHaveLength(2);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('remembers a pause when it is started again, and ends it by itself', async () => {
    const dir = folder(INI);
    const first = await started(dir);
    await answer(['pause', '1h'], dir);
    expect((await answer(['stop'], dir)).out).toMatch(/^The agent \(PID \d+\) has stopped/);
    expect(await first.ended).toBe(0);
    const second = await started(dir);
    await until(() => logOf(dir).split('Paused until').length === 3);
    expect((await answer(['pause', '1 s'], dir)).code).toBe(0);
    await until(() => logOf(dir).includes('The pause is over'));
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it('takes over a changed file when asked to, not by itself, and refuses one with problems', async () => {
    const dir = folder(INI.replace('maxcpuprocent = 15', 'maxcpuprocent = 100000'));
    const run = await started(dir);
    const busy = startNamed(NAME, 'burn', '100', '/Processid:{B}');
    await until(() => statusOf(dir)['pid'] === run.child.pid);
    const file = join(dir, 'monitor.ini');
    writeFileSync(file, `${INI}maxcpuprozent = 1\n`);
    const refused = await answer(['reload'], dir);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain('maxcpuprozent');
    expect(refused.error).toContain('keeps the configuration that it read before');
    expect(isRunning(busy)).toBe(true);
    writeFileSync(file, INI);
    const taken = await answer(['reload'], dir);
    expect([taken.code, taken.out]).toEqual([0, 'The agent is applying the file.\n']);
    await until(() => !isRunning(busy));
    expect(run.child.exitCode).toBeNull();
    appendFileSync(file, `[monitor]\nstate_dir = ${join(dir, 'elsewhere')}\n`);
    const elsewhere = await answer(['reload'], dir);
    // The file names another folder, in which no agent is found.
    expect([elsewhere.code, elsewhere.error]).toEqual([
      1,
      expect.stringContaining('No agent is running'),
    ]);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('refuses invalid requests, and those that it cannot carry out, with a reason', async () => {
    const dir = folder(INI);
    const run = await started(dir);
    const wrong: [string[], number, RegExp][] = [
      [['pause'], 2, /How long\?/],
      [['pause', 'soon'], 2, /"soon"/],
      [['pause', '5m', 'BackOffice'], 2, /names none/],
      [['resume', 'a', 'b'], 2, /Unexpected arguments/],
      [['resume'], 0, /^$/],
      [['release'], 0, /^$/],
    ];
    for (const [words, code, error] of wrong) {
      const said = await answer(words, dir);
      expect([words, said.code]).toEqual([words, code]);
      // On a busy machine the command reports that it waits.
      expect(said.error.replace(/^The agent has not answered yet.*\n/, '')).toMatch(error);
    }
    const requests = join(dir, 'state', 'requests');
    writeFileSync(join(requests, '0123456789abcdef.json'), '{"kind":"format c:"}');
    writeFileSync(join(requests, '0123456789abcde0.json'), 'x'.repeat(100_000));
    await until(() => logOf(dir).split('is ignored').length === 3);
    expect(readdirSync(requests)).toEqual([]);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });
});

describe('without an agent', () => {
  it('every command says so, with exit code 1', async () => {
    const dir = folder(INI);
    for (const words of [
      ['status'],
      ['resume'],
      ['release'],
      ['stop'],
      ['reload'],
      ['pause', '5m'],
    ]) {
      const said = await answer(words, dir);
      expect([words, said.code]).toEqual([words, 1]);
      expect(said.error).toContain('No agent is running');
    }
    const json = await answer(['status', '--json'], dir);
    expect([json.code, json.out]).toEqual([1, '{"running":false}\n']);
  });
});

describe('an agent that hangs', () => {
  it('is distinguished from one that works, and its requests are taken back', async () => {
    const dir = folder(INI);
    const run = await started(dir);
    run.child.kill('SIGSTOP');
    const asked = await answer(['release'], dir);
    expect(asked.code).toBe(1);
    expect(asked.error).toContain('does not answer');
    expect(readdirSync(join(dir, 'state', 'requests'))).toEqual([]);
    const file = join(dir, 'state', 'status.json');
    const old = { ...statusOf(dir), writtenUnixMs: Date.now() - 180_000 };
    writeFileSync(file, JSON.stringify(old));
    const silent = await answer(['status'], dir);
    expect(silent.code).toBe(1);
    expect(silent.out).toContain('! The agent has written nothing for 3 min');
    run.child.kill('SIGCONT');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });
});

describe('an agent that was killed', () => {
  it('is not taken for one that runs by the file that it left', async () => {
    const dir = folder(INI);
    const run = await started(dir);
    await until(() => statusOf(dir)['pid'] === run.child.pid);
    run.child.kill('SIGKILL');
    await run.ended;
    const status = await answer(['status'], dir);
    expect(status.code).toBe(1);
    expect(status.out).toContain(`no process has PID ${run.child.pid}`);
    const json = await answer(['status', '--json'], dir);
    expect(JSON.parse(json.out)).toMatchObject({ running: false, pid: run.child.pid });
    for (const words of [['stop'], ['restart'], ['pause', '5m']]) {
      const said = await answer(words, dir);
      expect([words, said.code]).toEqual([words, 1]);
      expect(said.error).toContain('No agent is running');
    }
    expect(readdirSync(join(dir, 'state', 'requests'))).toEqual([]);
  });
});
