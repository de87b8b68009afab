import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/config/decode.js';
import { sampleIni } from '../../../src/texts/document.js';
import { loadConfig, parseConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';
import { encode, misread } from '../../support/encodings.js';

const FILE = '[commethod]\nsysname = ФронтОфис\nlogin = монитор\npassword = Пароль1\n';
const SAMPLE_WORDS = sampleIni().replaceAll('…', '...').replaceAll('×', 'x');

const read = (bytes: Uint8Array) => {
  const answer = readText(bytes);
  return answer.ok ? answer.value : answer.reason;
};

describe('a file in UTF-8 with lines of another encoding', () => {
  it.each(['windows-1251', 'ibm866', 'koi8-r'] as const)('names each of them: %s', (encoding) => {
    const bytes = Buffer.concat([
      Buffer.from(FILE),
      encode('; Дежурный\n', encoding),
      Buffer.from('; ещё\n'),
      encode('progid = Сервер.Х\n', encoding),
    ]);
    expect(read(bytes)).toEqual([
      { kind: 'encoding-mixed', line: 5, file: 'utf-8' },
      { kind: 'encoding-mixed', line: 7, file: 'utf-8' },
    ]);
  });

  it('is so with a byte-order mark however many lines are wrong', () => {
    const bytes = Buffer.concat([Buffer.from('\uFEFF'), encode(FILE, 'windows-1251')]);
    expect(read(bytes)).toMatchObject([{ line: 2 }, { line: 3 }, { line: 4 }]);
  });

  it('is none when one line of UTF-8 was appended to windows-1251', () => {
    const bytes = Buffer.concat([encode(FILE, 'windows-1251'), Buffer.from('progid = Сервер\n')]);
    expect(read(bytes)).toEqual([{ kind: 'encoding-mixed', line: 5, file: 'windows-1251' }]);
  });

  it('is refused with its lines, in both languages, and shows none of it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'comwatch-')), 'monitor.ini');
    writeFileSync(file, Buffer.concat([Buffer.from(FILE), encode('; Дежурный', 'windows-1251')]));
    const loaded = await loadConfig(file);
    if (loaded.ok) throw new Error('it was read');
    expect(loaded.problems.map((each) => problemText(each, 'ru'))).toEqual([
      'Строка 5 в другой кодировке, чем остальной файл (utf-8). Наберите строку заново и сохраните файл в UTF-8.',
    ]);
    expect(problemText(loaded.problems[0]!, 'en')).toContain('Line 5');
  });
});

describe('a file in cp866 or KOI8-R', () => {
  it.each([
    ['ibm866', 'cp866'],
    ['koi8-r', 'KOI8-R'],
  ] as const)('is refused by its name: %s', (encoding, name) => {
    const refused = [{ kind: 'encoding-unsupported', encoding: name }];
    expect(read(encode(FILE, encoding))).toEqual(refused);
    expect(read(encode(SAMPLE_WORDS.replaceAll('—', '-'), encoding))).toEqual(refused);
  });

  it.each(['монитор', 'ФронтОфис', 'Пароль', 'Сервер приложений', 'склад', 'БУХГАЛТЕРИЯ', 'касса'])(
    'is known by one word: %s',
    (word) => {
      const text = `[commethod]\nsysname = ${word}\n`;
      expect(read(encode(text, 'ibm866'))).toMatchObject([{ encoding: 'cp866' }]);
      expect(read(encode(text, 'koi8-r'))).toMatchObject([{ encoding: 'KOI8-R' }]);
      expect(read(encode(text, 'windows-1251'))).toBe(text);
    },
  );

  it.each(['ФронтОфис', 'Бухгалтерия предприятия', 'Склад-2', 'монитор'])(
    'and its kin are known by one name: %s',
    (word) => {
      const text = `[commethod]\nsysname = ${word}\n`;
      const iso = read(encode(text, 'iso-8859-5'));
      expect(iso).toEqual([{ kind: 'encoding-unsupported', encoding: 'ISO-8859-5' }]);
    },
  );

  it('is known where small letters alone do not tell', () => {
    const read866 = (word: string) => read(encode(`[commethod]\nsysname = ${word}\n`, 'ibm866'));
    for (const word of ['сад', 'ёлка', 'рак'])
      expect(read866(word)).toEqual([{ kind: 'encoding-unclear', line: 2 }]);
    for (const word of ['მონიტორი', '監視サーバー', 'Գրասենյակ']) {
      const text = `[commethod]\nsysname = ${word}\n`;
      expect(read(Buffer.from(text))).toBe(text);
    }
  });

  it('is Mac Cyrillic, whose small letters are those of windows-1251', () => {
    const text = '[commethod]\nsysname = Бухгалтерия\n; Наш Сервер Приложений\n';
    expect(read(encode(text, 'x-mac-cyrillic'))).toEqual([
      { kind: 'encoding-unsupported', encoding: 'Mac Cyrillic' },
    ]);
  });

  it('is never taken for windows-1251, line by line of the sample', () => {
    const lines = SAMPLE_WORDS.replaceAll('—', '-')
      .split('\n')
      .filter((each) => /[а-я]{4}/i.test(each));
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) {
      expect(read(encode(line, 'windows-1251'))).toBe(line);
      expect(read(encode(line, 'ibm866'))).toMatchObject([{ encoding: 'cp866' }]);
      expect(read(encode(line, 'koi8-r'))).toMatchObject([{ encoding: 'KOI8-R' }]);
    }
  });
});

