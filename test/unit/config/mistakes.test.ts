import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sampleIni } from '../../../src/texts/document.js';
import { parseConfig } from '../../../src/config/load.js';
import { problemText, warningText } from '../../../src/texts/problems.js';
import { userSeconds } from '../../support/user-seconds.js';

const parse = (text: string) => parseConfig(text, '/somewhere/monitor.ini');

function problems(text: string, language: 'ru' | 'en' = 'en'): string[] {
  const loaded = parse(text);
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, language));
}

function warnings(text: string) {
  const loaded = parse(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.warnings;
}

const kinds = (text: string) => warnings(text).map((each) => each.kind);
const MAIL = '[shellprocess]\n[mail]\nrecipients = a@x.org\nsender = a@x.org\nhost = h\n';
const COM = '[commethod]\nsysname = a\nlogin = b\ndelay = 30 s\n';

describe('letters that look like others', () => {
  it('are named by place and code in a key', () => {
    expect(problems('[shellprocess]\nmaxсpuprocent = 3\n')).toEqual([
      'Line 2: unknown key maxсpuprocent in [shellprocess]: letter 4 "с" (U+0441) is Cyrillic. Did you mean maxcpuprocent?',
    ]);
    expect(problems('[shellprocess]\nmaxсpuprocent = 3\n', 'ru')[0]).toContain(
      'буква 4 «с» (U+0441) кириллическая',
    );
  });

  it('are named in a section and in a value that has a shape', () => {
    expect(problems('[shellprосess]\n[commethod]\n')[0]).toContain('letter 8 "о" (U+043E)');
    expect(problems('[monitor]\nmode = асt\n[shellprocess]\n')[0]).toContain(
      'letter 1 "а" (U+0430)',
    );
    expect(problems('[shellprocess]\ndelay = 3О s\n')[0]).toContain('letter 2 "О" (U+041E)');
  });

  it('are not counted up where a word is Cyrillic', () => {
    expect(problems('[shellprocess]\nзадержка = 3\n')[0]).not.toContain('U+');
  });

  it.each([
    ['zero width space', 'de\u200blay = 3 s', 'character 3 (U+200B) is invisible'],
    ['soft hyphen', 'de\u00adlay = 3 s', 'character 3 (U+00AD) is invisible'],
    ['no-break space in a value', 'delay = 3\u00a0000 s', 'character 2 (U+00A0) is invisible'],
    ['direction mark in a value', 'source = \u202acim', 'character 1 (U+202A) is invisible'],
  ])('are named when they are not seen: %s', (_name, line, expected) => {
    const [problem] = problems(`[shellprocess]\n${line}\n`);
    expect(problem).toContain(expected);
    expect(problem).not.toMatch(/[\u200b\u00ad\u202a]/);
  });

  it('are warned of in a free text, and in a password without a word of it', () => {
    const found = warnings(
      `[shellprocess]\n${COM.replace('= a', '= ФронтOфис')}password = a\u200bб\n`,
    );
    const doubtful = found.filter((each) => each.kind === 'doubtful-characters');
    expect(doubtful).toMatchObject([
      { key: 'sysname', characters: [{ position: 6, code: 'U+004F', kind: 'latin' }] },
      { key: 'password', characters: [] },
    ]);
    expect(warningText(doubtful[0]!, 'ru')).toContain('буква 6 «O» (U+004F) латинская');
  });
});

describe('characters that are not those of the keyboard', () => {
  it.each([
    ['maxcpuprocent = ５００', 'sign 1 "５" (U+FF15)'],
    ['maxcpuprocent = ٥٠٠', 'sign 1 "٥" (U+0665)'],
    ['maxcpuprocent = 5\u2009000', 'character 2 (U+2009)'],
    ['ｇｒａｃｅ = 5 s', 'letter 1 "ｇ" (U+FF47)'],
  ])('are named however many there are: %s', (line, named) => {
    expect(problems(`[shellprocess]\n${line}\n`)[0]).toContain(named);
  });

  it.each([
    ['[shellprocess]\nｇｒａｃｅ = 5 s\n', 'Did you mean grace?'],
    ['[shellprocess]\nGRАСЕ = 5 s\n', 'Did you mean grace?'],
    ['[shellprocess]\n[ｌｏｇ]\n', 'Did you mean log?'],
    ['[shellprocess]\n[Default]\n', 'Did you mean DEFAULT?'],
  ])('do not hide the word that was meant: %j', (text, hint) => {
    expect(problems(text)[0]).toContain(hint);
  });

  it.each(['2 сек.', '5 минут', '1 ч 30 мин'])(
    'are not the letters of a Russian word: %s',
    (time) => {
      expect(problems(`[shellprocess]\ndelay = ${time}\n`)[0]).not.toMatch(/letter \d/);
    },
  );
});

describe('characters that steer a terminal or a reader', () => {
  it.each([
    '[shellprocess]\n[commethod \u001b[31mred]\nsysname = a\nlogin = b\ndelay = 30 s\n',
    '[shellprocess a\u202eb]\napplication = x\n',
    '[shellprocess]\napplication = x\u0007y\n',
    '[shellprocess]\nexclude = \u001b]0;title\u0007\n',
    '[x\u001b]\n[x\u001b]\n',
    '[shellprocess]\n[log]\ndir = a\u2066b\n',
    '[shellprocess]\n[commethod]\nsysname = a\u200fb\nlogin = b\n',
  ])('are no part of a name or a value, and are not shown: %j', (text) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\p{Cf}/u);
  });

  it('are left in a password, which is never shown', () => {
    expect(kinds(`${COM}password = a\u0007b\n`)).toContain('doubtful-characters');
  });
});

