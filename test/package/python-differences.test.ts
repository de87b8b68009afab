/** Each setting that the decision names for a rule of the Python tool is accepted by the loader. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { sectionNames, settingsOf } from '../../src/config/schema.js';

const text = readFileSync('docs/decisions/0052-what-differs-from-the-python-tool.md', 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (rule|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const BACK = 4;
const keys = new Set(sectionNames.flatMap((section) => settingsOf(section).map(({ key }) => key)));

const FILE = {
  shellprocess: 'delay = 1 s',
  commethod: 'sysname = ФронтОфис\nlogin = monitor',
  monitor: '',
};

/** The file with this line under its key, replacing the line that is there. */
function fileWith(line: string): string {
  const key = line.split('=')[0]!.trim();
  const section = (Object.keys(FILE) as (keyof typeof FILE)[]).find((name) =>
    settingsOf(name).some((each) => each.key === key),
  );
  if (!section) throw new Error(`no section has ${key}`);
  return Object.entries(FILE)
    .map(([name, lines]) => {
      const kept = lines.split('\n').filter((each) => each.split('=')[0]!.trim() !== key);
      return [`[${name}]`, ...kept, ...(name === section ? [line] : [])].join('\n');
    })
    .join('\n');
}

const settings = rows.flatMap((row) =>
  [...(row[BACK] ?? '').matchAll(/`([a-z_]+ = [^`]+)`/g)].map(([, line = '']) => [line] as const),
);

describe('what differs from the Python tool', () => {
  it('has a way back in every row, or says that there is none', () => {
    expect(rows.length).toBeGreaterThan(25);
    const unsaid = rows.filter((row) => row.length !== 6 || !/`|^none(: |$)/.test(row[BACK] ?? ''));
    expect(unsaid.map(([, rule]) => rule)).toEqual([]);
  });

  it('names only settings that exist', () => {
    const named = rows.flatMap((row) =>
      [...(row[BACK] ?? '').matchAll(/`([a-z_]+)(?: = [^`]+)?`/g)].map(([, key = '']) => key),
    );
    const values = ['activation', 'error'];
    expect(named.filter((key) => !keys.has(key) && !values.includes(key))).toEqual([]);
  });

  it.each(settings)('is undone by a line that the loader takes: %s', (line) => {
    const loaded = parseConfig(fileWith(line), '/comwatch/monitor.ini');
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('is undone by unload_on without a class', () => {
    for (const line of [
      'unload_on = timeout, rpc, activation',
      'unload_on = timeout, rpc, error',
    ]) {
      expect(parseConfig(fileWith(line), '/comwatch/monitor.ini').ok, line).toBe(true);
    }
  });

  it('lists every default that differs from before', () => {
    const changed = sectionNames.flatMap((section) =>
      settingsOf(section).flatMap(({ key, earlier }) => (earlier === undefined ? [] : [key])),
    );
    expect(changed.filter((key) => !rows.some((row) => (row[BACK] ?? '').includes(key)))).toEqual(
      [],
    );
  });
});
