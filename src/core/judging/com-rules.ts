import type { FailureClass } from './failure-class.js';

/** Settings by which failed checks of one application are judged, as the configuration has them. */
export interface ComRules {
  readonly unloadOn: readonly FailureClass[];
  /** Failures in a row before anything is stopped. */
  readonly confirm: number;
  /**
   * Processes whose figures are compared with their floors: `hosts`, with neighbours only after stopping a host did not help;
   * `any` process of the image, as the Python tool did; `application`, none: the host is stopped after `confirm` failures.
   */
  readonly suspects: 'hosts' | 'any' | 'application';
  readonly atOnce: 'one' | 'all';
  /** Action when no process stands out. */
  readonly whenNone: 'application' | 'notify';
  /** Which of several hosts is stopped when none stands out. */
  readonly severalHosts: 'longest' | 'notify';
  /** Minimum time between the end of a host and the next stop; two failed checks are required as well. */
  readonly settleMs: number;
  readonly alarmMetric: number;
  /** Length of the window from which floors are taken. */
  readonly timeCacheMs: number;
  /** Minimum time of observation before figures of a process count as evidence. */
  readonly floorAfterMs: number;
  readonly delayMs: number;
  /** `stretch`: successful checks are spaced out so that the check itself does not load the server. */
  readonly checkLoad: 'stretch' | 'as-written';
}

/** Silent failures within the last `WINDOW` checks after which the host is stopped although its figures do not stand out. */
export const SILENT_FAILURES = 3;
export const WINDOW = 10;
/** Consecutive silent failures before a host is stopped for the second, the third and each further time. */
export const LATER_SILENT_FAILURES = [12, 48] as const;
/** Consecutive failures after which the host of a server that answers with errors is stopped, once per incident. */
export const ERROR_FAILURES = 10;
export const FAILURES_AFTER_HOST_END = 2;
/** Maximum number of neighbours stopped in one incident. */
export const MOST_NEIGHBOURS = 2;
/** Consecutive failures after which neighbours may be stopped when the hosts of the class cannot be resolved. */
export const FAILURES_UNRESOLVED = 3;
/** Minimum age at which a failed activation counts against a host that has not answered before. */
export const STARTED_AFTER_MS = 10 * 60_000;
