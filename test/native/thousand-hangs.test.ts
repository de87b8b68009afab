/** A server that hangs all night: every call is abandoned, and no remains accumulate. */
import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { openProbe } from '../support/probes.js';
import { until } from '../support/shells.js';
import { transactionOf } from '../support/transaction.js';

/** The whole night has a thousand of them; this many are run every time. */
const HANGS = Number(process.env['COMWATCH_TEST_HANGS'] ?? '100');
const signal = new AbortController().signal;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

function state() {
  gc();
  return {
    heap: process.memoryUsage().heapUsed,
    handles: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    children: readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
      .length,
  };
}

it(
  `leaves no process, thread, handle or memory after ${HANGS} calls that hang`,
  { timeout: 600_000 },
  async () => {
    const { runner } = openProbe(transactionOf('memory:authorize=hang'), { witerezultMs: 20 });
    const hang = async (times: number) => {
      for (let turn = 0; turn < times; turn++) {
        expect(await runner.probe({}, signal)).toMatchObject({
          kind: 'failed',
          failure: { failureClass: 'timeout' },
        });
      }
      // The replacement is not there yet.
      const hanging = new Set(runner.pids);
      await until(() => runner.pids.length === 1 && !runner.pids.some((each) => hanging.has(each)));
    };
    await hang(20);
    const before = state();
    await hang(HANGS);
    const after = state();
    expect(after.children).toBe(before.children);
    expect(after.threads).toBeLessThanOrEqual(before.threads);
    expect(after.handles).toBeLessThanOrEqual(before.handles + 1);
    expect(after.heap - before.heap).toBeLessThan(2 ** 20);
  },
);
