/** Subjects of mails: values only; the words live in src/texts. */
import type { StopOutcome } from '../acting/stop-outcome.js';
import type { NoAction, Suspect } from '../judging/com-verdict.js';
import type { BreachedLimit, Limits } from '../judging/limits.js';
import type { ProbeFailure, StageTimes } from '../judging/probe-result.js';
import type { SlowOver } from '../judging/slow-spell.js';
import type { Figures, Target } from '../observing/model.js';
import type { Reason } from '../reason.js';
import type { WeekLookBack } from './weekly.js';

export interface NoticeBase {
  /** Globally unique; the key under which delivery is recorded. */
  readonly id: string;
  readonly incidentId: string;
  readonly hostName: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly at: number;
  /**
   * Name of the application of the configuration; absent for the unnamed one and for notices about the agent itself.
   */
  readonly application?: string;
  /** Whether the agent only observes: nothing was stopped. */
  readonly observes?: boolean;
  /** The first mail of its incident, to which all others refer. */
  readonly opens?: boolean;
  /** Number of occurrences within an hour, including this one. */
  readonly timesWithinHour?: number;
}

/** Action on one process, whichever check required it. */
export type Deed =
  | {
      readonly kind: 'tried';
      readonly outcome: StopOutcome;
      readonly attempt: number;
    }
  /** The agent only observes. */
  | { readonly kind: 'observed' }
  | { readonly kind: 'braked'; readonly untilWallMs: number };

/** A target was over its limits, with the action taken. */
export interface BreachNotice extends NoticeBase {
  readonly kind: 'breach';
  readonly target: Target;
  readonly commandLine: string | null;
  readonly figures: Figures;
  readonly limits: Limits;
  readonly breached: readonly BreachedLimit[];
  readonly logicalProcessors: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly deed: Deed;
  /** Processes stopped in this incident, this one included. */
  readonly stops: number;
  /** Time since the incident began. */
  readonly sinceMs: number;
  /** Whether it is a reminder: the incident is still open. */
  readonly isReminder: boolean;
}

/** Stopping was suspended, or is allowed again. */
export interface BrakeNotice extends NoticeBase {
  readonly kind: 'brake';
  /** Scope of the brake: an image name, an AppID, or all processes of the machine. */
  readonly subject: string | undefined;
  readonly check: 'limits' | 'com' | undefined;
  readonly state: 'on' | 'off';
  readonly attempts: number;
  readonly windowMs: number;
  readonly untilWallMs: number;
  /** Suspended because the record of earlier attempts cannot be read. */
  readonly stateUnreadable?: boolean;
}

/** Lasting trouble of the agent itself. */
export type ConditionName =
  /** The account may not stop processes of others. */
  | 'stop-right'
  /** No samples can be taken. */
  | 'sampling'
  /** `[shellprocess] application` cannot be resolved. */
  | 'application'
  /** The COM check cannot be made. */
  | 'com-check'
  /** The state folder cannot be written. */
  | 'state-folder'
  | 'log-folder'
  /** Another agent has taken over. */
  | 'instance'
  /** An internal error: the agent ends, and its task restarts it. */
  | 'fault';

export interface TroubleNotice extends NoticeBase {
  readonly kind: 'trouble';
  readonly condition: ConditionName;
  readonly state: 'failing' | 'over';
  readonly reason: Reason | undefined;
  readonly lastedMs: number;
  readonly isReminder: boolean;
}

/** Action on a failed COM check: the process chosen, or the reason why there was none. */
export type ProbeDeed =
  (Deed & { readonly suspect: Suspect }) | { readonly kind: 'no-action'; readonly why: NoAction };

/** The COM check failed, with the action taken. */
export interface ProbeNotice extends NoticeBase {
  readonly kind: 'probe';
  readonly progid: string;
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
  /** The shortest time of each stage within `time_cache`. */
  readonly floors: StageTimes;
  /** Failed checks of the incident, this one included. */
  readonly failures: number;
  /** Time since the first of them. */
  readonly sinceMs: number;
  /** Processes stopped in the incident. */
  readonly stops: number;
  readonly alarmMetric: number;
  readonly observes: boolean;
  readonly deed: ProbeDeed;
  readonly isReminder: boolean;
}

/** The server answers again, answers slowly, or is no longer slow. */
export interface ProbeTurnNotice extends NoticeBase {
  readonly kind: 'probe-turn';
  readonly progid: string;
  readonly turn:
    | { readonly kind: 'recovered'; readonly afterMs: number; readonly stops: number }
    | {
        readonly kind: 'slow';
        readonly tookMs: number;
        readonly floorMs: number;
        readonly isReminder?: boolean;
      }
    | SlowOver;
}

