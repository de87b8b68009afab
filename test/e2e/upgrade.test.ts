/** The first start of a new version: changes are reported once. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';

const CONFIG = `[powershell]
path = ${POWERSHELL}
[shellprocess]
source = process
delay = 100 ms
cpu_window = 500 ms
`;

/** Records of changed defaults after one judged pass. */
async function changesAfterRun(dir: string): Promise<string[]> {
  const before = logOf(dir).length;
  const run = comwatch(['run', '--once'], dir);
  expect(await run.ended).toBe(0);
  const lines = logOf(dir).slice(before).trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return records
    .filter((record) => record['event.action'] === 'upgrade')
    .map((record) => String(record['message']));
}

it('reports each changed default at the first start after a version that stored none, and never again', async () => {
  const dir = folder(CONFIG);
  mkdirSync(join(dir, 'state'));
  writeFileSync(join(dir, 'state', 'brake.json'), '{}');
  const [first, ...others] = await changesAfterRun(dir);
  expect(first).toMatch(/\[shellprocess\] floor_after is now 10 min; .* write floor_after = 0 ms/);
  expect(others).toEqual([]);
  expect(await changesAfterRun(dir)).toEqual([]);
});

it('has nothing to tell where no agent has worked before', async () => {
  const dir = folder(CONFIG);
  expect(await changesAfterRun(dir)).toEqual([]);
  expect(await changesAfterRun(dir)).toEqual([]);
});