describe('a password in another encoding than the rest of a file in windows-1251', () => {
  const lines = (password: Buffer) =>
    Buffer.concat([
      encode(
        '[commethod]\nsysname = ФронтОфис\n; Наблюдение за сервером приложений\n',
        'windows-1251',
      ),
      Buffer.from('password = '),
      password,
      Buffer.from('\n'),
    ]);

  it.each(['Пароль', 'СЕКРЕТ', 'ЦПУ', 'М4рк#ер', 'ЯбЛоКо7', 'к1', 'Ж'])(
    'is named where cp866 left what no keyboard types: %s',
    (word) => {
      expect(read(lines(encode(word, 'ibm866')))).toEqual([
        { kind: 'encoding-mixed', line: 4, file: 'windows-1251' },
      ]);
    },
  );

  it.each(['Пароль', 'парольмонитора', 'Вася'])(
    'is named where KOI8-R makes a word: %s',
    (word) => {
      expect(read(lines(encode(word, 'koi8-r')))).toEqual([
        { kind: 'encoding-mixed', line: 4, file: 'windows-1251' },
      ]);
    },
  );

  it.each(['Пароль', 'СЕКРЕТ', 'пАРОЛЬ', 'грх', 'М4рк#ер', '№1', 'ёж—7', 'пф©'])(
    'is any letters otherwise: %s',
    (word) => {
      const own = encode(word, 'windows-1251');
      expect(read(lines(own))).toContain(`password = ${word}\n`);
    },
  );
});

describe('a file in windows-1251', () => {
  it.each(['ФО', 'ЁЖ', 'ПАРОЛЬ', '«Офис» № 5 — щъэ', 'Ґанок і їжак', 'ЦЭЩ'])(
    'is read: %s',
    (word) => {
      const text = `[commethod]\nsysname = ${word}\n`;
      expect(read(encode(text, 'windows-1251'))).toBe(text);
    },
  );
});

describe('a file that was read in one encoding and saved in another', () => {
  it.each([
    ['utf-8', 'windows-1251'],
    ['utf-8', 'ibm866'],
    ['utf-8', 'koi8-r'],
    ['utf-8', 'latin1'],
    ['windows-1251', 'latin1'],
    ['windows-1251', 'ibm866'],
    ['ibm866', 'windows-1251'],
    ['koi8-r', 'windows-1251'],
  ] as const)('is not clear: %s read as %s', (saved, as) => {
    const text = `${FILE.replace('ФронтОфис', 'x')}; ${misread('Текст письма', saved, as)}\n`;
    expect(read(Buffer.from(text))).toEqual([{ kind: 'encoding-unclear', line: 5 }]);
  });

  it('is not clear where characters were lost', () => {
    expect(read(Buffer.from('a = b\nc = \ufffd\n'))).toEqual([
      { kind: 'encoding-unclear', line: 2 },
    ]);
  });

  it('is not suspected of what people write', () => {
    const text =
      '; Российская Советская С№ 5 «Ромашка» – § 3, © 2024 ±5° Ñandú Ärger façade Ðà “x” … 20 €\npassword = Рё№;%:?*()_+Ж\n';
    expect(read(Buffer.from(text))).toBe(text);
  });
});

