import { describe, expect, it } from 'vitest';
import { clockOf, noClock, type SampleTimes } from '../../../../src/core/observing/shell-clock.js';

/** A sample taken by a shell in the middle of a request of this many milliseconds; its clock is ahead by `aheadMs`. */
function sampleAt(askedAtMs: number, aheadMs: number, tookMs = 100): SampleTimes {
  return {
    askedAtMs,
    answeredAtMs: askedAtMs + tookMs,
    takenAtMs: askedAtMs + tookMs * 0.4 + aheadMs,
    readEndedMs: askedAtMs + tookMs * 0.6 + aheadMs,
  };
}

const ids = (...samples: SampleTimes[]) => {
  let clock = noClock;
  return samples.map((each) => (clock = clockOf(clock, each)).id);
};

describe('the clock of the shells', () => {
  it('is one for all shells of a machine', () => {
    expect(ids(sampleAt(0, 5_000), sampleAt(1_000, 5_000), sampleAt(60_000, 5_000))).toEqual([
      1, 1, 1,
    ]);
  });

  it.each([200, -200, 3_600_000, -3_600_000])('is another one that is %d ms away', (awayMs) => {
    expect(ids(sampleAt(0, 5_000), sampleAt(1_000, 5_000 + awayMs))).toEqual([1, 2]);
  });

  it('is another one however slowly the first sample was answered', () => {
    // A fast sample has narrowed the bounds that a slow one leaves open.
    expect(ids(sampleAt(0, 0, 10_000), sampleAt(11_000, 0), sampleAt(12_000, 900))).toEqual([
      1, 1, 2,
    ]);
  });

  it('is the same one for a sample that was answered slowly', () => {
    expect(ids(sampleAt(0, 5_000), sampleAt(1_000, 5_000, 15_000))).toEqual([1, 1]);
  });

  it('may be off by 50 ms and no more, either way', () => {
    const exact = (askedAtMs: number, aheadMs: number): SampleTimes => ({
      askedAtMs,
      answeredAtMs: askedAtMs,
      takenAtMs: askedAtMs + aheadMs,
      readEndedMs: askedAtMs + aheadMs,
    });
    for (const way of [1, -1]) {
      expect(ids(exact(0, 5_000), exact(1_000, 5_000 + way * 50))).toEqual([1, 1]);
      expect(ids(exact(0, 5_000), exact(1_000, 5_000 + way * 51))).toEqual([1, 2]);
      // The newer one counts: 40 and 40 more are two steps, not one of 80.
      expect(ids(exact(0, 0), exact(1, way * 40), exact(2, way * 80))).toEqual([1, 1, 1]);
    }
  });

  it('may drift by some milliseconds a sample', () => {
    const drifting = Array.from({ length: 100 }, (_, index) => sampleAt(index * 1_000, index * 5));
    expect(new Set(ids(...drifting))).toEqual(new Set([1]));
  });
});
