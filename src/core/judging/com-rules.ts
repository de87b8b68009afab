import type { FailureClass } from './failure-class.js';

/** How failed checks of one application are judged: a slice of the configuration, taken as it is. */
export interface ComRules {
  readonly unloadOn: readonly FailureClass[];
  /** Failures in a row before anything is stopped. */
  readonly confirm: number;
  /**
   * Whose figures are compared with their floors: the hosts, and neighbours only when that did not help; any process of the
   * name, as the Python tool did; or of none, and the host is stopped after `confirm` failures.
   */
  readonly suspects: 'hosts' | 'any' | 'application';
  readonly atOnce: 'one' | 'all';
  /** What follows when no process stands out. */
  readonly whenNone: 'application' | 'notify';
  /** Which of several hosts is stopped when none stands out. */
  readonly severalHosts: 'longest' | 'notify';
  /** After the end of a host, this long and two failed checks before the next stop. */
  readonly settleMs: number;
  readonly alarmMetric: number;
  /** How far back floors look. */
  readonly timeCacheMs: number;
  /** A figure counts as evidence only once its process was watched for so long. */
  readonly floorAfterMs: number;
  readonly delayMs: number;
  /** `stretch`: successful checks keep a distance from each other, so that the check is not the load. */
  readonly checkLoad: 'stretch' | 'as-written';
}

/** So many silent failures within the last `WINDOW` checks, and the host of the class is stopped though it stands out in nothing. */
export const SILENT_FAILURES = 3;
export const WINDOW = 10;
/** Stopping the host did not help: silent failures in a row before the second, the third and each further time. */
export const LATER_SILENT_FAILURES = [12, 48] as const;
/** So many failures in a row, and the host of a server that answers errors is stopped, once in an incident. */
export const ERROR_FAILURES = 10;
export const FAILURES_AFTER_HOST_END = 2;
/** Neighbours that may be stopped in one incident. */
export const MOST_NEIGHBOURS = 2;
/** From this failure in a row on, neighbours of a class that cannot be resolved may be stopped. */
export const FAILURES_UNRESOLVED = 3;
/** An activation that fails is evidence against a host that is at least so old, or has answered before. */
export const STARTED_AFTER_MS = 10 * 60_000;
