/** comwatch suggest as typed, on the record of a day with legitimate work, peaks, a burn, a leak and a hang. */
import { appendFileSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordFolder } from '../../../src/adapters/recording/record-folder.js';
import { runProgram } from '../../../src/cli/program.js';
import { loadConfig } from '../../../src/config/load.js';
import { nameOf } from '../../../src/core/recording/files.js';
import type { SuggestReport } from '../../../src/core/suggesting/verified.js';
import {
  busyBetween,
  growing,
  inBursts,
  sizeOf,
  steadily,
  together,
} from '../../../src/simulation/load.js';
import type { Language } from '../../../src/texts/language.js';
import { ms } from '../../worlds/engine/night.js';
import { RecordedNight, writeRecord } from '../../worlds/engine/recorded-night.js';
import { shippedWith } from '../../worlds/engine/settings.js';

const INI = shippedWith({
  shellprocess: 'delay = 10 s',
  commethod: 'delay = 2 min',
  monitor: 'mode = observe',
});
const LASTS = '26 h';

/**
 * Peaks of 38 % for 40 s every two hours, and the load of a server; `trouble` adds what legitimate work does not
 * explain.
 */
async function dayOf(trouble: boolean, ini = INI, lasts = LASTS): Promise<RecordedNight> {
  const night = new RecordedNight(ini, { startWallMs: Date.now() - ms(lasts) });
  const { world } = night;
  const server = world.addServer({
    progid: 'meAppServer.AppServer',
    cpu: () => inBursts({ percent: 9, everyMs: ms('4 min'), forMs: ms('50 s'), idlePercent: 1 }),
    memory: () => sizeOf(400),
  });
  world.addNeighbour({
    cpu: () =>
      together(
        steadily(3),
        inBursts({ percent: 35, everyMs: ms('2 h'), forMs: ms('40 s'), fromMs: ms('33 min') }),
      ),
  });
  world.addNeighbour({ cpu: () => steadily(2), memory: () => sizeOf(200) });
  if (!trouble) return ended(night, lasts);
  world.addNeighbour({
    cpu: () => together(steadily(1), busyBetween(ms('10 h'), ms('10.5 h'), 95)),
  });
  world.at(ms('19 h'), () => {
    server.hosts[0]?.process.turnTo(night.nowMs, {
      memory: growing(400, 9_000, night.nowMs, ms('1 h')),
    });
  });
  world.at(ms('20 h'), () => server.break({ kind: 'hangs' }));
  // An operator ends it by hand.
  world.at(ms('20.5 h'), () => {
    const [host] = server.hosts;
    if (host) world.machine.end(host.process);
  });
  return ended(night, lasts);
}

async function ended(night: RecordedNight, lasts: string): Promise<RecordedNight> {
  await night.run(lasts);
  night.agent.end();
  return night;
}

async function folderWith(recorded?: RecordedNight, ini = INI): Promise<string> {
  const made = mkdtempSync(join(tmpdir(), 'comwatch-suggest-'));
  writeFileSync(join(made, 'monitor.ini'), ini);
  if (recorded) await writeRecord(join(made, 'state'), recorded.entries);
  return made;
}

async function suggest(words: readonly string[], language: Language, where: string) {
  const lines: { out: string[]; error: string[] } = { out: [], error: [] };
  const output = {
    out: (line: string) => void lines.out.push(line),
    error: (line: string) => void lines.error.push(line),
  };
  const all = ['suggest', '--config', join(where, 'monitor.ini'), ...words];
  const code = await runProgram(all, language, output, new AbortController().signal);
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') };
}

