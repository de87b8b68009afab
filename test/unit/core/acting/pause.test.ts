import { describe, expect, it } from 'vitest';
import {
  LONGEST_PAUSE_MS,
  endPauses,
  pauseOf,
  recallPauses,
  storePauses,
  withoutPause,
  withPause,
  type Pause,
} from '../../../../src/core/acting/pause.js';

const HOUR = 3_600_000;
const NOW = { monotonicMs: 1_000, wallMs: Date.UTC(2026, 2, 29, 0, 30) };

const pause = (given: Partial<Pause> = {}): Pause => ({
  application: undefined,
  why: 'updates',
  withCalls: false,
  sinceUnixMs: NOW.wallMs,
  untilMs: NOW.monotonicMs + HOUR,
  ...given,
});

describe('a pause', () => {
  it('holds for its application until its time is over, on a clock that cannot be set', () => {
    const pauses = [pause({ application: 'A' })];
    expect(pauseOf(pauses, 'A', NOW.monotonicMs + HOUR - 1)?.why).toBe('updates');
    expect(pauseOf(pauses, 'A', NOW.monotonicMs + HOUR)).toBeUndefined();
    expect(pauseOf(pauses, undefined, NOW.monotonicMs)).toBeUndefined();
  });

  it('of all applications holds for each; the longest one counts, calls only where all allow them', () => {
    const all = pause({ withCalls: true });
    const own = pause({ application: 'A', untilMs: NOW.monotonicMs + 2 * HOUR });
    const found = pauseOf([all, own], 'A', NOW.monotonicMs);
    expect(found).toMatchObject({ untilMs: own.untilMs, withCalls: false });
    expect(pauseOf([all, own], 'B', NOW.monotonicMs)).toMatchObject({ withCalls: true });
  });

  it('takes the place of the one for the same application', () => {
    const pauses = withPause(withPause([], pause()), pause({ why: 'again' }));
    expect(pauses.map(({ why }) => why)).toEqual(['again']);
    expect(withPause(pauses, pause({ application: 'A' }))).toHaveLength(2);
    expect(withoutPause(pauses, 'A')).toEqual(pauses);
    expect(withoutPause(pauses, undefined)).toEqual([]);
  });

  it('ends by itself', () => {
    const pauses = [pause(), pause({ application: 'A', untilMs: NOW.monotonicMs + 2 * HOUR })];
    const { ended, left } = endPauses(pauses, NOW.monotonicMs + HOUR);
    expect(ended.map(({ application }) => application)).toEqual([undefined]);
    expect(left.map(({ application }) => application)).toEqual(['A']);
  });
});

describe('a pause that the next agent reads', () => {
  const stored = JSON.parse(
    JSON.stringify(storePauses([pause({ application: 'A' })], NOW)),
  ) as unknown;

  it('goes on for the rest of its time, daylight saving in between', () => {
    // The night in which Berlin skips an hour: wall time here is UTC, as on disk.
    const later = { monotonicMs: 5, wallMs: NOW.wallMs + HOUR / 2 };
    expect(recallPauses(stored, later)).toEqual([
      pause({ application: 'A', untilMs: 5 + HOUR / 2 }),
    ]);
  });

  it('is over when its time is, and is not lengthened by a clock that was set back', () => {
    expect(recallPauses(stored, { monotonicMs: 0, wallMs: NOW.wallMs + HOUR })).toEqual([]);
    const [back] = recallPauses(stored, { monotonicMs: 0, wallMs: NOW.wallMs - 24 * HOUR });
    expect(back?.untilMs).toBe(HOUR);
  });

  it.each([
    [{}],
    [null],
    ['x'],
    [[null, 5, {}]],
    [[{ why: 5, withCalls: false, sinceUnixMs: 0, untilUnixMs: 1e15 }]],
    [[{ why: '', withCalls: false, sinceUnixMs: 0, untilUnixMs: Number.NaN }]],
  ])('is none where the file holds %j', (value) => {
    expect(recallPauses(value, NOW)).toEqual([]);
  });

  it('of ten years is cut', () => {
    const value = [
      { why: '', withCalls: false, sinceUnixMs: NOW.wallMs, untilUnixMs: NOW.wallMs + 3e11 },
    ];
    expect(recallPauses(value, NOW)[0]?.untilMs).toBe(NOW.monotonicMs + LONGEST_PAUSE_MS);
  });
});
