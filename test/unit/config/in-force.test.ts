import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configLines, Words } from '../../../src/cli/config.js';
import type { Config } from '../../../src/config/config.js';
import { sampleIni } from '../../../src/texts/document.js';
import { readDialect } from '../../../src/config/dialect.js';
import { settingFields } from '../../../src/config/in-force.js';
import { loadConfig, parseConfig } from '../../../src/config/load.js';
import { sectionNames, settingsOf } from '../../../src/config/schema.js';
import { readSections } from '../../../src/config/sections.js';

const FILE = '/somewhere/monitor.ini';
const FIXTURES = 'test/fixtures/config';

function load(text: string, file = FILE): Config {
  const loaded = parseConfig(text, file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

/** Output of `comwatch config`. */
function printed(config: Config, text = '', explain = false): string {
  const { sections } = readSections(readDialect(text));
  return configLines(config, sections, new Words('ru', explain)).join('\n');
}

const comparable = (config: Config) => JSON.stringify({ ...config, file: '' });

function expectRoundTrip(config: Config): void {
  for (const explain of [false, true]) {
    const text = printed(config, '', explain);
    const again = load(text, '/elsewhere/monitor.ini');
    expect(comparable(again)).toBe(comparable(config));
    expect(printed(again, '', explain)).toBe(text);
  }
}

const ALL = `[shellprocess]
name = host.exe
delay = 1,5 s
exclude = /a,
  {B}
sustain = 3 of 5
[commethod]
sysname = "ФО" ; x
login = a = b
delay = 90 s
password = p
authorize = Login("a ""b"", c", -1, true, {login}, out error: variant, out session)
expect = /^a\\/b/
unload_on = none
suspects = floor
suspects_at_once = all
activation_timeout = 0,001 s
refuse_pattern = (a|b)+ \\d
[shellprocess БэкОфис]
name = host.exe
application = {0AB0C1D2-0000-0000-0000-000000000000}
cpu_window = 5000
[commethod Другой]
sysname = a
login = b
progid = x.Y
delay = 1 d
[maintenance]
windows = 0 2 * * SUN for 2 h
[mail]
recipients = Админ <a@x.org>, b@x.org
sender = c@x.org
host = h, [2001:db8::1]:26
[monitor]
time_unit = s
state_dir = ../other
[log]
event_log = да
`;

describe('comwatch config', () => {
  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.cfg')))(
    'prints a file that loads to the same configuration: %s',
    async (name) => {
      const loaded = await loadConfig(join(FIXTURES, name));
      expect(loaded.ok).toBe(true);
      if (loaded.ok) expectRoundTrip(loaded.config);
    },
  );

  it.each([
    ['the sample', sampleIni()],
    ['everything', ALL],
    ['the COM check only', '[commethod]\nsysname = a\nlogin = b\n'],
    ['one application with a name', '[shellprocess X]\n'],
  ])('prints a file that loads to the same configuration: %s', (_name, text) => {
    expectRoundTrip(load(text));
  });

  it('names every setting', () => {
    const text = printed(load(ALL));
    for (const section of sectionNames)
      for (const { key } of settingsOf(section)) expect(text).toMatch(new RegExp(`^${key} =`, 'm'));
  });

  it.each([
    ['', '120 ms'],
    ['[monitor]\ntime_unit = s\n', '120 s'],
    ['[monitor]\ntime_unit = ms\n', '120 ms'],
  ])('shows the unit of a bare number: %j', (unit, expected) => {
    expect(printed(load(`${unit}[shellprocess]\ndelay = 120\n`))).toContain(
      `delay = ${expected}\n`,
    );
  });

  it('shows what activation_timeout comes to', () => {
    const com = '[commethod]\nsysname = a\nlogin = b\n';
    expect(printed(load(`${com}witerezult = 90`))).toContain('activation_timeout = 90 s');
    expect(printed(load(`${com}witerezult = 5`))).toContain('activation_timeout = 30 s');
  });

  it('sets apart what the file says and what is by default', () => {
    const text = '[shellprocess]\nDelay = 1 s\nname =\n';
    expect(printed(load(text), text)).toMatch(
      /^\[shellprocess\]\ndelay = 1 s\n; по умолчанию:\nname = dllhost.exe\n/,
    );
  });

  it('shows no password', () => {
    const text = printed(load(ALL.replace('password = p', 'password = marker-8271')));
    expect(text).toContain('password = ***');
    expect(text).not.toContain('marker-8271');
  });
});

describe('the start record', () => {
  it('holds every setting with the value in force', () => {
    const fields = settingFields(load(ALL), undefined);
    const names = sectionNames.flatMap((section) =>
      settingsOf(section).map(({ key }) => `comwatch.config.${section}.${key}`),
    );
    expect(Object.keys(fields).sort()).toEqual(names.sort());
    expect(fields).toMatchObject({
      'comwatch.config.shellprocess.delay': '1500 ms',
      'comwatch.config.shellprocess.maxcpuprocent': 20,
      'comwatch.config.shellprocess.application': null,
      'comwatch.config.shellprocess.exclude': ['/a', '{B}'],
      'comwatch.config.shellprocess.sustain': '3 of 5',
      'comwatch.config.commethod.activation_timeout': '1 ms',
      'comwatch.config.commethod.password': '***',
      'comwatch.config.commethod.unload_on': [],
      'comwatch.config.mail.password': '',
      'comwatch.config.monitor.state_dir': '/other',
      'comwatch.config.log.event_log': true,
    });
  });

  it('has a record of its own for each further application', () => {
    const fields = settingFields(load(ALL), 'Другой');
    expect(fields).toMatchObject({ 'comwatch.config.commethod.delay': '1 d' });
    expect(fields['comwatch.config.shellprocess.delay']).toBeNull();
    expect(fields['comwatch.config.monitor.mode']).toBeUndefined();
  });

  it('does not say that a delay is in force which the source stretches', () => {
    const delayOf = (text: string) =>
      settingFields(load(`[shellprocess]\n${text}`), undefined)[
        'comwatch.config.shellprocess.delay'
      ];
    expect(delayOf('delay = 120\n')).toBe('1 s');
    expect(delayOf('delay = 120\nsource = counter\n')).toBe('2 s');
    expect(delayOf('delay = 120\nsource = process\n')).toBe('120 ms');
    expect(delayOf('delay = 3 s\n')).toBe('3 s');
  });

  it('shows each value as a file has it, whatever it is made of', () => {
    const fields = settingFields(load(ALL), undefined);
    expect(fields['comwatch.config.maintenance.windows']).toBe('0 2 * * SUN for 2 h');
    expect(JSON.stringify(fields)).not.toContain('[object');
  });

  it('says null where there is no section', () => {
    expect(settingFields(load('[shellprocess]\n'), undefined)).toMatchObject({
      'comwatch.config.mail.host': null,
      'comwatch.config.commethod.sysname': null,
    });
  });
});
