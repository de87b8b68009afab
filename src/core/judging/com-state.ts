/** State of the COM check of one application between checks. Pure: every step returns a new state. */
import type { Target } from '../observing/model.js';
import { sameTarget } from '../observing/identity.js';
import { LATER_SILENT_FAILURES, SILENT_FAILURES, WINDOW, type ComRules } from './com-rules.js';
import type { FailureClass } from './failure-class.js';
import type { ProbeFailure } from './probe-result.js';

/** Result of one check as kept in the window. */
export type Mark = 'answer' | 'silent' | 'other';

export interface ComState {
  /** Latest checks since a host last ended, oldest first. */
  readonly recent: readonly Mark[];
  /** Consecutive failures of a class in `unload_on`, since an answer or the end of a host. */
  readonly failures: number;
  /** Consecutive failures without an answer among them. */
  readonly silentFailures: number;
  /**
   * Hosts stopped although no process stood out, and successors stopped because they did, since the last answer; with several
   * hosts, since the last ten consecutive answers.
   */
  readonly silentStops: number;
  /** First stop of a host since then, by any rule (monotonic): each host that was running before is stopped at most once. */
  readonly roundBeganMs: number | undefined;
  /** Hosts known at that time. */
  readonly round: readonly Target[];
  /** Time when a host last ended (monotonic): its successor is given time to settle. */
  readonly hostEndedMs: number | undefined;
  /** Consecutive failures without a stop: each doubles the interval between checks. */
  readonly backOffs: number;
  /** Whether the next check follows soon after a stop. */
  readonly isSoon: boolean;
  readonly lastFailure: FailureClass | undefined;
  /** Time of the last answer (monotonic). A failure within `quiet` continues the incident. */
  readonly answeredMs: number | undefined;
  /** Whether a host was stopped in this incident. */
  readonly hostStopped: boolean;
  /** Whether a host was stopped in this incident although the server answered, with an error. */
  readonly errorStopped: boolean;
  readonly neighboursStopped: readonly Target[];
  /** Neighbours that stood out at every failed check of the incident; `undefined` before the first check. */
  readonly standing: readonly Target[] | undefined;
}

export const initialState: ComState = {
  recent: [],
  failures: 0,
  silentFailures: 0,
  silentStops: 0,
  roundBeganMs: undefined,
  round: [],
  hostEndedMs: undefined,
  backOffs: 0,
  isSoon: false,
  lastFailure: undefined,
  answeredMs: undefined,
  hostStopped: false,
  errorStopped: false,
  neighboursStopped: [],
  standing: undefined,
};

/**
 * Whether the failure left the call unanswered: the server hangs, has ended, or accepts no activation. An error text means
 * that the server is running.
 */
export function isSilent(failureClass: FailureClass, { unloadOn }: ComRules): boolean {
  if (failureClass === 'activation') return unloadOn.includes('activation');
  return failureClass === 'timeout' || failureClass === 'rpc';
}

/**
 * Counts a failure.
 * @param standingOut neighbours whose figures stand out at this check
 */
export function afterFailure(
  state: ComState,
  failure: ProbeFailure,
  standingOut: readonly Target[],
  rules: ComRules,
): ComState {
  const { failureClass } = failure;
  if (failureClass === 'stopping') return { ...state, lastFailure: failureClass, isSoon: false };
  const counts = rules.unloadOn.includes(failureClass);
  const silent = counts && isSilent(failureClass, rules);
  return {
    ...afterUncounted(state, standingOut),
    recent: [...state.recent, silent ? ('silent' as const) : ('other' as const)].slice(-WINDOW),
    failures: counts ? state.failures + 1 : state.failures,
    silentFailures: silent ? state.silentFailures + 1 : silencesKept(state, failureClass),
    isSoon: false,
    lastFailure: failureClass,
  };
}

/**
 * Counts a failed call; a call that was in progress when a host ended is no evidence against its successor.
 * @param beganMs when the call began (monotonic)
 */
export function afterCall(
  state: ComState,
  failure: ProbeFailure,
  beganMs: number,
  standingOut: readonly Target[],
  rules: ComRules,
): ComState {
  const { hostEndedMs } = state;
  return hostEndedMs === undefined || hostEndedMs < beganMs
    ? afterFailure(state, failure, standingOut, rules)
    : afterUncounted(state, standingOut);
}

/** Records a failure that is no evidence against the present host: the incident continues, with the processes that stood out. */
function afterUncounted(state: ComState, standingOut: readonly Target[]): ComState {
  const { standing = standingOut } = state;
  const still = standing.filter((each) => standingOut.some((other) => sameTarget(each, other)));
  return { ...state, standing: still };
}

/** Keeps the count after a failed activation, which is no answer even when its class is not counted. */
function silencesKept({ silentFailures }: ComState, failureClass: FailureClass): number {
  return failureClass === 'activation' ? silentFailures : 0;
}

