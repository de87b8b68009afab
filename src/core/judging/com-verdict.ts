/** Decision after a failed COM check. Pure: every rule can be tested without a server. */
import { sameTarget } from '../observing/identity.js';
import type { Watched } from '../observing/process-table.js';
import type { ComDecision, Evidence, Hosts, NoAction, Suspect } from './com-decision.js';
import {
  FAILURES_AFTER_HOST_END,
  FAILURES_UNRESOLVED,
  MOST_NEIGHBOURS,
  STARTED_AFTER_MS,
  WINDOW,
  type ComRules,
} from './com-rules.js';
import {
  failuresForSuccessor,
  isSilent,
  silence,
  type ComState,
  type SuspectRule,
} from './com-state.js';
import { failuresNeeded, isOfRound } from './com-round.js';
import { oldest } from './oldest.js';
import type { ProbeFailure } from './probe-result.js';
import { floorRatios, floorSuspects } from './suspects.js';

export type { ComDecision, Evidence, Hosts, NoAction, Suspect } from './com-decision.js';

/**
 * Reason not to stop any process, whatever their figures; `undefined` when the decision depends on the hosts. Evaluated before
 * the hosts are looked up, which may take long.
 * @param state with this failure counted
 */
export function withoutHosts(
  state: ComState,
  { failureClass }: Pick<ProbeFailure, 'failureClass'>,
  proven: boolean,
  nowMs: number,
  rules: ComRules,
): NoAction | undefined {
  if (failureClass === 'stopping') return { kind: 'stopping' };
  if (!rules.unloadOn.includes(failureClass)) return { kind: 'class' };
  if (!proven) return { kind: 'unproven' };
  const { hostEndedMs, failures } = state;
  if (
    hostEndedMs !== undefined &&
    (nowMs - hostEndedMs < rules.settleMs || failures < FAILURES_AFTER_HOST_END)
  ) {
    return { kind: 'settling' };
  }
  const { count, needed } = silence(state, state.round.length > 1, rules);
  const mayBeTurn = state.silentStops === 0 || state.round.length > 1;
  // A `confirm` longer than the window is counted by consecutive failures instead.
  const byWindow =
    isSilent(failureClass, rules) && mayBeTurn && rules.confirm <= WINDOW && count >= needed;
  if (failures < rules.confirm && !byWindow) {
    return { kind: 'confirming', failures, needed: rules.confirm };
  }
  return undefined;
}

/** Whether the decision depends on which processes host the class. */
export function needsHosts(
  ...[state, failure, proven, nowMs, rules]: Parameters<typeof withoutHosts>
): boolean {
  return withoutHosts(state, failure, proven, nowMs, rules) === undefined;
}

/** @param state with this failure counted */
export function decide(state: ComState, evidence: Evidence, rules: ComRules): ComDecision {
  const { failure, proven, nowMs } = evidence;
  const first = withoutHosts(state, failure, proven, nowMs, rules);
  if (first) return noAction(first);
  if (rules.suspects === 'application') return byApplication(state, evidence, rules, []);

  const found = standingOut(state, evidence, rules).filter(({ watched }) =>
    mayStandOut(watched, state, rules),
  );
  const suspects = found.filter((each) => evidence.mayBeStopped(each.watched));
  const skipped = found.filter((each) => !suspects.includes(each));
  if (suspects.length > 0) {
    return {
      kind: 'stop',
      suspects: rules.atOnce === 'all' ? suspects : suspects.slice(0, 1),
      skipped,
    };
  }
  const neighbour = worstNeighbour(state, evidence, rules);
  if (neighbour) return { kind: 'stop', suspects: [neighbour], skipped };
  if (rules.whenNone === 'notify') return noAction({ kind: 'no-suspect' }, skipped);
  return byApplication(state, evidence, rules, skipped);
}

/** Eligible processes whose figures stand out. */
function standingOut(state: ComState, evidence: Evidence, rules: ComRules): Suspect[] {
  const { hosts, neighbours, failure, nowMs } = evidence;
  if (failure.failureClass === 'error' && state.errorStopped) return [];
  const known = hosts.kind === 'hosts' ? acceptable(hosts) : [];
  const among =
    rules.suspects === 'any' && isConfirmed(state, rules) && failure.failureClass !== 'activation'
      ? [...known, ...neighbours]
      : known;
  const eligible = failure.failureClass === 'activation' ? started(hosts, evidence) : among;
  return floorSuspects(eligible, rules, nowMs).map(({ watched }) =>
    suspectOf(watched, 'floor', rules, nowMs),
  );
}

/**
 * A process that started after a stop that did not help needs as many failures as one that does not stand out. A new
 * host grows to its normal size, so with a cause outside of it every successor would be stopped in turn.
 */
function mayStandOut(watched: Watched, state: ComState, rules: ComRules): boolean {
  if (state.roundBeganMs === undefined || isOfRound(watched, state)) return true;
  return isConfirmed(state, rules) && state.silentFailures >= failuresForSuccessor(state, rules);
}

