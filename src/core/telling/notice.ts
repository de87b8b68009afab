/** What a mail is about: values only; the words live in src/texts. */
import type { BreachedLimit, Limits } from '../judging/limits.js';
import type { NobodyReason, Suspect } from '../judging/com-verdict.js';
import type { Figures, Target } from '../observing/model.js';
import type { StopOutcome } from '../acting/stop-outcome.js';
import type { ProbeFailure, StageTimes } from '../judging/probe-result.js';

export interface NoticeBase {
  /** Unique for ever; the key under which delivery is remembered. */
  readonly id: string;
  readonly incidentId: string;
  readonly hostName: string;
  /** Wall time, milliseconds since the Unix epoch. */
  readonly at: number;
}

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
  /** What was done: an outcome, or why nothing was done. */
  readonly deed:
    | { readonly kind: 'tried'; readonly outcome: StopOutcome; readonly attempt: number }
    | { readonly kind: 'observed' }
    | { readonly kind: 'braked'; readonly untilWallMs: number };
}

/** Unloading was suspended, or is allowed again. */
export interface BrakeNotice extends NoticeBase {
  readonly kind: 'brake';
  readonly processName: string;
  readonly state: 'on' | 'off';
  readonly attempts: number;
  readonly windowMs: number;
  readonly untilWallMs: number;
  /** On without an attempt: what earlier attempts there were is not known. */
  readonly stateUnreadable?: boolean;
}

/** The agent cannot do its work fully: no right to stop others, sampling fails, the application is not found. */
export interface TroubleNotice extends NoticeBase {
  readonly kind: 'trouble';
  readonly trouble:
    | 'no-stop-right'
    | 'sampling-fails'
    | 'sampling-works-again'
    | 'application-missing'
    | 'application-found';
  readonly detail: string;
}

/** What was done about a failed COM check: a process was chosen, or nobody, and why. */
export type ProbeDeed =
  | {
      readonly kind: 'tried';
      readonly suspect: Suspect;
      readonly outcome: StopOutcome;
      readonly attempt: number;
    }
  | { readonly kind: 'observed'; readonly suspect: Suspect }
  | { readonly kind: 'braked'; readonly suspect: Suspect; readonly untilWallMs: number }
  | { readonly kind: 'nobody'; readonly why: NobodyReason; readonly detail: string };

/** The COM check failed; what was done about it. */
export interface ProbeNotice extends NoticeBase {
  readonly kind: 'probe';
  readonly progid: string;
  readonly failure: ProbeFailure;
  readonly times: StageTimes;
  /** The shortest time of each stage within `time_cache`. */
  readonly floors: StageTimes;
  /** Failures since the server last answered, this one included. */
  readonly failures: number;
  /** Since the first of them. */
  readonly sinceMs: number;
  /** Processes that were unloaded since then. */
  readonly unloaded: number;
  readonly alarmMetric: number;
  readonly deed: ProbeDeed;
}

/** The COM check tells of the server or of itself, without a failure. */
export interface ProbeTurnNotice extends NoticeBase {
  readonly kind: 'probe-turn';
  readonly progid: string;
  readonly turn:
    | { readonly kind: 'recovered'; readonly afterMs: number; readonly unloaded: number }
    | { readonly kind: 'slow'; readonly tookMs: number; readonly floorMs: number }
    | { readonly kind: 'unavailable'; readonly reason: string }
    | { readonly kind: 'available'; readonly afterMs: number };
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
}

export type Notice =
  | BreachNotice
  | BrakeNotice
  | TroubleNotice
  | ProbeNotice
  | ProbeTurnNotice
  | SummaryNotice
  | TestNotice;

/** One notice in the place of many, oldest first; a summary among them counts for what it stands for. */
export function summarized(notices: readonly Notice[]): SummaryNotice {
  const last = notices.at(-1);
  if (!last) throw new Error('no notices to summarize');
  const summaries = notices.filter((each) => each.kind === 'summary');
  const id = `${last.id}-summary`;
  return {
    kind: 'summary',
    id,
    incidentId: id,
    hostName: last.hostName,
    at: last.at,
    count: summaries.reduce((sum, { count }) => sum + count - 1, notices.length),
    firstAt: Math.min(...notices.map((each) => (each.kind === 'summary' ? each.firstAt : each.at))),
    lastAt: Math.max(...notices.map((each) => (each.kind === 'summary' ? each.lastAt : each.at))),
  };
}
