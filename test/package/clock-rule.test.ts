/** A read of a clock outside src/adapters/clock is refused by lint in every form that it can be written in. */
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { clockRule } from '../../tools/clock-rule.mjs';

function messagesOf(code: string): string[] {
  const rules = { 'no-restricted-syntax': ['error', ...clockRule] } as const;
  return new Linter().verify(code, { rules: rules as never }).map(({ message }) => message);
}

it.each([
  'export const at = new Date();',
  'export const at = new Date;',
  'export const at = Date();',
  'export const at = Date.now();',
  "export const at = Date['now']();",
  'export const { now } = Date;',
  'export const Time = Date;',
  'export const read = { at: Date.now };',
  'export const at = performance.now();',
  'export const at = performance.timeOrigin;',
  'export const { now } = performance;',
  "import { performance as clock } from 'node:perf_hooks'; clock.now();",
  'export const at = process.hrtime();',
  'export const at = process.hrtime.bigint();',
  'export const at = process.uptime();',
  'export const { hrtime } = process;',
  "import { hrtime } from 'node:process'; hrtime();",
  "import { uptime } from 'node:os'; uptime();",
  'setTimeout(() => 1, 5);',
  'setInterval(() => 1, 5);',
  'export const wait = setTimeout;',
  'export const wait = promisify(setTimeout);',
  'globalThis.setTimeout(() => 1, 5);',
  "globalThis['setTimeout'](() => 1, 5);",
  'export const at = globalThis.Date.now();',
  "import { setTimeout as sleep } from 'node:timers/promises'; await sleep(5);",
  "import { setTimeout as later } from 'timers'; later(() => 1, 5);",
  "const { setTimeout: sleep } = await import('node:timers/promises'); await sleep(5);",
  'fetch(url, { signal: AbortSignal.timeout(5) });',
])('refuses %s', (code) => {
  expect(messagesOf(code)).not.toEqual([]);
});

it.each([
  'export const at = new Date(unixMs);',
  'export const at = Date.UTC(2026, 10, 26);',
  'export const at = Date.parse(text);',
  'socket.setTimeout(0);',
  'export const now = clock.monotonicMs();',
  "import { hostname } from 'node:os'; hostname();",
  'export const { env } = process;',
  'setImmediate(run);',
])('allows %s', (code) => {
  expect(messagesOf(code)).toEqual([]);
});