describe('a line that `>>` of Windows PowerShell has appended in UTF-16', () => {
  const appended = 'tls = off\r\n; Дежурный\r\ntext = Сервер\r\n';
  it.each([
    ['UTF-8', Buffer.from(FILE), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${FILE}`), 'utf-8'],
    ['windows-1251', encode(FILE, 'windows-1251'), 'windows-1251'],
  ])('is named, and no power cut is suspected: %s', (_name, before, file) => {
    for (const more of [
      Buffer.from(appended, 'utf16le'),
      Buffer.from(appended, 'utf16le').swap16(),
    ]) {
      expect(read(Buffer.concat([before, more]))).toEqual(
        [5, 6, 7].map((line) => ({ kind: 'encoding-mixed', line, file })),
      );
    }
  });
});

describe('a file without a byte-order mark', () => {
  it.each(['le', 'be'])('is UTF-16 where most of its letters are Russian: %s', (order) => {
    const text = `${'; Пояснениедлинноеибезпробелов\n'.repeat(50)}${FILE}`;
    const bytes = Buffer.from(text, 'utf16le');
    expect(read(order === 'le' ? bytes : bytes.swap16())).toBe(text);
  });
});

it('names UTF-32, which looks like a file after a power cut', () => {
  const points = Array.from(`\uFEFF${FILE}`, (each) => each.codePointAt(0) ?? 0);
  const [little, big] = [Buffer.alloc(points.length * 4), Buffer.alloc(points.length * 4)];
  for (const [at, point] of points.entries()) {
    little.writeUInt32LE(point, at * 4);
    big.writeUInt32BE(point, at * 4);
  }
  for (const bytes of [little, big]) {
    expect(read(bytes)).toEqual([{ kind: 'encoding-unsupported', encoding: 'UTF-32' }]);
  }
});

it('names the line of another encoding where lines end as on the old Macintosh', () => {
  const before = FILE.replaceAll('\n', '\r');
  expect(
    read(Buffer.concat([Buffer.from(before), encode('; Дежурный\r', 'windows-1251')])),
  ).toEqual([{ kind: 'encoding-mixed', line: 5, file: 'utf-8' }]);
});

describe('letters that were lost on saving', () => {
  const warnings = (line: string) => {
    const text = `[commethod]\nsysname = front\nlogin = monitor\n[shellprocess]\n${line}\n`;
    const loaded = parseConfig(text, '/somewhere/monitor.ini');
    return loaded.ok ? loaded.warnings.filter(({ kind }) => kind === 'lost-letters') : undefined;
  };

  it.each(['application = ????? ??????', 'exclude = ????', 'application = Front ????'])(
    'are warned of: %s',
    (line) => {
      expect(warnings(line)).toMatchObject([{ kind: 'lost-letters', line: 5 }]);
    },
  );

  it.each(['application = Front?', 'application = What??'])('are not suspected: %s', (line) => {
    expect(warnings(line)).toEqual([]);
  });

  it('are those of a password that is nothing else', () => {
    expect(
      warnings('[mail]\nhost = h\nsender = a@x.org\nrecipients = b@x.org\npassword = ???????'),
    ).toMatchObject([{ line: 9 }]);
    expect(
      warnings('[mail]\nhost = h\nsender = a@x.org\nrecipients = b@x.org\npassword = a???b'),
    ).toEqual([]);
  });
});

describe('a file after a power cut', () => {
  it('is said to hold zero bytes', () => {
    expect(read(Buffer.alloc(4096))).toEqual([{ kind: 'zero-bytes', line: undefined }]);
    expect(read(Buffer.concat([Buffer.from('[mail]\nhost = h\n'), Buffer.alloc(500)]))).toEqual([
      { kind: 'zero-bytes', line: 3 },
    ]);
    expect(read(Buffer.concat([Buffer.from('[mail]\n'), Buffer.alloc(9)]))).toEqual([
      { kind: 'zero-bytes', line: 2 },
    ]);
  });
});
