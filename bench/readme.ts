/** Writes results into README.md and README.ru.md, the table of each bench between its own marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './parts.js';
import { russian } from './russian.js';
import { shown, type BenchResult, type Figure } from './statistics.js';

type Language = 'en' | 'ru';

const FILES = { en: 'README.md', ru: 'README.ru.md' } as const;
const HEAD = {
  en: { median: 'median', p95: 'p95', goal: 'goal', reached: 'reached', missed: '**missed**' },
  ru: {
    median: 'медиана',
    p95: 'p95',
    goal: 'цель',
    reached: 'достигнута',
    missed: '**не достигнута**',
  },
} as const;

/** @param name the letter of the bench */
export function writeReadme(name: string, result: BenchResult, load: number): void {
  if (result.figures.length === 0) return;
  for (const language of ['en', 'ru'] as const) {
    const file = join(root, FILES[language]);
    const text = readFileSync(file, 'utf8');
    const [begin, end] = [`<!-- bench ${name} -->`, `<!-- /bench ${name} -->`];
    const [from, until] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || until < from) throw new Error(`${FILES[language]}: no ${begin} … ${end}`);
    const table = tableOf(result, language, load);
    const ignore = '<!-- prettier-ignore -->';
    const block = `${begin}\n${ignore}\n${table}\n\n`;
    writeFileSync(file, text.slice(0, from) + block + text.slice(until));
  }
}

function tableOf({ title, figures }: BenchResult, language: Language, load: number): string {
  const words = HEAD[language];
  const say = (text: string) => (language === 'en' ? text : russian(text));
  const number = (value: number) =>
    language === 'en' ? shown(value) : shown(value).replace('.', ',');
  const goal = ({ goal: asked, reached }: Figure) =>
    asked === undefined
      ? ''
      : `${say(asked).replaceAll('<=', '≤').replaceAll('>=', '≥')}: ${reached ? words.reached : words.missed}`;
  const heading = `${say(title)}; ${say(`load before it ${load.toFixed(1)}`)}`;
  return [
    `| ${heading} | ${words.median} | ${words.p95} | ${words.goal} |`,
    '| --- | --- | --- | --- |',
    ...figures.map((each) => {
      const unit = say(each.unit);
      const p95 = each.runs > 1 ? `${number(each.p95)} ${unit}` : '';
      return `| ${say(each.name)} | ${number(each.median)} ${unit} | ${p95} | ${goal(each)} |`;
    }),
  ].join('\n');
}
