/** The documents on logs and their examples refer to fields, actions and ids that the program really writes. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventLogEntry } from '../../src/adapters/log/event-ids.js';
import { toEcs } from '../../src/adapters/log/ecs.js';
import { sectionNames, settingsOf } from '../../src/config/schema.js';
import type { EventAction } from '../../src/core/telling/journal-event.js';
import { ROOT } from '../support/paths.js';
import { wording } from '../support/wording.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The actions as named by the type, which cannot be queried at run time. */
const actions = [
  ...(
    /export type EventAction =([^;]+);/.exec(read('src/core/telling/journal-event.ts'))?.[1] ?? ''
  ).matchAll(/'([a-z-]+)'/g),
].map(([, action]) => action as EventAction);

/** Names in every record, and names that some part of the source passes to `fields`. */
const base = Object.keys(
  toEcs(
    { level: 'info', action: 'sample', sentence: wording(''), incidentId: 'i' },
    new Date(0),
    1,
    {
      hostName: 'SRV01',
      version: '1.0.0',
      redact: (text) => text,
    },
  ),
);
const given = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .flatMap((text) => [...text.matchAll(/'([a-z]+(?:\.[a-z_]+)+)':/g)])
  .map(([, name]) => name ?? '');
/** The start record has one field per setting. */
const ofSettings = sectionNames.flatMap((section) =>
  settingsOf(section).map(({ key }) => `comwatch.config.${section}.${key}`),
);
const written = new Set([...base, ...given, ...ofSettings]);

const eventId = (action: EventAction) =>
  eventLogEntry({ level: 'warn', action, words: 'm', mailed: true })?.eventId;

/** The cells of every table row whose first cell is one word in back quotes. */
function rows(document: string): { word: string; cells: string[] }[] {
  return [...read(document).matchAll(/^\| `([^`]+)`\s*\|(.*)\|$/gm)].map(([, word, rest]) => ({
    word: word ?? '',
    cells: (rest ?? '').split('|').map((cell) => cell.trim()),
  }));
}

describe.each(['docs/logs.ru.md', 'docs/logs.en.md'])('%s', (document) => {
  it('names fields that are written, and every field that all records have', () => {
    const fields = rows(document)
      .map(({ word }) => word)
      .filter(
        (word) =>
          /^[@a-z]+(\.[a-z_]+)*$/.test(word) && (word.includes('.') || /^@|^message$/.test(word)),
      );
    expect(fields.filter((name) => !written.has(name))).toEqual([]);
    expect(base.filter((name) => !fields.includes(name))).toEqual([]);
  });

  it('has one row for every action, with its Event Log id', () => {
    const listed = rows(document).filter(({ word }) => actions.some((action) => action === word));
    expect(listed.map(({ word }) => word).sort()).toEqual([...actions].sort());
    for (const { word, cells } of listed) {
      const always = word === 'agent-start' || word === 'agent-stop';
      const own = eventId(word as EventAction);
      if (always || own !== 999) expect([word, cells[0]]).toEqual([word, String(own)]);
      else expect([word, cells[0]]).toEqual([word, expect.stringMatching(/^(999)?$/)]);
    }
  });

  it('speaks in its text of no field or action that does not exist', () => {
    const quoted = [...read(document).matchAll(/`([a-z]+(?:\.[a-z_]+)+)(?: = ([a-z-]+))?`/g)];
    const files = /\.(log|ini|md|yml|yaml|conf|ps1|exe|txt|json)$/;
    const names = quoted.map(([, name]) => name ?? '').filter((name) => !files.test(name));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !written.has(name))).toEqual([]);
    const values = quoted
      .filter(([, name]) => name === 'event.action')
      .map(([, , value]) => value ?? '');
    expect(
      values.filter((value) => value !== '' && !actions.some((action) => action === value)),
    ).toEqual([]);
  });
});

describe('the ready examples', () => {
  const example = (name: string) => read(`docs/examples/${name}`).replace(/^\s*#.*$/gm, '');

  it.each([
    ['filebeat.yml', /^\s+((?:log|event|comwatch|process|host|error)\.[a-z_.]+):/gm],
    ['vector.yaml', /\."([^"]+)"/g],
    ['nxlog.conf', /\\?"([@a-z]+(?:\.[a-z]+)*)":/g],
  ])('%s uses the names of the file', (name, pattern) => {
    const used = [...example(name).matchAll(pattern)].map(([, field]) => field ?? '');
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((field) => !written.has(field))).toEqual([]);
  });

  it.each(['filebeat.yml', 'vector.yaml'])('%s compares with actions that exist', (name) => {
    const used = [...example(name).matchAll(/event\.action: ([a-z-]+)|action == "([a-z-]+)"/g)];
    expect(used.length).toBeGreaterThan(0);
    const values = used.map(([, inYaml, inScript]) => inYaml ?? inScript ?? '');
    expect(values.filter((value) => !actions.some((action) => action === value))).toEqual([]);
  });

  it('winlogbeat.yml gives every id of ours its action', () => {
    const pairs = [
      ...example('winlogbeat.yml').matchAll(/event\.code: '(\d+)'[^]*?action: ([a-z-]+)/g),
    ];
    const own = actions
      .map((action) => [String(eventId(action)), action])
      .filter(([id]) => id !== '999');
    expect(pairs.map(([, id, action]) => [id, action]).sort()).toEqual(own.sort());
  });

  it('every example follows the file through its rotation and asks for the source of our entries', () => {
    for (const name of ['filebeat.yml', 'vector.yaml'])
      expect(example(name)).toContain('monitor.log*');
    expect(example('nxlog.conf')).toContain('CloseWhenIdle  TRUE');
    for (const name of ['winlogbeat.yml', 'nxlog.conf'])
      expect(example(name)).toContain('comwatch');
  });
});
