import { describe, expect, it } from 'vitest';
import {
  LONGEST_PAUSE_MS,
  LONGEST_WINDOW_MS,
  endPauses,
  pauseOf,
  recallPauses,
  recallSkipped,
  storePauses,
  windowPauses,
  withoutPause,
  withPause,
  type OpenWindow,
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
  const kept = (pauses: readonly Pause[]) =>
    JSON.parse(JSON.stringify(storePauses(pauses, NOW))) as Record<string, unknown>[];

  it('goes on for the rest of its time, daylight saving in between', () => {
    // The night in which Berlin skips an hour: wall time here is UTC, as on disk.
    const later = { monotonicMs: 5, wallMs: NOW.wallMs + HOUR / 2 };
    expect(recallPauses(kept([pause({ application: 'A' }), pause()]), later)).toEqual([
      pause({ application: 'A', untilMs: 5 + HOUR / 2 }),
      pause({ untilMs: 5 + HOUR / 2 }),
    ]);
  });

  it('is over when its time is, and is not lengthened by a clock that was set back', () => {
    const stored = kept([pause({ application: 'A' })]);
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

  it.each([
    ['an application that is no text', { application: 5 }],
    ['a reason that is no text', { why: null }],
    ['no word on the calls', { withCalls: 'yes' }],
    ['a beginning that is no time', { sinceUnixMs: 'x' }],
    ['an end that is no time', { untilUnixMs: -1 }],
    ['an end before its beginning', { sinceUnixMs: NOW.wallMs + 2 * HOUR }],
  ])('is none, and the others go on, where one entry has %s', (_what, broken) => {
    const [good] = kept([pause({ application: 'A' })]);
    const other = pause({ application: 'B' });
    expect(recallPauses([{ ...good, ...broken }, ...kept([other])], NOW)).toEqual([other]);
  });

  it('of ten years is cut', () => {
    const value = [
      { why: '', withCalls: false, sinceUnixMs: NOW.wallMs, untilUnixMs: NOW.wallMs + 3e11 },
    ];
    expect(recallPauses(value, NOW)[0]?.untilMs).toBe(NOW.monotonicMs + LONGEST_PAUSE_MS);
  });
});

describe('maintenance windows', () => {
  const open = (application: string | undefined, endsUnixMs: number): OpenWindow => ({
    application,
    withCalls: true,
    beganUnixMs: NOW.wallMs - HOUR,
    endsUnixMs,
  });
  const soon = NOW.wallMs + HOUR;
  const late = NOW.wallMs + 2 * HOUR;

  it('hold as pauses without a reason, until they end', () => {
    expect(windowPauses([open('A', soon)], [], NOW)).toEqual([
      {
        application: 'A',
        why: '',
        withCalls: true,
        sinceUnixMs: NOW.wallMs - HOUR,
        untilMs: NOW.monotonicMs + HOUR,
        isWindow: true,
      },
    ]);
  });

  it.each([
    ['first', [open('A', late), open('A', soon)]],
    ['last', [open('A', soon), open('A', late)]],
  ])('of one application count as the one that ends later, whichever is written %s', (_, both) => {
    const found = windowPauses([...both, open('B', soon)], [], NOW);
    expect(
      found.map(({ application, untilMs }) => [application, untilMs - NOW.monotonicMs]),
    ).toEqual([
      ['A', 2 * HOUR],
      ['B', HOUR],
    ]);
  });

  it('that were ended early hold no more: those of that application, up to that end', () => {
    const skipped = [{ application: 'A', untilUnixMs: soon }];
    const found = windowPauses([open('A', soon), open('B', soon)], skipped, NOW);
    expect(found.map(({ application }) => application)).toEqual(['B']);
    expect(windowPauses([open('A', soon + 1)], skipped, NOW)).toHaveLength(1);
    expect(windowPauses([open(undefined, soon)], skipped, NOW)).toHaveLength(1);
  });

  const kept = (untilUnixMs: number, application?: string) =>
    JSON.parse(
      JSON.stringify(storePauses([pause()], NOW, [{ application, untilUnixMs }])),
    ) as Record<string, unknown>[];

  it.each([['A'], [undefined]])(
    'stay ended early in the next agent: those of %s',
    (application) => {
      expect(recallSkipped(kept(soon, application), NOW)).toEqual([
        { application, untilUnixMs: soon },
      ]);
      expect(recallPauses(kept(soon, application), NOW)).toEqual([pause()]);
    },
  );

  it('that would be over by now are not kept', () => {
    expect(kept(NOW.wallMs, 'A')).toHaveLength(1);
    expect(recallSkipped(kept(soon, 'A'), { ...NOW, wallMs: soon })).toEqual([]);
  });

  it.each([
    ['no list', {}],
    ['something else', [null, 'x', pause()]],
    ['an application that is no text', [{ ...kept(soon, 'A')[1], application: 5 }]],
    ['no end', [{ ...kept(soon, 'A')[1], untilUnixMs: null }]],
    ['an end farther away than any window', kept(NOW.wallMs + LONGEST_WINDOW_MS + 1, 'A')],
    ['no mark', [{ application: 'A', untilUnixMs: soon }]],
  ])('hold where the file has %s in the place of one that was ended early', (_what, value) => {
    expect(recallSkipped(value, NOW)).toEqual([]);
  });

  it('may be ended early for as long as a window can last', () => {
    expect(recallSkipped(kept(NOW.wallMs + LONGEST_WINDOW_MS, 'A'), NOW)).toHaveLength(1);
  });
});
