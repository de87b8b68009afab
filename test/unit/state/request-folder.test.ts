import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { putRequest, watchRequests } from '../../../src/adapters/state/request-folder.js';
import type { Request } from '../../../src/core/telling/steering.js';

it('requests are met in the order in which they were put down', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-requests-'));
  const ending = new AbortController();
  const met: (string | undefined)[] = [];
  const asked = Array.from({ length: 8 }, (_, index) => `A${index}`);
  const take = (_id: string, request: Request) => {
    met.push('application' in request ? request.application : undefined);
    if (met.length === asked.length) ending.abort();
    return Promise.resolve();
  };
  const watching = watchRequests(stateDir, take, () => undefined, ending.signal);
  // Files from before the first check belong to an earlier agent.
  await wait(200);
  for (const application of asked) {
    expect((await putRequest(stateDir, { kind: 'resume', application })).ok).toBe(true);
    // Names differ by the millisecond.
    await wait(3);
  }
  await watching;
  expect(met).toEqual(asked);
});

it.each([
  ['that was removed', (stateDir: string) => rmSync(stateDir, { recursive: true })],
  [
    'in whose place was a file',
    (stateDir: string) => {
      rmSync(stateDir, { recursive: true });
      writeFileSync(stateDir, '');
    },
  ],
])('a folder %s is created again', async (_, spoil) => {
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-requests-'));
  const ending = new AbortController();
  spoil(stateDir);
  const watching = watchRequests(
    stateDir,
    () => {
      ending.abort();
      return Promise.resolve();
    },
    () => undefined,
    ending.signal,
  );
  await wait(50);
  rmSync(stateDir, { recursive: true, force: true });
  await vi.waitUntil(async () => (await putRequest(stateDir, { kind: 'reload' })).ok, 5_000);
  await watching;
});
