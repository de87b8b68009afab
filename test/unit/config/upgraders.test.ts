/** What someone who brings the file of the original tool is told, and figures as a person writes them. */
import { describe, expect, it } from 'vitest';
import { settingFields } from '../../../src/config/in-force.js';
import { parseConfig } from '../../../src/config/load.js';
import { spacingWarnings } from '../../../src/config/warnings.js';
import type { Language } from '../../../src/texts/language.js';
import { problemText, warningText } from '../../../src/texts/problems.js';
import { sentenceText } from '../../../src/texts/sentence.js';

const COM = '[commethod]\nsysname = a\nlogin = b\n';

function problems(text: string, language: Language = 'en'): string[] {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, language));
}

function good(text: string) {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

function warnings(text: string, language: Language): string[] {
  const { config, warnings: found } = good(text);
  return [...found, ...spacingWarnings(config)].map((each) => warningText(each, language));
}

describe('a number without a unit that is out of range', () => {
  it.each([
    [`${COM}delay = 30 s\nwiterezult = 30000\n`, 'seconds'],
    ['[monitor]\ntime_unit = s\n[shellprocess]\ndelay = 120000\n', 'seconds'],
    [`[monitor]\ntime_unit = ms\n${COM}delay = 30 s\ntime_cache = 600\n`, 'milliseconds'],
  ])('is named with the unit that it has here: %j', (text, unit) => {
    expect(problems(text)).toEqual([expect.stringContaining(` unit means ${unit} here.`)]);
  });

  it('is told so in Russian, and not where it says nothing', () => {
    expect(problems(`${COM}delay = 30 s\nwiterezult = 30000\n`, 'ru')[0]).toMatch(
      /Число без единицы здесь — секунды\.$/,
    );
    for (const value of ['0', 'soon', '40 d', '-1']) {
      expect(problems(`[shellprocess]\ndelay = ${value}\n`)[0]).not.toContain('without a unit');
    }
  });
});

describe('a key in the wrong section', () => {
  it('is answered with the sections that have it', () => {
    const text = `${COM}grace = 10\n[shellprocess]\nsettle = 30\nhost = x\n`;
    expect(problems(text)).toEqual([
      'Line 4: unknown key grace in [commethod]. There is such a key in [shellprocess].',
      'Line 6: unknown key settle in [shellprocess]. There is such a key in [commethod].',
      'Line 7: unknown key host in [shellprocess]. There is such a key in [mail].',
    ]);
    expect(problems('[shellprocess]\npassword = x\n', 'ru')[0]).toMatch(
      /Такой параметр есть в \[commethod\] и \[mail\]\.$/,
    );
  });
});

describe('a delay that is stretched', () => {
  const inForce = (text: string) => settingFields(good(text).config, undefined);

  it('of the COM check is not told as in force', () => {
    const key = 'comwatch.config.commethod.delay';
    expect(inForce(`${COM}delay = 120 ms\n`)[key]).toBe('1 s');
    expect(inForce(`${COM}delay = 120 ms\ncheck_load = as-written\n`)[key]).toBe('120 ms');
    expect(inForce(`${COM}delay = 90 s\n`)[key]).toBe('90 s');
  });

  it('is warned of with what happens instead', () => {
    expect(warnings(`${COM}delay = 250,5 ms\n`, 'ru')[0]).toContain(
      'delay = 250,5 мс: удачные проверки COM выполняются не чаще раза в 1 с (check_load = stretch)',
    );
    expect(warnings(`${COM}delay = 250 ms\ncheck_load = as-written\n`, 'en')[0]).toContain(
      'The COM check runs every 250 ms',
    );
    expect(warnings('[shellprocess]\ndelay = 1.5 ms\n', 'ru')).toContain(
      '[shellprocess] delay = 1,5 мс меньше, чем позволяет источник cim; замеры делаются раз в 1 с.',
    );
  });
});

describe('figures in Russian', () => {
  it('have a comma, and the form of the noun that they need', () => {
    const below = { kind: 'below-one-core', limit: 12.5, logicalProcessors: 21 } as const;
    expect(warningText(below, 'ru')).toMatch(/^maxcpuprocent = 12,5 меньше одного из 21 ядра:/);
    expect(problemText({ kind: 'too-large', bytes: 1_000_002 }, 'ru')).toContain('1000002 байта;');
  });

  it('are a sentence, and no factor of one', () => {
    const slow = (tookMs: number) =>
      sentenceText({ kind: 'probe-slow', tookMs, floorMs: 1_000 }, 'ru');
    expect(slow(3_000)).toBe('Сервер ответил за 3 с, обычно за 1 с (в 3 раза дольше)');
    expect(slow(1_020)).toBe('Сервер ответил за 1 с, обычно за 1 с');
  });
});
