/** Tables of nights, as Markdown. */
import { faults } from '../../../src/simulation/nights/night.js';
import type { NightResult } from '../../../src/simulation/nights/play-night.js';
import { figuresOf, neighboursStoppedByComCheck } from './summary.js';

export type RuleName = 'comwatch' | 'python' | 'killAtEachFailure' | 'never';
export type ResultsByRule = Readonly<Record<string, readonly NightResult[]>>;

interface Words {
  readonly head: readonly string[];
  readonly rules: Readonly<Record<RuleName, string>>;
  readonly seconds: (seconds: number) => string;
  readonly number: (value: number) => string;
}

const words: Readonly<Record<'en' | 'ru', Words>> = {
  en: {
    head: [
      'rule',
      'cured',
      'missed',
      'median time to cure',
      'stops of a working server',
      'stops of neighbours',
      'mails a night',
    ],
    rules: {
      comwatch: 'comwatch, default settings',
      python: 'the rule of the Python tool',
      killAtEachFailure: 'stop the server at each failed check',
      never: 'never stop',
    },
    seconds: (seconds) => `${seconds} s`,
    number: String,
  },
  ru: {
    head: [
      'правило',
      'вылечено',
      'пропущено',
      'медиана времени до излечения',
      'остановок исправного сервера',
      'остановок соседей',
      'писем за ночь',
    ],
    rules: {
      comwatch: 'comwatch, параметры по умолчанию',
      python: 'правило прежней программы на Python',
      killAtEachFailure: 'останавливать сервер при каждом сбое проверки',
      never: 'ничего не останавливать',
    },
    seconds: (seconds) => `${seconds} с`,
    number: (value) => String(value).replace('.', ','),
  },
};

export function tableOfRules(results: ResultsByRule, language: 'en' | 'ru'): string[] {
  const { head, rules, seconds, number } = words[language];
  const rows = Object.entries(rules).map(([rule, name]) => {
    const each = figuresOf(results[rule] ?? []);
    const share = Math.round((100 * each.cured) / Math.max(each.broken, 1));
    return [
      name,
      `${each.cured} (${share} %)`,
      each.broken - each.cured,
      each.medianCureS === null ? '—' : seconds(each.medianCureS),
      each.stoppedInVain,
      each.neighboursStopped,
      number(each.mailsPerNight),
    ];
  });
  return tableOf(head, rows);
}

export function tableOfFaults(nights: readonly NightResult[]): string[] {
  const head = [
    'comwatch, by fault',
    'nights',
    'cured',
    'missed',
    'median time to cure',
    'stops of a working server',
    'stops of neighbours',
    'of them by the COM check',
    'mails a night',
  ];
  const rows = faults.flatMap((fault) => {
    const some = nights.filter((each) => each.fault === fault);
    if (some.length === 0) return [];
    const each = figuresOf(some);
    return [
      [
        fault,
        some.length,
        each.cured,
        each.broken - each.cured,
        each.medianCureS === null ? '—' : `${each.medianCureS} s`,
        each.stoppedInVain,
        each.neighboursStopped,
        neighboursStoppedByComCheck(some),
        each.mailsPerNight,
      ],
    ];
  });
  return tableOf(head, rows);
}

export function tableOf(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}
