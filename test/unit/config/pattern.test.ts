import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePattern, compileRefusePattern } from '../../../src/config/pattern.js';
import { MATCHED_LENGTH } from '../../../src/core/judging/pattern.js';
import { pattern } from '../../support/patterns.js';
import { userSeconds } from '../../support/user-seconds.js';

const listed = (name: string) =>
  readFileSync(`test/fixtures/authorize-texts/${name}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

function shipped() {
  const compiled = compileRefusePattern('default');
  if (!compiled.ok) throw new Error(compiled.reason.kind);
  return compiled.value;
}

describe('a pattern of the operators', () => {
  it.each([
    ['отказ', 'ОТКАЗ в обслуживании', true],
    ['^версия \\d+', 'Версия 12', true],
    ['[а-яё]+\\s+Ё', 'ЕЩЁ\u00a0ё', true],
    ['\\u0430', 'А', true],
    ['a\\/b', 'a/b', true],
    ['(?<name>x)?y', 'Y', true],
    ['версия', 'верси', false],
  ])('%j is found in %j without regard to case: %s', (source, text, found) => {
    expect(pattern(source).matches(text)).toBe(found);
  });

  it.each([
    ['(', { kind: 'syntax' }],
    ['ab[z-a]', { kind: 'syntax', at: 4 }],
    ['a{2,1}', { kind: 'syntax', at: 2 }],
    ['a(?=b)', { kind: 'look-around', at: 2 }],
    ['a(?!b)', { kind: 'look-around', at: 2 }],
    ['(?<=a)b', { kind: 'look-around', at: 1 }],
    ['(?<!a)b', { kind: 'look-around', at: 1 }],
    ['(a)\\1', { kind: 'back-reference', at: 4 }],
    ['(?<n>a)\\k<n>', { kind: 'back-reference', at: 8 }],
    ['a{1001}', { kind: 'too-large' }],
    ['((a{100}){100}){100}', { kind: 'too-large' }],
    ['((a?){10}){100}(a{10}){100}', { kind: 'too-large' }],
    ['a'.repeat(8_001), { kind: 'too-large' }],
    ['('.repeat(7_000), { kind: 'syntax' }],
  ])('that cannot be used is named: %.40s', (source, reason) => {
    expect(compilePattern(source)).toMatchObject({ ok: false, reason: { kind: reason.kind } });
    if ('at' in reason) expect(compilePattern(source)).toMatchObject({ reason });
  });

  it('may write what only looks like something unsupported', () => {
    for (const source of ['[(?=]', '\\(?=', '[\\1]?', '\\\\1']) {
      expect(compilePattern(source).ok || source === '[\\1]?').toBe(true);
    }
  });

  it.each(['(a+)+$', '(a|a)*b', '(.*)*x', '(x+x+)+y', '([а-яё]+\\s?)+:'])(
    '%s takes no time on a text that it was made to hang on',
    (source) => {
      const compiled = pattern(source);
      const text = `${'a'.repeat(30_000)}${'xя '.repeat(10_000)}!`;
      compiled.matches(text);
      expect(userSeconds(() => compiled.matches(text))).toBeLessThan(0.5);
    },
  );

  it('sees the beginning of a text only', () => {
    expect(pattern('b').matches(`${'a'.repeat(MATCHED_LENGTH - 1)}b`)).toBe(true);
    expect(pattern('b').matches(`${'a'.repeat(MATCHED_LENGTH)}b`)).toBe(false);
  });
});

describe('the default of refuse_pattern', () => {
  it.each(listed('refused'))('knows for a bad login: %s', (text) => {
    expect(shipped().matches(text)).toBe(true);
  });

  it.each(listed('error'))('leaves an error: %s', (text) => {
    expect(shipped().matches(text)).toBe(false);
  });

  it('takes no time on 60 kB that its predecessor needed a second and a half for', () => {
    const text = 'неверн'.repeat(10_000);
    shipped().matches(text);
    expect(userSeconds(() => shipped().matches(`${text}.`))).toBeLessThan(0.5);
  });

  it('is added to by default|…, and replaced by anything else', () => {
    const added = compileRefusePattern('Default | нет допуска|уволен');
    const replaced = compileRefusePattern('нет допуска');
    if (!added.ok || !replaced.ok) throw new Error('not compiled');
    expect(added.value.matches('Неверный пароль')).toBe(true);
    expect(added.value.matches('УВОЛЕН')).toBe(true);
    expect(added.value.matches('База недоступна')).toBe(false);
    expect(replaced.value.matches('Неверный пароль')).toBe(false);
    expect(compileRefusePattern('default|a(?=b)')).toEqual({
      ok: false,
      reason: { kind: 'look-around', at: 10 },
    });
  });
});
