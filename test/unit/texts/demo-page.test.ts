import { describe, expect, it } from 'vitest';
import { chart, page } from '../../../demo/page.js';

const at = (values: readonly number[]) => values.map((value, n) => ({ atMs: n * 1_000, value }));
const drawn = (language: 'ru' | 'en') =>
  chart({
    title: 'ЦП',
    language,
    fromMs: 0,
    toMs: 3_000,
    limit: 1.3,
    limitLabel: 'предел',
    secondLabel: 'с',
    series: ['первый 4711', 'второй 4712', 'третий 4713', 'четвёртый 4714'].map((label, n) => ({
      label,
      points: at([0.5, 1, 1.3 + n / 1_000]),
    })),
  });

describe('the page of the demo', () => {
  it('fits a narrow screen and has colours for a dark one', () => {
    const html = page({ language: 'ru', heading: 'Демо', note: '', charts: [], summary: [] });
    expect(html).toContain('<meta name="viewport" content="width=device-width');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  it('writes figures with a comma in Russian and with a point in English', () => {
    expect(drawn('ru')).toContain('предел 1,3<');
    expect(drawn('ru')).not.toMatch(/>\d+\.\d+</);
    expect(drawn('en')).toContain('предел 1.3<');
  });

  it('covers no label with another one, though the curves end at one place', () => {
    const labels = [
      ...drawn('ru').matchAll(/<text x="([\d.]+)" y="([\d.]+)" class="(?:name|limit)/g),
    ];
    const heights = labels.slice(1).map(([, , y]) => Number(y));
    expect(heights).toHaveLength(4);
    const gaps = heights.sort((a, b) => a - b).map((y, n) => y - (heights[n - 1] ?? 0));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(10);
  });
});
