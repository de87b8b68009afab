import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FloorWindow } from '../../../../src/core/observing/window.js';

describe('the floor window', () => {
  it('has no floor before the first reading', () => {
    expect(new FloorWindow(1_000).floor(0)).toBeUndefined();
  });

  it('forgets a reading when the window has passed it', () => {
    const window = new FloorWindow(1_000);
    window.push(0, 3);
    window.push(600, 7);
    expect(window.floor(1_000)).toBe(3);
    expect(window.floor(1_001)).toBe(7);
    expect(window.floor(1_601)).toBeUndefined();
  });

  it('agrees with the lowest of all readings within the window, but for a thousandth of it', () => {
    const readings = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 50 })),
      {
        minLength: 1,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(readings, (steps) => {
        const length = 1_000;
        const window = new FloorWindow(length);
        const all: { at: number; value: number }[] = [];
        let at = 0;
        for (const [step, value] of steps) {
          at += step;
          all.push({ at, value });
          window.push(at, value);
          const lowest = (from: number) =>
            Math.min(...all.filter((each) => each.at >= from).map((each) => each.value));
          const floor = window.floor(at)!;
          expect(floor).toBeGreaterThanOrEqual(lowest(at - length));
          expect(floor).toBeLessThanOrEqual(lowest(at - length + length / 1_000 + 1));
        }
      }),
    );
  });

  it('has the floor of a shorter time, too', () => {
    const window = new FloorWindow(10_000);
    window.push(0, 3);
    window.push(4_000, 5);
    window.push(8_000, 9);
    expect(window.floor(8_000, 10_000)).toBe(3);
    expect(window.floor(8_000, 7_999)).toBe(5);
    expect(window.floor(8_000, 4_000)).toBe(5);
    expect(window.floor(8_000, 3_999)).toBe(9);
    expect(window.floor(9_000, 999)).toBeUndefined();
  });

  it('gives its readings oldest first, including the lowest one however few are requested', () => {
    const window = new FloorWindow(10_000);
    for (let n = 0; n < 10; n++) window.push(n * 1_000, n);
    const values = (most: number) => window.readings(most).map(({ value }) => value);
    expect(values(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(values(5)).toEqual([0, 2, 4, 6, 8]);
    expect(values(4)).toEqual([0, 3, 6, 9]);
    expect(values(1)).toEqual([0]);
    window.push(12_500, 20);
    expect(values(100).at(0)).toBe(3);
    expect(window.size).toBe(values(100).length);
  });

  it('stays small though a figure only rises for hours', () => {
    const window = new FloorWindow(10_000_000);
    for (let tick = 0; tick < 200_000; tick++) window.push(tick * 120, tick);
    expect(window.size).toBeLessThanOrEqual(1_001);
  });
});
