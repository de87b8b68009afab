/** An agent that is killed at any moment, again and again, while notices are written and mailed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { smtp } from '../support/mail.js';
import { path } from '../support/paths.js';
import type { TestSmtp } from '../support/smtp.js';

/** 300 take a quarter of an hour on a busy machine: COMWATCH_KILLS=300. */
const KILLS = Number(process.env['COMWATCH_KILLS'] ?? 15);
vi.setConfig({ testTimeout: 120_000 + KILLS * 10_000 });

/**
 * Runs the mailer until it ends, or is killed this many milliseconds after it has stored or mailed something: on a busy
 * machine it would do neither before. Returns what it had on disk.
 */
async function mail(stateDir: string, server: TestSmtp, first: number, killAfterMs?: number) {
  const count = killAfterMs === undefined ? 0 : 1_000;
  const words = [stateDir, server.port, first, count].map(String);
  const mailedBefore = server.mails.length;
  const child = spawn(process.execPath, [path('test/support/mailing-agent.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    lines.push(...chunk.toString().split('\n').filter(Boolean));
  });
  const look = setInterval(() => {
    const isAtWork = lines.length > 1 || server.mails.length > mailedBefore;
    if (killAfterMs === undefined || !isAtWork) return;
    clearInterval(look);
    setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }, 2);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return lines.filter((line) => line !== 'open');
}

it(`mails every notice that was on disk, and at most one twice for each of ${KILLS} kills`, async () => {
  const server = await smtp();
  const stateDir = mkdtempSync(join(tmpdir(), 'comwatch-killed-'));
  const stored: string[] = [];
  /** Number of mails that had arrived at each kill. */
  const arrivedAtKill: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    // Not an even spread: most writes and mails take a few milliseconds.
    stored.push(...(await mail(stateDir, server, kill * 1_000, Math.random() ** 2 * 150)));
    await server.settled();
    arrivedAtKill.push(server.mails.length);
    if (kill % 25 === 24) console.info(`${kill + 1} kills`);
  }
  await mail(stateDir, server, KILLS * 1_000);
  const arrived = server.mails.map(
    ({ mail: { messageId } }) => /<(n\d+)@/.exec(messageId ?? '')?.[1],
  );
  const once = new Set(arrived);
  const twice = arrived.filter((id, index) => arrived.indexOf(id) !== index);
  expect(stored.length).toBeGreaterThan(KILLS / 3);
  expect(stored.filter((id) => !once.has(id))).toEqual([]);
  // The server may have taken the last mail before a kill without its answer being read. No other mail is sent twice.
  const lastBeforeKill = new Set(arrivedAtKill.map((count) => arrived[count - 1]));
  expect(twice.filter((id) => !lastBeforeKill.has(id))).toEqual([]);
  expect(twice.length).toBeLessThanOrEqual(KILLS);
  expect(readdirSync(join(stateDir, 'outbox'))).toEqual([]);
  console.info(
    `${KILLS} kills: ${stored.length} stored, ${once.size} mailed, ${twice.length} twice`,
  );
});
