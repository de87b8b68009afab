import { describe, expect, it } from 'vitest';
import { isRecent, toMonotonicMs, toUnixMs } from '../../../src/core/wall-time.js';

const DAY = 24 * 3_600_000;
const now = { monotonicMs: 5_000.25, wallMs: 1_764_000_000_000 };

describe('between the clocks', () => {
  it('a moment is as long ago, or as far ahead, by either', () => {
    expect(toUnixMs(4_000.25, now)).toBe(now.wallMs - 1_000);
    expect(toUnixMs(6_000.25, now)).toBe(now.wallMs + 1_000);
    expect(toMonotonicMs(now.wallMs - 1_000, now)).toBe(4_000.25);
    expect(toMonotonicMs(now.wallMs + 1_000, now)).toBe(6_000.25);
  });

  it('a moment of the wall clock is in whole milliseconds', () => {
    expect(toUnixMs(5_000, now)).toBe(now.wallMs);
  });
});

describe('what was written by an earlier agent', () => {
  it.each([
    ['is of now', 0, true],
    ['is of a clock that was slewed by two seconds', 2_000, true],
    ['is of a clock that was set back', 2_001, false],
    ['is a day old', -DAY, true],
    ['is older', -DAY - 1, false],
  ])('%s', (_what, byMs, recent) => {
    expect(isRecent(now.wallMs + byMs, now)).toBe(recent);
  });
});
