/** A disk that never answers a write: what is kept for it is bounded. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JsonFile } from '../../../src/adapters/files/json-file.js';
import { standingClock } from '../../support/standing-clock.js';

const hungDisk = vi.hoisted(() => ({
  texts: [] as string[],
  release: [] as (() => void)[],
}));
vi.mock('../../../src/adapters/files/atomic.js', () => ({
  tryWriteAtomic: (_file: string, text: string) => {
    hungDisk.texts.push(text);
    return new Promise<undefined>((resolve) => hungDisk.release.push(() => resolve(undefined)));
  },
}));
afterEach(() => {
  hungDisk.texts.length = 0;
  hungDisk.release.length = 0;
});

const open = () => {
  const clock = standingClock();
  const path = join(mkdtempSync(join(tmpdir(), 'comwatch-json-')), 'value.json');
  const parse = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return { clock, path, file: new JsonFile<number>(path, parse, undefined, clock) };
};

describe('a disk that never answers', () => {
  it('lets go whoever waits for it', async () => {
    const { file, path, clock } = open();
    const first = file.save(1);
    const second = file.save(2);
    await vi.waitUntil(() => hungDisk.texts.length === 1);
    clock.move(30_000);
    const silent = { kind: 'disk-silent', file: path, deadlineMs: 30_000 };
    expect(await Promise.all([first, second])).toEqual([silent, silent]);
  });

  it('has one write waiting, of the newest value, however much was saved', async () => {
    const { file, clock } = open();
    void file.save(0);
    await vi.waitUntil(() => hungDisk.texts.length === 1);
    const later = new Set<unknown>();
    for (let value = 1; value <= 1_000; value++) {
      later.add(file.save(value));
      clock.move(10_000);
    }
    const last = file.save(1_001);
    hungDisk.release[0]?.();
    await vi.waitUntil(() => hungDisk.texts.length === 2);
    hungDisk.release[1]?.();
    expect(await last).toBeUndefined();
    await Promise.all(later);
    expect(hungDisk.texts).toEqual(['0', '1001']);
  });

  it('does not take away what is saved after a removal', async () => {
    const { file } = open();
    void file.save(1);
    await vi.waitUntil(() => hungDisk.texts.length === 1);
    void file.save(2);
    const removed = file.remove();
    const saved = file.save(3);
    hungDisk.release[0]?.();
    const releasing = setInterval(() => hungDisk.release.splice(0).forEach((go) => go()), 1);
    await removed;
    expect(await saved).toBeUndefined();
    clearInterval(releasing);
    // Written after the removal, whatever was written before it.
    expect(hungDisk.texts.at(-1)).toBe('3');
    expect(hungDisk.texts.length).toBeGreaterThanOrEqual(3);
  });
});