describe('a day with trouble in it', () => {
  let dir: string;
  let before: readonly string[];
  let english: Awaited<ReturnType<typeof suggest>>;
  beforeAll(async () => {
    dir = await folderWith(await dayOf(true));
    before = everyFile(dir);
    english = await suggest([], 'en', dir);
  }, 240_000);

  it('suggests limits above legitimate peaks that find the burn and the leak, tested in a replay', () => {
    const { code, out, error } = english;
    expect(code).toBe(0);
    expect(error).toMatch(/^Reading the record: \d+ files…\n[^]*^Replaying the record/m);
    const limits = out.slice(out.indexOf('[shellprocess]'), out.indexOf('[commethod]'));
    expect(settingsOf(limits)).toEqual([
      'maxcpuprocent = 40',
      'maxmemoryprocent = 2',
      'sustain = 4 of 5',
    ]);
    expect(limits).toMatch(/Highest peak that returned to normal by itself: 38\S* %, for 40 s/);
    expect(limits).toMatch(/Of 1 load that stayed high, this limit finds 1 in the replay/);
    expect(limits).toMatch(/30 min, up to 9\d\S* %, returned to normal by itself/);
    expect(limits).toMatch(
      /would have stopped 2 processes; within two minutes 0 recovered by[; \n]+themselves/,
    );
    expect(limits.match(/did not recover/g)).toHaveLength(2);
    expect(everyFile(dir)).toEqual(before);
  }, 240_000);

  it('suggests how long to wait, and factors, by the calls', () => {
    const { out } = english;
    const calls = out.slice(out.indexOf('[commethod]'));
    expect(settingsOf(calls)).toEqual([
      'witerezult = 5 s',
      expect.stringMatching(/^slow_metric = \d+$/),
      expect.stringMatching(/^alarm_metric = \d+$/),
    ]);
    expect(plain(calls)).toContain(
      'In the replay, no call that the server answered was given up after 5 s.',
    );
    expect(plain(calls)).toMatch(/In the replay, \d+ gave 0 warnings\./);
    expect(calls).toMatch(/In force: 100 s\./);
    expect(calls).toMatch(/In \d+ of \d+ failed calls, a host was above/);
  }, 240_000);

  it('prints an INI file that states its evidence', async () => {
    const { out } = english;
    const file = join(dir, 'pasted.ini');
    const pasted = out
      .replace('[shellprocess]', '[shellprocess]\ndelay = 10 s')
      .replace('[commethod]', '[commethod]\nsysname = ФронтОфис\nlogin = monitor');
    writeFileSync(file, pasted);
    const loaded = await loadConfig(file);
    expect(loaded.ok && loaded.config.applications[0].limits).toEqual({
      maxCpuPercent: 40,
      maxMemoryPercent: 2,
      sustain: { needed: 4, of: 5 },
    });
  }, 240_000);

  it('says the same in Russian, with the keys as they are', async () => {
    const { code, out } = await suggest([], 'ru', dir);
    expect(code).toBe(0);
    expect(out).toMatch(/^; По записи с .* Ничего не\s+; изменено\.$/m);
    expect(out).toMatch(/Самый высокий пик, который прошёл сам: 38\S* %, 40 с/);
    expect(out).toMatch(/проверка пределов выгрузила бы 2 процесса/);
    expect(settingsOf(out)).toHaveLength(6);
    const comments = out.split('\n').filter((line) => line.startsWith(';'));
    expect(comments.join('\n').replace(/dllhost\.exe|COM/g, '')).not.toMatch(/[A-Za-z]{3,}/);
  }, 240_000);

  it('gives the same as JSON', async () => {
    const { out } = await suggest(['--json'], 'ru', dir);
    const report = JSON.parse(out) as SuggestReport;
    const [only] = report.suggestions;
    expect(only?.advice.map(({ key }) => key)).toEqual([
      'maxcpuprocent',
      'maxmemoryprocent',
      'sustain',
      'witerezult',
      'slow_metric',
      'alarm_metric',
    ]);
    expect(only?.limits).toMatchObject({ recovered: 0 });
    expect(only?.limits.stops).toHaveLength(2);
  }, 240_000);

  it('says that part of the record was written by a later version', async () => {
    const file = join(recordFolder(join(dir, 'state')), nameOf(Date.now()));
    appendFileSync(file, `${JSON.stringify(['a', 99, 1, Date.now()])}\n`);
    for (const [language, said] of [
      ['en', /^Part of the record was written by a later version/m],
      ['ru', /^Часть записи сделана более новой версией/m],
    ] as const) {
      expect((await suggest(['--since', '90 min'], language, dir)).error).toMatch(said);
    }
  }, 240_000);

  it.each([['en', /^--since: 7;/] as const, ['ru', /^--since: 7; ожидается/] as const])(
    'ends with 2 for a mistake on the command line (%s)',
    async (language, expected) => {
      const { code, out, error } = await suggest(['--since', '7'], language, dir);
      expect([code, out]).toEqual([2, '']);
      expect(error).toMatch(expected);
      expect((await suggest(['--sice', '7d'], language, dir)).code).toBe(2);
    },
  );

  it('says that an hour is not enough, how much there is and how much is needed', async () => {
    for (const [language, expected] of [
      ['en', /maxcpuprocent: not enough evidence\. [12]\S* h are recorded, 24 h are needed/],
      ['ru', /maxcpuprocent: данных недостаточно\. Записано [12]\S* ч, нужно 24 ч/],
    ] as const) {
      const { code, out } = await suggest(['--since', '90 min'], language, dir);
      expect(code).toBe(1);
      expect(out).toMatch(expected);
      expect(settingsOf(out)).toEqual([]);
    }
  }, 240_000);
});

describe('a day without trouble', () => {
  it('says that no trouble was there to be found', async () => {
    const dir = await folderWith(await dayOf(false));
    const { code, out } = await suggest([], 'en', dir);
    expect(code).toBe(0);
    expect(settingsOf(out).slice(0, 3)).toEqual([
      'maxcpuprocent = 40',
      'maxmemoryprocent = 2',
      'sustain = 4 of 5',
    ]);
    expect(out).toMatch(/Nothing stayed high for long/);
    expect(out).toMatch(/the limits would have stopped no process/);
    expect(out).toMatch(/No call failed/);
  }, 240_000);

  it('ends with 1 where there is no record, with 2 where there is no configuration', async () => {
    const bare = await folderWith();
    const { code, error } = await suggest([], 'en', bare);
    expect(code).toBe(1);
    expect(error).toContain('There is no record in');
    expect((await suggest(['--config', join(bare, 'none.ini')], 'en', bare)).code).toBe(2);
  });
});

/** Comments without the line breaks of the file. */
const plain = (out: string) => out.replaceAll('\n; ', ' ');

const settingsOf = (out: string) => out.split('\n').filter((line) => /^\w+ = /.test(line));

const everyFile = (where: string) =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => {
      const { mtimeMs, size } = statSync(join(parentPath, name));
      return `${parentPath}/${name} ${size} ${mtimeMs}`;
    })
    .sort();
