import { describe, expect, it } from 'vitest';
import {
  asksMemory,
  outgrown,
  RECYCLE,
  wornOut,
} from '../../../src/adapters/powershell/shell/recycling.js';

describe('a shell that works', () => {
  it('is kept below every limit', () => {
    expect(wornOut({ calls: 99_999, ageMs: 12 * 3_600_000 - 1 }, RECYCLE)).toBeUndefined();
    expect(outgrown(RECYCLE.memoryBytes, RECYCLE)).toBeUndefined();
    expect(outgrown(undefined, RECYCLE)).toBeUndefined();
  });

  it.each([
    [
      { calls: 100_000, ageMs: 0 },
      { kind: 'calls', calls: 100_000 },
    ],
    [
      { calls: 1, ageMs: 12 * 3_600_000 },
      { kind: 'age', ageMs: 12 * 3_600_000 },
    ],
  ])('is replaced at a limit: %o', (life, cause) => {
    expect(wornOut(life, RECYCLE)).toEqual(cause);
  });

  it('is replaced when it uses more memory than allowed', () => {
    const bytes = RECYCLE.memoryBytes + 1;
    expect(outgrown(bytes, RECYCLE)).toEqual({ kind: 'memory', bytes });
  });

  it('reports its memory now and then, not at every call', () => {
    const asked = Array.from({ length: 6_000 }, (_, calls) => calls + 1).filter((calls) =>
      asksMemory({ calls, ageMs: 0 }, RECYCLE),
    );
    expect(asked).toEqual([2_000, 4_000, 6_000]);
  });
});
