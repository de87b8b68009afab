import { describe, expect, it } from 'vitest';
import {
  breakSeries,
  emptyWatch,
  observe,
  type WatchState,
} from '../../../../src/core/observing/process-table.js';
import type { ProcessRow } from '../../../../src/core/observing/model.js';
import { fileTime, row, sample, STARTED_UNIX_MS } from '../../../support/build.js';

const GIB = 2 ** 30;
const rules = {
  cpuWindowMs: 1_000,
  cpuBasis: 'core' as const,
  graceMs: 30_000,
  timeCacheMs: 600_000,
  logicalProcessors: 4,
  physicalMemoryBytes: 16 * GIB,
};
/** The process of the builder is an hour old at second 0. */
const wall = (second: number) => STARTED_UNIX_MS + 3_600_000 + second * 1_000;

function feed(state: WatchState, second: number, rows: ProcessRow[], generation = 1, dropped = 0) {
  const now = { monotonicMs: second * 1_000, wallMs: wall(second) };
  return observe(state, sample(rows, second * 1_000, generation, dropped), {
    now,
    spacingMs: 1_000,
    rules,
  });
}
const burnt = (seconds: number) => row({ cpuTime100ns: seconds * 10_000_000 });
const cpuOf = (state: WatchState) => state.watched.get(4712)?.figures.cpuPercent;

describe('watching', () => {
  it('gives memory % of the physical memory', () => {
    const { state } = feed(emptyWatch, 0, [row({ workingSetBytes: 4 * GIB })]);
    expect(state.watched.get(4712)?.figures.memoryPercent).toBe(25);
  });

  it('knows a target again and differences its samples', () => {
    const first = feed(emptyWatch, 0, [burnt(10)]);
    const second = feed(first.state, 1, [burnt(10.5)]);
    expect([first.seen.length, second.seen.length]).toEqual([1, 0]);
    expect(cpuOf(second.state)).toBe(50);
  });

  it('takes start times within a millisecond for the same process and others for another', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const same = row({ startedAt: fileTime(STARTED_UNIX_MS).replace(/0000$/, '9999') });
    expect(feed(first.state, 1, [same]).seen).toEqual([]);
    const other = row({ startedAt: fileTime(STARTED_UNIX_MS + 2) });
    const reused = feed(first.state, 1, [other]);
    expect([reused.seen.length, reused.left.length]).toEqual([1, 1]);
    expect(cpuOf(reused.state)).toBeNull();
  });

  it('keeps the identity that a process was first seen with', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const byOther = row({ startedAt: fileTime(STARTED_UNIX_MS).replace(/0000$/, '0007') });
    const second = feed(first.state, 1, [byOther]);
    expect(second.state.watched.get(4712)?.target).toEqual(first.state.watched.get(4712)?.target);
  });

  it('never differences samples of two shells', () => {
    const first = feed(emptyWatch, 0, [burnt(0)], 1);
    const second = feed(first.state, 1, [burnt(1)], 2);
    expect(cpuOf(second.state)).toBeNull();
    expect(cpuOf(feed(second.state, 2, [burnt(1.5)], 2).state)).toBe(50);
  });

  it('discards the sample across a clock jump or a sleep', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const second = feed(breakSeries(first.state), 1, [burnt(1)]);
    expect(cpuOf(second.state)).toBeNull();
    expect(cpuOf(feed(second.state, 2, [burnt(2)]).state)).toBe(100);
  });

  it('has no CPU figure where Windows gives no time', () => {
    const first = feed(emptyWatch, 0, [row({ cpuTime100ns: null })]);
    expect(cpuOf(feed(first.state, 1, [row({ cpuTime100ns: null })]).state)).toBeNull();
  });
});

describe('grace', () => {
  const bornAt = (second: number) => row({ pid: 7, startedAt: fileTime(wall(second)) });

  it('judges at once what was old before the agent started', () => {
    expect(feed(emptyWatch, 0, [row()]).state.watched.get(4712)?.settled).toBe(true);
  });

  it('does not judge what is younger, and its samples do not feed the floors', () => {
    let { state } = feed(emptyWatch, 0, [row()]);
    for (let second = 1; second < 31; second++) ({ state } = feed(state, second, [bornAt(1)]));
    const young = state.watched.get(7)!;
    expect(young.settled).toBe(false);
    expect(young.memoryFloor.floor(30_000)).toBeUndefined();
    ({ state } = feed(state, 31, [bornAt(1)]));
    expect(state.watched.get(7)?.settled).toBe(true);
    expect(state.watched.get(7)?.memoryFloor.floor(31_000)).toBeDefined();
  });

  it('is not shortened by a wall clock that was set forward', () => {
    const { state } = feed(emptyWatch, 0, [row()]);
    const now = { monotonicMs: 1_000, wallMs: wall(1) + 3_600_000 };
    const jumped = observe(state, sample([bornAt(1)], 1_000), { now, spacingMs: 1_000, rules });
    expect(jumped.state.watched.get(7)?.settled).toBe(false);
  });

  it('is not lengthened by a wall clock that was set back', () => {
    let { state } = feed(emptyWatch, 0, [row()]);
    for (let second = 1; second <= 32; second++) {
      const now = { monotonicMs: second * 1_000, wallMs: wall(second) - 7_200_000 };
      ({ state } = observe(state, sample([bornAt(1)], second * 1_000), {
        now,
        spacingMs: 1_000,
        rules,
      }));
    }
    expect(state.watched.get(7)?.settled).toBe(true);
  });
});

