import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/config/decode.js';
import { sampleIni, settingsTable } from '../../../src/texts/document.js';
import { loadConfig, parseConfig } from '../../../src/config/load.js';
import { machineWarnings } from '../../../src/config/warnings.js';
import { problemText } from '../../../src/texts/problems.js';

const FILE = '/somewhere/monitor.ini';
const parse = (text: string) => parseConfig(text, FILE);

function good(text: string) {
  const loaded = parse(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

function bad(text: string): string[] {
  const loaded = parse(text);
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, 'en'));
}

/** A typical file: the original's keys, colons, Cyrillic. */
const ORIGINAL = `[mail]
recipients: ivanov@example.org, petrov@example.org
sender: monitor@example.org
host: mail.example.org
port: 25
user:
password:

[shellprocess]
name: dllhost.exe
delay: 120
maxcpuprocent: 20
maxmemoryprocent: 20,5

[commethod]
sysname: ФронтОфис
delay: 120
time_cache: 10000
alarm_metric: 10
witerezult: 100
login: монитор
password: п#а;р=о:л"ь\\
`;

describe('a file of the original', () => {
  it('runs as it is', () => {
    const { config } = good(ORIGINAL);
    expect(config).toMatchObject({
      mail: { recipients: ['ivanov@example.org', 'petrov@example.org'], port: 25, user: '' },
      applications: [
        {
          name: undefined,
          watch: {
            name: 'dllhost.exe',
            delayMs: 120,
            source: 'cim',
            graceMs: 30_000,
            cpuWindowMs: 5_000,
          },
          limits: { maxCpuPercent: 20, maxMemoryPercent: 20.5, sustain: { needed: 1, of: 1 } },
          com: {
            sysname: 'ФронтОфис',
            delayMs: 120,
            timeCacheMs: 10_000_000,
            witerezultMs: 100_000,
            activationTimeoutMs: 100_000,
          },
        },
      ],
      monitor: {
        mode: 'act',
        language: 'ru',
        maxStops: 5,
        maxStopsWindowMs: 600_000,
        stateDir: '/somewhere/state',
      },
    });
    expect(config.applications[0].com?.password.reveal()).toBe('п#а;р=о:л"ь\\');
  });

  it('means seconds everywhere with time_unit = s', () => {
    const { config } = good(`[monitor]\ntime_unit = s\n${ORIGINAL}`);
    expect(config.applications[0].watch.delayMs).toBe(120_000);
    expect(config.applications[0].com).toMatchObject({
      delayMs: 120_000,
      timeCacheMs: 10_000_000,
      witerezultMs: 100_000,
    });
  });

  it('means milliseconds everywhere with time_unit = ms, and says what looks wrong', () => {
    const { config, warnings } = good(`[monitor]\ntime_unit = ms\n${ORIGINAL}`);
    expect(config.applications[0].com).toMatchObject({ timeCacheMs: 10_000, witerezultMs: 100 });
    const suspicious = warnings.filter((each) => each.kind === 'looks-like-seconds');
    expect(suspicious.map(({ key }) => key)).toEqual(['time_cache', 'witerezult']);
  });

  it('is read the same in every encoding that Notepad writes', () => {
    const utf16 = Buffer.from(ORIGINAL, 'utf16le');
    const cp1251 = Buffer.from(
      Array.from(ORIGINAL, (char) => {
        const code = char.charCodeAt(0);
        return code < 128 ? code : code - 0x410 + 0xc0;
      }),
    );
    const files = {
      'UTF-8': Buffer.from(ORIGINAL),
      'UTF-8 with mark': Buffer.from(`\uFEFF${ORIGINAL}`),
      'UTF-16 LE with mark': Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      'UTF-16 LE': utf16,
      'UTF-16 BE with mark': Buffer.concat([
        Buffer.from([0xfe, 0xff]),
        Buffer.from(utf16).swap16(),
      ]),
      'UTF-16 BE': Buffer.from(utf16).swap16(),
      'windows-1251': cp1251,
    };
    for (const [name, bytes] of Object.entries(files)) {
      expect([name, decodeText(bytes).replace(/^\uFEFF/, '')]).toEqual([name, ORIGINAL]);
    }
  });
});

