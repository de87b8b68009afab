/** Files as found in practice: joined, appended to by a command line, truncated, or written for another program. */
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/config/decode.js';
import { parseConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';
import { encode } from '../../support/encodings.js';
import { userSeconds } from '../../support/user-seconds.js';

const FILE =
  '[shellprocess]\nname = dllhost.exe\n[commethod]\nsysname = ФронтОфис\nlogin = монитор\n';
const LINES = 6;

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

const textsOf = (text: string) => {
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, 'en'));
};

describe('a file in UTF-16 to which a command line has appended', () => {
  const appended: readonly (readonly [string, Buffer])[] = [
    ['an even number of letters', Buffer.from('delay = 5 s\r\n')],
    ['an odd number of letters', Buffer.from('delay = 50 s\r\n')],
    ['a comment', Buffer.from('; note\r\n')],
    ['two lines', Buffer.from('delay = 5 s\r\ngrace = 1 s\r\n')],
    ['a line of windows-1251', encode('; привет\r\n', 'windows-1251')],
    ['a line of cp866', encode('progid = Сервер\r\n', 'ibm866')],
    ['a line of UTF-8', Buffer.from('; привет\r\n')],
  ];
  it.each(appended)('names the line: %s', (_name, more) => {
    for (const order of ['le', 'be'] as const) {
      const answer = readText(Buffer.concat([utf16(FILE, order, true), more]));
      const expected = expect.stringMatching(/^encoding-(mixed|unclear)$/) as string;
      expect(answer).toMatchObject({ ok: false, reason: [{ kind: expected, line: LINES }] });
    }
  });

  it.each(['le', 'be'] as const)('and is read where nothing was appended: %s', (order) => {
    for (const mark of [true, false]) {
      expect(readText(utf16(FILE, order, mark))).toEqual({ ok: true, value: FILE });
    }
    const comment = `${FILE}; サーバー и 服务器\n`;
    expect(readText(utf16(comment, order, true))).toEqual({ ok: true, value: comment });
  });
});

describe('a file in windows-1251 with a line of DOS or Unix', () => {
  const before = encode(FILE.replace('login = монитор\n', ''), 'windows-1251');
  it.each(['progid = Склад.А', '; склад', '; Журнал событий', 'login = Касса'])(
    'names it: %s',
    (line) => {
      for (const encoding of ['ibm866', 'koi8-r'] as const) {
        const answer = readText(Buffer.concat([before, encode(`${line}\n`, encoding)]));
        // The letters decide which of the two encodings is named; no text is read wrongly.
        expect(answer).toMatchObject({
          ok: false,
          reason: [{ kind: expect.stringMatching(/^encoding-(mixed|unsupported)$/) as string }],
        });
      }
      const own = readText(Buffer.concat([before, encode(`${line}\n`, 'windows-1251')]));
      expect(own.ok).toBe(true);
    },
  );

  it.each(['login = админ', 'login = иванов', 'sysname = Кадры', '; юрист', 'sysname = Офис'])(
    'names one in KOI8-R, in which small letters are what capitals are elsewhere: %s',
    (line) => {
      expect(readText(Buffer.concat([before, encode(`${line}\n`, 'koi8-r')]))).toMatchObject({
        reason: [{ kind: 'encoding-mixed', line: LINES - 1 }],
      });
    },
  );

  it.each([
    'РЕСУРС',
    'КАДРЫ',
    'ЗУП',
    'ТИП',
    'ОТДЕЛ ПРОДАЖ',
    'СЛЕДУЮЩЕЙ',
    'ФО',
    'ЩИТ',
    'ПОЧТУ',
    '1С',
  ])('reads capitals: %s', (word) => {
    const line = encode(`; ${word}\n`, 'windows-1251');
    expect(readText(Buffer.concat([before, line])).ok).toBe(true);
  });

  it('takes a password as it is, unless KOI8-R makes it a word', () => {
    const isTaken = (password: string) =>
      readText(Buffer.concat([before, encode(`password = ${password}\n`, 'koi8-r')])).ok;
    expect(['админ', 'гш7ъХ', 'ЦПУ'].map(isTaken)).toEqual([false, true, true]);
  });
});

it('a file joined of two has a byte-order mark in its middle, which is no indent', () => {
  const text = `${FILE}\uFEFFdelay = 5 s\n\uFEFF[mail]\nhost = h\nsender = a@x.org\nrecipients = b@x.org\n`;
  const loaded = parseConfig(text, '/somewhere/monitor.ini');
  expect(loaded.ok && loaded.config.applications[0].com?.delayMs).toBe(5_000);
  expect(loaded.ok && loaded.config.mail?.host).toBe('h');
});

it('a line of which nothing can be seen is shown by its codes', () => {
  expect(textsOf(`${FILE}\u001a`)[0]).toMatch(/^Line 6:.*U\+001A/);
  expect(textsOf(`\u200b\u2060\n${FILE}`)[0]).toMatch(/^Line 1:.*U\+200B U\+2060/);
});

it.each([
  ['sections', Array.from({ length: 60_000 }, (_, n) => `[s${n}]`)],
  ['keys', ['[shellprocess]', ...Array.from({ length: 60_000 }, (_, n) => `k${n} = 1`)]],
  ['lines below a password', ['[mail]', 'password =', ...Array<string>(60_000).fill('x')]],
])('a file of 60,000 %s takes no square time', (_name, lines) => {
  const spent = userSeconds(() => expect(textsOf(lines.join('\n')).length).toBeGreaterThan(50_000));
  // With quadratic time it would take half a minute.
  expect(spent).toBeLessThan(10);
});

describe('a path', () => {
  const problemsOf = (value: string) =>
    textsOf(`[shellprocess]\n[monitor]\nstate_dir = ${value}\n[log]\ndir = ${value}\n`);

  it.each([
    '%ProgramData%\\comwatch',
    'C:\\logs\\%COMPUTERNAME%',
    '$env:ProgramData\\comwatch',
    'CON',
    'C:\\logs\\nul',
    'C:\\aux.d\\logs',
    'logs\\com1.txt',
    'C:\\logs:stream',
    'logs:stream',
    'CC:\\logs',
  ])('that Windows would not take for it is refused: %s', (value) => {
    expect(problemsOf(value)).toHaveLength(2);
  });

  it.each([
    'C:\\ProgramData\\comwatch',
    'C:/logs',
    '\\\\server\\share$\\logs',
    'logs',
    '.',
    '..\\100% logs',
    'C:\\console\\nulls\\auxiliary',
    'журналы',
    '/var/lib/comwatch',
  ])('that it takes is taken: %s', (value) => expect(problemsOf(value)).toEqual([]));
});