/**
 * `quiet`: nothing was seen of it for `quiet`; `not-watched`: the configuration no longer has its check, or an earlier
 * agent left it and it is too old to be continued.
 */
export type IncidentEnd = 'quiet' | 'not-watched';

/** An incident has ended. */
export interface ClosedNotice extends NoticeBase {
  readonly kind: 'closed';
  readonly subject: string;
  readonly lastedMs: number;
  readonly stops: number;
  readonly cure: 'none' | 'proven' | 'not-proven';
  readonly end: IncidentEnd;
}

/** Outcome of a stop that an earlier agent had begun when it ended. */
export interface LateNotice extends NoticeBase {
  readonly kind: 'late';
  readonly target: Target;
  readonly check: 'limits' | 'com';
  readonly begunUnixMs: number;
  readonly state: 'gone' | 'running' | 'unknown';
}

/** edge-js does not load, so the COM check goes through PowerShell until the agent is restarted. */
export interface BridgeNotice extends NoticeBase {
  readonly kind: 'bridge';
  readonly cause: Reason;
}

/** The daily mail (`[mail] daily`): the agent works, and figures of the day before. */
export interface DailyNotice extends NoticeBase {
  readonly kind: 'daily';
  /** Number of incidents opened that day. */
  readonly incidents: number;
  /** Number of processes stopped that day. */
  readonly stops: number;
  /** The slowest answer of the server; `null`: it was not called, or did not answer. */
  readonly slowestMs: number | null;
  /** Midnight at which the day began. */
  readonly dayUnixMs: number;
}

/** The weekly mail (`[mail] report`): what the configuration would have stopped in the past week. */
export interface WeeklyNotice extends NoticeBase {
  readonly kind: 'weekly';
  readonly mode: 'act' | 'observe';
  /** `null`: the record could not be replayed. */
  readonly week: WeekLookBack | null;
  readonly reason: Reason | null;
}

/** `gone`: the process had ended without reporting it. */
export type AgentFault = 'silent' | 'late' | 'gone';

/** The watchdog restarts an agent that did not work. */
export interface WatchdogNotice extends NoticeBase {
  readonly kind: 'watchdog';
  readonly pid: number;
  readonly startedUnixMs: number;
  readonly fault: AgentFault;
  /** Time since it last wrote its status, or by which its loops are past their deadline. */
  readonly byMs: number;
  /** The loops that are late. */
  readonly loops: readonly string[];
}

/** The first start of a version whose defaults differ from the earlier one's. */
export interface UpgradeNotice extends NoticeBase {
  readonly kind: 'upgrade';
  readonly version: string;
  readonly changes: readonly ChangedDefault[];
}

/** A setting absent from the file, with its old and its new default. */
export interface ChangedDefault {
  /** The section name within the brackets. */
  readonly section: string;
  readonly key: string;
  readonly before: string;
  readonly now: string;
}

/** Sent by `comwatch test-mail`. */
export interface TestNotice extends NoticeBase {
  readonly kind: 'test';
}

/** Stands for many notices that could not be mailed in time; each of them is in the log. */
export interface SummaryNotice extends NoticeBase {
  readonly kind: 'summary';
  readonly count: number;
  /** Wall times of the first and the last of them. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Cause: the server accepted none for long; a burst; or one incident. Absent means `server`. */
  readonly cause?: 'server' | 'burst' | 'incident';
  /** The latest of them, oldest first. */
  readonly of?: readonly Notice[];
}

export type Notice =
  | BreachNotice
  | BrakeNotice
  | TroubleNotice
  | ProbeNotice
  | ProbeTurnNotice
  | ClosedNotice
  | LateNotice
  | BridgeNotice
  | UpgradeNotice
  | WatchdogNotice
  | DailyNotice
  | WeeklyNotice
  | SummaryNotice
  | TestNotice;

/** Combines notices, oldest first, into one; a summary among them counts as all the notices it stands for. */
export function summarized(notices: readonly Notice[]): SummaryNotice {
  const last = notices.at(-1);
  if (!last) throw new Error('no notices to summarize');
  const summaries = notices.filter((each) => each.kind === 'summary');
  const id = `${last.id}-summary`;
  const { application } = last;
  const isOfOne = notices.every((each) => each.application === application);
  return {
    kind: 'summary',
    id,
    incidentId: id,
    hostName: last.hostName,
    ...(isOfOne && application !== undefined && { application }),
    at: last.at,
    count: summaries.reduce((sum, { count }) => sum + count - 1, notices.length),
    firstAt: Math.min(...notices.map((each) => (each.kind === 'summary' ? each.firstAt : each.at))),
    lastAt: Math.max(...notices.map((each) => (each.kind === 'summary' ? each.lastAt : each.at))),
  };
}