describe('units', () => {
  const delayOf = (text: string) =>
    good(`[shellprocess]\ndelay = ${text}\n`).config.applications[0].watch.delayMs;
  it.each([
    ['120', 120],
    ['1 s', 1_000],
    ['1,5 s', 1_500],
    ['2 min', 120_000],
    ['500ms', 500],
    ['1 h', 3_600_000],
    ['30 с', 30_000],
    ['2 мин', 120_000],
  ])('%s', (text, ms) => expect(delayOf(text)).toBe(ms));

  it('lets a written unit win over time_unit', () => {
    const { config } = good('[monitor]\ntime_unit = s\n[shellprocess]\ndelay = 200 ms\n');
    expect(config.applications[0].watch.delayMs).toBe(200);
  });
});

describe('problems', () => {
  it('come all at once, each with line, key, found and expected', () => {
    expect(
      bad(
        '[shellproces]\n[shellprocess]\ndelay = 0\nmaxcpu = 3\nmaxmemoryprocent = 101\nname = lsass.exe\n[mail]\nport = x\n',
      ),
    ).toEqual([
      'Line 1: unknown section [shellproces]. Did you mean shellprocess?',
      'Line 3: [shellprocess] delay: found "0"; expected: a time from 1 ms to 1 d, for example 120 s, 2 min, 500 ms.',
      'Line 4: unknown key maxcpu in [shellprocess]. Did you mean maxcpuprocent?',
      'Line 5: [shellprocess] maxmemoryprocent: found "101"; expected: a number from 0 to 100.',
      'Line 6: [shellprocess] name: found "lsass.exe"; expected: a process name of letters, digits, spaces and . _ - ( ), for example dllhost.exe; not a system process.',
      'Line 7: [mail] has no recipients; expected: mail addresses separated by commas, names may precede them: Name <address>.',
      'Line 7: [mail] has no sender; expected: a mail address, a name may precede it: Name <address>.',
      'Line 7: [mail] has no host; expected: the name or the address of a server, a port may follow (mail.example.org:587, [2001:db8::1]:25); several are separated by commas.',
      'Line 8: [mail] port: found "x"; expected: a whole number from 1 to 65535.',
    ]);
  });

  it.each([
    ['an empty file', '', 'The file is empty'],
    ['only comments', '# x\n; y\n', 'The file is empty'],
    ['nothing to check', '[monitor]\nmode = act\n', 'Neither [shellprocess] nor [commethod]'],
    ['a section twice', '[shellprocess]\n[shellprocess]\n', 'given twice, first on line 1'],
    [
      'a key twice in other case',
      '[shellprocess]\nname = a\nNAME = b\n',
      'Line 3: [shellprocess] NAME is given twice, first on line 2',
    ],
    [
      'a line that would go on with the value above',
      '[shellprocess]\nname = a\n  delay = 1\n',
      'Line 3: indented deeper than [shellprocess] name',
    ],
    ['an unknown unit', '[shellprocess]\ndelay = 5 fortnights\n', 'found "5 fortnights"'],
    ['a negative number', '[shellprocess]\nmaxcpuprocent = -1\n', 'found "-1"'],
    ['a bad pattern of samples', '[shellprocess]\nsustain = 5 of 3\n', 'expected: N of M'],
    ['a wildcard as name', '[shellprocess]\nname = dll*\n', 'found "dll*"'],
    [
      'an injection as name',
      "[shellprocess]\nname = a' OR Name LIKE '%\n",
      'expected: a process name',
    ],
  ])('%s', (_name, text, expected) => expect(bad(text).join('\n')).toContain(expected));

  it('lets recipients go on over several lines', () => {
    const { config } = good(
      '[shellprocess]\n[mail]\nrecipients = a@x.org,\n  b@x.org\nsender = c@x.org\nhost = h\n',
    );
    expect(config.mail?.recipients).toEqual(['a@x.org', 'b@x.org']);
  });

  it('are shown a file that is not there or too large', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-'));
    expect(await loadConfig(join(folder, 'none.ini'))).toMatchObject({
      ok: false,
      problems: [{ kind: 'unreadable' }],
    });
    writeFileSync(join(folder, 'big.ini'), 'x'.repeat(1_000_001));
    expect(await loadConfig(join(folder, 'big.ini'))).toMatchObject({
      ok: false,
      problems: [{ kind: 'too-large' }],
    });
  });

  it('are shown what is no file: a folder, and a pipe of which reading never ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-'));
    expect(await loadConfig(folder)).toEqual({
      ok: false,
      problems: [{ kind: 'not-a-file', isFolder: true }],
    });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe.ini')]);
    for (const each of [join(folder, 'pipe.ini'), '/dev/zero']) {
      expect(await loadConfig(each)).toEqual({
        ok: false,
        problems: [{ kind: 'not-a-file', isFolder: false }],
      });
    }
  });

  it('exist in Russian, too', () => {
    const loaded = parse('[shellprocess]\ndelay = 0\n');
    expect(loaded.ok ? '' : problemText(loaded.problems[0]!, 'ru')).toBe(
      'Строка 2: [shellprocess] delay: найдено «0»; ожидается: время от 1 мс до 1 сут, например 120 s, 2 min, 500 ms.',
    );
  });
});

