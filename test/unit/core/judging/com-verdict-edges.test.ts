/** Edges of the judgement that no other test covers: each of these could once be changed without a failing test. */
import { describe, expect, it } from 'vitest';
import { nextDelayMs } from '../../../../src/core/judging/com-schedule.js';
import {
  afterHostEnd,
  afterStop,
  initialState,
  type ComState,
} from '../../../../src/core/judging/com-state.js';
import { oldest } from '../../../../src/core/judging/oldest.js';
import { fileTime, target, watched } from '../../../support/build.js';
import { comRules } from '../../../support/com-bench.js';
import { hostedBy, judged, many, NOW, verdictOn } from '../../../support/com-verdict.js';
import { APP_ID, grown, host } from '../../../support/suspects.js';

const MINUTE_MS = 60_000;
const busy = (pid: number) => grown(pid, [1, 90]);

describe('an activation that fails', () => {
  const checks = many(3, 'activation');

  it('is evidence against a host that stands out only when there is no other', () => {
    const hosts = (...others: number[]) => hostedBy(busy(7), ...others.map((pid) => host(pid)));
    expect(verdictOn({ checks, answered: [7], hosts: hosts() })).toBe('floor 7');
    expect(verdictOn({ checks, answered: [7], hosts: hosts(8) })).toBe('several-hosts');
    expect(verdictOn({ checks, answered: [7], unseen: [9], hosts: hosts() })).toBe('several-hosts');
  });

  it('is none against a host that may still be starting, nor against a neighbour beside it', () => {
    const hosts = hostedBy(busy(7));
    expect(verdictOn({ checks, hosts })).toBe('young');
    const rules = { suspects: 'any' } as const;
    expect(verdictOn({ checks, hosts, rules, neighbours: [busy(20)] })).toBe('young');
  });

  it('has a neighbour stopped after a host only once the host has started', () => {
    const from: ComState = { ...initialState, hostStopped: true };
    const given = { checks, from, neighbours: [busy(20)] };
    const aged = (ageMs: number) => hostedBy(host(7, APP_ID, { ageMs }));
    expect(verdictOn({ ...given, hosts: aged(MINUTE_MS) })).toBe('young');
    expect(verdictOn({ ...given, hosts: aged(11 * MINUTE_MS) })).toBe('neighbour 20');
    expect(verdictOn({ ...given, hosts: aged(MINUTE_MS), answered: [7] })).toBe('neighbour 20');
  });
});

describe('a host that was stopped because of errors', () => {
  const from: ComState = { ...initialState, errorStopped: true };

  it('has no successor stopped because of errors, even one that stands out', () => {
    const hosts = hostedBy(busy(7));
    expect(verdictOn({ checks: many(20, 'error'), from, hosts })).toBe('not-in-the-process');
    expect(verdictOn({ checks: many(2, 'error'), hosts })).toBe('floor 7');
  });

  it('has one stopped that hangs', () => {
    expect(verdictOn({ checks: many(3), from, hosts: hostedBy(busy(7)) })).toBe('floor 7');
  });
});

describe('suspects = application', () => {
  it('stops the host of the longest age, whatever the figures say', () => {
    const hosts = hostedBy(host(6, APP_ID, { ageMs: 9 * MINUTE_MS }), busy(7));
    const rules = { suspects: 'application' } as const;
    expect(verdictOn({ checks: many(2), hosts, rules })).toBe('application 6');
  });
});

describe('a host that cannot be stopped now', () => {
  const skipped = (hosts = hostedBy(host(7))) => {
    const { decision, result } = judged({ checks: many(3), hosts, refused: [7] });
    return [result, decision.skipped.map(({ target: { pid } }) => pid)];
  };

  it('is named once, whether or not it stands out', () => {
    expect(skipped()).toEqual(['not-now', [7]]);
    expect(skipped(hostedBy(busy(7)))).toEqual(['not-now', [7]]);
  });
});

describe('the next check', () => {
  it.each(['refused', 'setup'] as const)(
    'after %s comes after a minute at the earliest',
    (each) => {
      const state: ComState = { ...initialState, lastFailure: each };
      const delayOf = (delayMs: number) =>
        nextDelayMs(state, { ...comRules, delayMs }, undefined, true);
      expect(delayOf(5_000)).toBeGreaterThanOrEqual(MINUTE_MS);
      expect(delayOf(10 * MINUTE_MS)).toBe(10 * MINUTE_MS);
    },
  );

  it.each(['refused', 'setup'] as const)('after %s does not follow the end of a host', (each) => {
    const state: ComState = { ...initialState, lastFailure: each, isSoon: true };
    expect(
      nextDelayMs(state, { ...comRules, delayMs: 120 }, undefined, true),
    ).toBeGreaterThanOrEqual(MINUTE_MS);
  });

  it('of an error that no success has preceded comes after a minute: it may be a wrong login', () => {
    const rules = { ...comRules, delayMs: 120 };
    for (const failures of [1, 2, 9]) {
      const state: ComState = { ...initialState, lastFailure: 'error', failures };
      expect(nextDelayMs(state, rules, undefined, false)).toBeGreaterThanOrEqual(MINUTE_MS);
      expect(nextDelayMs(state, rules, undefined, true)).toBeLessThan(MINUTE_MS);
    }
  });

  it('of an error that is confirmed keeps the distance of its back-off', () => {
    const state: ComState = { ...initialState, lastFailure: 'error', failures: 2, backOffs: 2 };
    expect(nextDelayMs(state, { ...comRules, delayMs: 1_000 }, undefined, true)).toBe(4_000);
  });
});

describe('the state', () => {
  const stop = (firstSeenMs: number, pid: number, from: ComState) =>
    afterStop(
      from,
      { rule: 'floor', target: target({ pid }), watched: { firstSeenMs } },
      false,
      NOW,
    ).silentStops;

  it('counts a stop by figures as one that did not help only for a successor', () => {
    expect(stop(0, 7, initialState)).toBe(0);
    const from: ComState = { ...initialState, roundBeganMs: 500, round: [target({ pid: 8 })] };
    expect(stop(499, 7, from)).toBe(0);
    expect(stop(500, 7, from)).toBe(1);
    expect(stop(500, 8, from)).toBe(0);
  });

  it('remembers that a host was stopped, not that one ended by itself', () => {
    expect(afterHostEnd(initialState, NOW).hostStopped).toBe(false);
    expect(afterHostEnd(initialState, NOW, true).hostStopped).toBe(true);
    expect(afterHostEnd({ ...initialState, hostStopped: true }, NOW).hostStopped).toBe(true);
  });
});

describe('the oldest of several', () => {
  const aged = (pid: number, ageMs: number, startedUnixMs = 0) =>
    watched({ target: target({ pid, startedAt: fileTime(startedUnixMs) }), ageMs });

  it('is the one of the greatest age, and of equals the one that started first', () => {
    expect(oldest([])).toBeUndefined();
    expect(oldest([aged(1, 5), aged(2, 9), aged(3, 7)])?.target.pid).toBe(2);
    expect(oldest([aged(1, 9, 1), aged(2, 5, 0)])?.target.pid).toBe(1);
    expect(oldest([aged(1, 5, 2_000), aged(2, 5, 1_000), aged(3, 5, 3_000)])?.target.pid).toBe(2);
    expect(oldest([aged(1, 5, 1_000), aged(2, 5, 1_000)])?.target.pid).toBe(1);
  });
});
