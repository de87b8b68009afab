/** State of the COM check of one application that survives a restart of the agent, in wall time. */
import type { Instant } from '../instant.js';
import { isTarget } from '../observing/identity.js';
import type { Target } from '../observing/model.js';
import { isCount, isFigure, isListOf, isShortText, isTable } from '../table.js';
import { isRecent, toMonotonicMs, toUnixMs } from '../wall-time.js';
import { WINDOW } from './com-rules.js';
import { suspectRules, type ComState, type Mark, type SuspectRule } from './com-state.js';
import type { FailureClass } from './failure-class.js';
import type { ProbeFailure, StageTimes } from './probe-result.js';
import {
  isSlowSpell,
  recallSlowSpell,
  storeSlowSpell,
  type SlowSpell,
  type StoredSlowSpell,
} from './slow-spell.js';
import { cleanedFailure, isFailureClass, isStoredSpell } from './stored-failure.js';

/** State of one check with which the next agent continues. */
export interface ComKnowledge {
  readonly state: ComState;
  /** Processes known to host the class. */
  readonly hosts: readonly Target[];
  /** Hosts that have answered a check. */
  readonly answered: readonly Target[];
  /** Processes in which an abandoned call is still running. */
  readonly hanging: {
    readonly count: number;
    readonly processes: readonly string[];
    readonly lastCallMs: number;
  };
  /** Failures in a row until the next answer. */
  readonly spell: Spell | undefined;
  readonly slowSpell: SlowSpell | undefined;
  /** Suspects that survived an attempt to stop them. */
  readonly survivors: readonly Survivor[];
}

export interface Survivor {
  readonly target: Target;
  /** The rule that chose the process. */
  readonly rule: SuspectRule;
}

interface Spell {
  readonly beganMs: number;
  readonly failures: number;
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
}

type Times = 'roundBeganMs' | 'hostEndedMs' | 'answeredMs';

export interface StoredCom {
  /** ProgID of the class that was called. */
  readonly progid: string;
  readonly state: Omit<ComState, Times | 'lastFailure' | 'standing'> & {
    readonly roundBeganUnixMs?: number;
    readonly hostEndedUnixMs?: number;
    readonly answeredUnixMs?: number;
    readonly lastFailure?: FailureClass;
    readonly standing?: readonly Target[];
  };
  readonly hosts: readonly Target[];
  readonly answered: readonly Target[];
  readonly hanging: {
    readonly count: number;
    readonly processes: readonly string[];
    readonly lastCallUnixMs: number;
  };
  readonly spell?: Omit<Spell, 'beganMs'> & { readonly beganUnixMs: number };
  readonly slowSpell?: StoredSlowSpell;
  readonly survivors: readonly Survivor[];
}

/** Maximum number of processes read back. */
const MOST_TARGETS = 500;

export function storeCom(
  progid: string,
  { state, hosts, answered, hanging, spell, slowSpell, survivors }: ComKnowledge,
  now: Instant,
): StoredCom {
  const { roundBeganMs, hostEndedMs, answeredMs, lastFailure, standing, ...rest } = state;
  return {
    progid,
    state: {
      ...rest,
      ...(roundBeganMs !== undefined && { roundBeganUnixMs: toUnixMs(roundBeganMs, now) }),
      ...(hostEndedMs !== undefined && { hostEndedUnixMs: toUnixMs(hostEndedMs, now) }),
      ...(answeredMs !== undefined && { answeredUnixMs: toUnixMs(answeredMs, now) }),
      ...(lastFailure !== undefined && { lastFailure }),
      ...(standing !== undefined && { standing }),
    },
    hosts,
    answered,
    hanging: {
      count: hanging.count,
      processes: hanging.processes,
      lastCallUnixMs: toUnixMs(hanging.lastCallMs, now),
    },
    ...(spell && {
      spell: {
        beganUnixMs: toUnixMs(spell.beganMs, now),
        failures: spell.failures,
        failure: spell.failure,
        times: spell.times,
      },
    }),
    ...(slowSpell && { slowSpell: storeSlowSpell(slowSpell, now) }),
    survivors,
  };
}

