import { describe, expect, it } from 'vitest';
import { sampleIni } from '../../../src/texts/document.js';
import { parseConfig } from '../../../src/config/load.js';

function load(text: string) {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

const com = (lines: string) =>
  load(`[commethod]\nsysname = a\nlogin = b\n${lines}\n`).applications[0].com?.rules;
const mail = (lines: string) => {
  const loaded = parseConfig(`[shellprocess]\n[mail]\n${lines}\n`, '/somewhere/monitor.ini');
  return loaded.ok ? loaded.config.mail : undefined;
};

describe('the settings of the judgement', () => {
  it('have the new defaults', () => {
    const { monitor, applications } = load('[shellprocess]\n');
    expect(monitor).toMatchObject({ quietMs: 900_000, remindMs: 3_600_000, mode: 'act' });
    expect(applications[0].watch).toMatchObject({ floorAfterMs: 600_000, exclude: [] });
  });

  it('have values that bring the earlier behaviour back', () => {
    expect(
      com(
        'confirm = 1\nunload_on = timeout, rpc, error\nsuspects = any\nseveral_hosts = notify\ncheck_load = as-written',
      ),
    ).toMatchObject({
      confirm: 1,
      unloadOn: ['timeout', 'rpc', 'error'],
      suspects: 'any',
      severalHosts: 'notify',
      checkLoad: 'as-written',
    });
    expect(load('[shellprocess]\nfloor_after = 0 s\n').applications[0].watch.floorAfterMs).toBe(0);
  });

  it('take the earlier spellings of suspects', () => {
    expect(com('suspects = floor')?.suspects).toBe('any');
    expect(com('suspects = application')?.suspects).toBe('application');
  });

  it('take exclusions as they are written, over several lines', () => {
    const [{ watch }] = load(
      '[shellprocess]\nexclude = /Processid:{ABC},\n  {0AB0C1D2-0000-0000-0000-000000000000}\n',
    ).applications;
    expect(watch.exclude).toEqual(['/Processid:{ABC}', '{0AB0C1D2-0000-0000-0000-000000000000}']);
  });

  it('only observe in the shipped file', () => {
    expect(load(sampleIni()).monitor.mode).toBe('observe');
  });
});

describe('[mail]', () => {
  const rest = 'sender = c@x.org\nhost = h';
  it.each([
    ['a@x.org', ['a@x.org']],
    ['Админ <a@x.org>, b@x.org; a@x.org', ['a@x.org', 'b@x.org']],
    ['"Иванов, Иван" <a@x.org>', ['a@x.org']],
    ['<a@x.org>', ['a@x.org']],
    ['a@почта.рф', ['a@почта.рф']],
    ['a@[192.0.2.1]', ['a@[192.0.2.1]']],
  ])('takes the recipients %s', (text, expected) => {
    expect(mail(`recipients = ${text}\n${rest}`)?.recipients).toEqual(expected);
  });

  it.each(['a', 'a@', 'a@x.org b@x.org', 'a@x.org ; наш', '"a@x.org"', 'a@x..org', 'Имя <a@x.org'])(
    'does not take the recipients %s',
    (text) => {
      expect(mail(`recipients = ${text}\n${rest}`)).toBeUndefined();
    },
  );

  it('takes a sender with a name', () => {
    expect(mail('recipients = a@x.org\nsender = comwatch <c@x.org>\nhost = h')?.sender).toBe(
      'c@x.org',
    );
  });

  it.each([
    ['mail.example.org', 'mail.example.org'],
    ['192.0.2.46', '192.0.2.46'],
    ['a.example.org,b.example.org:587', 'a.example.org, b.example.org:587'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:25', '[2001:db8::1]:25'],
    ['почта.рф', 'почта.рф'],
  ])('takes the host %s', (text, expected) => {
    expect(mail(`recipients = a@x.org\nsender = c@x.org\nhost = ${text}`)?.host).toBe(expected);
  });

  it.each([
    '192.0.2.46 ; наш сервер',
    '"mail.example.org"',
    '192.0.2.460',
    '192.0.2',
    'mail.example.org:0',
    'mail.example.org:70000',
    'http://mail.example.org',
    'mаil.example.org',
    'a..b',
    'a, ,b',
  ])('does not take the host %s', (text) => {
    expect(mail(`recipients = a@x.org\nsender = c@x.org\nhost = ${text}`)).toBeUndefined();
  });

  it.each([
    ['srv01.example.org', 'srv01.example.org'],
    ['[192.0.2.1]', '[192.0.2.1]'],
    ['[IPv6:2001:db8::1]', '[IPv6:2001:db8::1]'],
    ['', undefined],
    ['srv 01', 'refused'],
  ])('greets as %s', (text, expected) => {
    const found = mail(`recipients = a@x.org\nsender = c@x.org\nhost = h\nhelo = ${text}`);
    expect(found ? found.helo : 'refused').toBe(expected);
  });
});
