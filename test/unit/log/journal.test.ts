import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal, type JournalOptions } from '../../../src/adapters/log/journal.js';
import { until } from '../../support/shells.js';
import { eventLogEntry } from '../../../src/adapters/log/event-ids.js';
import { wording, wordsOf } from '../../support/wording.js';

async function open(changes: Partial<JournalOptions> = {}) {
  const dir = changes.dir ?? mkdtempSync(join(tmpdir(), 'comwatch-log-'));
  const printed: string[] = [];
  const options = {
    dir,
    maxBytes: 1_000_000,
    files: 5,
    version: '1.2.3',
    debug: false,
    secrets: [],
    print: (line: string) => void printed.push(line),
    ...changes,
  };
  const opened = await openJournal(options);
  const lines = () =>
    readdirSync(dir)
      .filter((file) => file.startsWith('monitor.log'))
      .sort()
      .flatMap((file) =>
        readFileSync(join(dir, file), 'utf8')
          .split('\n')
          .filter((line) => line !== ''),
      )
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  /** Lines of all files at any moment; a file that is just being renamed is skipped. */
  const count = () => readdirSync(dir).reduce((sum, file) => sum + linesIn(join(dir, file)), 0);
  return { ...opened, dir, printed, lines, count };
}

function linesIn(path: string): number {
  try {
    return readFileSync(path).filter((byte) => byte === 0x0a).length;
  } catch {
    return 0;
  }
}