describe('a comment behind a value, and quotes', () => {
  it('are named where the value has a shape', () => {
    expect(problems(MAIL.replace('= h', '= 192.0.2.46 ; наш сервер'))[0]).toContain(
      'A comment must stand on a line of its own',
    );
    expect(problems(MAIL.replace('= h', '= "mail"'))[0]).toContain('Quotes are part');
    expect(problems('[shellprocess]\ndelay = 1 s # x\n', 'ru')[0]).toContain('Комментарий должен');
  });

  it('are warned of in a free text', () => {
    expect(kinds(`${MAIL}user = admin ; наш\n`)).toContain('comment-in-value');
    expect(kinds(`${MAIL}user = 'admin'\n`)).toContain('quoted-value');
    expect(kinds(`${MAIL}user = a;b#c"d\n`)).toEqual(['clear-login', 'no-com-check']);
  });

  it('are warned of in a password, without showing it', () => {
    const [first] = warnings(`${MAIL}password = marker-8271 # x\n`).filter(
      (each) => each.kind === 'comment-in-value',
    );
    expect(first).toMatchObject({ line: 6, key: 'password' });
    expect(inspect(first) + warningText(first!, 'en')).not.toContain('8271');
  });
});

it.each(['a@corp.ru.', 'a..b@corp.ru', '.a@corp.ru', 'a.@corp.ru', 'Name <a@corp.ru.>'])(
  'an address that no server takes is none: %s',
  (address) => {
    expect(problems(MAIL.replace('recipients = a@x.org', `recipients = ${address}`))[0]).toContain(
      `found "${address}"`,
    );
  },
);

describe('a value that has a shape', () => {
  it.each([
    ['progid = meAppServer.AppServer ; x', 'expected: a ProgID'],
    ['progid = mеAppServer.AppServer', 'letter 2 "е" (U+0435) is Cyrillic'],
    ['progid = "me.App"', 'Quotes are part'],
  ])('is checked for it: %s', (line, expected) => {
    expect(problems(`${COM}${line}\n`)[0]).toContain(expected);
  });

  it.each([
    ['[shellprocess]\napplication = {0AB0}\n', 'expected: the name of a COM+ application'],
    ['[shellprocess]\n[monitor]\nstate_dir = "D:\\state"\n', 'expected: a path without'],
    ['[shellprocess]\n[log]\ndir = D:\\log?\n', 'expected: a path without'],
    ['[shellprocess]\n[powershell]\npath = "C:\\pwsh.exe"\n', 'expected: a path without'],
  ])('is checked for it: %s', (text, expected) => {
    expect(problems(text)[0]).toContain(expected);
  });
});

describe('a file of the original', () => {
  const original = `${MAIL}[commethod]\nsysname = a\nlogin = b\ndelay = 120\n`.replace(
    '[shellprocess]\n',
    '[shellprocess]\ndelay = 120\n',
  );
  it('is warned of bare delays of both checks, with the key that brings seconds back', () => {
    const found = warnings(original);
    expect(found).toMatchObject([
      { kind: 'bare-delay', section: 'shellprocess', line: 2 },
      { kind: 'bare-delay', section: 'commethod', line: 10 },
    ]);
    for (const each of found)
      for (const language of ['ru', 'en'] as const)
        expect(warningText(each, language)).toContain('[monitor] time_unit = s');
  });

  it('is not warned once the unit is said', () => {
    expect(kinds(`[monitor]\ntime_unit = s\n${original}`)).toEqual([]);
    expect(kinds(original.replaceAll('= 120', '= 120 s'))).toEqual([]);
  });
});

describe('the password of [mail]', () => {
  it.each([
    ['user = u\ntls = off\n', 'always'],
    ['user = u\n', 'without-offer'],
    ['user = u\ntls = required\n', undefined],
    ['', undefined],
  ])('may go in clear text: %j', (lines, when) => {
    const [warning] = warnings(`${MAIL}${lines}`).filter(({ kind }) => kind === 'clear-login');
    expect(warning).toEqual(when && { kind: 'clear-login', when });
    if (warning) expect(warningText(warning, 'ru')).toContain('tls = required');
  });
});

