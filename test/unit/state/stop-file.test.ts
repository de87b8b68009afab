import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { clearStopFile, watchStopFile } from '../../../src/adapters/state/stop-file.js';

const TWO_LOOKS_MS = 1_200;
const folder = () => mkdtempSync(join(tmpdir(), 'comwatch-stop-'));
const ceases: (() => void)[] = [];
afterEach(() => {
  for (const cease of ceases.splice(0)) cease();
});

async function watch(dir: string) {
  const onStop = vi.fn();
  const { cease, clearStale } = await watchStopFile(dir, onStop);
  ceases.push(cease);
  await clearStale();
  return onStop;
}

it('takes a new file for a request, once', async () => {
  const dir = folder();
  const onStop = await watch(dir);
  writeFileSync(join(dir, 'stop'), '');
  await sleep(TWO_LOOKS_MS);
  expect(onStop).toHaveBeenCalledOnce();
});

it('removes the request of an earlier time', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'stop'), '');
  const onStop = await watch(dir);
  expect(existsSync(join(dir, 'stop'))).toBe(false);
  await sleep(TWO_LOOKS_MS);
  expect(onStop).not.toHaveBeenCalled();
});

it('leaves a request to another agent alone until it holds the lock, and takes the next one', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'stop'), '');
  const onStop = vi.fn();
  const { cease, clearStale } = await watchStopFile(dir, onStop);
  ceases.push(cease);
  await sleep(TWO_LOOKS_MS);
  expect(onStop).not.toHaveBeenCalled();
  rmSync(join(dir, 'stop'));
  await sleep(20);
  writeFileSync(join(dir, 'stop'), '');
  await clearStale();
  expect(existsSync(join(dir, 'stop'))).toBe(true);
  await sleep(TWO_LOOKS_MS);
  expect(onStop).toHaveBeenCalledOnce();
});

it.each([
  ['an empty folder', (path: string) => mkdirSync(path)],
  ['a folder with files', (path: string) => mkdirSync(join(path, 'inner'), { recursive: true })],
  ['a link', (path: string) => symlinkSync('/', path)],
])('takes %s for no request', async (_, make) => {
  const dir = folder();
  make(join(dir, 'stop'));
  const before = await watch(dir);
  await clearStopFile(dir);
  make(join(dir, existsSync(join(dir, 'stop')) ? 'other' : 'stop'));
  await sleep(TWO_LOOKS_MS);
  expect(before).not.toHaveBeenCalled();
});
