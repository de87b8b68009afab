/**
 * The shell against the real PowerShell and every way in which it can fail: a proxy between the two hangs, dies and
 * garbles on request. powershell.exe 5.1 has not run these tests yet.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ShellAnswer } from '../../src/adapters/powershell/shell/shell.js';
import { stopWithoutTarget } from '../../src/adapters/powershell/commands/stopper.js';
import { openFaultyShell, openShell, until } from '../support/shells.js';
import { reasonText } from '../../src/texts/reason.js';
import { eventText } from '../../src/texts/sentence.js';

const HELLO = 'Get-ShellInformation';
const SAMPLE = 'Get-ProcessSample';
/** A start takes a second, and three on a busy machine. */
const SEVERAL_STARTS_MS = 20_000;
const sample = { Name: 'dllhost.exe', Source: 'process' };

function words(answer: ShellAnswer): string {
  return answer.ok ? '' : reasonText(answer.reason, 'en');
}

function failure(answer: ShellAnswer): string {
  return answer.ok ? 'ok' : answer.reason.kind;
}

describe('a shell', () => {
  it('answers call after call', async () => {
    const { shell } = openShell();
    for (let call = 0; call < 20; call++) {
      expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
        ok: true,
        value: { generation: 1 },
      });
    }
  });

  it('is not misled by its surroundings', async () => {
    const { shell, faults } = openFaultyShell();
    await shell.call(HELLO, {}, 5_000);
    for (const each of ['crlf', 'split', 'coalesce', 'garbage', 'stderr', 'bom', 'cp866']) {
      faults(each);
      for (let call = 0; call < 5; call++) {
        const answer = await shell.call(SAMPLE, sample, 5_000);
        expect(answer, each).toMatchObject({ ok: true, value: { generation: 1 } });
      }
    }
  });

  it.each(['crlf,coalesce', 'garbage,split,stderr,cp866,bom'])(
    'is not misled by its surroundings from the first line on: %s',
    async (faults) => {
      const { shell } = openFaultyShell(faults, {
        environment: { COMWATCH_STAND_IN_FAULTS: faults },
      });
      for (let call = 0; call < 5; call++) {
        expect(await shell.call(SAMPLE, sample, 5_000)).toMatchObject({
          ok: true,
          value: { generation: 1 },
        });
      }
    },
  );

  it('writes noise to the log, not more than a few lines', async () => {
    const { shell, events } = openFaultyShell('garbage');
    for (let call = 0; call < 50; call++) await shell.call(HELLO, {}, 5_000);
    const noise = events.filter((event) => event.action === 'shell-noise');
    expect(noise.length).toBeGreaterThan(0);
    expect(noise.length).toBeLessThanOrEqual(10);
  });

  it('gives up a call at its deadline and answers the one behind it from a fresh process', async () => {
    const { shell, faults } = openFaultyShell();
    await shell.call(HELLO, {}, 5_000);
    faults(`hang=${SAMPLE}`);
    const hung = shell.call(SAMPLE, sample, 300);
    const queued = shell.call(HELLO, {}, 5_000);
    expect(failure(await hung)).toBe('shell-deadline');
    expect(await queued).toMatchObject({ ok: true, value: { generation: 2 } });
  });

  it.each([
    ['exit0', 'exited with code 0'],
    ['exit3', 'exited with code 3'],
    ['kill-self', 'SIGKILL'],
  ])('takes no death for success: %s', async (fault, detail) => {
    const { shell, faults } = openFaultyShell();
    await shell.call(HELLO, {}, 5_000);
    faults(`${fault}=${SAMPLE}`);
    const died = await shell.call(SAMPLE, sample, 5_000);
    expect(died).toMatchObject({ ok: false, reason: { kind: 'shell-exited' } });
    expect(words(died)).toContain(detail);
    faults('');
    expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
      ok: true,
      value: { generation: 2 },
    });
  });

  it('is there again before anyone asks when it died between two calls', async () => {
    const { shell } = openShell();
    await shell.call(HELLO, {}, 5_000);
    process.kill(shell.pid!, 'SIGKILL');
    await until(() => shell.generation === 2, SEVERAL_STARTS_MS);
    expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
      ok: true,
      value: { generation: 2 },
    });
  });

  it('survives a command that reads its standard input empty', async () => {
    const { shell, faults } = openFaultyShell();
    await shell.call(HELLO, {}, 5_000);
    faults(`steal-stdin=${SAMPLE}`);
    const [first, second] = await Promise.all([
      shell.call(SAMPLE, sample, 500),
      shell.call(HELLO, {}, 5_000),
    ]);
    expect([first.ok || second.ok, failure(first)]).toEqual([true, 'shell-deadline']);
  });

  it('reads through ten megabytes of noise and refuses a line longer than allowed', async () => {
    const { shell, faults } = openFaultyShell();
    await shell.call(HELLO, {}, 5_000);
    faults('huge=10');
    expect(await shell.call(HELLO, {}, 10_000)).toMatchObject({
      ok: true,
      value: { generation: 1 },
    });
    faults('huge=40');
    expect(failure(await shell.call(HELLO, {}, 60_000))).toBe('answer-too-long');
    faults('');
    expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
      ok: true,
      value: { generation: 2 },
    });
  });

  it('refuses more than may wait', async () => {
    const { shell, faults } = openFaultyShell('', { maxWaiting: 2 });
    await shell.call(HELLO, {}, 5_000);
    faults(`hang=${SAMPLE}`);
    const calls = Array.from({ length: 4 }, () => shell.call(SAMPLE, sample, 200));
    expect(failure(await calls[3]!)).toBe('shell-busy');
    await shell.close();
    await Promise.all(calls);
  });

  it('answers stopped as soon as the agent ends, and closes within two seconds though a call hangs', async () => {
    const { shell } = openFaultyShell(`hang=${SAMPLE}`);
    await shell.call(HELLO, {}, 5_000);
    const stop = new AbortController();
    const hung = shell.call(SAMPLE, sample, 60_000, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort();
    expect(failure(await hung)).toBe('agent-ending');
    const before = performance.now();
    await shell.close();
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(failure(await shell.call(HELLO, {}, 1_000))).toBe('agent-ending');
  });

  it('has a deadline of its own for the start', async () => {
    const slow = openFaultyShell('', {
      environment: { COMWATCH_STAND_IN_FAULTS: 'slow-start=800' },
    });
    expect(await slow.shell.call(HELLO, {}, 300)).toMatchObject({ ok: true });
    const tooSlow = openFaultyShell('', {
      environment: { COMWATCH_STAND_IN_FAULTS: 'slow-start=5000' },
      firstCallDeadlineMs: 300,
    });
    expect(await tooSlow.shell.call(HELLO, {}, 300)).toMatchObject({
      ok: false,
      reason: { kind: 'shell-not-started' },
    });
  });

  it('says what is wrong when the executable is missing, and does not try without end', async () => {
    const { shell, events } = openShell('', { executable: join(tmpdir(), 'no-such-powershell') });
    const answers = [];
    for (let call = 0; call < 5; call++) answers.push(await shell.call(HELLO, {}, 1_000));
    expect(failure(answers[0]!)).toBe('shell-not-started');
    for (const each of answers) expect(failure(each)).toMatch(/^shell-(not-started|waiting)$/);
    expect(words(answers[0]!)).toContain('ENOENT');
    expect(events.filter((event) => event.action === 'shell-error').length).toBeLessThanOrEqual(2);
  });

  it('takes a start that fails at once for a failure like any other', async () => {
    const { shell } = openShell('', { executable: 'no\0such' });
    expect(await shell.call(HELLO, {}, 1_000)).toMatchObject({
      ok: false,
      reason: { kind: 'shell-not-started' },
    });
  });

  it('goes over to later and later starts when it dies again and again', async () => {
    const { shell, events } = openFaultyShell(`exit3=${HELLO}`, { backOffMs: [0, 50, 60_000] });
    await until(async () => {
      await shell.call(HELLO, {}, 1_000);
      return events.filter((event) => event.action === 'shell-error').length >= 3;
    }, SEVERAL_STARTS_MS);
    const answer = await shell.call(HELLO, {}, 1_000);
    expect(words(answer)).toMatch(/next start in (59 s|60 s|1 min)/);
  });

  it('says in readable words why the module is not loaded, also on a Russian Windows', async () => {
    const modulePath = join(mkdtempSync(join(tmpdir(), 'cw-')), 'нет такого.psd1');
    const { shell } = openFaultyShell('', {
      modulePath,
      environment: { COMWATCH_STAND_IN_FAULTS: 'oem' },
    });
    const answer = await shell.call(HELLO, {}, 5_000);
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).toContain('нет такого.psd1');
  });

  it('is rehearsed by each new process, and not again when that ends the process', async () => {
    const { shell, faults } = openFaultyShell('', {
      rehearsal: stopWithoutTarget,
      backOffMs: [10],
    });
    expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
      ok: true,
      value: { generation: 1 },
    });
    faults('exit0=Stop-WatchedProcess');
    process.kill(shell.pid ?? 0, 'SIGKILL');
    // The second process dies of its rehearsal, the third has none.
    await until(async () => {
      const answer = await shell.call(HELLO, {}, 5_000);
      return answer.ok && answer.value.generation === 3;
    }, SEVERAL_STARTS_MS);
  });

  it('names the policy when the module is not loaded', async () => {
    const { shell } = openShell('', {
      modulePath: join(mkdtempSync(join(tmpdir(), 'cw-')), 'none.psd1'),
    });
    const before = performance.now();
    const answer = await shell.call(HELLO, {}, 5_000);
    expect(words(answer)).toContain('A policy');
    // The deadline of the first answer is a minute.
    expect(performance.now() - before).toBeLessThan(SEVERAL_STARTS_MS);
  });

  it('refuses to work in constrained language', async () => {
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_FAULTS: 'constrained' } });
    const answer = await shell.call(HELLO, {}, 5_000);
    expect(words(answer)).toMatch(/policy/i);
  });

  it('is replaced after its number of calls, by its age and by its memory', async () => {
    const roomy = { calls: 1e9, ageMs: 1e9, memoryBytes: 1e12, askMemoryEvery: 2 };
    const byCalls = openShell('', { recycle: { ...roomy, calls: 3 } });
    for (let call = 0; call < 4; call++) await byCalls.shell.call(HELLO, {}, 5_000);
    expect(byCalls.shell.generation).toBe(2);
    const byAge = openShell('', { recycle: { ...roomy, ageMs: 1 } });
    for (let call = 0; call < 2; call++) await byAge.shell.call(HELLO, {}, 5_000);
    expect(byAge.shell.generation).toBeGreaterThan(1);
    const byMemory = openShell('', { recycle: { ...roomy, memoryBytes: 1_000_000 } });
    for (let call = 0; call < 3; call++) await byMemory.shell.call(HELLO, {}, 5_000);
    expect(byMemory.shell.generation).toBe(2);
    expect(byMemory.events.map((event) => eventText(event, 'en')).join()).toContain('MB of memory');
  }, 120_000);

  it('starts at its first request, and ends when there are no more', async () => {
    const { shell, events } = openShell('', { idleMs: 200 });
    expect(shell.pid).toBeUndefined();
    expect((await shell.call(HELLO, {}, 5_000)).ok).toBe(true);
    expect(shell.pid).toBeGreaterThan(0);
    await until(() => shell.pid === undefined);
    expect(events.map((event) => event.action)).toEqual(['shell-start', 'shell-exit']);
    expect(await shell.call(HELLO, {}, 5_000)).toMatchObject({
      ok: true,
      value: { generation: 2 },
    });
  });

  it('does not start by itself after a failure when it starts only on request', async () => {
    const { shell } = openFaultyShell(`hang=${HELLO}:2`, { idleMs: 60_000, backOffMs: [0] });
    expect(failure(await shell.call(HELLO, {}, 200))).toBe('shell-deadline');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([shell.pid, shell.generation]).toEqual([undefined, 1]);
  });

  it('runs nothing but the commands of its list', async () => {
    const { shell } = openShell();
    for (const command of ['Get-Process', 'Invoke-ShellRequest', "x'; Get-Process; '", '$(1+1)']) {
      const answer = await shell.call(command, {}, 500);
      expect(answer.ok && answer.value.output !== undefined).toBe(false);
    }
  });

  it('stays flat over five thousand answers', async () => {
    const { shell } = openShell();
    for (let call = 0; call < 500; call++) await shell.call('Test-Shell', {}, 5_000);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < 5_000; call++) await shell.call('Test-Shell', {}, 5_000);
    globalThis.gc?.();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30 * 2 ** 20);
    expect(shell.generation).toBe(1);
  }, 120_000);
});
