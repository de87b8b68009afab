import { describe, expect, it } from 'vitest';
import { discontinuity, nextSlot } from '../../../src/core/slots.js';

describe('slots', () => {
  it.each([
    ['a quick pass waits for the next slot', 0, 120, 20, 120, 0],
    ['a pass that ends at the slot goes on at once', 0, 120, 120, 120, 0],
    ['skips the slots a slow pass ran over and says how many', 0, 120, 250, 360, 2],
    ['keeps to the grid', 1_000, 100, 1_999, 2_000, 9],
  ])('%s', (_name, last, delay, now, atMs, missed) => {
    expect(nextSlot(last, delay, now)).toEqual({ atMs, missed });
  });
});

describe('time that cannot be trusted', () => {
  const at = (monotonicMs: number, wallMs: number) => ({ monotonicMs, wallMs });
  it.each([
    ['an ordinary pass', at(0, 0), at(120, 121), undefined],
    ['a slewed clock', at(0, 0), at(1_000, 1_100), undefined],
    ['a clock set forward', at(0, 0), at(120, 3_600_120), 'clock-set'],
    ['a clock set back', at(0, 0), at(120, -3_600_000), 'clock-set'],
    ['a sleep that the monotonic clock slept through', at(0, 0), at(120, 28_800_000), 'clock-set'],
    ['a sleep that the monotonic clock counted', at(0, 0), at(28_800_000, 28_800_000), 'pause'],
  ])('%s', (_name, before, now, expected) => {
    expect(discontinuity(before, now, 120)).toBe(expected);
  });
});
