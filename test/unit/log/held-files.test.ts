/** A program that reads monitor.log in a way that prevents renaming costs neither a line nor the history. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal, type JournalOptions } from '../../../src/adapters/log/journal.js';
import { until } from '../../support/shells.js';
import { wording } from '../../support/wording.js';
import { foreign, type Foreign } from '../../../src/core/foreign.js';

const FILES = 3;

/** A full monitor.log with its history; `write` gives a line of 2 KB its number. */
async function open(changes: Partial<JournalOptions> = {}, prepare?: (dir: string) => void) {
  const dir = mkdtempSync(join(tmpdir(), 'comwatch-held-'));
  for (let index = 1; index <= FILES; index++) {
    writeFileSync(join(dir, `monitor.log.${index}`), `{"old":${index}}\n`);
  }
  prepare?.(dir);
  const opened = await openJournal({
    dir,
    maxBytes: 10_000,
    files: FILES,
    version: '1',
    debug: false,
    secrets: [],
    reopenAfterMs: 50,
    print: () => undefined,
    ...changes,
  });
  let count = 0;
  const write = () => {
    const message = `${count++} ${'x'.repeat(2_000)}`;
    opened.journal({ level: 'info', action: 'log', sentence: wording(message) });
  };
  const read = (name: string) => {
    try {
      return readFileSync(join(dir, name), 'utf8');
    } catch {
      // Just being renamed: read again.
      return '';
    }
  };
  const numbers = () =>
    readdirSync(dir)
      .filter((name) => /^monitor\.log(\.\d+)?$/.test(name))
      .flatMap((name) =>
        [...read(name).matchAll(/"message":"[^"\d]*(\d+) x/g)].map(([, number]) => Number(number)),
      )
      .sort((a, b) => a - b);
  return { ...opened, dir, write, read, numbers, written: () => count };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('monitor.log that another program holds open', () => {
  /** Stands in for Windows, where such a file cannot be renamed. */
  it('grows, keeps its history, says so once, and is rotated when it is released', async () => {
    let held: Foreign | undefined = foreign('EBUSY: resource busy or locked, rename');
    const log = await open({ prepareRotation: () => held, files: 10 });
    for (let n = 0; n < 20; n++) {
      log.write();
      await pause(20);
    }
    await until(() => log.numbers().length === 20);
    expect(log.read('monitor.log').length).toBeGreaterThan(40_000);
    expect(upTo(FILES).map((n) => log.read(`monitor.log.${n + 1}`))).toEqual(
      upTo(FILES).map((n) => `{"old":${n + 1}}\n`),
    );
    expect(log.read('monitor.log').split('grows beyond its size')).toHaveLength(2);
    held = undefined;
    await pause(60);
    for (let n = 0; n < 3; n++) {
      log.write();
      await pause(20);
    }
    await log.close();
    expect(log.read('monitor.log.1').length).toBeGreaterThan(40_000);
    expect(log.read('monitor.log.4')).toBe('{"old":3}\n');
    expect(log.numbers()).toEqual(upTo(23));
  });

  it('loses nothing when the oldest cannot be removed', async () => {
    const log = await open({ files: FILES + 1 }, (dir) => {
      // A non-empty folder cannot be removed.
      mkdirSync(join(dir, 'monitor.log.4', 'inside'), { recursive: true });
    });
    for (let n = 0; n < 10; n++) {
      log.write();
      await pause(10);
    }
    await pause(100);
    expect(log.read('monitor.log.1')).toBe('{"old":1}\n');
    rmdirSync(join(log.dir, 'monitor.log.4', 'inside'));
    rmdirSync(join(log.dir, 'monitor.log.4'));
    await pause(60);
    log.write();
    await pause(100);
    await log.close();
    expect(log.read('monitor.log.2')).toBe('{"old":1}\n');
    expect(log.numbers()).toEqual(upTo(11));
  });

  it('loses no line in a burst while files are held and released', async () => {
    let held = false;
    const prepareRotation = () => (held ? foreign('EBUSY') : undefined);
    const log = await open({ prepareRotation, files: 50, maxBytes: 100_000 });
    for (let n = 0; n < 1_000; n++) {
      held = n % 200 > 100;
      log.write();
      if (n % 100 === 0) await pause(60);
    }
    await until(() => log.numbers().length === 1_000);
    await log.close();
    expect(log.numbers()).toEqual(upTo(1_000));
  });
});
