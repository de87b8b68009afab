/**
 * All Russian texts are Russian: rendered over one value of every kind, none contains an English sentence. Text of
 * Windows, COM or a mail server is quoted as it is; here it is Russian, so that any English comes from us.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoTexts } from '../../../demo/texts.js';
import { sectionNames, settingsOf } from '../../../src/config/schema.js';
import { incidentRu } from '../../../src/texts/ru/incident.js';
import { pageRu } from '../../../src/texts/ru/page.js';
import { cliRu } from '../../../src/texts/ru/cli.js';
import { expectedRu } from '../../../src/texts/ru/expected.js';
import { proofRu } from '../../../src/texts/ru/proof.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { problemText, warningText } from '../../../src/texts/problems.js';
import { reasonText } from '../../../src/texts/reason.js';
import { sentenceText } from '../../../src/texts/sentence.js';
import { sectionHelp, settingHelp } from '../../../src/texts/settings.js';
import { notices } from '../../support/examples/notices.js';
import {
  furtherProblems,
  furtherWarnings,
  problems,
  warnings,
} from '../../support/examples/problems.js';
import { furtherReasons, mailTroubles, reasons } from '../../support/examples/reasons.js';
import { furtherSentences, sentences } from '../../support/examples/sentences.js';
import { textsOf } from '../../support/examples/texts.js';
import { literalsIn } from '../../support/people-words.js';
import { ROOT } from '../../support/paths.js';
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
  const whys = [...Object.values(reasons), ...furtherReasons].map(
    (reason) => [reason.kind, reason] as const,
  );
  it.each(whys)('reason %s', (_kind, reason) => {
    const text = reasonText(reason, 'ru');
    clean(text);
    expect(text).toMatch(/[а-яё]/i);
  });

  it('every stage and hint of a mail server', () => {
    for (const trouble of mailTroubles) clean(reasonText(trouble, 'ru'));
  });

  const said = [...Object.values(sentences), ...furtherSentences].map(
    (sentence) => [sentence.kind, sentence] as const,
  );
  it.each(said)('sentence %s', (_kind, sentence) => {
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

  const mistakes = [...Object.values(problems), ...furtherProblems].map(
    (problem) => [problem.kind, problem] as const,
  );
  it.each(mistakes)('problem %s', (_kind, problem) => {
    clean(problemText(problem, 'ru'));
  });

  const doubts = [...Object.values(warnings), ...furtherWarnings].map(
    (warning) => [warning.kind, warning] as const,
  );
  it.each(doubts)('warning %s', (_kind, warning) => {
    clean(warningText(warning, 'ru'));
  });

  it.each(textsOf(cliRu))('command line: %s', (_path, text) => {
    clean(text);
  });

  it.each(textsOf({ incidents: incidentRu, proven: proofRu, expected: expectedRu }))(
    'command line: %s',
    (_path, text) => {
      clean(text);
    },
  );

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
        clean(expectedRu(kind.expected));
      }
    }
  });
});

describe('what src/texts/ru is written with', () => {
  const folder = join(ROOT, 'src', 'texts', 'ru');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );

  // Independent of the values that go into a text.
  it.each(files)('%s', (file) => {
    const literals = literalsIn(readFileSync(join(folder, file), 'utf8'));
    expect(literals.length).toBeGreaterThan(0);
    expect(literals.flatMap(englishIn)).toEqual([]);
  });
});
