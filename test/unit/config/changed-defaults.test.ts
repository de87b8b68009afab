import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changedDefaults, presentDefaults } from '../../../src/config/changed-defaults.js';
import { parseConfig } from '../../../src/config/load.js';
import { sectionNames, settingsOf, type Setting } from '../../../src/config/schema.js';

/** Defaults of the version before the second edition of the judgement. */
const first = JSON.parse(
  readFileSync(
    new URL('../../fixtures/config/defaults-of-the-first-edition.json', import.meta.url),
    'utf8',
  ),
) as Record<string, string>;

function changes(text: string, before?: Record<string, string>) {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return changedDefaults(loaded.config, loaded.written, before);
}

const COM = '[commethod]\nsysname = a\nlogin = b\n';
const keys = (found: readonly { section: string; key: string }[]) =>
  found.map(({ section, key }) => `${section}.${key}`);

describe('the value that brings the earlier behaviour back', () => {
  const written = ({ kind }: Setting, text: string) => {
    const answer = kind.read(text, undefined);
    return answer.ok ? kind.write(answer.value) : text;
  };
  const all = sectionNames.flatMap((section) =>
    settingsOf(section).map((setting) => [`${section}.${setting.key}`, setting] as const),
  );

  it.each(all)('%s: is that of the first edition, or none is needed', (name, setting) => {
    const before = first[name];
    if (before === undefined || setting.default === undefined) return;
    const differs = written(setting, before) !== written(setting, setting.default);
    expect(setting.earlier === undefined ? undefined : written(setting, setting.earlier)).toBe(
      differs ? written(setting, before) : undefined,
    );
  });

  it.each(all.filter(([, { earlier }]) => earlier !== undefined))(
    '%s: can be written in the file',
    (_name, setting) => {
      const answer = setting.kind.read(setting.earlier ?? '', undefined);
      expect(answer.ok).toBe(true);
    },
  );
});

describe('changed defaults', () => {
  it('are those of every setting that the file leaves out', () => {
    expect(changes(`[shellprocess]\n${COM}`)).toEqual([
      { section: 'shellprocess', key: 'floor_after', before: '0 ms', now: '10 min' },
      expect.objectContaining({ key: 'refuse_pattern', now: 'default' }),
      {
        section: 'commethod',
        key: 'unload_on',
        before: 'timeout, rpc, error',
        now: 'timeout, rpc, error, activation',
      },
      { section: 'commethod', key: 'confirm', before: '1', now: '2' },
      { section: 'commethod', key: 'suspects', before: 'any', now: 'hosts' },
      { section: 'commethod', key: 'several_hosts', before: 'notify', now: 'longest' },
      { section: 'commethod', key: 'check_load', before: 'as-written', now: 'stretch' },
    ]);
  });

  it('are none for a value in the file, be it the new default', () => {
    const found = keys(changes(`${COM}confirm = 2\nSuspects = floor\nunload_on =\n`));
    expect(found).not.toContain('commethod.confirm');
    expect(found).not.toContain('commethod.suspects');
    expect(found).toContain('commethod.unload_on');
  });

  it('are none for a value that all sections have from [DEFAULT]', () => {
    expect(keys(changes(`[DEFAULT]\nconfirm = 2\n${COM}`))).not.toContain('commethod.confirm');
  });

  it('are those of each application', () => {
    const other = '[commethod Бэк-Офис]\nprogid = b.B\nsysname = a\nlogin = b\nconfirm = 2\n';
    const found = keys(changes(`${COM}suspects = any\n${other}`));
    expect(found).toContain('commethod.confirm');
    expect(found).toContain('commethod Бэк-Офис.suspects');
    expect(found).not.toContain('commethod Бэк-Офис.confirm');
    expect(found).not.toContain('commethod.suspects');
  });

  it('are none of a section that is not there: writing it would switch a check on', () => {
    expect(keys(changes(COM))).not.toContain('shellprocess.floor_after');
  });

  it('are none after a version with the same defaults', () => {
    expect(changes(`[shellprocess]\n${COM}`, presentDefaults())).toEqual([]);
  });

  it('are those that the version before had, whatever came before it', () => {
    const before = { ...presentDefaults(), 'commethod.settle': '45 s' };
    expect(changes(COM, before)).toEqual([
      { section: 'commethod', key: 'settle', before: '45 s', now: '30 s' },
    ]);
  });

  it('of a setting that the version before did not have are the ones that it acted by', () => {
    const all = Object.entries(presentDefaults());
    const before = Object.fromEntries(all.filter(([name]) => name !== 'commethod.check_load'));
    expect(changes(COM, before)).toEqual([
      { section: 'commethod', key: 'check_load', before: 'as-written', now: 'stretch' },
    ]);
  });

  it.each([{ 'commethod.confirm': 'nonsense' }, { 'commethod.nonsense': '1' }])(
    'ignore what no version wrote: %j',
    (strange) => {
      expect(changes(COM, { ...presentDefaults(), ...strange })).toEqual([]);
    },
  );
});
