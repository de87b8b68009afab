/** The hosts of the class are looked up only where the decision depends on them. */
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterHostEnd,
  initialState,
  type ComState,
} from '../../../../src/core/judging/com-state.js';
import { decide, needsHosts, type Hosts } from '../../../../src/core/judging/com-verdict.js';
import type { FailureClass } from '../../../../src/core/judging/failure-class.js';
import { comRules } from '../../../support/com-bench.js';
import { failure, grown, host } from '../../../support/suspects.js';

const NOW = 1_000_000;
const rules = { ...comRules, confirm: 2, settleMs: 30_000 };
const worlds: readonly Hosts[] = [
  { kind: 'unresolved', reason: { kind: 'shell-silent' } },
  { kind: 'hosts', hosts: [], retired: [], application: 'App' },
  { kind: 'hosts', hosts: [host(7)], retired: [], application: 'App' },
  { kind: 'hosts', hosts: [grown(8, [2, 90])], retired: [], application: 'App' },
];

function after(checks: readonly FailureClass[], from: ComState = initialState): ComState {
  return checks.reduce(
    (state, failureClass) => afterFailure(state, failure({ failureClass }), [], rules),
    from,
  );
}

const ended = afterHostEnd(initialState, NOW - 10_000);

const situations: readonly (readonly [
  string,
  readonly FailureClass[],
  ComState,
  boolean,
  boolean,
])[] = [
  ['the server is being shut down', ['timeout', 'timeout', 'stopping'], initialState, true, false],
  ['a class that no stop cures', ['refused', 'refused'], initialState, true, false],
  [
    'a configuration that never succeeded',
    ['timeout', 'timeout', 'timeout'],
    initialState,
    false,
    false,
  ],
  ['one failure that is not confirmed', ['timeout'], initialState, true, false],
  ['a host that ended a moment ago', ['timeout', 'timeout', 'timeout'], ended, true, false],
  ['a confirmed failure', ['timeout', 'timeout'], initialState, true, true],
  ['three failures without an answer', ['timeout', 'timeout', 'timeout'], initialState, true, true],
];

describe.each(situations)('%s', (_, checks, from, proven, expected) => {
  const state = after(checks, from);
  const failed = failure({ failureClass: checks.at(-1) ?? 'timeout' });
  const decisionIn = (hosts: Hosts) =>
    decide(
      state,
      {
        failure: failed,
        hosts,
        neighbours: [],
        unseen: [],
        proven,
        mayBeStopped: () => true,
        hasAnswered: () => true,
        nowMs: NOW,
      },
      rules,
    );

  it(`${expected ? 'is decided by' : 'needs no look for'} the hosts`, () => {
    expect(needsHosts(state, failed, proven, NOW, rules)).toBe(expected);
    const decisions = new Set(worlds.map((hosts) => JSON.stringify(decisionIn(hosts))));
    expect(decisions.size > 1).toBe(expected);
  });
});