describe('floors', () => {
  it('are kept for each figure by itself', () => {
    let { state } = feed(emptyWatch, 0, [row({ workingSetBytes: 8 * GIB, cpuTime100ns: 0 })]);
    ({ state } = feed(state, 1, [row({ workingSetBytes: 1 * GIB, cpuTime100ns: 10_000_000 })]));
    ({ state } = feed(state, 2, [row({ workingSetBytes: 8 * GIB, cpuTime100ns: 11_000_000 })]));
    const { cpuFloor, memoryFloor } = state.watched.get(4712)!;
    expect([cpuFloor.floor(2_000), memoryFloor.floor(2_000)]).toEqual([10, 6.25]);
  });
});

describe('a process that one sample does not show', () => {
  const gone = (state: WatchState, second: number, dropped: number) =>
    feed(state, second, [], 1, dropped);

  it('keeps its floors and its age when rows were left out', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const missing = gone(first.state, 1, 1);
    expect([missing.left, missing.state.watched.size]).toEqual([[], 0]);
    const back = feed(missing.state, 2, [burnt(1)]);
    expect(back.seen).toEqual([]);
    const watched = back.state.watched.get(4712);
    expect(watched?.settled).toBe(true);
    expect(watched?.figures.cpuPercent).toBe(50);
    expect(watched?.memoryFloor.floor(2_000)).toBeDefined();
  });

  it('is gone when nothing was left out, or after three samples', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    expect(gone(first.state, 1, 0).left).toHaveLength(1);
    let { state } = first;
    const left: number[] = [];
    for (let second = 1; second <= 5; second++) {
      const next = gone(state, second, 1);
      left.push(next.left.length);
      ({ state } = next);
    }
    expect(left).toEqual([0, 0, 0, 1, 0]);
  });

  it('is seen again with all that was known of it when it comes back after it counted as gone', () => {
    let { state } = feed(emptyWatch, 0, [burnt(0)]);
    for (let second = 1; second <= 5; second++) ({ state } = gone(state, second, 1));
    const back = feed(state, 6, [burnt(3)], 1, 1);
    expect(back.seen).toHaveLength(1);
    expect(cpuOf(back.state)).toBe(50);
    expect(back.state.watched.get(4712)?.settledSinceMs).toBe(0);
  });

  it.each([
    ['a sample left nothing out', (state: WatchState) => gone(state, 6, 0).state, 7],
    ['ten minutes have passed', (state: WatchState) => gone(state, 601, 1).state, 602],
  ])('is forgotten when %s', (_, then, second) => {
    let { state } = feed(emptyWatch, 0, [burnt(0)]);
    for (let at = 1; at <= 5; at++) ({ state } = gone(state, at, 1));
    const back = feed(then(state), second, [burnt(3)], 1, 1);
    expect(back.left).toEqual([]);
    expect(cpuOf(back.state)).toBeNull();
  });

  it('has no CPU figure over two shells after it counted as gone', () => {
    let { state } = feed(emptyWatch, 0, [burnt(0)], 1);
    for (let second = 1; second <= 5; second++) ({ state } = gone(state, second, 1));
    expect(cpuOf(feed(state, 6, [burnt(3)], 2, 1).state)).toBeNull();
  });

  it('is gone when its PID has another owner', () => {
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const missing = gone(first.state, 1, 1);
    const other = row({ startedAt: fileTime(wall(1) + 500) });
    const next = feed(missing.state, 2, [other], 1, 1);
    expect([next.left.length, next.seen.length]).toEqual([1, 1]);
    expect(next.state.watched.get(4712)?.settled).toBe(false);
  });

  it('has no CPU figure over two shells', () => {
    const first = feed(emptyWatch, 0, [burnt(0)], 1);
    const missing = feed(first.state, 1, [], 2, 1);
    expect(cpuOf(feed(missing.state, 2, [burnt(1)], 2).state)).toBeNull();
  });

  it('is as old as it says when it was there before the last sample', () => {
    const other = row({ pid: 7, startedAt: fileTime(wall(-3_000)) });
    const first = feed(emptyWatch, 0, [burnt(0)]);
    const next = feed(first.state, 1, [burnt(0), other]);
    expect(next.state.watched.get(7)?.settled).toBe(true);
  });
});
