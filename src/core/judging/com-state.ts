/** What the COM check of one application remembers from check to check. Pure: every step gives a new state. */
import type { Target } from '../observing/model.js';
import { sameTarget } from '../observing/identity.js';
import { LATER_SILENT_FAILURES, SILENT_FAILURES, WINDOW, type ComRules } from './com-rules.js';
import type { FailureClass } from './failure-class.js';
import type { ProbeFailure } from './probe-result.js';

/** One check as the window keeps it. */
export type Mark = 'answer' | 'silent' | 'other';

export interface ComState {
  /** The last checks since the end of a host, oldest first. */
  readonly recent: readonly Mark[];
  /** Failures in a row of a class in `unload_on`, since an answer or the end of a host. */
  readonly failures: number;
  /** Of them, those in a row that got no answer. */
  readonly silentFailures: number;
  /**
   * Hosts stopped because nothing else stood out, and successors that did, since the last answer; of several hosts, since the
   * last ten in a row.
   */
  readonly silentStops: number;
  /** The first stop of a host since then, for whatever reason (monotonic): those that were there before have one turn each. */
  readonly roundBeganMs: number | undefined;
  /** Hosts that were known then. */
  readonly round: readonly Target[];
  /** The last end of a host (monotonic): its successor gets time to settle. */
  readonly hostEndedMs: number | undefined;
  /** Failures in a row that stopped nothing: each doubles the distance of the checks. */
  readonly backOffs: number;
  /** The next check follows soon: something was stopped a moment ago. */
  readonly isSoon: boolean;
  readonly lastFailure: FailureClass | undefined;
  /** The last answer (monotonic). An incident goes on when a failure follows within `quiet`. */
  readonly answeredMs: number | undefined;
  /** Of the incident: a host was stopped. */
  readonly hostStopped: boolean;
  /** Of the incident: a host was stopped though the server answered, with an error. */
  readonly errorStopped: boolean;
  readonly neighboursStopped: readonly Target[];
  /** Neighbours that stood out at every failed check of the incident; `undefined` before the first. */
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
 * A failure without an answer: the server hangs, has died, or takes no activation. An error text comes from a server that
 * lives.
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
 * After a call that failed; one that was under way when a host ended says nothing of its successor.
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

/** A failure that says nothing of the present host: the incident keeps it, and the processes that stood out at it. */
function afterUncounted(state: ComState, standingOut: readonly Target[]): ComState {
  const { standing = standingOut } = state;
  const still = standing.filter((each) => standingOut.some((other) => sameTarget(each, other)));
  return { ...state, standing: still };
}

/** An activation that failed is no answer, whether or not it counts. */
function silencesKept({ silentFailures }: ComState, failureClass: FailureClass): number {
  return failureClass === 'activation' ? silentFailures : 0;
}

/**
 * The server answered: what counts in a row begins anew; the window and what was done in the incident stay. Of several hosts
 * one may answer while another hangs: which of them had their turn is forgotten only when every answer of the window is good.
 * @param nowMs monotonic
 * @param hosts that are known
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

/** Nothing was stopped at this failure: the checks keep a growing distance once it is confirmed. */
export function afterNoAction(state: ComState, { confirm, unloadOn }: ComRules): ComState {
  const { lastFailure, failures, hostEndedMs } = state;
  if (lastFailure === 'stopping') return state;
  const counts = lastFailure !== undefined && unloadOn.includes(lastFailure);
  if (counts && failures < confirm && hostEndedMs === undefined) return state;
  return { ...state, backOffs: state.backOffs + 1 };
}

export const suspectRules = ['floor', 'application', 'error', 'neighbour'] as const;

/** Why a process was chosen. */
export type SuspectRule = (typeof suspectRules)[number];

interface Stopped {
  readonly rule: SuspectRule;
  readonly target: Target;
  /** When it was first seen (monotonic). */
  readonly watched?: { readonly firstSeenMs: number };
}

/**
 * A stop was begun, or would have been begun by an agent that only observes.
 * @param hosts that are known now
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

/** An attempt left its process alive: another process needs evidence of its own. */
export function afterVainStop(state: ComState): ComState {
  return { ...state, recent: [], silentFailures: 0, isSoon: false };
}

/**
 * A host ended: by this check, by the limit check or by itself. Its successor is a new server, and what failed before says
 * nothing of it.
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

/** The incident has closed: what was done in it is forgotten. */
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
 * Silent failures that are there, and that the next stop of a host needs.
 * @param isRoundOpen a host that was there before the first stop has not had its turn
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

/** Silent failures in a row that a host needs which was started since another one was stopped in vain. */
export function failuresForSuccessor({ silentStops }: ComState, { confirm }: ComRules): number {
  const index = Math.min(Math.max(silentStops, 1), LATER_SILENT_FAILURES.length) - 1;
  return Math.max(LATER_SILENT_FAILURES[index] as number, confirm);
}
