/** README.md and README.ru.md state the same facts, and facts of the program. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsEn } from '../../src/texts/en/cli-commands.js';
import { ROOT } from '../support/paths.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const russian = read('README.ru.md');
const english = read('README.md');
const both = [
  ['README.md', english],
  ['README.ru.md', russian],
] as const;

const withoutBlocks = (text: string) => text.replace(/```[^]*?```/g, '');
const blocks = (text: string) =>
  [...text.matchAll(/```\w*\n([^]*?)```/g)].map(([, code]) => code ?? '');
const headings = (text: string) =>
  [...withoutBlocks(text).matchAll(/^(#+) /gm)].map(([, level]) => level);

/** Numbers of the prose and the tables, sorted by size; a decimal comma is a point, `20 000` is `20,000`. */
function numbers(text: string, language: 'ru' | 'en'): string[] {
  const plain =
    language === 'ru'
      ? text.replace(/(?<=\d)[ \u00a0](?=\d{3}(?!\d))/g, '').replace(/(?<=\d),(?=\d)/g, '.')
      : text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  const prose = withoutBlocks(plain).replace(/\]\([^)]*\)/g, '');
  return [...prose.matchAll(/\d+(?:\.\d+)*/g)].map(([number]) => number).sort();
}

/** Spans of code, in any order: names, settings, commands, files. */
const spans = (text: string) =>
  [...withoutBlocks(text).matchAll(/`([^`]+)`/g)]
    .map(([, span]) => (span ?? '').replace(/\s+/g, ' '))
    .sort();

/** The commands of a block without their comments. */
const commands = (text: string) =>
  blocks(text)
    .slice(0, 2)
    .flatMap((block) => block.trim().split('\n'))
    .map((line) => line.split(/ {2,}/)[0] ?? '');

const rows = (text: string) =>
  [...text.matchAll(/^\|.*$/gm)].map(([row]) => row.split('|').length - 2);

const links = (text: string) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');

describe('the two README files', () => {
  it('have the same sections, commands and tables', () => {
    expect(headings(russian)).toEqual(headings(english));
    expect(commands(russian)).toEqual(commands(english));
    expect(rows(russian)).toEqual(rows(english));
    expect(blocks(russian)).toHaveLength(blocks(english).length);
  });

  it('name the same figures', () => {
    expect(numbers(russian, 'ru')).toEqual(numbers(english, 'en'));
  });

  it('name the same settings, files and commands', () => {
    expect(spans(russian)).toEqual(spans(english));
  });

  it('link to the same documents, each first to its own language', () => {
    const own = (text: string, to: string) =>
      links(text).map((link) => link.replace('README.ru.md', to).replace('README.md', to));
    const shape = (text: string) => [...new Set(own(text, 'README'))].sort();
    expect(shape(russian)).toEqual(shape(english));
  });
});

describe.each(both)('%s', (_name, text) => {
  it('links to files that are there', () => {
    expect(links(text).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('lists every command of the program in its table, and npm scripts that are there', () => {
    const { commands } = commandsEn;
    const declared = Object.keys(commands).filter((name) => name !== 'help');
    const listed = [...text.matchAll(/^\| `comwatch ([a-z-]+)/gm)];
    const names = (matches: RegExpMatchArray[]) => matches.map(([, name]) => name ?? '').sort();
    expect(names(listed)).toEqual(declared.sort());
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm (?:run )?([a-z]+(?::[a-z]+)*)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(named.filter((name) => !(name in scripts) && name !== 'run')).toEqual([]);
  });
});
