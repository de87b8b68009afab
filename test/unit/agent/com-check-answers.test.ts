import { describe, expect, it } from 'vitest';
import { describeNotice } from '../../../src/texts/notice.js';
import { ComBench } from '../../support/com-bench.js';
import { grown } from '../../support/suspects.js';

describe('a slow answer', () => {
  it('is reported once per spell, and stops no process', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    bench.watched = [grown(1, [1, 90])];
    await bench.ok(20);
    await bench.ok(100);
    expect(bench.turns).toEqual([]);
    await bench.ok(101);
    await bench.ok(150);
    expect(bench.turns).toMatchObject([{ kind: 'slow', tookMs: 101, floorMs: 20 }]);
    expect(bench.stops).toEqual([]);
  });

  it('belongs to the spell of one within quiet before it, whatever comes between', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    await bench.ok(20);
    await bench.ok(200);
    await bench.ok(20);
    await bench.ok(200);
    expect(bench.turns).toHaveLength(1);
    bench.nowMs += 16 * 60_000;
    await bench.ok(20);
    await bench.ok(200);
    expect(bench.turns.map(({ kind }) => kind)).toEqual(['slow', 'slow-over', 'slow']);
    expect(new Set(bench.notices.map(({ incidentId }) => incidentId)).size).toBe(2);
  });

  it('has one mail that says when the spell is over, in its thread', async () => {
    const bench = new ComBench({ slowMetric: 5, verdict: { delayMs: 60_000 } });
    await bench.ok(20);
    for (const ms of [200, 20, 500]) await bench.ok(ms);
    for (let minute = 0; minute < 14; minute++) await bench.ok(21);
    expect(bench.turns.map(({ kind }) => kind)).toEqual(['slow']);
    for (let minute = 0; minute < 30; minute++) await bench.ok(21);
    expect(bench.turns.slice(1)).toEqual([
      {
        kind: 'slow-over',
        end: 'quick',
        tookMs: 21,
        answers: 2,
        slowestMs: 500,
        lastedMs: 120_000,
        quietMs: 900_000,
      },
    ]);
    const [first, last] = bench.notices;
    expect(last).toMatchObject({ incidentId: first?.incidentId });
    expect(last?.id).not.toBe(first?.id);
    expect(describeNotice(last!, 'ru').headline).toContain('снова отвечает быстро, за 21 мс');
    expect(bench.events.map(({ action }) => action)).toContain('probe-slow-over');
  });

  it('is not called over by failures, nor by time alone', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    await bench.ok(20);
    await bench.ok(200);
    bench.nowMs += 60 * 60_000;
    await bench.failures(3);
    await bench.ok(200);
    expect(bench.turns.map(({ kind }) => kind)).not.toContain('slow-over');
  });

  it('that lasts longer than time_cache is called usual, and not quick', async () => {
    const bench = new ComBench({ slowMetric: 5, verdict: { delayMs: 60_000 } });
    await bench.ok(20);
    for (let minute = 0; minute < 90; minute++) await bench.ok(200);
    const over = bench.notices.at(-1);
    expect(bench.turns.at(-1)).toMatchObject({ kind: 'slow-over', end: 'usual', tookMs: 200 });
    expect(describeNotice(over!, 'en').headline).toContain('which now counts as usual');
    expect(describeNotice(over!, 'ru').headline).toContain('считается обычным');
  });

  it('continues in the next agent, which reports its end', async () => {
    const before = new ComBench({ slowMetric: 5 });
    await before.ok(20);
    await before.ok(200);
    const after = new ComBench({ slowMetric: 5, known: before.check.knowledge });
    after.nowMs = before.nowMs;
    await after.ok(200);
    after.nowMs += 16 * 60_000;
    await after.ok(30);
    expect(after.turns).toMatchObject([{ kind: 'slow-over', end: 'quick', answers: 2 }]);
    expect(after.notices[0]?.incidentId).toBe(before.notices[0]?.incidentId);
  });

  it('is mailed again every hour while the spell lasts, in one thread', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    await bench.ok(20);
    for (let minute = 0; minute < 125; minute += 5) {
      await bench.ok(200);
      await bench.ok(20);
      bench.nowMs += 5 * 60_000;
    }
    expect(bench.turns).toMatchObject([
      { isReminder: false },
      { isReminder: true },
      { isReminder: true },
    ]);
    const [first, ...others] = bench.notices;
    expect(first?.opens).toBe(true);
    for (const other of others) {
      expect(other).toMatchObject({ incidentId: first?.incidentId });
      expect(other).not.toHaveProperty('opens');
      expect(describeNotice(other, 'ru').headline).toMatch(/^всё ещё: /);
    }
    expect(new Set(bench.notices.map(({ id }) => id)).size).toBe(3);
  });

  it('is measured against 10 ms at least: less is noise', async () => {
    const bench = new ComBench({ slowMetric: 5 });
    await bench.ok(0);
    await bench.ok(50);
    expect(bench.turns).toEqual([]);
    await bench.ok(51);
    expect(bench.turns).toMatchObject([{ kind: 'slow', floorMs: 10 }]);
  });
});

describe('the distance after a success', () => {
  const stretched = (bench: ComBench) =>
    bench.events.filter(({ sentence }) => sentence.kind === 'check-stretched');

  it('is twenty times the quickest of the last five successes, which is reported once', async () => {
    const bench = new ComBench({ verdict: { delayMs: 1_000 } });
    for (const ms of [999, 499, 1_999, 1_999, 1_999]) await bench.ok(ms);
    // LogOut takes 1 ms more.
    expect(bench.lastDelayMs).toBe(10_000);
    await bench.ok(1_999);
    expect(bench.lastDelayMs).toBe(10_000);
    await bench.ok(1_999);
    expect(bench.lastDelayMs).toBe(40_000);
    expect(stretched(bench)).toHaveLength(1);
    expect(stretched(bench)[0]?.sentence).toMatchObject({ delayMs: 1_000, stretchedMs: 20_000 });
  });

  it('is at most a minute, at least a second', async () => {
    const slow = new ComBench({ verdict: { delayMs: 1_000 } });
    await slow.ok(50_000);
    expect(slow.lastDelayMs).toBe(60_000);
    const quick = new ComBench({ verdict: { delayMs: 0 } });
    await quick.ok(1);
    expect(quick.lastDelayMs).toBe(1_000);
  });

  it('is the written one where that is longer, and where the file wants it so', async () => {
    const long = new ComBench({ verdict: { delayMs: 30_000 } });
    await long.ok(999);
    expect(long.lastDelayMs).toBe(30_000);
    const written = new ComBench({ verdict: { delayMs: 500, checkLoad: 'as-written' } });
    await written.ok(999);
    expect(written.lastDelayMs).toBe(500);
    expect([...stretched(long), ...stretched(written)]).toEqual([]);
  });

  it('does not count for the call that follows a stop', async () => {
    const bench = new ComBench({ verdict: { delayMs: 1_000 } });
    bench.watched = [grown(1, [1, 90])];
    await bench.ok(2_999);
    await bench.failures(2);
    expect(bench.stops).toEqual([1]);
    expect(bench.lastDelayMs).toBe(1_000);
  });
});
