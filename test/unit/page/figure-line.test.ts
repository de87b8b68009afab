import { describe, expect, it } from 'vitest';
import { figureLine } from '../../../src/page/figure-line.js';
import { pageEn } from '../../../src/texts/en/page.js';
import { pageRu } from '../../../src/texts/ru/page.js';

const line = (figure: Partial<Parameters<typeof figureLine>[0]>, language: 'en' | 'ru' = 'en') =>
  figureLine(
    { name: 'cpu', value: undefined, floor: undefined, limit: undefined, ...figure },
    97.25,
    { ...(language === 'en' ? pageEn : pageRu), locale: language },
  ).replaceAll('\u00A0', ' ');

describe('the figure of a process', () => {
  it('is what it is now, with floor and limit', () => {
    expect(line({ value: 12, floor: 3, limit: 80 })).toBe('CPU: now 12 %, floor 3 %, limit 80 %');
  });

  it('is the highest, beside its limit, where there is no now', () => {
    expect(line({ limit: 80 })).toBe('CPU: highest 97.3 %, limit 80 %');
    expect(line({ name: 'memory', limit: 20 }, 'ru')).toBe('Память: максимум 97,3 %, предел 20 %');
    expect(line({})).toBe('CPU: highest 97.3 %');
  });
});
