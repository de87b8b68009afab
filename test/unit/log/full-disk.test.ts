/** A disk that is full: the log loses lines and counts them, the brake and the outbox fall back to memory. */
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

  it('the log goes on, counts what is lost and says so when it works again', async () => {
    const printed: string[] = [];
    const opened = await openJournal({
      dir,
      maxBytes: 1e6,
      files: 2,
      version: '1',
      debug: false,
      secrets: [],
      reopenAfterMs: 100,
      print: (line) => void printed.push(line),
    });
    if (!opened.ok) throw new Error(opened.reason);
    const write = () =>
      opened.journal({ level: 'info', action: 'log', message: 'x'.repeat(2_000) });
    write();
    const ballast = fill(dir);
    for (let n = 0; n < 20; n++) {
      write();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(printed.join()).toMatch(/ENOSPC/);
    rmSync(ballast);
    await until(() => {
      write();
      return readFileSync(join(dir, 'monitor.log'), 'utf8').includes('lines are lost');
    });
    await opened.close();
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
    expect(events.map(({ sentence }) => sentence?.kind)).toEqual(['outbox-in-memory']);
    await outbox.open();
    expect(outbox.needsDisk).toBe(false);
    expect(events.map(({ sentence }) => sentence?.kind).at(-1)).toBe('outbox-on-disk');
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
