/**
 * The black box: observations, decisions and actions of an agent, as values. A record is a sequence of these, oldest
 * first.
 */
import type { StopOutcome } from '../acting/stop-outcome.js';
import type { Instant } from '../instant.js';
import type { NoAction } from '../judging/com-decision.js';
import type { ProbeAnswer } from '../judging/probe-result.js';
import type { ApplicationAnswer, ApplicationQuery } from '../observing/com-application.js';
import type { Figures, Machine, Sample, Target } from '../observing/model.js';
import type { Reason } from '../reason.js';
import type { Request } from '../telling/steering.js';

/** One application as configured at the time. */
export interface RecordedApplication {
  /** `null`: the unnamed one. */
  readonly name: string | null;
  readonly image: string;
  readonly progid: string | null;
  readonly limits: { readonly cpu: number; readonly memory: number } | null;
}

/** A configuration takes effect: at the start of an agent, and at a reload. */
export interface StartEntry {
  readonly kind: 'start';
  readonly at: Instant;
  readonly mode: 'act' | 'observe';
  readonly applications: readonly RecordedApplication[];
  /** The settings in force as `[section] key = value`, passwords masked. */
  readonly settings: readonly string[];
}

export interface MachineEntry {
  readonly kind: 'machine';
  readonly at: Instant;
  readonly machine: Machine;
}

export type StoreName = 'memory' | 'brake' | 'pauses';

/** Content of a store of the state, as the agent found it or as it was saved last. */
export interface StateEntry {
  readonly kind: 'state';
  readonly at: Instant;
  readonly store: StoreName;
  readonly value: unknown;
  /** Whether it was found at the start; else it was saved. */
  readonly isLoaded: boolean;
}

/** Whether the configuration of a COM check has ever succeeded here. */
export interface ProvenEntry {
  readonly kind: 'proven';
  readonly at: Instant;
  readonly application: string | null;
  readonly isProven: boolean;
}

/** One sample of an image. */
export interface SampleEntry {
  readonly kind: 'sample';
  readonly image: string;
  /** Time slot of the round (monotonic); in records of earlier versions the time when it began. */
  readonly slotMs?: number;
  /** When the round began (monotonic). */
  readonly beganMs: number;
  /** When the answer was processed. */
  readonly at: Instant;
  readonly sample: Sample;
}

/** A round without a sample. */
export interface GapEntry {
  readonly kind: 'gap';
  readonly image: string;
  readonly slotMs?: number;
  readonly beganMs: number;
  readonly at: Instant;
  readonly reason: Reason;
}

/** A pass of a COM check begins, whether or not it makes a call. */
export interface PassEntry {
  readonly kind: 'pass';
  readonly at: Instant;
  readonly slotMs?: number;
  readonly application: string | null;
}

/** One call of a COM server. */
export interface ProbeEntry {
  readonly kind: 'probe';
  readonly application: string | null;
  readonly progid: string;
  readonly beganMs: number;
  readonly at: Instant;
  readonly answer: ProbeAnswer;
  /** Whether the agent goes on waiting for the abandoned call. */
  readonly isPending: boolean;
}

/** A call that hung has returned after all: the one that began at this time. */
export interface ReturnedEntry {
  readonly kind: 'returned';
  readonly at: Instant;
  readonly application: string | null;
  readonly beganMs: number;
}

/** Answer of registry and COM+ catalogue. */
export interface LookupEntry {
  readonly kind: 'lookup';
  readonly beganMs: number;
  readonly at: Instant;
  readonly query: ApplicationQuery;
  readonly answer: ApplicationAnswer;
}

/** The decision on one process; recorded once as long as it stays the same. */
export interface DecisionEntry {
  readonly kind: 'decision';
  readonly at: Instant;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly incidentId: string;
  readonly target: Target;
  readonly plan: 'stop' | 'observe' | 'refuse' | 'braked' | 'held';
  /** Breached limits, or the rule that chose the process. */
  readonly why: readonly string[];
  readonly figures: Figures;
}

/** A failed COM check that led to no stop. */
export interface NoActionEntry {
  readonly kind: 'no-action';
  readonly at: Instant;
  readonly application: string | null;
  readonly incidentId: string;
  readonly why: NoAction['kind'];
}

/** Outcome of an attempt to stop a process. */
export interface DeedEntry {
  readonly kind: 'deed';
  readonly beganMs: number;
  readonly at: Instant;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly incidentId: string;
  readonly target: Target;
  readonly outcome: StopOutcome;
}

/** Stopping was suspended, or is allowed again. */
export interface BrakeEntry {
  readonly kind: 'brake';
  readonly at: Instant;
  readonly state: 'on' | 'off';
  readonly key: string;
  readonly untilUnixMs: number;
}

export interface PauseEntry {
  readonly kind: 'pause';
  readonly at: Instant;
  readonly state: 'on' | 'off';
  /** `null`: all of them. */
  readonly application: string | null;
  /** `null` at its end. */
  readonly untilUnixMs: number | null;
}

/** A request of an operator. */
export interface RequestEntry {
  readonly kind: 'request';
  readonly at: Instant;
  readonly request: Exclude<Request, { readonly kind: 'reload' }>;
}

/** The clock was set or the machine slept: the next sample is not compared with the one before. */
export interface BreakEntry {
  readonly kind: 'break';
  readonly at: Instant;
  readonly image: string;
}

/** A configuration is no longer in force; missing where an agent was killed. */
export interface EndEntry {
  readonly kind: 'end';
  readonly at: Instant;
}

/**
 * Repeated at the beginning of a file: the state so far. A reader that comes from the previous file knows it already.
 */
export interface HeadEntry {
  readonly kind: 'head';
  readonly at: Instant;
  readonly entry: StartEntry | MachineEntry | StateEntry | ProvenEntry | LookupEntry;
}

export type RecordEntry =
  | StartEntry
  | MachineEntry
  | StateEntry
  | ProvenEntry
  | SampleEntry
  | GapEntry
  | PassEntry
  | ProbeEntry
  | ReturnedEntry
  | LookupEntry
  | DecisionEntry
  | NoActionEntry
  | DeedEntry
  | BrakeEntry
  | PauseEntry
  | RequestEntry
  | BreakEntry
  | HeadEntry
  | EndEntry;
