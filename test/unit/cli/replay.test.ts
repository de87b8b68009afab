/** comwatch replay as typed, on the record of a night that ended a moment ago. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import type { ComparedRow } from '../../../src/core/recording/comparison.js';
import type { Language } from '../../../src/texts/language.js';
import { ms } from '../../worlds/engine/night.js';
import { RecordedNight, writeRecord } from '../../worlds/engine/recorded-night.js';
import { shippedWith } from '../../worlds/engine/settings.js';

const INI = shippedWith({ shellprocess: 'maxcpuprocent = 50', monitor: 'mode = observe' });
const LASTS = '3 h';

let night: RecordedNight;
let dir: string;
beforeAll(async () => {
  night = new RecordedNight(INI, { startWallMs: Date.now() - ms(LASTS) });
  night.world.addServer({ progid: 'meAppServer.AppServer' });
  // The first two recover by themselves, the last one does not.
  night.burnAt('20 min', '15 s', 90);
  night.burnAt('60 min', '15 s', 90);
  night.burnAt('150 min', '25 min', 70);
  await night.run(LASTS);
  night.agent.end();
  dir = await folderWith(night);
}, 120_000);

async function folderWith(recorded?: RecordedNight, ini = INI): Promise<string> {
  const made = mkdtempSync(join(tmpdir(), 'comwatch-replay-'));
  writeFileSync(join(made, 'monitor.ini'), ini);
  if (recorded) await writeRecord(join(made, 'state'), recorded.entries);
  return made;
}

async function replay(words: readonly string[], language: Language = 'en', where = dir) {
  const lines: { out: string[]; error: string[] } = { out: [], error: [] };
  const output = {
    out: (line: string) => void lines.out.push(line),
    error: (line: string) => void lines.error.push(line),
  };
  const all = ['replay', '--config', join(where, 'monitor.ini'), ...words];
  const code = await runProgram(all, language, output, new AbortController().signal);
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') };
}

interface Answer {
  readonly samples: number;
  readonly rows: readonly ComparedRow[];
  readonly counts: Readonly<Record<string, number>>;
  readonly record: Readonly<Record<string, number | boolean>>;
}

async function replayed(words: readonly string[], where = dir): Promise<Answer> {
  const { code, out } = await replay(['--json', ...words], 'en', where);
  expect(code).toBe(0);
  return JSON.parse(out) as Answer;
}

const everyFile = (where: string) =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => {
      const { mtimeMs, size } = statSync(join(parentPath, name));
      return `${parentPath}/${name} ${size} ${mtimeMs}`;
    })
    .sort();

describe('a replay', () => {
  it('shows then and now beside each other, and what recovered by itself', async () => {
    const before = everyFile(dir);
    const { code, out } = await replay([]);
    expect(code).toBe(0);
    const rows = out.split('\n').filter((line) => line.includes('dllhost.exe'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatch(/CPU +would have been stopped +would have been/);
    expect(rows.map((row) => /recovered after \d+ s$|did not recover$/.exec(row)?.[0])).toEqual([
      expect.stringMatching(/^recovered after 1\d s$/),
      expect.stringMatching(/^recovered after 1\d s$/),
      'did not recover',
    ]);
    expect(out).toContain('Recorded: 3 processes. With this configuration: 3 processes, 3 of them');
    expect(out).toContain('Of those 3, 2 recovered by themselves within two minutes');
    expect(everyFile(dir)).toEqual(before);
  });

  it('says the same in Russian', async () => {
    const { code, out, error } = await replay([], 'ru');
    expect(code).toBe(0);
    expect(error).toMatch(/^Воспроизводится запись с .*: \d+ файл(а|ов)?…(\nГотово \d+ %…)*$/);
    expect(out).toMatch(/^Запись с .* по .*: \d+ замер\S*, \d+ вызов\S*, 1 запуск агента\.$/m);
    expect(out).toMatch(/ЦП +был бы выгружен +был бы выгружен +пришёл в норму через 1\d с$/m);
    expect(out).toMatch(/был бы выгружен +в норму не пришёл$/m);
    expect(out).toContain('за две минуты сами пришли в норму: 2');
    expect(out).not.toMatch(/stopped|recovered|undefined/);
  });

  it.each([
    [['--set', 'sustain=30 of 30'], 1],
    [['--set', 'sustain="30 of 30"'], 1],
    [['--set', 'maxcpuprocent=80'], 2],
    [['--set', 'maxcpuprocent=80', '--set', 'sustain=30 of 30'], 0],
    [['--set', 'shellprocess.maxcpuprocent=40'], 3],
  ])('%s', async (words, count) => {
    const { counts, rows } = await replayed(words);
    expect(counts).toMatchObject({ recorded: 3, replayed: count, both: count });
    expect(rows).toHaveLength(3);
  });

  it('reads another configuration, which needs no state of its own', async () => {
    const other = join(dir, 'other.ini');
    writeFileSync(other, INI.replace('maxcpuprocent = 50', 'maxcpuprocent = 80'));
    const { code, out } = await replay(['--config', other]);
    expect(code).toBe(0);
    expect(out).toContain('With this configuration: 2 processes, 2 of them the same');
  });

  it('compares what lies within --since, and warms up with what lies before', async () => {
    expect((await replayed(['--since', '1 h'])).counts).toMatchObject({ recorded: 1, replayed: 1 });
    expect((await replayed(['--since=7d'])).counts).toMatchObject({ recorded: 3, replayed: 3 });
  });
});

describe('a mistake on the command line ends with 2 and says what is expected', () => {
  it.each([
    [
      ['--since', 'tomorrow'],
      /--since: tomorrow; a time such as 7d/,
      /--since: tomorrow; ожидается/,
    ],
    [['--since', '7'], /--since: 7;/, /--since: 7;/],
    [['--since', ''], /--since: /, /--since: /],
    [['--since', '-1 h'], /--since: -1 h;/, /--since: -1 h;/],
    [['--set', 'maxcpuprocent'], /key=value is expected/, /ожидается параметр=значение/],
    [['--set', 'maxcpuprocen=4'], /Did you mean maxcpuprocent\?/, /имелся в виду maxcpuprocent\?/],
    [
      ['--set', 'host=mail'],
      /host is not a setting of the checks/,
      /среди параметров проверки нет host/,
    ],
    [['--set', 'delay=1 s'], /several sections.*shellprocess\.delay=…/, /в нескольких секциях/],
    [['--set', 'maxcpuprocent=much'], /--set maxcpuprocent: much; expected/, /ожидается: /],
    [['--set', 'sustain=5 of 4'], /--set sustain: 5 of 4; expected/, /ожидается: /],
    [['--set', 'shellprocess Касса.maxcpuprocent=4'], /Касса/, /Касса/],
    [['surplus'], /surplus/, /surplus/],
    [['--json=yes'], /--json/, /--json/],
  ])('%s', async (words, english, russian) => {
    for (const [language, expected] of [
      ['en', english],
      ['ru', russian],
    ] as const) {
      const { code, out, error } = await replay(words, language);
      expect(error).toMatch(expected);
      expect([code, out]).toEqual([2, '']);
    }
  });

  it('and so does a configuration that is none', async () => {
    const bad = await folderWith(undefined, '[shellprocess]\nmaxcpuprocent = much\n');
    const { code, error } = await replay([], 'en', bad);
    expect(code).toBe(2);
    expect(error).toContain('maxcpuprocent');
    expect((await replay(['--config', join(bad, 'none.ini')])).code).toBe(2);
  });
});

describe('a record', () => {
  it('that is not there, or empty, ends with 1 and says where it would be', async () => {
    const bare = await folderWith();
    const record = join(bare, 'state', 'record');
    for (const empty of [false, true]) {
      if (empty) mkdirSync(record, { recursive: true });
      const { code, out, error } = await replay([], 'en', bare);
      expect([code, out]).toEqual([1, '']);
      expect(error).toContain(`There is no record in ${record}`);
    }
    writeFileSync(join(record, '2020-01-01T00.record'), '');
    expect((await replay([], 'ru', bare)).error).toMatch(/^С .* в записи ничего нет\.$/m);
  });

  it('without anything of the time that is asked for ends with 1, and says so', async () => {
    const bare = await folderWith();
    const record = join(bare, 'state', 'record');
    mkdirSync(record, { recursive: true });
    const hour = new Date().toISOString().slice(0, 13);
    writeFileSync(join(record, `${hour}.record`), '');
    const { code, out, error } = await replay([], 'en', bare);
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(/The record has nothing since/);
    writeFileSync(join(record, `${hour}.record`), 'nonsense\n');
    expect((await replay(['--json'], 'en', bare)).error).toMatch(/1 broken line,.*nothing since/s);
    // An hour that began within the time, and whose lines are older.
    const late = await folderWith(night);
    expect((await replay(['--since', '1 s'], 'ru', late)).code).toBe(1);
  });

  it('that is torn costs its broken lines, and says how many', async () => {
    const torn = await folderWith(night);
    const record = join(torn, 'state', 'record');
    const [first, , third] = readdirSync(record).sort();
    truncateSync(
      join(record, first ?? ''),
      Math.floor(statSync(join(record, first ?? '')).size / 2),
    );
    const last = readdirSync(record).sort().at(-1) ?? '';
    appendFileSync(
      join(record, last),
      '["s",1,\n\u0000\u0000\n["x",1,0,{"kind":"nonsense"}]\n{}\n["s"',
    );
    writeFileSync(join(record, third ?? ''), readFileSync(join(record, third ?? '')));
    const { record: totals, samples } = await replayed([], torn);
    expect(totals['broken']).toBeGreaterThanOrEqual(5);
    expect(samples).toBeGreaterThan(1_000);
    const { code, error } = await replay([], 'ru', torn);
    expect(code).toBe(0);
    expect(error).toMatch(/Пропущено: \d+ повреждённ\S+ стро\S+, 0 нечитаемых файлов\./);
  });

  it('with an hour that is no record at all goes on with the next hour', async () => {
    const torn = await folderWith(night);
    const record = join(torn, 'state', 'record');
    const [first = ''] = readdirSync(record).sort();
    expect(first).toMatch(/\.gz$/);
    writeFileSync(join(record, first), 'this is no gzip');
    const { record: totals, counts } = await replayed([], torn);
    expect(totals['unreadable']).toBe(1);
    expect(counts['recorded']).toBeGreaterThanOrEqual(1);
  });
});
