/** Content of the status page and the report, as one value. Wall times in milliseconds since the Unix epoch. */
import type { AgentStatus } from '../telling/status.js';
import type { Level } from '../telling/journal-event.js';

export const VIEW_FORM = 1;

/** Text in both languages, made where the sentences are available. */
export interface BothLanguages {
  readonly en: string;
  readonly ru: string;
}

/** The columns of a curve, oldest first; `null` for an unknown figure. */
export interface ViewCurve {
  readonly pid: number;
  readonly name: string;
  readonly startedUnixMs: number;
  readonly application: string | null;
  readonly atUnixMs: readonly number[];
  readonly cpuPercent: readonly (number | null)[];
  readonly memoryPercent: readonly (number | null)[];
  /** Time of its stop. */
  readonly stoppedUnixMs: number | null;
}

export interface ViewProbe {
  readonly atUnixMs: number;
  readonly application: string | null;
  /** `ok`, a class of failure, or `unavailable`. */
  readonly class: string;
  /** Milliseconds by stage. */
  readonly stages: Readonly<Record<string, number>>;
}

export interface ViewEvent {
  readonly atUnixMs: number;
  readonly level: Level;
  readonly text: BothLanguages;
}

export interface ViewIncident {
  readonly id: string;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly subject: string;
  readonly openedUnixMs: number;
  /** `null` while it is open. */
  readonly closedUnixMs: number | null;
  readonly isCured: boolean;
  readonly stops: number;
  readonly events: readonly ViewEvent[];
}

export interface ViewSection {
  readonly title: string;
  readonly settings: readonly { readonly key: string; readonly text: string }[];
}

export interface ViewHistory {
  readonly fromUnixMs: number;
  readonly toUnixMs: number;
  readonly curves: readonly ViewCurve[];
  readonly probes: readonly ViewProbe[];
}

export interface View {
  readonly form: typeof VIEW_FORM;
  /** `null` in a report of an agent that does not run. */
  readonly status: AgentStatus | null;
  readonly history: ViewHistory;
  /** Newest first. */
  readonly incidents: readonly ViewIncident[];
  /** Configuration in force, passwords masked. */
  readonly configuration: readonly ViewSection[];
  /** Shown in place of "Status": the subject of a report. */
  readonly heading: BothLanguages | null;
}

/** Update for a page that already has a view. */
export interface ViewUpdate {
  readonly status: AgentStatus;
  readonly incidents: readonly ViewIncident[];
  /** Calls of the last minute. */
  readonly probes: readonly ViewProbe[];
  /** Processes that were stopped in the last minute. */
  readonly stopped: readonly Pick<ViewCurve, 'pid' | 'startedUnixMs' | 'stoppedUnixMs'>[];
}
