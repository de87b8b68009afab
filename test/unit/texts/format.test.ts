import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatOver,
  formatPair,
  formatPercent,
  formatTime,
} from '../../../src/texts/format.js';
import type { Language } from '../../../src/texts/language.js';
import {
  attemptsEn,
  attemptsRu,
  countedEn,
  countedRu,
  processesEn,
  processesRu,
  timesRu,
} from '../../../src/texts/plural.js';

const languages = ['ru', 'en'] as const;
/** Every value that can occur as a figure: zeros, fractions, infinities, NaN. */
const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.double({ min: 0, max: 1_000 }));
const figure = fc.double({ min: 0, max: 10_000, noNaN: true });

const formatters: Readonly<Record<string, (value: number, language: Language) => string>> = {
  number: (value, language) => formatNumber(value, language),
  'number of two digits': (value, language) => formatNumber(value, language, 2),
  percent: formatPercent,
  bytes: formatBytes,
  duration: formatDuration,
  over: (value, language) => formatOver(value, value / 2, language),
  counted: (value, language) =>
    language === 'ru' ? countedRu(value, processesRu) : countedEn(value, processesEn),
};

describe.each(Object.entries(formatters))('%s', (_name, format) => {
  it('is a text for whatever number comes, without NaN, exponents and long fractions', () => {
    fc.assert(
      fc.property(anyNumber, fc.constantFrom(...languages), (value, language) => {
        const text = format(value, language);
        expect(text).not.toMatch(/NaN|Infinity|undefined|null|\d[eE][+-]?\d|-0(?![.,\d])/);
        expect(text).not.toMatch(/[.,]\d{7}/);
        expect(text).not.toMatch(/[.,]\d*0(?!\d)/);
      }),
    );
  });

  it('has a comma in Russian and a point in English', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(format(value, 'ru')).not.toContain('.');
        expect(format(value, 'en')).not.toContain(',');
      }),
    );
  });
});

describe('a figure over its limit', () => {
  it('never reads as equal to it', () => {
    fc.assert(
      fc.property(figure, figure, fc.constantFrom(...languages), (a, b, language) => {
        fc.pre(a !== b);
        const [value, limit] = a > b ? [a, b] : [b, a];
        const parts = formatOver(value, limit, language).split(' > ');
        expect(parts[0]).not.toBe(parts[1]);
      }),
    );
  });

  it.each([
    [2.004, 2, '2,004 % > 2 %'],
    [80.5, 80, '80,5 % > 80 %'],
    [80.04, 80, '80,04 % > 80 %'],
    [503.123, 80, '503,1 % > 80 %'],
    [2.123456, 2, '2,12 % > 2 %'],
    [2.000000001, 2, 'чуть больше 2 %'],
  ])('has as many digits as it needs: %d over %d', (value, limit, expected) => {
    expect(formatOver(value, limit, 'ru')).toBe(expected);
  });

  it('keeps both figures at the same digits', () => {
    expect(formatPair(10.04, 10.01, 'ru')).toEqual(['10,04', '10,01']);
    expect(formatPair(10, 10, 'ru')).toEqual(['10', '10']);
  });
});

describe('figures of people', () => {
  it.each([
    [0, '0 мс'],
    [999.6, '1 с'],
    [40_000, '40 с'],
    [200_000, '3,3 мин'],
    [7_200_000, '2 ч'],
  ])('a duration of %d ms', (ms, expected) => {
    expect(formatDuration(ms, 'ru')).toBe(expected);
  });

  it.each([
    [0, '0 МБ', '0 MB'],
    [30_000, '29,3 КБ', '29.3 KB'],
    [1_572_864, '1,5 МБ', '1.5 MB'],
    [20 * 2 ** 30, '20 ГБ', '20 GB'],
  ])('a size of %d bytes', (bytes, ru, en) => {
    expect(formatBytes(bytes, 'ru')).toBe(ru);
    expect(formatBytes(bytes, 'en')).toBe(en);
  });

  it('what is not known is said in words', () => {
    expect(formatPercent(null, 'ru')).toBe('неизвестно');
    expect(formatPercent(null, 'en')).toBe('unknown');
    expect(formatTime(NaN)).toBe('?');
  });
});

describe('a counted noun', () => {
  it.each([
    [0, '0 процессов', '0 раз'],
    [1, '1 процесс', '1 раз'],
    [2, '2 процесса', '2 раза'],
    [5, '5 процессов', '5 раз'],
    [11, '11 процессов', '11 раз'],
    [12, '12 процессов', '12 раз'],
    [21, '21 процесс', '21 раз'],
    [22, '22 процесса', '22 раза'],
    [1.5, '1,5 процесса', '1,5 раза'],
    [0.96, '1 процесс', '1 раз'],
  ])('%d in Russian', (count, processes, times) => {
    expect(countedRu(count, processesRu)).toBe(processes);
    expect(countedRu(count, timesRu)).toBe(times);
  });

  it('knows one and many in English', () => {
    expect(countedEn(1, processesEn)).toBe('1 process');
    expect(countedEn(2, processesEn)).toBe('2 processes');
    expect(countedEn(0, attemptsEn)).toBe('0 attempts');
    expect(countedRu(3, attemptsRu)).toBe('3 попытки');
  });
});
