import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JsonFile, type DiskTurn } from '../../../src/adapters/files/json-file.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'comwatch-json-'));
  path = join(dir, 'value.json');
});
afterEach(() => {
  vi.useRealTimers();
});

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);
const open = (onTurn?: DiskTurn) => new JsonFile(path, numberOf, onTurn);
/** Root may write everywhere, but a folder in place of a file accepts no writes from any account. */
const takesNothing = () => {
  rmSync(dir, { recursive: true });
  writeFileSync(dir, '');
};
const takesAgain = () => rmSync(dir);

describe('what is read', () => {
  it('is the value that was written, across restarts', async () => {
    expect(await open().save(7)).toBeUndefined();
    expect(await open().load()).toEqual({ kind: 'value', value: 7 });
  });

  it('is absent where there is no file', async () => {
    expect(await open().load()).toEqual({ kind: 'absent' });
  });

  it.each([
    ['a torn value', '{"a":', 'file-invalid'],
    ['another value', '"seven"', 'file-invalid'],
    ['nothing', '', 'file-invalid'],
    ['zero bytes after a power cut', '\0'.repeat(512), 'file-invalid'],
    ['a million brackets', '['.repeat(2 ** 20), 'file-invalid'],
  ])('is unreadable: %s', async (_, text, kind) => {
    writeFileSync(path, text);
    expect(await open().load()).toEqual({ kind: 'unreadable', reason: { kind, file: path } });
  });

  it('is unreadable, and not read into memory, when it is of 200 MB', async () => {
    writeFileSync(path, '7');
    truncateSync(path, 200 * 2 ** 20);
    const before = process.memoryUsage().rss;
    expect(await open().load()).toEqual({
      kind: 'unreadable',
      reason: { kind: 'file-too-long', file: path, bytes: 200 * 2 ** 20 },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 2 ** 20);
  });

  it('is never what a link, a folder or a pipe leads to', async () => {
    const kinds = ['link', 'folder', ...(process.platform === 'win32' ? [] : ['pipe'])];
    for (const kind of kinds) {
      writeFileSync(join(dir, 'elsewhere'), '7');
      if (kind === 'link') symlinkSync(join(dir, 'elsewhere'), path);
      if (kind === 'folder') mkdirSync(path);
      if (kind === 'pipe') execFileSync('mkfifo', [path]);
      expect(await open().load()).toEqual({
        kind: 'unreadable',
        reason: { kind: 'file-not-plain', file: path },
      });
      rmSync(path, { recursive: true });
    }
  });

  it('is never an exception, whatever lies there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (text) => {
        writeFileSync(path, text);
        expect(['value', 'unreadable']).toContain((await open().load()).kind);
      }),
    );
  });
});

describe('what is written', () => {
  it('is the newest value, however many are written at once', async () => {
    const file = open();
    await Promise.all(Array.from({ length: 50 }, (_, index) => file.save(index)));
    expect(readFileSync(path, 'utf8')).toBe('49');
  });

  it('makes its folder anew', async () => {
    rmSync(dir, { recursive: true });
    expect(await open().save(7)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('7');
  });

  it('is refused for the reason why its folder cannot be created', async () => {
    // No account may create a folder there.
    const file = new JsonFile(join('/proc', 'state', 'value.json'), numberOf);
    expect(await file.save(7)).toMatchObject({ kind: 'file-unwritable', file: '/proc/state' });
    await file.remove();
  });

  it('goes to disk as soon as the disk takes it, and both changes are reported once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const turns: unknown[] = [];
    const file = open((reason) => void turns.push(reason?.kind));
    takesNothing();
    expect(await file.save(6)).toMatchObject({ kind: 'file-unwritable', file: path });
    expect(await file.save(7)).toMatchObject({ kind: 'file-unwritable', file: path });
    expect(turns).toEqual(['file-unwritable']);
    takesAgain();
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitUntil(() => existsSync(path));
    expect(readFileSync(path, 'utf8')).toBe('7');
    await vi.waitUntil(() => turns.length === 2);
    expect(turns).toEqual(['file-unwritable', undefined]);
  });

  it('never follows a link that lies at its temporary name', async () => {
    const elsewhere = join(dir, 'elsewhere');
    writeFileSync(elsewhere, 'kept');
    symlinkSync(elsewhere, `${path}.${process.pid}.tmp`);
    expect(await open().save(7)).toBeUndefined();
    expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
  });

  it('is removed, with what was still to be written', async () => {
    const file = open();
    void file.save(7);
    await file.remove();
    expect(readdirSync(dir)).toEqual([]);
  });
});

it('removes what an agent that was killed in the middle of a write left behind', async () => {
  writeFileSync(`${path}.99999999.tmp`, '7');
  writeFileSync(join(dir, 'other.json.99999999.tmp'), '7');
  chmodSync(`${path}.99999999.tmp`, 0o600);
  await open().load();
  await vi.waitUntil(() => readdirSync(dir).length === 1);
  expect(readdirSync(dir)).toEqual(['other.json.99999999.tmp']);
});

it('leaves alone what another process is writing', async () => {
  const begun = `${path}.${process.ppid}.tmp`;
  writeFileSync(begun, '7');
  writeFileSync(`${path}.99999999.tmp`, '7');
  await open().load();
  await vi.waitUntil(() => readdirSync(dir).length === 1);
  expect(readdirSync(dir)).toEqual([basename(begun)]);
});