/**
 * Restores the stored state of the check of this class on the clock of the present agent. `undefined` when it is
 * invalid, belongs to another class, or has times in the future: after a clock was set back nothing is certain.
 * @param savedUnixMs time of writing
 */
export function recallCom(
  value: unknown,
  progid: string,
  savedUnixMs: number,
  now: Instant,
): ComKnowledge | undefined {
  if (!isStored(value) || value.progid !== progid || !isRecent(savedUnixMs, now)) return undefined;
  const { state, hosts, answered, hanging, spell, slowSpell, survivors } = value;
  const times = [state.roundBeganUnixMs, state.hostEndedUnixMs, state.answeredUnixMs];
  if ([...times, spell?.beganUnixMs].some((each) => each !== undefined && each > savedUnixMs)) {
    return undefined;
  }
  const monotonic = (unixMs: number | undefined) =>
    unixMs === undefined ? undefined : toMonotonicMs(unixMs, now);
  const { recent, failures, silentFailures, silentStops, backOffs, isSoon } = state;
  const { hostStopped, errorStopped, neighboursStopped, round } = state;
  return {
    state: {
      recent,
      failures,
      silentFailures,
      silentStops,
      backOffs,
      isSoon,
      hostStopped,
      errorStopped,
      neighboursStopped,
      round,
      lastFailure: state.lastFailure,
      standing: state.standing,
      roundBeganMs: monotonic(state.roundBeganUnixMs),
      hostEndedMs: monotonic(state.hostEndedUnixMs),
      answeredMs: monotonic(state.answeredUnixMs),
    },
    hosts,
    answered,
    hanging: {
      count: hanging.count,
      processes: hanging.processes,
      lastCallMs: toMonotonicMs(Math.min(hanging.lastCallUnixMs, now.wallMs), now),
    },
    spell: spell && {
      beganMs: toMonotonicMs(spell.beganUnixMs, now),
      failures: spell.failures,
      failure: cleanedFailure(spell.failure),
      times: spell.times,
    },
    slowSpell: slowSpell && recallSlowSpell(slowSpell, now),
    survivors,
  };
}

function isStored(value: unknown): value is StoredCom {
  if (!isTable(value)) return false;
  const { progid, state, hosts, answered, hanging, spell, slowSpell, survivors } = value;
  return (
    typeof progid === 'string' &&
    isState(state) &&
    areTargets(hosts) &&
    areTargets(answered) &&
    isTable(hanging) &&
    isCount(hanging.count) &&
    isListOf(hanging.processes, (each): each is string => isShortText(each), MOST_TARGETS) &&
    isFigure(hanging.lastCallUnixMs) &&
    isListOf(survivors, isSurvivor, MOST_TARGETS) &&
    (spell === undefined || isStoredSpell(spell)) &&
    (slowSpell === undefined || isSlowSpell(slowSpell))
  );
}

function isState(value: unknown): boolean {
  if (!isTable(value)) return false;
  const counts = [value.failures, value.silentFailures, value.silentStops, value.backOffs];
  const times = [value.roundBeganUnixMs, value.hostEndedUnixMs, value.answeredUnixMs];
  const flags = [value.isSoon, value.hostStopped, value.errorStopped];
  return (
    isListOf(value.recent, isMark, WINDOW) &&
    counts.every(isCount) &&
    times.every((each) => each === undefined || isFigure(each)) &&
    flags.every((each) => typeof each === 'boolean') &&
    (value.lastFailure === undefined || isFailureClass(value.lastFailure)) &&
    areTargets(value.neighboursStopped) &&
    areTargets(value.round) &&
    (value.standing === undefined || areTargets(value.standing))
  );
}

function isSurvivor(value: unknown): value is Survivor {
  return (
    isTable(value) && isTarget(value.target) && suspectRules.some((each) => each === value.rule)
  );
}

function isMark(value: unknown): value is Mark {
  return value === 'answer' || value === 'silent' || value === 'other';
}

function areTargets(value: unknown): boolean {
  return isListOf(value, isTarget, MOST_TARGETS);
}
