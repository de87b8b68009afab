import { describe, expect, it } from 'vitest';
import { isFigure, isShallow } from '../../../src/core/table.js';

describe('a figure of a file', () => {
  it.each([0, 0.5, 1_795_000_000_123, 8.64e15])('is %d', (value) => {
    expect(isFigure(value)).toBe(true);
    expect(() => new Date(value).toISOString()).not.toThrow();
  });

  it.each([[-1], [Number.NaN], [Infinity], [8.64e15 + 1], [1e300], ['7'], [null], [[7]]])(
    'is not %s',
    (value) => expect(isFigure(value)).toBe(false),
  );
});

describe('a value of a file', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

  it.each([[7], ['text'], [null], [{ a: [{ b: [] }] }], [nested(500)]])(
    'can be written again (%#)',
    (value) => expect(isShallow(value)).toBe(true),
  );

  it('cannot when it is nested without end', () => {
    expect(isShallow(nested(100_000))).toBe(false);
    expect(() => JSON.stringify(nested(100_000))).toThrow(RangeError);
  });
});
