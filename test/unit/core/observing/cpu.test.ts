import { describe, expect, it } from 'vitest';
import { cpuFigure, type CpuPoint, type CpuRule } from '../../../../src/core/observing/cpu.js';

const rule: CpuRule = { cpuWindowMs: 5_000, spacingMs: 1_000, logicalProcessors: 4, basis: 'core' };
const at = (takenAtMs: number, cpuMs: number, tookMs = 0): CpuPoint => ({
  takenAtMs,
  readEndedMs: takenAtMs + tookMs,
  cpuTime100ns: cpuMs * 10_000,
});

/** Feeds the points one after the other and returns the figure at each. */
function figures(points: CpuPoint[], rules: CpuRule = rule): (number | null)[] {
  let kept: readonly CpuPoint[] = [];
  return points.map((point) => {
    const figure = cpuFigure(kept, point, rules);
    kept = figure.points;
    return figure.percent;
  });
}

describe('CPU %', () => {
  it('is unknown at first sight, not 0', () => {
    expect(figures([at(0, 900_000)])).toEqual([null]);
  });

  it('is unknown until the process was seen for the whole window', () => {
    expect(figures([at(0, 0), at(2_000, 2_000), at(4_999, 4_999)])).toEqual([null, null, null]);
  });

  it('is the time used over the time passed, 100 for one full core', () => {
    expect(figures([at(0, 0), at(5_000, 5_000)])).toEqual([null, 100]);
  });

  it('exceeds 100 when more than one core is used', () => {
    expect(figures([at(0, 0), at(5_000, 15_700)])[1]).toBeCloseTo(314);
  });

  it('is divided by the logical processors on the basis machine', () => {
    expect(figures([at(0, 0), at(5_000, 10_000)], { ...rule, basis: 'machine' })[1]).toBe(50);
  });

  it('reaches back to the newest sample that is at least the window older', () => {
    // 0-1 s busy, then idle: at 6 s the base is the sample at 1 s, and the busy second is forgotten.
    const seconds = [at(0, 0), at(1_000, 1_000)];
    for (let second = 2; second <= 6; second++) seconds.push(at(second * 1_000, 1_000));
    const seen = figures(seconds);
    expect(seen[5]).toBe(20);
    expect(seen[6]).toBe(0);
  });

  it('uses the previous sample when the samples are further apart than the window', () => {
    const slow = { ...rule, spacingMs: 60_000 };
    expect(figures([at(0, 0), at(60_000, 30_000), at(119_900, 30_000)], slow)).toEqual([
      null,
      50,
      0,
    ]);
  });

  it('uses the previous sample when the window equals the spacing though the timer came early', () => {
    const fast = { ...rule, cpuWindowMs: 120, spacingMs: 120 };
    expect(figures([at(0, 0), at(119, 119)], fast)).toEqual([null, 100]);
  });

  it('is unknown and starts anew when the time runs backwards', () => {
    expect(figures([at(0, 5_000), at(5_000, 4_000), at(10_000, 4_500)])).toEqual([null, null, 10]);
  });

  it('is unknown when it says more than the machine has', () => {
    expect(figures([at(0, 0), at(5_000, 60_000)])).toEqual([null, null]);
  });

  it('never says more than was used when a source answers late', () => {
    // The true figure is always 14 %: read at 0.1 s, and 3 s late, at 8 s.
    expect(figures([at(0, 14, 100), at(5_000, 1_120, 3_000)])[1]).toBeLessThanOrEqual(14);
  });

  it('still has a figure of a process that burns when every answer is late', () => {
    const late = [0, 5_000, 10_000].map((ms) => at(ms, ms + 3_000, 3_000));
    expect(figures(late)).toEqual([null, 62.5, 62.5]);
  });

  it('gives the floors the most that it can have been, and nothing when that is a guess', () => {
    const from = at(0, 0, 100);
    expect(cpuFigure([from], at(5_000, 980, 100), rule)).toMatchObject({
      percent: expect.closeTo(19.2, 1) as number,
      atMostPercent: expect.closeTo(20, 6) as number,
    });
    expect(cpuFigure([from], at(5_000, 980, 6_000), rule).atMostPercent).toBeNull();
  });

  it('keeps no more points than the window needs', () => {
    let kept: readonly CpuPoint[] = [];
    for (let tick = 0; tick < 10_000; tick++)
      kept = cpuFigure(kept, at(tick * 120, 0), rule).points;
    expect(kept.length).toBeLessThan(50);
  });

  it('is unknown and starts anew when two samples are of one moment', () => {
    expect(figures([at(0, 0), at(0, 0), at(5_000, 1_000)])).toEqual([null, null, 20]);
  });

  it('may be a little more than the machine has: Windows counts in steps of 15.6 ms', () => {
    // Four cores for five seconds, five per cent, and a step at either end.
    const most = 4 * 5_000 * 1.05 + 2 * 15.625;
    expect(figures([at(0, 0), at(5_000, most - 1)])[1]).not.toBeNull();
    expect(figures([at(0, 0), at(5_000, most + 1)])[1]).toBeNull();
  });

  it('starts anew after a figure that was more than the machine has', () => {
    expect(figures([at(0, 0), at(5_000, 60_000), at(10_000, 61_000)])).toEqual([null, null, 20]);
  });

  it('keeps for the next sample the one that it reached back to, and what came after', () => {
    const kept = [at(0, 0), at(1_000, 0), at(2_000, 0)];
    expect(cpuFigure(kept, at(6_000, 0), rule).points.map(({ takenAtMs }) => takenAtMs)).toEqual([
      1_000, 2_000, 6_000,
    ]);
    const slow = { ...rule, spacingMs: 5_000 };
    expect(cpuFigure(kept, at(7_000, 0), slow).points.map(({ takenAtMs }) => takenAtMs)).toEqual([
      2_000, 7_000,
    ]);
  });

  it('has a figure for the floors as long as it is at most twice as much', () => {
    const from = at(0, 0, 100);
    expect(cpuFigure([from], at(5_100, 980, 4_900), rule).atMostPercent).not.toBeNull();
    expect(cpuFigure([from], at(5_100, 980, 4_901), rule).atMostPercent).toBeNull();
  });
});
