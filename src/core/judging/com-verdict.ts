/** What a failed COM check leads to: pure, so that every rule of it can be tried without a server. */
import type { FailureClass } from './failure-class.js';
import type { ProbeFailure } from './probe-result.js';
import { floorRatios, floorSuspects, type FloorRatios } from './suspects.js';
import type { Watched } from '../observing/process-table.js';

export interface ComRules {
  readonly unloadOn: readonly FailureClass[];
  /** Failures in a row before anything is unloaded. */
  readonly confirm: number;
  readonly suspects: 'floor' | 'application';
  readonly atOnce: 'one' | 'all';
  readonly whenNone: 'application' | 'notify';
  /** After an unload, this long and two failed probes before the next one. */
  readonly settleMs: number;
  readonly alarmMetric: number;
  readonly delayMs: number;
}

/** A hung host shows in no figure: it is found by where the class lives, after this many silent failures in a row. */
const DEADLOCK_FAILURES = 3;
/** Unloading that host twice did not help: each further time needs twice as many failures, at most this many times. */
const MOST_PATIENCE = 8;
const FAILURES_AFTER_UNLOAD = 2;
const LONGEST_BACK_OFF_MS = 5 * 60_000;
/** The first look after an unload. */
const AFTER_UNLOAD_MS = 1_000;

export interface ComState {
  /** Failures in a row of a class that unloads, since the last success or unload. */
  readonly failures: number;
  /** Of them, those in a row that no server answered. */
  readonly silences: number;
  /** Unloads since the last success. */
  readonly unloads: number;
  /** The last unload of this trouble (monotonic). */
  readonly unloadedAtMs: number | undefined;
  /** The last check that succeeded began then (monotonic): what was stopped before is no trouble any more. */
  readonly answeredAtMs: number | undefined;
  /** Failures in a row that unloaded nobody: each doubles the distance of the checks. */
  readonly backOffs: number;
}

export const calm: ComState = {
  failures: 0,
  silences: 0,
  unloads: 0,
  unloadedAtMs: undefined,
  answeredAtMs: undefined,
  backOffs: 0,
};

/** Where the class lives, as far as it is known. */
export type Hosts =
  | { readonly kind: 'hosts'; readonly hosts: readonly Watched[]; readonly application: string }
  | { readonly kind: 'unresolved'; readonly reason: string };

export interface Suspect {
  readonly target: Watched['target'];
  readonly watched: Watched;
  readonly sustained: true;
  readonly rule: 'floor' | 'application';
  readonly ratios: FloorRatios;
}

export type NobodyReason =
  /** The class of failure is not one that unloading cures. */
  | 'class'
  /** This configuration has never succeeded here: it may itself be wrong. */
  | 'unproven'
  /** Fewer failures in a row than `confirm`. */
  | 'confirming'
  /** A process was unloaded a moment ago: the new one gets its time. */
  | 'settling'
  /** The host of the class is unloaded after some more failures in a row. */
  | 'waiting'
  /** No process stands out, and that is all there is to do. */
  | 'no-suspect'
  /** Nobody knows which process hosts the class. */
  | 'unresolved'
  | 'no-host'
  | 'several-hosts'
  /** The one host is younger than `grace`. */
  | 'young';

export type ComDecision =
  | {
      readonly kind: 'unload';
      readonly suspects: readonly Suspect[];
      /** Worse ones that cannot be stopped, or not now. */
      readonly spared: readonly Suspect[];
    }
  /** The decision needs to know where the class lives. */
  | { readonly kind: 'ask-for-hosts' }
  | {
      readonly kind: 'nobody';
      readonly why: NobodyReason;
      readonly detail: string;
      readonly spared: readonly Suspect[];
    };

/** What a decision is made from. */
export interface Evidence {
  readonly failure: ProbeFailure;
  /** Those that may be blamed. */
  readonly watched: readonly Watched[];
  /** `undefined`: not looked for yet. */
  readonly hosts: Hosts | undefined;
  /** This configuration has succeeded here. */
  readonly proven: boolean;
  /** An attempt on it may begin now. */
  readonly mayBeStopped: (watched: Watched) => boolean;
  readonly nowMs: number;
}

/** Counts a failure. */
export function afterFailure(state: ComState, failure: ProbeFailure, rules: ComRules): ComState {
  const counts = rules.unloadOn.includes(failure.failureClass);
  return {
    ...state,
    failures: state.failures + (counts ? 1 : 0),
    silences: silencesAfter(state, failure, rules),
  };
}

/** An activation that failed is no answer, and whether it is a silence is for the operators to say. */
function silencesAfter({ silences }: ComState, failure: ProbeFailure, rules: ComRules): number {
  if (isSilence(failure, rules)) return silences + 1;
  return failure.failureClass === 'activation' ? silences : 0;
}

/** @param beganMs when the check that succeeded began (monotonic) */
export function afterSuccess(beganMs: number): ComState {
  return { ...calm, answeredAtMs: beganMs };
}

