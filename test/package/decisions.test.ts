/** The decisions and their index. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisionsIndex } from '../../tools/decisions.mjs';
import { ROOT } from '../support/paths.js';

const folder = join(ROOT, 'docs', 'decisions');
const names = readdirSync(folder).filter((name) => /^\d/.test(name));
const index = readFileSync(join(folder, 'README.md'), 'utf8');

describe('docs/decisions/README.md', () => {
  it('lists every decision once, as npm run build writes it', () => {
    expect(index).toBe(decisionsIndex(ROOT));
    const listed = [...index.matchAll(/^\| \[\d{4}\]\(([^)]+)\)/gm)].map(([, name]) => name);
    expect(listed).toEqual([...names].sort());
  });

  it('has the title and the date of each, from its first lines', () => {
    const rows = index.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows.filter((line) => !/\) \| [^?|]+ \| 20\d\d-\d\d-\d\d \|/.test(line))).toEqual([]);
  });

  it('gives each a number of its own', () => {
    const numbers = names.map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('names only successors that exist', () => {
    const later = [...index.matchAll(/superseded (?:in part )?by (\d{4})/g)].map(
      ([, id]) => id ?? '',
    );
    expect(later.filter((id) => !names.some((name) => name.startsWith(id)))).toEqual([]);
  });
});
