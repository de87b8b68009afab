import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDialect } from '../../../src/config/dialect.js';

type Sections = Record<string, Record<string, string>>;
type Case = [text: string, reference: Sections | null];

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/config/dialect.json', import.meta.url), 'utf8'),
) as Case[];

function read(text: string): Sections | null {
  const { sections, entries, problems } = readDialect(text);
  if (problems.length > 0) return null;
  const read: Sections = Object.fromEntries(sections.map(({ name }) => [name, {}]));
  for (const { section, key, value } of entries) read[section]![key.toLowerCase()] = value;
  return read;
}

describe("the dialect of Python's configparser", () => {
  it('agrees with configparser on every generated file, also on what it rejects', () => {
    expect(cases.length).toBeGreaterThan(3_000);
    expect(cases.filter(([, reference]) => reference === null).length).toBeGreaterThan(500);
    for (const [text, reference] of cases)
      expect({ text, read: read(text) }).toEqual({ text, read: reference });
  });

  it('keeps passwords as they were written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const password = text.replaceAll(/\s|[\u001c-\u001f\u0085]/g, 'x');
        const [entry] = readDialect(`[mail]\npassword = ${password}\n`).entries;
        expect(entry?.value).toBe(password);
      }),
    );
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readDialect(text)),
    );
  });

  it('names the line of each problem', () => {
    const { problems } = readDialect('x = 1\n[a]\nk = 1\nword\nk = 2\n[a]\n');
    expect(problems.map((each) => [each.kind, each.line])).toEqual([
      ['no-section', 1],
      ['not-a-setting', 4],
      ['key-twice', 5],
      ['section-twice', 6],
    ]);
  });
});
