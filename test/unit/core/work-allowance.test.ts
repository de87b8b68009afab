import { describe, expect, it } from 'vitest';
import { WorkAllowance } from '../../../src/core/work-allowance.js';

const allowed = { windowMs: 60_000, most: 3, mostMs: 10_000 };

describe('work that nothing depends on', () => {
  it('is done so many times within a window', () => {
    const work = new WorkAllowance(allowed);
    for (const at of [0, 10, 20]) {
      expect(work.isLeft(at)).toBe(true);
      work.spend(at, at + 5);
    }
    expect(work.isLeft(60_004)).toBe(false);
    expect(work.isLeft(60_005)).toBe(true);
  });

  it('is done no more when it has taken its time, until that is long ago', () => {
    const work = new WorkAllowance(allowed);
    work.spend(0, 4_000);
    work.spend(4_000, 9_999);
    expect(work.isLeft(9_999)).toBe(true);
    work.spend(9_999, 10_000);
    expect(work.isLeft(10_000)).toBe(false);
    expect(work.isLeft(64_000)).toBe(true);
  });
});
