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
    await bench.ok(20);
    bench.nowMs += 16 * 60_000;
    await bench.ok(200);
    expect(bench.turns).toHaveLength(2);
    expect(new Set(bench.notices.map(({ incidentId }) => incidentId)).size).toBe(2);
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

  it('is twenty times the quickest of the last five successes, which is said once', async () => {
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
