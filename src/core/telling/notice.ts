/** What a mail is about: values only; the words live in src/texts. */
import type { StopOutcome } from '../acting/stop-outcome.js';
import type { NoAction, Suspect } from '../judging/com-verdict.js';
import type { BreachedLimit, Limits } from '../judging/limits.js';
import type { ProbeFailure, StageTimes } from '../judging/probe-result.js';
import type { SlowOver } from '../judging/slow-spell.js';
import type { Figures, Target } from '../observing/model.js';
import type { Reason } from '../reason.js';
import type { WeekLookBack } from './weekly.js';

export interface NoticeBase {
  /** Unique for ever; the key under which delivery is remembered. */
  readonly id: string;
  readonly incidentId: string;
  readonly hostName: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly at: number;
  /** Name of the application of the configuration; absent for the unnamed one and for what concerns the agent itself. */
  readonly application?: string;
  /** The agent only observes: nothing was stopped. */
  readonly observes?: boolean;
  /** The first mail of its incident: all others answer it. */
  readonly opens?: boolean;
  /** How often the trouble came within an hour, this time included. */
  readonly timesWithinHour?: number;
}

/** What was done about one process, whichever check asked for it. */
export type Deed =
  | {
      readonly kind: 'tried';
      readonly outcome: StopOutcome;
      readonly attempt: number;
    }
  /** The agent only observes. */
  | { readonly kind: 'observed' }
  | { readonly kind: 'braked'; readonly untilWallMs: number };

/** A target was over its limits; what was done about it. */
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
  /** Since the incident began. */
  readonly sinceMs: number;
  /** A reminder: the incident is still open. */
  readonly isReminder: boolean;
}

/** Stopping was suspended, or is allowed again. */
export interface BrakeNotice extends NoticeBase {
  readonly kind: 'brake';
  /** What the brake holds: an image name, an AppID, or all processes of the machine. */
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
  /** `[shellprocess] application` is not known. */
  | 'application'
  /** The COM check cannot be made. */
  | 'com-check'
  /** The folder of the state cannot be written. */
  | 'state-folder'
  | 'log-folder'
  /** Another agent has taken over. */
  | 'instance'
  /** A fault of the agent itself: it ends, and its task starts it again. */
  | 'fault';

export interface TroubleNotice extends NoticeBase {
  readonly kind: 'trouble';
  readonly condition: ConditionName;
  readonly state: 'failing' | 'over';
  readonly reason: Reason | undefined;
  readonly lastedMs: number;
  readonly isReminder: boolean;
}

/** What was done about a failed COM check: a process was chosen, or none, and why. */
export type ProbeDeed =
  (Deed & { readonly suspect: Suspect }) | { readonly kind: 'no-action'; readonly why: NoAction };

/** The COM check failed; what was done about it. */
export interface ProbeNotice extends NoticeBase {
  readonly kind: 'probe';
  readonly progid: string;
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
  /** The shortest time of each stage within `time_cache`. */
  readonly floors: StageTimes;
  /** Failed checks of the incident, this one included. */
  readonly failures: number;
  /** Since the first of them. */
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
 * `quiet`: nothing was seen of it for `quiet`; `not-watched`: the configuration no longer has its check, or what an earlier
 * agent left of it is too old to be continued.
 */
export type IncidentEnd = 'quiet' | 'not-watched';

/** An incident is over. */
export interface ClosedNotice extends NoticeBase {
  readonly kind: 'closed';
  readonly subject: string;
  readonly lastedMs: number;
  readonly stops: number;
  readonly cure: 'none' | 'proven' | 'not-proven';
  readonly end: IncidentEnd;
}

/** The outcome of a stop that an earlier agent had begun when it ended. */
export interface LateNotice extends NoticeBase {
  readonly kind: 'late';
  readonly target: Target;
  readonly check: 'limits' | 'com';
  readonly begunUnixMs: number;
  readonly state: 'gone' | 'running' | 'unknown';
}

/** edge-js does not load, and the COM check goes through PowerShell until the agent is started again. */
export interface BridgeNotice extends NoticeBase {
  readonly kind: 'bridge';
  readonly cause: Reason;
}

/** The daily mail (`[mail] daily`): the agent works, and figures of the day before. */
export interface DailyNotice extends NoticeBase {
  readonly kind: 'daily';
  /** Opened that day. */
  readonly incidents: number;
  /** Processes stopped that day. */
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

/** `gone`: its process had ended without reporting it. */
export type AgentFault = 'silent' | 'late' | 'gone';

/** The watchdog restarts an agent that did not work. */
export interface WatchdogNotice extends NoticeBase {
  readonly kind: 'watchdog';
  readonly pid: number;
  readonly startedUnixMs: number;
  readonly fault: AgentFault;
  /** For how long it wrote nothing, or by how much its loops are past their deadline. */
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
  /** The server accepted none for long; a burst; or one incident. Absent means `server`. */
  readonly cause?: 'server' | 'burst' | 'incident';
  /** The latest of them, the oldest first. */
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

/** Combines notices, oldest first, into one; a summary among them counts as all that it stands for. */
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
