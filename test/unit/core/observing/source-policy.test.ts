import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterSample,
  beforeSample,
  initialSource,
  sourceOf,
  type SourceState,
} from '../../../../src/core/observing/source-policy.js';

/** The source in use after each sample: `.` succeeded, `x` failed, at this interval in seconds. */
function run(outcomes: string, everySeconds: number, state = initialSource('cim')): SourceState {
  let current = state;
  Array.from(outcomes).forEach((outcome, index) => {
    const nowMs = index * everySeconds * 1_000;
    current = afterSample(beforeSample(current, nowMs), outcome === 'x', nowMs);
  });
  return current;
}

describe('the source of the next sample', () => {
  it.each([
    ['stays while it works', '..........', 1, 'cim'],
    ['stays after one failure', '.....x....', 1, 'cim'],
    ['stays after two of ten', '....x...x.', 1, 'cim'],
    ['is the next one after three of ten', '.......x.x.x', 1, 'process'],
    ['is the next one after two failures and nothing else', 'xx', 1, 'process'],
    ['is the next one when every second sample fails', '.x.x', 30, 'process'],
    ['stays with three failures among thirty', '.........x.........x.........x', 1, 'cim'],
    ['is the next one after half of ten minutes', '..x.x', 240, 'process'],
    ['stays when the other failure was more than ten minutes ago', 'x...x..', 240, 'cim'],
    ['is the third one when the next one fails, too', 'xxxx', 1, 'counter'],
    ['is the first one again when all failed', 'xxxxxx', 1, 'cim'],
  ])('%s', (_, outcomes, everySeconds, source) => {
    expect(sourceOf(run(outcomes, everySeconds))).toBe(source);
  });

  it('begins with the configured one', () => {
    expect(initialSource('counter').order).toEqual(['counter', 'cim', 'process']);
  });
});

describe('the first source', () => {
  const left = run('xx', 1);
  const at = (seconds: number) => sourceOf(beforeSample(left, seconds * 1_000));

  it('is tried again five minutes after it was left', () => {
    expect([at(300), at(301)]).toEqual(['process', 'cim']);
  });

  it('is left at once when it fails again, and then for twice as long', () => {
    const again = afterSample(beforeSample(left, 301_000), true, 301_000);
    expect(sourceOf(again)).toBe('process');
    expect(sourceOf(beforeSample(again, 900_000))).toBe('process');
    expect(sourceOf(beforeSample(again, 901_000))).toBe('cim');
  });

  it('is tried at least every hour', () => {
    let state = left;
    for (let hour = 1; hour < 20; hour++) {
      const nowMs = hour * 3_600_000 + 2_000;
      const tried = beforeSample(state, nowMs);
      expect(sourceOf(tried)).toBe('cim');
      state = afterSample(tried, true, nowMs);
    }
  });

  it('is not forgiven after nine, nor for what another source gives', () => {
    const give = (from: SourceState, samples: number, fromMs: number) =>
      Array.from({ length: samples }).reduce<SourceState>(
        (state, _, index) => afterSample(state, false, fromMs + index),
        from,
      );
    // The failure for which it was left counts as one of the ten.
    expect(give(beforeSample(left, 301_000), 8, 302_000).first.failures).toBe(1);
    expect(give(beforeSample(left, 301_000), 9, 302_000).first.failures).toBe(0);
    expect(give(left, 30, 2_000).first.failures).toBe(1);
  });

  it('is forgiven after ten samples that it gave', () => {
    let state = beforeSample(left, 301_000);
    for (let index = 0; index < 10; index++) state = afterSample(state, false, 302_000 + index);
    expect(state.first.failures).toBe(0);
  });
});

it('never leaves the order nor grows, whatever comes', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(600_000)), { maxLength: 400 });
  fc.assert(
    fc.property(steps, (all) => {
      let state = initialSource('process');
      let nowMs = 0;
      for (const [failed, passedMs] of all) {
        nowMs += passedMs;
        state = afterSample(beforeSample(state, nowMs), failed, nowMs);
        expect(state.order).toContain(sourceOf(state));
        expect(state.outcomes.length).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: 50 },
  );
});
