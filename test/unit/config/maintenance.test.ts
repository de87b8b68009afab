/** [maintenance]: accepted values, and refused ones with the reason. */
import { describe, expect, it } from 'vitest';
import { configLines, Words } from '../../../src/cli/config.js';
import { parseConfig } from '../../../src/config/load.js';
import { problemText, warningText } from '../../../src/texts/problems.js';

const CHECKS = '[shellprocess]\n[shellprocess ФронтОфис]\napplication = A\n';

const parse = (maintenance: string) => parseConfig(`${CHECKS}${maintenance}`, '/etc/monitor.ini');

function loaded(maintenance: string) {
  const answer = parse(maintenance);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer;
}

function refused(value: string): string {
  const answer = parse(`[maintenance]\nwindows = ${value}\n`);
  return answer.ok ? '' : answer.problems.map((each) => problemText(each, 'en')).join('\n');
}

describe('[maintenance]', () => {
  it('is read for all applications and for one, with several windows', () => {
    const { config } = loaded(
      '[maintenance]\nwindows = 0 2 * * SUN for 2 h; 30 3 1 * * for 45 min\n' +
        '[maintenance фронтофис]\nwith_calls = yes\nwindows =\n  0 22 * * 1-5 на 30 мин\n  0 12 * JAN * for 5 min\n',
    );
    const hour = 3_600_000;
    expect(config.maintenance).toEqual([
      {
        application: undefined,
        withCalls: false,
        windows: [
          { cron: '0 2 * * SUN', forMs: 2 * hour },
          { cron: '30 3 1 * *', forMs: 0.75 * hour },
        ],
      },
      {
        application: 'ФронтОфис',
        withCalls: true,
        windows: [
          { cron: '0 22 * * 1-5', forMs: hour / 2 },
          { cron: '0 12 * JAN *', forMs: hour / 12 },
        ],
      },
    ]);
  });

  it('is off without the section, and without a window', () => {
    expect(loaded('').config.maintenance).toEqual([]);
    expect(loaded('[maintenance]\n').config.maintenance).toMatchObject([{ windows: [] }]);
  });

  it.each([
    ['0 25 * * * for 2 h', 'column 11', 'an hour from 0 to 23'],
    ['60 2 * * * for 2 h', 'column 11', 'a minute from 0 to 59'],
    ['0 2 32 * * for 2 h', 'column 11', 'a day of the month from 1 to 31'],
    ['0 2 * 13 * for 2 h', 'column 11', 'a month from 1 to 12'],
    ['0 2 * * FOO for 2 h', 'column 11', 'a day of the week from 0 to 7'],
    ['0 2 * * SUN for 2 h; 0 25 * * * for 2 h', 'column 32', 'an hour from 0 to 23'],
    ['0 2 * * SUN', 'column 11', 'a cron expression of five fields and a duration'],
    ['0 0 2 * * SUN for 2 h', 'column 11', 'a cron expression of five fields'],
    ['every night', 'column 11', 'a cron expression of five fields'],
    ['0 2 * * SUN for 8 d', 'column 11', 'a time from 1 min to 7 d'],
    ['0 2 * * SUN for ever', 'column 11', 'a time from 1 min to 7 d'],
    ['0 2 30 2 * for 2 h', 'column 11', 'a date that exists'],
  ])('refuses %s: %s, %s', (value, column, expected) => {
    expect(refused(value)).toContain(column);
    expect(refused(value)).toContain(`found "${value}"`);
    expect(refused(value)).toContain(expected);
  });

  it('refuses a section of an application that is not there', () => {
    const answer = parse('[maintenance ФронтОфисс]\n');
    expect(answer.ok ? [] : answer.problems).toEqual([
      {
        kind: 'maintenance-of-none',
        line: 4,
        section: 'maintenance ФронтОфисс',
        nearest: 'ФронтОфис',
        known: ['ФронтОфис'],
      },
    ]);
  });

  it('warns of windows that leave no time between them', () => {
    const words = (value: string) =>
      loaded(`[maintenance]\nwindows = ${value}\n`).warnings.map((each) => warningText(each, 'en'));
    expect(words('*/5 * * * * for 5 min').join()).toContain('nothing is ever stopped');
    expect(words('*/5 * * * * for 4 min').join()).not.toContain('nothing is ever stopped');
  });

  it('is shown by comwatch config as a file that loads to the same', () => {
    const { config } = loaded(
      '[maintenance ФронтОфис]\nwindows = 0 2 * * 7 for 90 min; 0 1 * * * for 1 h\n',
    );
    const shown = configLines(config, [], new Words('en', false)).join('\n');
    expect(shown).toContain('windows = 0 2 * * 7 for 90 min; 0 1 * * * for 1 h');
    const again = parseConfig(shown, '/etc/monitor.ini');
    expect(again.ok && again.config.maintenance).toEqual(config.maintenance);
  });
});
