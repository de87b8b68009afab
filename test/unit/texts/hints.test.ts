import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../src/core/judging/hresult.js';
import { likeCode } from '../../../src/texts/hints.js';
import { hintEn } from '../../../src/texts/en/hints.js';
import { hintRu } from '../../../src/texts/ru/hints.js';
import { classify } from '../../../src/core/judging/probe-result.js';

const failure = (hex: string) =>
  classify('authorize', {
    type: 'System.Runtime.InteropServices.COMException',
    hresult: Number.parseInt(hex, 16) | 0,
    message: '',
  });

describe('the advice on a failure', () => {
  it.each([
    ['0x8007051F', /No domain controller answers/, /Ни один контроллер домена не отвечает/],
    ['0x80070700', /No domain controller answers/, /Ни один контроллер домена не отвечает/],
    ['0xD000005E', /No domain controller answers/, /Ни один контроллер домена не отвечает/],
    ['0x800706FB', /The trust between/, /Нарушены доверительные отношения/],
    ['0xC0000133', /clocks .* differ/, /Часы .* расходятся/],
    ['0xD0000234', /locked out/, /заблокирована/],
    ['0xC0000380', /Wrong PIN/, /Неверный ПИН-код/],
    ['0x80090363', /\[commethod\] login/, /\[commethod\] login/],
  ])('of %s says what to look at', (hex, english, russian) => {
    expect(hintEn(failure(hex))).toMatch(english);
    expect(hintRu(failure(hex))).toMatch(russian);
  });

  it('knows each code that means the same as another, once and in the same class', () => {
    const all = Object.entries(likeCode).flatMap(([code, others]) => [code, ...others]);
    expect(new Set(all).size).toBe(all.length);
    for (const code of all)
      expect([code, meaningOf(code)?.failureClass]).toEqual([code, 'refused']);
  });

  it('says that a failed activation unloads by default', () => {
    const text = hintEn({ ...failure('0x80080005'), hresult: null });
    expect(text).toContain('as it does by default');
  });
});
