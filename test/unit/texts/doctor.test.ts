/** All texts of `comwatch doctor`, in both languages. */
import { describe, expect, it } from 'vitest';
import { wrap } from '../../../src/cli/doctor-view.js';
import { stepIds } from '../../../src/core/doctor/step-id.js';
import { adviceText, seenText, stepText } from '../../../src/texts/doctor.js';
import { adviceExamples, seenExamples } from '../../support/examples/doctor.js';
import { englishIn } from '../../support/russian.js';

const clean = (text: string, language: 'ru' | 'en') => {
  expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  if (language === 'ru') expect(englishIn(text)).toEqual([]);
};

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  it.each(Object.entries(seenExamples))('seen %s', (_kind, examples) => {
    for (const seen of examples) clean(seenText(seen, language), language);
  });

  it.each(Object.entries(adviceExamples))('advice %s', (_kind, advice) => {
    const text = adviceText(advice, language);
    clean(text, language);
    if (language === 'ru') expect(text).toMatch(/[а-яё]/);
  });

  it.each(stepIds)('step %s', (id) => {
    const { name, doing } = stepText(id, language);
    clean(name, language);
    clean(doing, language);
  });
});

describe('a long text', () => {
  const text = 'Рекомендуется source = process (задано cim), и ещё несколько слов до конца строки.';

  it('is broken between words, no line longer than the console', () => {
    const lines = wrap(text, 60);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(text);
  });

  it('keeps a path whole that is longer than a line', () => {
    const path = `C:\\${'long'.repeat(30)}\\monitor.ini`;
    expect(wrap(`see ${path}`, 60).map((line) => line.trim())).toEqual(['see', path]);
  });
});