describe('secrets', () => {
  it('print as *** in every way', () => {
    const { config } = good(ORIGINAL);
    const secret = config.applications[0].com!.password;
    const printed = [
      String(secret),
      secret.toString(),
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
    ].join();
    expect(printed).not.toContain('п#а');
    expect(printed).toContain('***');
  });
});

describe('warnings', () => {
  const kinds = (text: string) => good(text).warnings.map((each) => each.kind);
  it('say which parts are off', () => {
    expect(kinds('[shellprocess]\n')).toEqual(['no-mail', 'no-com-check']);
    expect(kinds('[commethod]\nsysname = a\nlogin = b\ndelay = 30 s\n')).toEqual([
      'no-mail',
      'no-process-check',
    ]);
  });

  it('name a COM delay under a second, written or by default: every check opens a session', () => {
    expect(kinds(ORIGINAL)).not.toContain('com-delay-short');
    const rest = '[mail]\nrecipients = a@b.c\nsender = a@b.c\nhost = h\n[shellprocess]\n';
    const com = `${rest}[commethod]\nsysname = a\nlogin = b\n`;
    expect(kinds(com)).toEqual(['com-delay-short']);
    expect(kinds(`${com}delay = 999 ms\n`)).toEqual(['com-delay-short']);
    expect(kinds(`${com}delay = 1 s\n`)).toEqual([]);
  });

  it('depend on the machine and the source', () => {
    const { config } = good('[shellprocess]\nmaxcpuprocent = 80\n');
    expect(
      machineWarnings(config, { logicalProcessors: 16 }, 1_000).map((each) => each.kind),
    ).toEqual(['below-one-core', 'delay-stretched']);
    expect(machineWarnings(config, { logicalProcessors: 2 }, 0)).toEqual([]);
  });

  it.each([
    ['core', 99.9, 16, true],
    ['core', 100, 16, false],
    ['machine', 6, 16, true],
    ['machine', 6.25, 16, false],
    ['machine', 6, 2, false],
  ])(
    'measure one core by the basis %s: a limit of %d on %d processors',
    (basis, limit, logicalProcessors, warned) => {
      const { config } = good(`[shellprocess]\ncpu_basis = ${basis}\nmaxcpuprocent = ${limit}\n`);
      expect(machineWarnings(config, { logicalProcessors }, 0)).toEqual(
        warned ? [{ kind: 'below-one-core', limit, logicalProcessors }] : [],
      );
    },
  );
});

describe('the documents made from the table of settings', () => {
  it('are the ones in the repository', () => {
    const shipped = decodeText(readFileSync('monitor.ini'))
      .replaceAll('\r\n', '\n')
      .replace(/^\uFEFF/, '');
    expect(shipped).toBe(sampleIni());
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(settingsTable());
  });

  it('make a monitor.ini that has no problems', () => {
    expect(bad(sampleIni())).toEqual([]);
  });
});
