import { describe, expect, it } from 'vitest';
import { foreign, printable, SHOWN_LENGTH } from '../../../src/core/foreign.js';

describe('a text of somebody else', () => {
  it('stays as it is where it can be shown', () => {
    expect(printable('Отказано в доступе (0x80070005)')).toBe('Отказано в доступе (0x80070005)');
    expect(foreign('5 < 6')).toEqual({ kind: 'foreign', text: '5 < 6' });
  });

  it.each([
    ['a command to the terminal', 'a\u001b[2Jb', 'a [2Jb'],
    ['a new line', 'a\r\nb', 'a b'],
    ['a C1 control', 'a\u009bb', 'a b'],
    ['a delete', 'a\u007fb', 'a b'],
    ['a separator of lines', 'a\u2028\u2029b', 'a b'],
    ['a mark that turns the direction', 'exe\u202egpj', 'exe gpj'],
    ['a mark that nobody sees', 'a\u200bb', 'a b'],
    ['half of a character', 'a\ud800b', 'a b'],
  ])('is one line without %s', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('has neither blanks around it nor rows of them', () => {
    expect(printable(' \n a    b \t')).toBe('a b');
  });

  it('is cut, and says so, where it is too long', () => {
    expect(printable('x'.repeat(SHOWN_LENGTH))).toHaveLength(SHOWN_LENGTH);
    expect(printable('x'.repeat(SHOWN_LENGTH + 1))).toBe(`${'x'.repeat(SHOWN_LENGTH - 1)}…`);
    expect(printable('abcdef', 4)).toBe('abc…');
    expect(foreign('abcdef', 4).text).toBe('abc…');
  });

  it('is not searched to its end where it is endless', () => {
    // Text beyond twice the length is not examined.
    expect(printable(`${' '.repeat(8)}x`, 4)).toBe('');
    expect(printable(`${' '.repeat(7)}x`, 4)).toBe('x');
  });
});
