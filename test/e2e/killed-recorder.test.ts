/** An agent that is killed at any moment, again and again, while it records. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { filesSince, nothingRead, readRecord } from '../../src/adapters/recording/record-reader.js';
import { path } from '../support/paths.js';

/** 300 take some minutes: COMWATCH_KILLS=300. */
const KILLS = Number(process.env['COMWATCH_KILLS'] ?? 20);
const NUMBERS_EACH = 1_000_000;
vi.setConfig({ testTimeout: 120_000 + KILLS * 10_000 });

async function recordUntilKilled(dir: string, first: number, killAfterMs: number): Promise<void> {
  const words = [path('test/support/recording-agent.mjs'), dir, String(first)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), killAfterMs));
  await new Promise((resolve) => child.on('close', resolve));
}

it(`keeps a readable record over ${KILLS} kills: nothing twice, no gap but at the end of each life`, async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'comwatch-killed-')), 'record');
  for (let kill = 0; kill < KILLS; kill++) {
    await recordUntilKilled(dir, kill * NUMBERS_EACH, 20 + Math.random() * 200);
    if (kill % 25 === 24) console.info(`${kill + 1} kills`);
  }
  const totals = nothingRead();
  const numbers: number[] = [];
  for await (const { entries } of readRecord(dir, await filesSince(dir, 0), totals)) {
    for (const each of entries) {
      if (each.kind === 'sample') numbers.push(each.sample.rows[0]?.cpuTime100ns ?? -1);
    }
  }
  const lives = new Set(numbers.map((each) => Math.floor(each / NUMBERS_EACH)));
  const gaps = numbers.filter((each, at) => {
    const before = numbers[at - 1];
    const isSameLife = before !== undefined && each % NUMBERS_EACH !== 0;
    return isSameLife && each !== before + 1;
  });
  expect(lives.size).toBe(KILLS);
  expect(gaps).toEqual([]);
  expect(totals.unreadable).toBe(0);
  expect(totals.broken).toBeLessThanOrEqual(KILLS);
  console.info(`${KILLS} kills: ${numbers.length} samples read, ${totals.broken} lines broken`);
});
