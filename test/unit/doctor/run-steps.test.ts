import { describe, expect, it } from 'vitest';
import { passed, type StepReport } from '../../../src/core/doctor/model.js';
import { stepIds, type StepId } from '../../../src/core/doctor/step-id.js';
import { steps, TOTAL_MS } from '../../../src/core/doctor/steps.js';
import { runSteps, type StepRun } from '../../../src/doctor/run-steps.js';
import type { Clock } from '../../../src/ports.js';

/** Time that advances when all work is waiting. */
class StandInClock implements Clock {
  #nowMs = 0;
  readonly #sleepers = new Map<object, { readonly atMs: number; readonly wake: () => void }>();

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const key = {};
      const wake = () => {
        this.#sleepers.delete(key);
        resolve();
      };
      if (signal.aborted) resolve();
      else {
        this.#sleepers.set(key, { atMs: this.#nowMs + ms, wake });
        signal.addEventListener('abort', wake, { once: true });
      }
    });
  }

  /** Advances from one timer to the next until the work is done. */
  async runUntil<T>(work: Promise<T>): Promise<T> {
    const state: { isDone: boolean } = { isDone: false };
    void work.finally(() => (state.isDone = true));
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDone) return work;
      const next = [...this.#sleepers.values()].sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) throw new Error('nobody waits and nothing is done');
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
  }
}

const never: StepRun = () => new Promise(() => undefined);
const fine: StepRun = () => Promise.resolve(passed([]));

function all(run: StepRun, changes: Partial<Record<StepId, StepRun>> = {}) {
  const same = Object.fromEntries(stepIds.map((id) => [id, run])) as Record<StepId, StepRun>;
  return { ...same, ...changes };
}

async function run(runs: Record<StepId, StepRun>, signal = new AbortController().signal) {
  const clock = new StandInClock();
  const began: StepId[] = [];
  const ended: StepReport[] = [];
  const progress = {
    began: (id: StepId) => void began.push(id),
    ended: (report: StepReport) => void ended.push(report),
  };
  const work = runSteps(runs, { clock, progress, totalMs: TOTAL_MS, signal });
  const reports = await clock.runUntil(work);
  const states = Object.fromEntries(reports.map(({ id, state }) => [id, state]));
  return { reports, states, began, ended, tookMs: clock.monotonicMs() };
}

describe('the steps', () => {
  it('all report, in the order in which they are shown', async () => {
    const { reports, began, ended } = await run(all(fine));
    expect(reports.map(({ id }) => id)).toEqual(stepIds);
    expect(reports.every(({ state }) => state === 'ok')).toBe(true);
    expect(began).toHaveLength(stepIds.length);
    expect(ended).toHaveLength(stepIds.length);
  });

  it('end within 90 s although every one of them hangs', async () => {
    const { reports, tookMs } = await run(all(never));
    expect(reports).toHaveLength(stepIds.length);
    expect(tookMs).toBeLessThanOrEqual(TOTAL_MS);
    expect(reports.every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('end within 90 s although every one but the shells hangs', async () => {
    const { tookMs } = await run(all(never, { shells: fine }));
    expect(tookMs).toBeLessThanOrEqual(TOTAL_MS);
  });

  it.each(stepIds.filter((id) => id !== 'shells'))(
    'go on when %s hangs, and say its deadline',
    async (hung) => {
      const { states, reports } = await run(all(fine, { [hung]: never }));
      const others = stepIds.filter((id) => id !== hung);
      expect(others.filter((id) => states[id] !== 'ok')).toEqual([]);
      expect(reports.find(({ id }) => id === hung)?.seen).toEqual([
        { kind: 'late', deadlineMs: steps[hung].deadlineMs },
      ]);
    },
  );

  it('continue when one throws, and give its message', async () => {
    const broken = () => Promise.reject(new Error('a fault of our own'));
    const { states, reports } = await run(all(fine, { stop: broken }));
    expect(states).toMatchObject({ stop: 'unknown', sources: 'ok', task: 'ok' });
    expect(reports.find(({ id }) => id === 'stop')?.seen).toMatchObject([
      { reason: { text: 'a fault of our own' } },
    ]);
  });

  it('that stand on the shells are not tried without them, the others are', async () => {
    const { states, reports } = await run(all(fine, { shells: never }));
    expect(states).toMatchObject({ sources: 'unknown', mail: 'ok', edge: 'ok', versions: 'ok' });
    expect(reports.find(({ id }) => id === 'sources')?.seen).toEqual([
      { kind: 'not-tried', after: 'shells' },
    ]);
  });

  it('are asked to end when their time is over', async () => {
    let wasAborted = false;
    const hangs: StepRun = (signal) => {
      signal.addEventListener('abort', () => (wasAborted = true));
      return never(signal);
    };
    await run(all(fine, { mail: hangs }));
    expect(wasAborted).toBe(true);
  });

  it('are interrupted together, and still report', async () => {
    const ending = new AbortController();
    const interrupts: StepRun = (signal) => {
      queueMicrotask(() => ending.abort());
      return never(signal);
    };
    const { reports, tookMs } = await run(all(fine, { sources: interrupts }), ending.signal);
    expect(tookMs).toBe(0);
    expect(reports.find(({ id }) => id === 'sources')?.seen).toEqual([{ kind: 'aborted' }]);
    expect(reports.find(({ id }) => id === 'task')?.seen).toEqual([{ kind: 'aborted' }]);
  });
});
