import { describe, expect, it } from 'vitest';
import { parseTemplate, templateRules } from '../../../src/config/transaction.js';

const authorize = (text: string) => parseTemplate(text, templateRules.authorize);

describe('a template', () => {
  it('of the original transaction has its eight arguments', () => {
    const text =
      'Authorize({login}, {password}, "server", {sysname}, "", 0, out error, out session)';
    expect(authorize(text)).toEqual({
      ok: true,
      template: {
        method: 'Authorize',
        arguments: [
          { kind: 'placeholder', name: 'login' },
          { kind: 'placeholder', name: 'password' },
          { kind: 'text', text: 'server' },
          { kind: 'placeholder', name: 'sysname' },
          { kind: 'text', text: '' },
          { kind: 'int', number: 0 },
          { kind: 'out', name: 'error', type: 'auto' },
          { kind: 'out', name: 'session', type: 'auto' },
        ],
      },
    });
  });

  it('takes quotes within a text, negative numbers, truth and Cyrillic', () => {
    const answer = authorize('Вход("a ""b"", {c}", -7, TRUE, false, out session : Variant)');
    expect(answer).toMatchObject({
      ok: true,
      template: {
        method: 'Вход',
        arguments: [
          { kind: 'text', text: 'a "b", {c}' },
          { kind: 'int', number: -7 },
          { kind: 'bool', truth: true },
          { kind: 'bool', truth: false },
          { kind: 'out', name: 'session', type: 'variant' },
        ],
      },
    });
  });

  it('may have no arguments where none is required', () => {
    const answer = parseTemplate(' LogOut ( ) ', templateRules.logOut);
    expect(answer).toEqual({ ok: true, template: { method: 'LogOut', arguments: [] } });
  });

  it.each([
    ['', 1, 'method-name'],
    ['7(out session)', 1, 'method-name'],
    ['Authorize', 10, 'open-bracket'],
    ['Authorize(out session', 22, 'close-bracket'],
    ['Authorize(out session;)', 22, 'close-bracket'],
    ['Authorize(login, out session)', 11, 'argument'],
    ['Authorize(, out session)', 11, 'argument'],
    ['Authorize("a, out session)', 11, 'text-not-closed'],
    ['Authorize(2147483648, out session)', 11, 'number-range'],
    ['Authorize({pasword}, out session)', 11, 'unknown-placeholder'],
    ['Authorize({session}, out session)', 11, 'unknown-placeholder'],
    ['Authorize(out info)', 15, 'unknown-out'],
    ['Authorize(out session, out session)', 28, 'out-twice'],
    ['Authorize(out session: text)', 24, 'unknown-type'],
    ['Authorize({login})', 19, 'missing-out'],
    ['Authorize(out session) x', 24, 'after-end'],
  ])('%j is wrong at column %i: %s', (text, column, fault) => {
    expect(authorize(text)).toMatchObject({ ok: false, column, fault });
  });

  it('names what would have been right', () => {
    expect(authorize('A({x}, out session)')).toMatchObject({
      expected: ['{login}', '{password}', '{sysname}'],
    });
    expect(authorize('A(1)')).toMatchObject({ expected: ['out session'] });
  });

  it('never throws and always names a column within the text or behind it', () => {
    const signs = ['A', '(', ')', '"', '{', '}', 'out ', 'session', ',', ':', ' ', '0', 'é'];
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let turn = 0; turn < 3_000; turn++) {
      const text = Array.from({ length: next() % 12 }, () => signs[next() % signs.length]).join('');
      const answer = authorize(text);
      if (answer.ok) continue;
      expect(answer.column).toBeGreaterThanOrEqual(1);
      expect(answer.column).toBeLessThanOrEqual(text.length + 1);
    }
  });
});
