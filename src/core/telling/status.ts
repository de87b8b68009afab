/** The state of the running agent: the shape of status.json. Wall times in milliseconds since the Unix epoch. */
import type { Answer } from './steering.js';

export const STATUS_FORM = 1;

export interface StatusProcess {
  readonly pid: number;
  readonly name: string;
  readonly startedUnixMs: number;
  readonly appId: string | null;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
  readonly workingSetBytes: number;
  readonly cpuFloor: number | null;
  readonly memoryFloor: number | null;
  readonly ageMs: number;
  /** Older than `grace`. */
  readonly isJudged: boolean;
  /** The part of `exclude` that matches it: it is never stopped. */
  readonly excludedBy: string | null;
}

export interface StatusProbe {
  readonly atUnixMs: number;
  readonly outcome: 'ok' | 'failed' | 'unavailable';
  /** Stage and class of the failure. */
  readonly stage: string | null;
  readonly failureClass: string | null;
  /** Milliseconds by stage, in the order of the call. */
  readonly stages: Readonly<Record<string, number>>;
}

export interface StatusPause {
  readonly application: string | null;
  readonly untilUnixMs: number;
  readonly why: string;
  readonly withCalls: boolean;
  /** A maintenance window of the configuration. */
  readonly isWindow: boolean;
}

export interface StatusApplication {
  /** `null`: the unnamed one. */
  readonly name: string | null;
  readonly image: string;
  readonly progid: string | null;
  readonly limits: { readonly cpu: number; readonly memory: number } | null;
  readonly probe: StatusProbe | null;
  readonly pause: StatusPause | null;
  readonly processes: readonly StatusProcess[];
  /** Number of further processes that do not fit into the file. */
  readonly more: number;
}

export interface StatusIncident {
  readonly id: string;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly subject: string;
  readonly openedUnixMs: number;
  readonly stops: number;
  readonly cure: 'none' | 'expected' | 'proven';
}

export interface StatusSource {
  readonly image: string;
  /** `null` before the first sample. */
  readonly lastSampleUnixMs: number | null;
  readonly source: string | null;
}

/** Deadline by which a loop must have ended its current pass or begun the next one. */
export interface StatusLoop {
  readonly name: string;
  readonly dueUnixMs: number;
}

/** State known to the checks; `AgentStatus` adds the state of the process itself. */
export interface WatchStatus {
  readonly mode: 'act' | 'observe';
  readonly sources: readonly StatusSource[];
  readonly applications: readonly StatusApplication[];
  readonly incidents: readonly StatusIncident[];
  readonly brake: readonly { readonly key: string; readonly untilUnixMs: number }[];
  readonly pauses: readonly StatusPause[];
  readonly loops: readonly StatusLoop[];
  /** Whether the agent may stop processes of other accounts; `null` while it cannot tell. */
  readonly stopRight: boolean | null;
  /** Number of further applications that do not fit into the file. */
  readonly moreApplications: number;
}

export interface AgentStatus extends WatchStatus {
  readonly form: typeof STATUS_FORM;
  readonly version: string;
  readonly hostName: string;
  readonly pid: number;
  /** File name of the program that runs as this PID. */
  readonly image: string;
  /** Start time of its process. */
  readonly startedUnixMs: number;
  /** The scheduled task that runs it; `null` if it was started by hand. */
  readonly task: string | null;
  readonly writtenUnixMs: number;
  readonly configFile: string;
  readonly configReadUnixMs: number;
  /** Whether the file has changed since. */
  readonly configChanged: boolean;
  readonly mailsWaiting: number;
  readonly shells: readonly { readonly role: string; readonly pids: readonly number[] }[];
  readonly memoryBytes: number;
  /** Per cent of one core since the last measurement. */
  readonly cpuPercent: number | null;
  /** The longest blocking of its thread since then. */
  readonly longestStallMs: number | null;
  /** Answers to the latest requests, by their identifiers. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Status before the first configuration is in force, and of an agent that does not run. */
export const NOTHING_WATCHED: WatchStatus = {
  mode: 'observe',
  sources: [],
  applications: [],
  incidents: [],
  brake: [],
  pauses: [],
  loops: [],
  stopRight: null,
  moreApplications: 0,
};
