import { describe, expect, it } from 'vitest';
import { sameTarget } from '../../../src/core/observing/identity.js';
import { begun, ExecutorBench } from '../../support/executor-bench.js';
import { fileTime, STARTED_UNIX_MS, target, watched } from '../../support/build.js';

const one = watched({ target: target({ pid: 11 }) });
const newcomer = watched({
  target: target({ pid: 11, startedAt: fileTime(STARTED_UNIX_MS + 60_000) }),
});
const stopped = { kind: 'stopped', tookMs: 3 } as const;
const survived = {
  kind: 'survived',
  waitedMs: 2_000,
  detail: { kind: 'still-running', waitedMs: 2_000 },
} as const;

describe('two checks that want one process stopped', () => {
  it('stop it once: the second waits while it is under way, and when it has ended', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await begun();
    const second = bench.ask([one], { check: 'com' });
    expect(second.actions).toMatchObject([{ kind: 'wait', why: 'under-way' }]);
    expect(second.deeds).toEqual([]);
    expect(bench.executor.isStopped(one.target)).toBe(true);
    await bench.end(0, stopped);
    expect(bench.ask([one], { check: 'com' }).actions).toMatchObject([
      { kind: 'wait', why: 'stopped' },
    ]);
    expect(bench.stops).toEqual([11]);
  });

  it('wait for one another when it survived', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, survived);
    expect(bench.executor.isStopped(one.target)).toBe(false);
    expect(bench.executor.mayBeStopped(one, [])).toBe(false);
    expect(bench.executor.nextAttemptMs(one.target)).toBe(105_000);
    expect(bench.ask([one], { check: 'com' }).actions).toMatchObject([
      { kind: 'wait', why: 'retry' },
    ]);
    bench.nowMs = 105_000;
    expect(bench.executor.mayBeStopped(one, [])).toBe(true);
    const { deeds } = bench.ask([one], { check: 'com' });
    await bench.end(1, stopped);
    expect(await deeds[0]).toMatchObject({ attempts: { count: 2 }, outcome: stopped });
  });
});

describe('a PID that Windows uses again', () => {
  it('may be stopped at once: what was stopped is another process', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, stopped);
    expect(bench.executor.isStopped(newcomer.target)).toBe(false);
    expect(bench.ask([newcomer]).actions).toMatchObject([{ kind: 'stop', attempts: { count: 1 } }]);
  });

  it('keeps its own attempts when the stop of the earlier owner ends late', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await begun();
    bench.ask([newcomer]);
    await bench.end(0, survived);
    expect(bench.executor.isUnderWay(newcomer.target)).toBe(true);
    expect(bench.ask([newcomer]).actions).toMatchObject([{ kind: 'wait', why: 'under-way' }]);
    await bench.end(1, stopped);
    expect(bench.executor.isStopped(newcomer.target)).toBe(true);
  });
});

describe('what is about to be stopped', () => {
  it('stands on disk before the stop, and until its outcome is reported', async () => {
    const bench = new ExecutorBench();
    const { deeds } = bench.ask([one], { check: 'com', application: 'Trade' });
    await begun();
    expect(bench.order).toEqual(['intents', 'stop 11']);
    expect(bench.intents.saves).toMatchObject([
      [
        {
          incidentId: 'incident-11',
          target: one.target,
          check: 'com',
          application: 'Trade',
          begunUnixMs: STARTED_UNIX_MS + 100_000,
        },
      ],
    ]);
    await bench.end(0, stopped);
    expect(bench.intents.saves).toHaveLength(1);
    (await deeds[0])?.reported();
    expect(bench.intents.saves.at(-1)).toEqual([]);
  });

  it('waits 50 ms at most for the disk', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await begun();
    expect(bench.intents.deadlines).toEqual([50]);
    expect(bench.brakeSaves).toBe(1);
  });
});

describe('a survivor that leaves', () => {
  it('is reported once, with the attempts that were made', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, survived);
    bench.executor.targetsLeft([one.target], () => false);
    bench.executor.targetsLeft([one.target], () => false);
    expect(bench.endedLate).toEqual(['11 after 1']);
    expect(bench.executor.nextAttemptMs(one.target)).toBeUndefined();
  });

  it('is not one whose end was reported already', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, stopped);
    bench.executor.targetsLeft([one.target], () => false);
    expect(bench.endedLate).toEqual([]);
  });
});

