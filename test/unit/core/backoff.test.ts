import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  doubling,
  listed,
  noBackoff,
  waitLeftMs,
  type Waits,
} from '../../../src/core/backoff.js';

const first = (count: number, waits: Waits) =>
  Array.from({ length: count }, (_, index) => waits(index + 1));

describe('waits', () => {
  it('are those of a list, the last one for every further failure', () => {
    expect(first(5, listed([0, 50, 60_000]))).toEqual([0, 50, 60_000, 60_000, 60_000]);
  });

  it('are none without a list', () => {
    expect(first(2, listed([]))).toEqual([0, 0]);
  });

  it('double up to the longest', () => {
    expect(first(5, doubling(1_000, 5_000))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it('stay a number however often it failed', () => {
    expect(doubling(1_000, 60_000)(1_000_000)).toBe(60_000);
    expect(doubling(0, 60_000)(1_000_000)).toBe(0);
  });

  it('are none before the first failure', () => {
    expect([listed([7])(0), doubling(7, 9)(0)]).toEqual([0, 0]);
  });
});

describe('a backoff', () => {
  it('is due at once before anything failed', () => {
    expect(waitLeftMs(noBackoff, 0)).toBe(0);
  });

  it('counts its waits from each failure', () => {
    const waits = listed([10, 30]);
    const once = afterFailure(noBackoff, waits, 100);
    expect([waitLeftMs(once, 104), waitLeftMs(once, 110), waitLeftMs(once, 200)]).toEqual([
      6, 0, 0,
    ]);
    const twice = afterFailure(once, waits, 110);
    expect(twice).toEqual({ failures: 2, untilMs: 140 });
  });

  it('never waits shorter than after the failure before', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(1e6), fc.nat(1e6), (failures, firstMs, longestMs) => {
        const waits = doubling(firstMs, longestMs);
        expect(waits(failures + 1)).toBeGreaterThanOrEqual(waits(failures));
        expect(waits(failures)).toBeLessThanOrEqual(longestMs);
      }),
    );
  });
});
