/**
 * Everything that the program says in Russian is Russian: rendered over one value of every kind, no text holds an English
 * sentence. Text of Windows, COM or a mail server is quoted as it is; here it is Russian, so that what is English is ours.
 */
import { describe, expect, it } from 'vitest';
import { demoTexts } from '../../../demo/texts.js';
import { sectionNames, settingsOf } from '../../../src/config/schema.js';
import { pageRu } from '../../../src/texts/ru/page.js';
import { cliRu } from '../../../src/texts/ru/cli.js';
import { expectedText } from '../../../src/texts/expected.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { problemText, warningText } from '../../../src/texts/problems.js';
import { reasonText } from '../../../src/texts/reason.js';
import { sentenceText } from '../../../src/texts/sentence.js';
import { sectionHelp, settingHelp } from '../../../src/texts/settings.js';
import { notices } from '../../support/examples/notices.js';
import { problems, warnings } from '../../support/examples/problems.js';
import { mailTroubles, reasons } from '../../support/examples/reasons.js';
import { sentences } from '../../support/examples/sentences.js';
import { textsOf } from '../../support/examples/texts.js';
import { englishIn } from '../../support/russian.js';

const clean = (text: string) => {
  expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  expect(englishIn(text)).toEqual([]);
};

describe('an English sentence', () => {
  it.each([
    'PowerShell недоступен: no answer within 30 s',
    'НЕ выгружен (the process is still running)',
    'Сбой: server unavailable',
  ])('is found: %s', (text) => {
    expect(englishIn(text)).not.toEqual([]);
  });

  it.each([
    'Проверьте [commethod] login и password.',
    'Этап: Authorize, GetCurrentSessionInfo',
    'comwatch run --config C:\\Program Files\\x.ini: неизвестная команда «just a word»',
    'out error: variant',
  ])('is not what belongs to the machine: %s', (text) => {
    expect(englishIn(text)).toEqual([]);
  });
});

describe('in Russian', () => {
  it.each(Object.entries(reasons))('reason %s', (_kind, reason) => {
    const text = reasonText(reason, 'ru');
    clean(text);
    expect(text).toMatch(/[а-яё]/i);
  });

  it('every stage and hint of a mail server', () => {
    for (const trouble of mailTroubles) clean(reasonText(trouble, 'ru'));
  });

  it.each(Object.entries(sentences))('sentence %s', (_kind, sentence) => {
    const text = sentenceText(sentence, 'ru');
    clean(text);
    expect(text).toMatch(/[а-яё]/i);
  });

  it.each(Object.entries(notices))('notice %s', (_kind, examples) => {
    for (const notice of examples) {
      const { headline, rows, advice } = describeNotice(notice, 'ru');
      for (const text of [headline, advice, ...rows.map((row) => row.join(': '))]) clean(text);
      // Whether it is a percentage or a duration: decimals have a comma.
      expect(headline.replace(/\d+\.\d+\.\d+/, '')).not.toMatch(/\d\.\d/);
    }
  });

  it.each(Object.entries(problems))('problem %s', (_kind, problem) => {
    clean(problemText(problem, 'ru'));
  });

  it.each(Object.entries(warnings))('warning %s', (_kind, warning) => {
    clean(warningText(warning, 'ru'));
  });

  it.each(textsOf(cliRu))('command line: %s', (_path, text) => {
    clean(text);
  });

  it.each(textsOf({ page: { ...pageRu, language: '' } }))('status page: %s', (_path, text) => {
    clean(text);
  });

  it.each(textsOf(demoTexts.ru))('demo: %s', (_path, text) => {
    clean(text);
  });

  it('settings and what is expected of them', () => {
    for (const section of sectionNames) {
      clean(sectionHelp(section, 'ru'));
      for (const { key, kind } of settingsOf(section)) {
        clean(settingHelp(section, key, 'ru'));
        clean(expectedText(kind.expected, 'ru'));
      }
    }
  });
});