/**
 * Resets the consecutive counts after an answer; the window and the actions of the incident are kept. With several hosts one may
 * answer while another hangs: the record of which were stopped is cleared only when the window holds nothing but answers.
 * @param nowMs monotonic
 * @param hosts number of known hosts
 */
export function afterSuccess(state: ComState, nowMs: number, hosts = 1): ComState {
  const recent = [...state.recent, 'answer' as const].slice(-WINDOW);
  const isPool = Math.max(hosts, state.round.length) > 1;
  const areWell = recent.length === WINDOW && recent.every((mark) => mark === 'answer');
  return {
    ...state,
    ...(!isPool || areWell ? withoutRound : {}),
    recent,
    failures: 0,
    silentFailures: 0,
    hostEndedMs: undefined,
    backOffs: 0,
    isSoon: false,
    lastFailure: undefined,
    answeredMs: nowMs,
  };
}

const withoutRound = { silentStops: 0, roundBeganMs: undefined, round: [] } as const;

/** Records that this failure led to no stop: the interval between checks grows once the failure is confirmed. */
export function afterNoAction(state: ComState, { confirm, unloadOn }: ComRules): ComState {
  const { lastFailure, failures, hostEndedMs } = state;
  if (lastFailure === 'stopping') return state;
  const counts = lastFailure !== undefined && unloadOn.includes(lastFailure);
  if (counts && failures < confirm && hostEndedMs === undefined) return state;
  return { ...state, backOffs: state.backOffs + 1 };
}

export const suspectRules = ['floor', 'application', 'error', 'neighbour'] as const;

/** The rule that chose a process. */
export type SuspectRule = (typeof suspectRules)[number];

interface Stopped {
  readonly rule: SuspectRule;
  readonly target: Target;
  /** When the process was first seen (monotonic). */
  readonly watched?: { readonly firstSeenMs: number };
}

/**
 * Records a stop that was begun, or that an agent in observe mode would have begun.
 * @param hosts hosts known now
 */
export function afterStop(
  state: ComState,
  { rule, target, watched }: Stopped,
  isError: boolean,
  nowMs: number,
  hosts: readonly Target[] = [],
): ComState {
  if (rule === 'neighbour') {
    return {
      ...state,
      isSoon: true,
      neighboursStopped: [...state.neighboursStopped, target],
    };
  }
  const { roundBeganMs, round } = state;
  const isSuccessor =
    roundBeganMs !== undefined &&
    (watched?.firstSeenMs ?? -Infinity) >= roundBeganMs &&
    !round.some((each) => sameTarget(each, target));
  const isSilentStop = rule === 'application' || (rule === 'floor' && isSuccessor);
  return {
    ...afterHostEnd(state, nowMs),
    hostStopped: true,
    errorStopped: state.errorStopped || isError,
    silentStops: state.silentStops + (isSilentStop ? 1 : 0),
    ...(roundBeganMs === undefined && { roundBeganMs: nowMs, round: hosts }),
  };
}

/** Records an attempt that its process survived: stopping another process takes evidence of its own. */
export function afterVainStop(state: ComState): ComState {
  return { ...state, recent: [], silentFailures: 0, isSoon: false };
}

/**
 * Records the end of a host, whether caused by this check, by the limit check or by itself. Its successor is a new server:
 * earlier failures are no evidence against it.
 */
export function afterHostEnd(state: ComState, nowMs: number, wasStopped = false): ComState {
  return {
    ...state,
    recent: [],
    failures: 0,
    silentFailures: 0,
    hostEndedMs: nowMs,
    backOffs: 0,
    isSoon: true,
    hostStopped: state.hostStopped || wasStopped,
  };
}

/** Clears the actions of an incident that has closed. */
export function afterIncident(state: ComState): ComState {
  return {
    ...state,
    ...withoutRound,
    hostStopped: false,
    errorStopped: false,
    neighboursStopped: [],
    standing: undefined,
  };
}

/**
 * Number of silent failures so far, and the number required before the next host is stopped.
 * @param isRoundOpen whether a host that was running before the first stop has not been stopped yet
 */
export function silence(
  state: ComState,
  isRoundOpen: boolean,
  rules: ComRules,
): { readonly count: number; readonly needed: number } {
  const first = Math.max(SILENT_FAILURES, Math.min(rules.confirm, WINDOW));
  const inWindow = {
    count: state.recent.filter((mark) => mark === 'silent').length,
    needed: first,
  };
  if (state.silentStops === 0) return inWindow;
  const inARow = { count: state.silentFailures, needed: failuresForSuccessor(state, rules) };
  return isRoundOpen && inARow.count < inARow.needed ? inWindow : inARow;
}

/** Consecutive silent failures required to stop a host that started after a stop that did not help. */
export function failuresForSuccessor({ silentStops }: ComState, { confirm }: ComRules): number {
  const index = Math.min(Math.max(silentStops, 1), LATER_SILENT_FAILURES.length) - 1;
  return Math.max(LATER_SILENT_FAILURES[index] as number, confirm);
}
