/** A full disk: the log loses lines and counts them, the brake and the outbox fall back to memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../../src/adapters/log/journal.js';
import { newLetter } from '../../../src/adapters/mail/letter.js';
import { Outbox } from '../../../src/adapters/mail/outbox.js';
import { openBrakeStore } from '../../../src/adapters/state/brake-store.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { BrakeStore } from '../../../src/ports.js';
import { until } from '../../support/shells.js';
import { wording } from '../../support/wording.js';

const dir = mkdtempSync(join(tmpdir(), 'comwatch-disk-'));

/** A file system of 256 KB on the folder; false where this account may not mount one. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function unmount(): void {
  execFileSync('umount', ['-l', dir]);
}

const mayMount = mount();
if (mayMount) unmount();
else console.warn('SKIPPED: a full disk needs the right to mount a small one');

const written = async (saved: ReturnType<BrakeStore['save']>) => (await saved).written;

function fill(dir: string): string {
  const file = join(dir, 'ballast');
  let size = 512 * 1024;
  while (size >= 512) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      size /= 2;
    }
  }
  return file;
}

describe.runIf(mayMount)('on a full disk', () => {
  beforeAll(() => void mount());
  afterAll(unmount);

  it('the log tears no line, keeps the newest, and counts truly what is lost', async () => {
    const printed: string[] = [];
    const opened = await openJournal({
      dir,
      maxBytes: 1e8,
      files: 2,
      version: '1',
      debug: false,
      secrets: [],
      reopenAfterMs: 100,
      print: (line) => void printed.push(line),
    });
    let written = 0;
    const write = () =>
      opened.journal({
        level: 'info',
        action: 'log',
        sentence: wording(`${written++} ${'x'.repeat(1_000 + (written % 7) * 300)}`),
      });
    write();
    const ballast = fill(dir);
    for (let n = 0; n < 2_000; n++) {
      write();
      if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(printed.join()).toMatch(/ENOSPC/);
    expect(printed.filter((line) => line.includes('cannot be written'))).toHaveLength(1);
    rmSync(ballast);
    // The disk takes 256 KB, and lines of 1 MB were kept.
    execFileSync('mount', ['-o', 'remount,size=4m', dir]);
    await until(() => opened.trouble() === undefined);
    await opened.close();
    const lines = readFileSync(join(dir, 'monitor.log'), 'utf8').split('\n').slice(0, -1);
    const records = lines.map((line) => JSON.parse(line) as Record<string, string | number>);
    const said = records.find((each) => 'comwatch.log.lines_lost' in each);
    expect(Number(said?.['comwatch.log.lines_lost'])).toBeGreaterThan(0);
    // Everything that was written, except for this count, and one line that reports the full disk.
    expect(records.length - 1 + Number(said?.['comwatch.log.lines_lost'])).toBe(written + 1);
    rmSync(join(dir, 'monitor.log'));
    execFileSync('mount', ['-o', 'remount,size=256k', dir]);
  });

  it('the brake answers that it could not write, and an older state stays whole', async () => {
    const store = openBrakeStore(dir);
    expect(await written(store.save({ 'dllhost.exe': { attempts: [1] } }, 1_000))).toBe(true);
    const ballast = fill(dir);
    const attempts = Array.from({ length: 5_000 }, (_, at) => at);
    expect(await written(store.save({ 'dllhost.exe': { attempts } }, 1_000))).toBe(false);
    rmSync(ballast);
    expect(await store.load()).toEqual({
      kind: 'state',
      state: { 'dllhost.exe': { attempts: [1] } },
    });
  });

  it('a notice is kept in memory', async () => {
    const events: JournalEvent[] = [];
    const outbox = new Outbox(dir, ['a@example.org'], (event) => void events.push(event));
    await outbox.open();
    const ballast = fill(dir);
    const notice = {
      kind: 'test',
      id: 'n',
      incidentId: 'x'.repeat(100_000),
      hostName: 'h',
      at: 0,
    } as const;
    await outbox.add(newLetter(notice, ['a@example.org']));
    rmSync(ballast);
    expect(outbox.letters).toHaveLength(1);
    expect(events.map(({ sentence }) => sentence.kind)).toEqual(['outbox-in-memory']);
    await outbox.open();
    expect(outbox.needsDisk).toBe(false);
    expect(events.map(({ sentence }) => sentence.kind).at(-1)).toBe('outbox-on-disk');
  });
});

describe("the brake's state", () => {
  it('that is garbage is unreadable, one that is not there is absent', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'comwatch-brake-'));
    expect(await openBrakeStore(dir).load()).toEqual({ kind: 'absent' });
    writeFileSync(join(dir, 'brake.json'), '{"dllhost.exe":{"att');
    expect(await openBrakeStore(dir).load()).toMatchObject({ kind: 'unreadable' });
  });

  it('is saved in order, the last one wins', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'comwatch-brake-'));
    const store = openBrakeStore(dir);
    await Promise.all([1, 2, 3].map((n) => store.save({ 'a.exe': { attempts: [n] } }, 1_000)));
    expect(await store.load()).toEqual({ kind: 'state', state: { 'a.exe': { attempts: [3] } } });
  });
});