describe('a process that leaves the samples while its stop is under way', () => {
  const unknown = { kind: 'unknown', detail: { kind: 'own-process' } } as const;

  it.each([survived, unknown])(
    'is said to have ended by the next sample: $kind',
    async (outcome) => {
      const bench = new ExecutorBench();
      const { deeds } = bench.ask([one]);
      await begun();
      bench.executor.targetsLeft([one.target], () => false);
      await bench.end(0, outcome);
      expect(await deeds[0]).toMatchObject({ outcome });
      expect(bench.endedLate).toEqual([]);
      bench.executor.targetsLeft([], () => false);
      bench.executor.targetsLeft([], () => false);
      expect(bench.endedLate).toEqual(['11 after 1']);
    },
  );

  it('has not ended where a sample that left rows out was wrong', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await begun();
    bench.executor.targetsLeft([one.target], () => true);
    await bench.end(0, survived);
    bench.executor.targetsLeft([], () => true);
    expect(bench.endedLate).toEqual([]);
    expect(bench.executor.nextAttemptMs(one.target)).toBe(105_000);
  });

  it('has ended also where a newcomer with its PID is being stopped meanwhile', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await begun();
    bench.executor.targetsLeft([one.target], () => false);
    bench.ask([newcomer]);
    await bench.end(0, unknown);
    bench.executor.targetsLeft([], (target) => sameTarget(target, newcomer.target));
    expect(bench.endedLate).toEqual(['11 after 1']);
    expect(bench.executor.isUnderWay(newcomer.target)).toBe(true);
  });
});

describe('a process that was stopped', () => {
  it.each([
    ['less than a minute ago', 59_999, false, true],
    ['a minute ago, with the samples from before it', 60_000, true, true],
    ['a minute ago', 60_000, false, false],
  ])('is remembered, or not: %s', async (_, agoMs, isPresent, isRemembered) => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, stopped);
    bench.nowMs += agoMs;
    bench.executor.targetsLeft([], () => isPresent);
    expect(bench.executor.isStopped(one.target)).toBe(isRemembered);
  });
});

describe('what another source shows', () => {
  /** CIM gives microseconds, .NET 100 ns. */
  const byCim = target({ pid: 11, startedAt: `${fileTime(STARTED_UNIX_MS).slice(0, -1)}7` });

  it('is the survivor that leaves', async () => {
    const bench = new ExecutorBench();
    bench.ask([one]);
    await bench.end(0, survived);
    bench.executor.targetsLeft([byCim], () => false);
    expect(bench.endedLate).toEqual(['11 after 1']);
  });
});

it('reports every hold that one plan begins', async () => {
  const bench = new ExecutorBench();
  const hostsOf = (appId: string, firstPid: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      watched({
        target: target({ pid: firstPid + n }),
        commandLine: { kind: 'read', text: `dllhost.exe /Processid:${appId}` },
      }),
    );
  const first = '{E10F6C3A-F1AE-4ADC-AA9D-2FE65525666E}';
  const second = '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}';
  bench.ask([...hostsOf(first, 100, 6), ...hostsOf(second, 200, 7)]);
  await begun();
  expect(bench.stops).toHaveLength(10);
  expect(bench.notices).toMatchObject([
    { kind: 'brake', state: 'on', subject: first },
    { kind: 'brake', state: 'on', subject: second },
  ]);
});

describe('what is not stopped', () => {
  it('is what would be stopped by an agent that observes: it counts for the brake, and is asked for once', () => {
    const bench = new ExecutorBench();
    expect(bench.ask([one], { mode: 'observe' }).actions).toMatchObject([{ kind: 'observe' }]);
    expect(bench.ask([one], { mode: 'observe' }).actions).toMatchObject([
      { kind: 'wait', why: 'observed' },
    ]);
    expect(bench.stops).toEqual([]);
    expect(bench.brakeSaves).toBe(1);
    expect(bench.executor.mayBeStopped(one, [])).toBe(false);
  });

  it('is the agent itself, and what the configuration excludes', () => {
    const bench = new ExecutorBench();
    const own = watched({ target: target({ pid: 4321 }) });
    expect(bench.ask([own]).actions).toMatchObject([{ kind: 'refuse' }]);
    expect(bench.ask([one], { excluded: ['E10F6C3A'] }).actions).toMatchObject([
      { kind: 'refuse' },
    ]);
    expect(bench.executor.mayBeStopped(one, ['E10F6C3A'])).toBe(false);
    expect(bench.stops).toEqual([]);
  });
});

it('waits at its end for the stops that are under way', async () => {
  const bench = new ExecutorBench();
  bench.ask([one]);
  let isSettled = false;
  void bench.executor.settled().then(() => (isSettled = true));
  await begun();
  expect(isSettled).toBe(false);
  await bench.end(0, stopped);
  expect(isSettled).toBe(true);
});