describe('what stands as it was shipped', () => {
  it('is warned of: the sample, and addresses of examples', () => {
    expect(kinds(sampleIni())).toEqual([
      'example-address',
      'example-address',
      'example-address',
      'untouched-sample',
    ]);
    expect(kinds(sampleIni().replace('= ФронтОфис', '= БэкОфис'))).not.toContain(
      'untouched-sample',
    );
    expect(kinds(MAIL)).toEqual(['no-com-check']);
  });

  it.each([
    'recipients = a@x.org, Смена <ops@example.ru>',
    'sender = a@mail.example.com',
    'host = smtp.example.net:587',
    'host = mail.x.org, relay.invalid',
    'sender = a@example.local',
  ])('is warned of wherever it stands: %s', (line) => {
    const text = MAIL.replace(new RegExp(`${line.split(' ')[0]} = .*`), line);
    expect(kinds(text)).toContain('example-address');
  });

  it.each([
    'host = example',
    'sender = example@x.org',
    'host = myexample.ru',
    'host = example.x.org',
  ])('is not warned of in a name that only resembles it: %s', (line) => {
    const text = MAIL.replace(new RegExp(`${line.split(' ')[0]} = .*`), line);
    expect(kinds(text)).toEqual(['no-com-check']);
  });

  it.each([
    ['host = h', 'host = mail.сор.org', 6],
    ['host = h', 'host = сор.org:25', 1],
    ['sender = a@x.org', 'sender = Роса <a@сх.com>', 9],
  ])('is warned of letters that only look Latin: %s → %s', (before, after, position) => {
    const found = warnings(MAIL.replace(before, after)).filter(
      (each) => each.kind === 'doubtful-characters',
    );
    expect(found.map(({ characters }) => characters[0]?.position)).toEqual([position]);
    expect(warningText(found[0]!, 'en')).toMatch(/letter \d+ "." \(U\+04..\) is Cyrillic/);
  });

  it.each(['host = почта.рф', 'host = сор.рф', 'host = mail.почта.com', 'sender = Роса <a@x.org>'])(
    'is not warned of real names: %s',
    (line) => {
      const text = MAIL.replace(new RegExp(`${line.split(' ')[0]} = .*`), line);
      expect(kinds(text)).toEqual(['no-com-check']);
    },
  );

  it('is the mask of a password', () => {
    expect(kinds(`${MAIL}password = ***\n`)).toEqual(['masked-password', 'no-com-check']);
  });
});

describe('sections as configparser takes them', () => {
  it('end at the first bracket', () => {
    const loaded = parse(
      `[shellprocess] ; проверка [1]\n[mail] # [x]\n${MAIL.split('\n').slice(2).join('\n')}`,
    );
    expect(loaded.ok && loaded.config.mail?.host).toBe('h');
  });

  it('take what they do not say from [DEFAULT]', () => {
    const loaded = parse(
      `[DEFAULT]\ndelay = 7 s\npassword = p\n[shellprocess]\ndelay = 3 s\n${COM.replace('delay = 30 s\n', '')}`,
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const [{ watch, com }] = loaded.config.applications;
    expect([watch.delayMs, com?.delayMs]).toEqual([3_000, 7_000]);
    expect(com?.password.reveal()).toBe('p');
  });

  it('know no other keys in [DEFAULT]', () => {
    expect(problems('[DEFAULT]\ndealy = 7 s\n[shellprocess]\n')).toEqual([
      'Line 2: unknown key dealy in [DEFAULT]. Did you mean delay?',
    ]);
  });
});

describe('a long line', () => {
  const blanks = ' '.repeat(200_000);
  it.each([
    ['in a free text', `[shellprocess]\n[commethod]\nlogin = b\nsysname = a${blanks}b\n`],
    ['in a number', `[shellprocess]\nmaxcpuprocent = 1${blanks}x\n`],
    ['in a time', `[shellprocess]\ndelay = 1${blanks}x\n`],
    ['in recipients', `${MAIL}[commethod]\nsysname = a\n`.replace('a@x.org', `a@x.org${blanks}<b`)],
    ['before a delimiter', `[shellprocess]\ndelay${blanks}x\n`],
    ['in a section', `[shellprocess${blanks}x\n`],
    ['in a template', `[commethod]\nsession_info = Get(${blanks}x\n`],
    ['in the pattern of samples', `[shellprocess]\nsustain = 3${blanks}x\n`],
    ['of words', `[shellprocess]\n[commethod]\nlogin = ${'aб '.repeat(60_000)}\nsysname = a\n`],
    ['of quotes', `${MAIL}helo = ${'[:'.repeat(60_000)}\n`],
  ])('is read in time that grows with its length: %s', (_name, text) => {
    // With quadratic time it would take a minute.
    expect(userSeconds(() => parse(text))).toBeLessThan(5);
  });
});
