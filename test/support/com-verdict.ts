/** Decisions of the COM check on a sequence of checks: only the core is involved. */
import type { ComRules } from '../../src/core/judging/com-rules.js';
import {
  afterFailure,
  afterSuccess,
  initialState,
  type ComState,
} from '../../src/core/judging/com-state.js';
import { decide, type Hosts } from '../../src/core/judging/com-verdict.js';
import type { FailureClass } from '../../src/core/judging/failure-class.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import { target } from './build.js';
import { comRules } from './com-bench.js';
import { failure, host } from './suspects.js';

export const NOW = 1_000_000;
export const hostedBy = (...hosts: Watched[]): Hosts => ({
  kind: 'hosts',
  hosts,
  retired: [],
  application: 'App',
});
export const unresolved: Hosts = { kind: 'unresolved', reason: { kind: 'shell-silent' } };

export interface Given {
  readonly rules?: Partial<ComRules>;
  /** Classes of the failed checks so far, the last one included; `ok` for an answer. */
  readonly checks: readonly (FailureClass | 'ok')[];
  readonly from?: ComState;
  readonly hosts?: Hosts;
  readonly neighbours?: readonly Watched[];
  readonly proven?: boolean;
  /** PIDs that cannot be stopped. */
  readonly refused?: readonly number[];
  readonly unseen?: readonly number[];
  /** PIDs that have answered before. */
  readonly answered?: readonly number[];
  readonly nowMs?: number;
}

export function judged({ rules, checks, from = initialState, ...given }: Given) {
  const { hosts = hostedBy(host(7)), neighbours = [], proven = true, refused = [] } = given;
  const { answered = [], unseen = [], nowMs = NOW } = given;
  const all = { ...comRules, ...rules };
  let state = from;
  let failureClass: FailureClass = 'timeout';
  for (const check of checks) {
    if (check === 'ok') state = afterSuccess(state, nowMs);
    else {
      failureClass = check;
      const standing = neighbours.filter(({ cpuFloor, figures }) => {
        const floor = cpuFloor.floor(nowMs) ?? 1;
        return (figures.cpuPercent ?? 0) / Math.max(floor, 1) > all.alarmMetric;
      });
      const targets = standing.map((each) => each.target);
      state = afterFailure(state, failure({ failureClass }), targets, all);
    }
  }
  const decision = decide(
    state,
    {
      failure: failure({ failureClass }),
      hosts,
      neighbours,
      unseen: unseen.map((pid) => target({ pid })),
      proven,
      mayBeStopped: (each) => !refused.includes(each.target.pid),
      hasAnswered: (each) => answered.includes(each.target.pid),
      nowMs,
    },
    all,
  );
  return { state, decision, result: outcomeOf(decision) };
}

export function outcomeOf(decision: ReturnType<typeof decide>): string {
  return decision.kind === 'stop'
    ? decision.suspects.map(({ target: { pid }, rule }) => `${rule} ${pid}`).join(', ')
    : decision.why.kind;
}

export const verdictOn = (given: Given) => judged(given).result;
export const many = (count: number, each: FailureClass = 'timeout') =>
  Array.from({ length: count }, () => each);
