/** The table of the nights in the READMEs, between two marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { tableOfRules, type ResultsByRule } from './table.js';

const MARKS = /<!-- nights[^>]*-->\n[\s\S]*?<!-- \/nights -->/;

const files = { en: 'README.md', ru: 'README.ru.md' } as const;

/** Writes both tables, or neither. @param count of nights, each of them played with every rule */
export function writeReadme(results: ResultsByRule, count: number): void {
  const made = Object.entries(files).map(([language, file]) => {
    const table = tableOfRules(results, language as keyof typeof files).join('\n');
    const command = `npm run nights -- --count ${count} --write`;
    const text = readFileSync(file, 'utf8');
    if (!MARKS.test(text)) throw new Error(`${file} has no place for the table of nights`);
    // The formatter is told to leave this table, which is aligned line by line.
    const block = `<!-- nights: ${command} -->\n<!-- prettier-ignore -->\n${table}\n\n<!-- /nights -->`;
    return [file, text.replace(MARKS, block)] as const;
  });
  for (const [file, text] of made) writeFileSync(file, text);
}
