import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  firstAsked,
  recallAttempts,
  refusedForMs,
  storeAttempts,
  withoutGone,
  type Attempts,
  type AttemptTable,
} from '../../../../src/core/acting/attempts.js';
import { entryOf } from '../../../../src/core/observing/identity.js';
import type { StopOutcome, StopRefusal } from '../../../../src/core/acting/stop-outcome.js';
import type { Target } from '../../../../src/core/observing/model.js';
import { target } from '../../../support/build.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const detail = { kind: 'own-process' } as const;
const refused = (reason: StopRefusal) => ({ kind: 'refused', reason, detail }) as const;

const one = target({ pid: 11 });
const other = target({ pid: 12 });
const attempts = (changes: Partial<Attempts> = {}): Attempts => ({
  ...firstAsked(one, 0),
  ...changes,
});
const tableOf = (...all: Attempts[]): AttemptTable =>
  new Map(all.map((each) => [each.target.pid, each]));

describe('after an attempt', () => {
  it.each<[StopOutcome]>([
    [{ kind: 'stopped', tookMs: 3 }],
    [{ kind: 'gone' }],
    [{ kind: 'survived', waitedMs: 2_000, detail }],
    [{ kind: 'unknown', detail }],
    [refused('what-if')],
  ])('that ended so, none is under way: %o', (outcome) => {
    const after = afterAttempt(attempts({ isUnderWay: true, count: 1 }), outcome, 7_000);
    expect(after.isUnderWay).toBe(false);
    expect(after.nextMs).toBeGreaterThanOrEqual(7_000);
  });

  it.each<[StopOutcome]>([
    [{ kind: 'survived', waitedMs: 2_000, detail }],
    [{ kind: 'unknown', detail }],
  ])('whose process may still run, the next waits longer and longer: %o', (outcome) => {
    const waits = [0, 1, 2, 3, 4, 50].map(
      (count) => (afterAttempt(attempts({ count }), outcome, 1_000).nextMs - 1_000) / SECOND,
    );
    expect(waits).toEqual([5, 5, 30, 300, 300, 300]);
  });

  it('that Windows denied, the next waits until a person may have granted the right', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 50].map(
      (count) => refusedForMs(refused('access-denied'), count) / MINUTE,
    );
    expect(waits).toEqual([1 / 12, 1 / 12, 1 / 2, 5, 10, 20, 40, 60, 60]);
  });

  it('that was refused for another reason, the next waits as for a survivor', () => {
    const waits = [1, 2, 3, 50].map((count) => refusedForMs(refused('identity-changed'), count));
    expect(waits).toEqual([5 * SECOND, 30 * SECOND, 5 * MINUTE, 5 * MINUTE]);
  });
});

describe('attempts on what is gone', () => {
  const isPresent = ({ pid }: Target) => pid === 12;

  it('are forgotten; those on the others stay', () => {
    const table = tableOf(attempts(), attempts({ target: other, count: 2 }));
    const left = withoutGone(table, isPresent);
    expect([...left.keys()]).toEqual([12]);
    expect(entryOf(left, other)?.count).toBe(2);
  });

  it('stay while one is under way: its end is still to be noted', () => {
    const table = tableOf(attempts({ isUnderWay: true }), attempts({ target: other }));
    expect(withoutGone(table, isPresent)).toBe(table);
  });

  it('cost nothing where nothing is gone', () => {
    const table = tableOf(attempts({ target: other }));
    expect(withoutGone(table, isPresent)).toBe(table);
  });
});

describe('attempts that the next agent reads', () => {
  const SAVED = { monotonicMs: 500_000, wallMs: 1_764_000_000_000 };
  const next = { monotonicMs: 3_000, wallMs: SAVED.wallMs + 10_000 };
  const tried = attempts({ askedMs: 400_000, count: 2, nextMs: 530_000, isUnderWay: true });
  const stored = (table: AttemptTable) =>
    JSON.parse(JSON.stringify(storeAttempts(table, SAVED))) as Record<string, unknown>[];
  const recall = (value: unknown, observes = false, now = next) =>
    recallAttempts(value, SAVED.wallMs, observes, now);

  it('go on where they stood, by its own clock; nothing is under way any more', () => {
    const recalled = recall(stored(tableOf(tried)));
    expect([...recalled]).toEqual([
      [11, { ...tried, askedMs: -107_000, nextMs: 23_000, isUnderWay: false }],
    ]);
  });

  it('are those that were made: a stop that was only requested is no attempt yet', () => {
    expect(stored(tableOf(attempts({ count: 0 })))).toEqual([]);
    expect(stored(tableOf(attempts({ count: 1 })))).toHaveLength(1);
  });

  it('are at most 500, the last ones', () => {
    const all = Array.from({ length: 501 }, (_, n) =>
      attempts({ target: target({ pid: 1_000 + n }), count: 1 }),
    );
    const recalled = recall(stored(tableOf(...all)));
    expect([...recalled.keys()]).toEqual(all.slice(1).map((each) => each.target.pid));
  });

  it('are those of its own mode: one that acts stops what an observing one would have stopped', () => {
    const value = stored(tableOf(tried, attempts({ target: other, count: 1, isObserved: true })));
    expect([...recall(value, false).keys()]).toEqual([11]);
    expect([...recall(value, true).keys()]).toEqual([12]);
    expect(recall(value, true).get(12)?.isObserved).toBe(true);
  });

  it('keep no survivor from a further attempt for more than five minutes', () => {
    const ahead = tableOf(attempts({ ...tried, nextMs: 500_000 + 60 * MINUTE }));
    expect(recall(stored(ahead)).get(11)?.nextMs).toBe(next.monotonicMs + 5 * MINUTE);
  });

  it('were requested no later than now, though the clock was slewed', () => {
    const now = { ...next, wallMs: SAVED.wallMs - 1_000 };
    const value = stored(tableOf(attempts({ ...tried, askedMs: 500_000 })));
    expect(recall(value, false, now).get(11)?.askedMs).toBe(now.monotonicMs);
  });

  it.each([
    ['the clock was set back', -3_600_000],
    ['the agent was off for more than a day', 25 * 3_600_000],
  ])('are none when %s', (_why, byMs) => {
    const now = { ...next, wallMs: SAVED.wallMs + byMs };
    expect(recall(stored(tableOf(tried)), false, now).size).toBe(0);
  });

  it.each<[string, (good: Record<string, unknown>) => unknown]>([
    ['no list', (good) => good],
    ['an entry that is no table', (good) => [good, null]],
    ['a list too long', (good) => Array.from({ length: 501 }, () => good)],
    ['no identity', (good) => [{ ...good, target: { pid: 11, startedAt: 'x', name: 'a.exe' } }]],
    ['an asking time of text', (good) => [{ ...good, askedUnixMs: '1' }]],
    ['a fraction of an attempt', (good) => [{ ...good, count: 1.5 }]],
    ['a next time before all times', (good) => [{ ...good, nextUnixMs: -1 }]],
    ['no word on observing', (good) => [{ ...good, isObserved: 1 }]],
  ])('are none where the file holds %s', (_what, broken) => {
    const [good] = stored(tableOf(tried));
    expect(recall([good]).size).toBe(1);
    expect(recall(broken(good!)).size).toBe(0);
  });
});