describe('monitor.log', () => {
  it('holds one JSON object a line with ECS field names', async () => {
    const { journal, close, lines } = await open();
    journal({
      level: 'warn',
      action: 'breach',
      sentence: wording('over'),
      incidentId: 'i1',
      fields: { 'process.pid': 7 },
    });
    await close();
    expect(lines()).toMatchObject([
      {
        'log.level': 'warn',
        message: wordsOf('over'),
        'event.action': 'breach',
        'event.dataset': 'comwatch',
        'service.name': 'comwatch',
        'service.version': '1.2.3',
        'comwatch.incident.id': 'i1',
        'process.pid': 7,
        'event.sequence': 1,
      },
    ]);
    expect(Date.parse(String(lines()[0]!['@timestamp']))).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is English, its copy on the console in the language of the console', async () => {
    const { journal, close, lines, printed } = await open({ language: 'ru', debug: true });
    journal({ level: 'warn', action: 'machine', sentence: { kind: 'clock-set' } });
    await close();
    expect(String(lines()[0]?.['message'])).toMatch(/^[A-Z][a-z]+ /);
    expect(printed.join('')).toContain('Часы переведены');
  });

  it('loses no line in a burst that rotates many times', async () => {
    const { journal, close, lines, count, dir } = await open({ maxBytes: 200_000, files: 100 });
    for (let n = 0; n < 20_000; n++)
      journal({ level: 'info', action: 'log', sentence: wording(`line ${n}`) });
    // A busy disk may take longer than the agent waits at its end.
    await until(() => count() === 20_000);
    await close();
    const seen = lines().map((line) => line['event.sequence']);
    expect(new Set(seen).size).toBe(20_000);
    expect(readdirSync(dir).length).toBeGreaterThan(10);
  });

  it('keeps no more files than requested', async () => {
    const { journal, close, dir } = await open({ maxBytes: 20_000, files: 3 });
    for (let n = 0; n < 2_000; n++)
      journal({ level: 'info', action: 'log', sentence: wording(`line ${n}`) });
    await until(() => readdirSync(dir).includes('monitor.log.3'));
    await close();
    expect(readdirSync(dir).sort()).toEqual([
      'monitor.log',
      'monitor.log.1',
      'monitor.log.2',
      'monitor.log.3',
    ]);
  });

  it('goes on where the last run ended', async () => {
    const first = await open();
    first.journal({ level: 'info', action: 'log', sentence: wording('one') });
    await first.close();
    const second = await open({ dir: first.dir });
    second.journal({ level: 'info', action: 'log', sentence: wording('two') });
    await second.close();
    expect(first.lines().map((line) => line['message'])).toEqual(['one', 'two'].map(wordsOf));
  });

  it('omits samples unless they are requested', async () => {
    const quiet = await open();
    quiet.journal({ level: 'debug', action: 'sample', sentence: wording('x') });
    await quiet.close();
    expect(quiet.lines()).toEqual([]);
    const debug = await open({ debug: true });
    debug.journal({ level: 'debug', action: 'sample', sentence: wording('x') });
    await debug.close();
    expect(debug.lines()).toHaveLength(1);
    expect(debug.printed).toHaveLength(1);
  });

  it('shows a secret nowhere, in none of its forms', async () => {
    const secret = 'п#ароль+1';
    const opened = await open({ secrets: [secret], debug: true });
    const { journal, addSink, close, lines, printed } = opened;
    const sunk: unknown[] = [];
    addSink((event) => void sunk.push(event));
    const base64 = Buffer.from(secret).toString('base64');
    journal({
      level: 'error',
      action: 'log',
      sentence: wording(`login ${secret} ${base64}`),
      fields: { 'error.message': encodeURIComponent(secret), 'comwatch.list': [secret] },
    });
    await close();
    const everything = JSON.stringify([lines(), sunk]) + printed.join();
    expect(sunk).toHaveLength(1);
    for (const form of [secret, base64.replace(/=+$/, ''), encodeURIComponent(secret)])
      expect(everything).not.toContain(form);
    expect(everything).toContain('***');
  });

  it.each([
    ['a folder in its place', (dir: string) => mkdirSync(join(dir, 'monitor.log'))],
    ['a link in its place', (dir: string) => symlinkSync('/etc/hosts', join(dir, 'monitor.log'))],
  ])(
    'with %s goes on in memory, says so everywhere, and is written when it can',
    async (_what, make) => {
      const dir = mkdtempSync(join(tmpdir(), 'comwatch-log-'));
      make(dir);
      const { journal, addSink, trouble, printed, close, lines } = await open({
        dir,
        reopenAfterMs: 50,
      });
      const sunk: string[] = [];
      addSink((event) => void sunk.push(event.words));
      journal({ level: 'info', action: 'log', sentence: wording('kept') });
      expect(trouble()).toMatchObject({ kind: 'file-not-plain' });
      for (const said of [printed.join(), sunk.join()]) expect(said).toContain('cannot be written');
      rmSync(join(dir, 'monitor.log'), { recursive: true });
      await until(() => trouble() === undefined);
      await close();
      const words = lines().map((line) => String(line['message']));
      expect(words).toContain(wordsOf('kept'));
      expect(words.at(-1)).toMatch(/written again. Lines lost: 0, lines written late: [1-9]/);
    },
  );

  it('follows no link to another folder', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'comwatch-elsewhere-'));
    const dir = join(mkdtempSync(join(tmpdir(), 'comwatch-log-')), 'log');
    symlinkSync(elsewhere, dir);
    const { trouble, close } = await open({ dir });
    expect(trouble()).toMatchObject({ kind: 'file-not-plain', file: dir });
    await close();
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('opens where no folder can be made, and keeps no more than 1 MB of lines', async () => {
    const { journal, trouble, close, printed } = await open({ dir: '/proc/nowhere' });
    for (let n = 0; n < 3_000; n++)
      journal({ level: 'info', action: 'log', sentence: wording('x'.repeat(1_000)) });
    expect(trouble()).toMatchObject({ kind: 'file-unwritable' });
    expect(printed).toHaveLength(1);
    await close();
  });

  it('begins a new line where a loss of power has torn the last one', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'comwatch-log-'));
    writeFileSync(join(dir, 'monitor.log'), '{"message":"whole"}\n{"message":"to');
    const { journal, close, lines } = await open({ dir });
    journal({ level: 'info', action: 'log', sentence: wording('next') });
    await close();
    expect(lines().map((line) => line['message'])).toEqual(['whole', wordsOf('next')]);
  });

  it('hands every event to the other sinks', async () => {
    const { journal, addSink, close } = await open();
    const seen: string[] = [];
    addSink((event) => void seen.push(event.words));
    journal({ level: 'debug', action: 'sample', sentence: wording('x') });
    await close();
    expect(seen).toEqual([wordsOf('x')]);
  });
});

describe('the mirror in the Windows Event Log', () => {
  it('has an entry with a fixed id for what is mailed, and none for the rest', () => {
    expect(eventLogEntry({ level: 'debug', action: 'sample', words: 'x' })).toBeUndefined();
    expect(
      eventLogEntry({
        level: 'warn',
        action: 'stop',
        words: 'Stopped',
        incidentId: 'i',
        mailed: true,
      }),
    ).toEqual({
      eventId: 201,
      entryType: 'Warning',
      message: 'Stopped\r\nIncident: i',
    });
  });
});
