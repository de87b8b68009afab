import { describe, expect, it } from 'vitest';
import {
  isCount,
  isFigure,
  isListOf,
  isShallow,
  isShortText,
  isTable,
} from '../../../src/core/table.js';

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

describe('a value from a file', () => {
  it.each<readonly [unknown, boolean]>([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
  ])('%o is a table: %s', (value, is) => {
    expect(isTable(value)).toBe(is);
  });

  it.each<readonly [unknown, boolean, boolean]>([
    [0, true, true],
    [1.5, true, false],
    [2 ** 53, false, false],
    [-1, false, false],
    [Number.NaN, false, false],
    [Number.POSITIVE_INFINITY, false, false],
    ['1', false, false],
    [null, false, false],
  ])('%o is a figure: %s, and a count: %s', (value, figure, count) => {
    expect([isFigure(value), isCount(value)]).toEqual([figure, count]);
  });

  it('is a list of at most so many that all pass', () => {
    expect(isListOf([1, 2], isCount, 2)).toBe(true);
    expect(isListOf([], isCount, 2)).toBe(true);
    expect(isListOf([1, 2, 3], isCount, 2)).toBe(false);
    expect(isListOf([1, 'x'], isCount, 2)).toBe(false);
    expect(isListOf({ length: 0 }, isCount, 2)).toBe(false);
  });

  it('is a text of at most so many characters', () => {
    expect([isShortText('x'.repeat(300)), isShortText('x'.repeat(301))]).toEqual([true, false]);
    expect([isShortText('ab', 2), isShortText('abc', 2), isShortText(['a'])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