/** @param unloaded whether an unload was begun */
export function afterDecision(state: ComState, unloaded: boolean, nowMs: number): ComState {
  return unloaded
    ? {
        ...calm,
        answeredAtMs: state.answeredAtMs,
        unloads: state.unloads + 1,
        unloadedAtMs: nowMs,
      }
    : { ...state, backOffs: state.backOffs + 1 };
}

/** Milliseconds until the next check. */
export function nextDelayMs(state: ComState, rules: ComRules): number {
  if (state.unloadedAtMs !== undefined && state.failures === 0 && state.backOffs === 0) {
    return Math.min(AFTER_UNLOAD_MS, rules.delayMs);
  }
  // Beyond 2^40 nothing changes any more, and the power stays a number.
  const stretched = rules.delayMs * 2 ** Math.min(state.backOffs, 40);
  return Math.max(rules.delayMs, Math.min(stretched, LONGEST_BACK_OFF_MS));
}

/**
 * Somebody else stopped a process, the process check for example: the server gets its time as after an unload of the COM
 * check itself.
 * @param stoppedAtMs the last stop, of whomever
 */
export function afterForeignStop(state: ComState, stoppedAtMs: number | undefined): ComState {
  const known = Math.max(state.unloadedAtMs ?? -Infinity, state.answeredAtMs ?? -Infinity);
  if (stoppedAtMs === undefined || stoppedAtMs <= known) return state;
  return { ...state, failures: 0, silences: 0, unloadedAtMs: stoppedAtMs };
}

/** @param state with this failure counted */
export function decide(state: ComState, evidence: Evidence, rules: ComRules): ComDecision {
  const { failure, watched, proven, mayBeStopped, nowMs } = evidence;
  if (!rules.unloadOn.includes(failure.failureClass)) {
    return nobody('class', failure.failureClass);
  }
  if (!proven) return nobody('unproven');
  if (
    state.unloadedAtMs !== undefined &&
    (nowMs - state.unloadedAtMs < rules.settleMs || state.failures < FAILURES_AFTER_UNLOAD)
  ) {
    return nobody('settling');
  }
  if (state.failures < rules.confirm) {
    return nobody('confirming', `${state.failures}/${rules.confirm}`);
  }
  if (rules.suspects === 'application') {
    const needed = rules.confirm * patience(state);
    if (state.failures < needed) return nobody('waiting', `${state.failures}/${needed}`);
    return byApplication(evidence, []);
  }
  const found = floorSuspects(watched, rules.alarmMetric, nowMs).map((each) =>
    suspect(each.watched, 'floor', nowMs),
  );
  const suspects = found.filter((each) => mayBeStopped(each.watched));
  const spared = found.filter((each) => !suspects.includes(each));
  if (suspects.length > 0) {
    return {
      kind: 'unload',
      suspects: rules.atOnce === 'all' ? suspects : suspects.slice(0, 1),
      spared,
    };
  }
  if (rules.whenNone === 'notify' || !isSilence(failure, rules)) {
    return nobody('no-suspect', '', spared);
  }
  const needed = Math.max(DEADLOCK_FAILURES * patience(state), rules.confirm);
  if (state.silences < needed) return nobody('waiting', `${state.silences}/${needed}`, spared);
  return byApplication(evidence, spared);
}

/**
 * So does a server that hangs or has died; an error text comes from one that lives. A process in which everything
 * hangs takes no activation either: that unloads where `unload_on` lists it.
 */
function isSilence({ failureClass }: ProbeFailure, { unloadOn }: ComRules): boolean {
  if (failureClass === 'activation') return unloadOn.includes('activation');
  return failureClass === 'timeout' || failureClass === 'rpc';
}

/** 1, 1, 2, 4, 8: what did not help twice is done less and less often, so that no night is one long loop of kills. */
function patience({ unloads }: ComState): number {
  return Math.min(2 ** Math.max(0, unloads - 1), MOST_PATIENCE);
}

/** Exactly one process, or nobody: what is ambiguous is never guessed. */
function byApplication({ hosts, nowMs }: Evidence, spared: readonly Suspect[]): ComDecision {
  if (!hosts) return { kind: 'ask-for-hosts' };
  if (hosts.kind === 'unresolved') return nobody('unresolved', hosts.reason, spared);
  const [only, ...others] = hosts.hosts;
  if (!only) return nobody('no-host', hosts.application, spared);
  if (others.length > 0) {
    const pids = hosts.hosts.map(({ target }) => target.pid).join(', ');
    return nobody('several-hosts', `${hosts.application}: PID ${pids}`, spared);
  }
  if (!only.settled) return nobody('young', `PID ${only.target.pid}`, spared);
  return { kind: 'unload', suspects: [suspect(only, 'application', nowMs)], spared };
}

function suspect(watched: Watched, rule: Suspect['rule'], nowMs: number): Suspect {
  const ratios = floorRatios(watched, nowMs);
  return { target: watched.target, watched, sustained: true, rule, ratios };
}

function nobody(why: NobodyReason, detail = '', spared: readonly Suspect[] = []): ComDecision {
  return { kind: 'nobody', why, detail, spared };
}