/** Whether enough failures were consecutive. Failures of a window with answers between them count against a host only. */
function isConfirmed({ failures }: ComState, { confirm }: ComRules): boolean {
  return failures >= confirm;
}

/** Hosts that still accept calls. */
function acceptable({ hosts, retired }: Extract<Hosts, { kind: 'hosts' }>): Watched[] {
  return hosts.filter(({ target }) => !retired.some((each) => sameTarget(each, target)));
}

/**
 * A failed activation counts only against a single host, and not while that host may still be starting: a starting process has
 * not registered its class yet.
 */
function started(hosts: Hosts, evidence: Evidence): Watched[] {
  if (hosts.kind !== 'hosts' || evidence.unseen.length > 0) return [];
  const [only, ...others] = acceptable(hosts);
  if (!only || others.length > 0) return [];
  return evidence.hasAnswered(only) || only.ageMs > STARTED_AFTER_MS ? [only] : [];
}

/** The worst neighbour; considered only when stopping the host did not help, or when the host is not known. */
function worstNeighbour(state: ComState, evidence: Evidence, rules: ComRules): Suspect | undefined {
  const { neighbours, nowMs } = evidence;
  if (rules.suspects !== 'hosts' || state.neighboursStopped.length >= MOST_NEIGHBOURS) return;
  if (!neighboursMayBeStopped(state, evidence, rules)) return;
  const among = neighbours.filter(
    ({ target }) =>
      (state.standing ?? []).some((each) => sameTarget(each, target)) &&
      !state.neighboursStopped.some((each) => sameTarget(each, target)),
  );
  const worst = floorSuspects(among, rules, nowMs).find(({ watched }) =>
    evidence.mayBeStopped(watched),
  );
  return worst && suspectOf(worst.watched, 'neighbour', rules, nowMs);
}

function neighboursMayBeStopped(state: ComState, evidence: Evidence, rules: ComRules): boolean {
  const { hosts, failure } = evidence;
  if (!isConfirmed(state, rules)) return false;
  if (hosts.kind === 'unresolved') {
    return failure.failureClass !== 'activation' && state.failures >= FAILURES_UNRESOLVED;
  }
  if (!state.hostStopped || !isSilent(failure.failureClass, rules)) return false;
  const successors = acceptable(hosts).filter(({ settled }) => settled);
  return failure.failureClass === 'activation'
    ? started(hosts, evidence).length > 0
    : successors.length > 0;
}

/** Decision on the host of the class, regardless of its figures. */
function byApplication(
  state: ComState,
  evidence: Evidence,
  rules: ComRules,
  skipped: readonly Suspect[],
): ComDecision {
  const { hosts, failure, nowMs } = evidence;
  const isError = !isSilent(failure.failureClass, rules);
  const rule = isError ? 'error' : 'application';
  if (isError && state.errorStopped) return noAction({ kind: 'not-in-the-process' }, skipped);
  const { count, needed, isTurn } = failuresNeeded(state, evidence, rules, isError);
  if (count < needed) return noAction({ kind: 'waiting', failures: count, needed }, skipped);
  if (hosts.kind === 'unresolved') {
    return noAction({ kind: 'unresolved', reason: hosts.reason }, skipped);
  }
  const present = acceptable(hosts);
  const [first] = present;
  if (!first) return noAction({ kind: 'no-host', application: hosts.application }, skipped);
  const all = [...present.map(({ target }) => target), ...evidence.unseen];
  if (all.length > 1 && (rules.severalHosts === 'notify' || isActivation(failure))) {
    const pids = all.map(({ pid }) => pid);
    return noAction({ kind: 'several-hosts', application: hosts.application, pids }, skipped);
  }
  const ready = isActivation(failure) ? started(hosts, evidence) : present;
  const settled = ready.filter((each) => each.settled && (!isTurn || isOfRound(each, state)));
  if (settled.length === 0) return noAction({ kind: 'young', pid: first.target.pid }, skipped);
  const free = settled.filter(evidence.mayBeStopped);
  const longest = oldest(free);
  if (!longest) {
    const pids = settled.map(({ target }) => target.pid);
    const chosen = oldest(settled);
    const waits = chosen && !skipped.some(({ target }) => sameTarget(target, chosen.target));
    return noAction({ kind: 'not-now', pids }, [
      ...skipped,
      ...(waits ? [suspectOf(chosen, rule, rules, nowMs)] : []),
    ]);
  }
  return { kind: 'stop', suspects: [suspectOf(longest, rule, rules, nowMs)], skipped };
}

function isActivation({ failureClass }: Evidence['failure']): boolean {
  return failureClass === 'activation';
}

export function suspectOf(
  watched: Watched,
  rule: SuspectRule,
  { timeCacheMs }: Pick<ComRules, 'timeCacheMs'>,
  nowMs: number,
): Suspect {
  const ratios = floorRatios(watched, nowMs, timeCacheMs);
  return { target: watched.target, watched, sustained: true, rule, ratios };
}

function noAction(why: NoAction, skipped: readonly Suspect[] = []): ComDecision {
  return { kind: 'no-action', why, skipped };
}
