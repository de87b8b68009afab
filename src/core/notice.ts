/** What a mail is about: values only; the words live in src/texts. */
import type { StopOutcome, Target } from './model.js';

/** Figures of a target when it was judged; `null` where there was none. */
export interface Figures {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
  readonly workingSetBytes: number;
}

export interface Limits {
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
}

export type BreachedLimit = 'cpu' | 'memory';

interface NoticeBase {
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
}

/** The agent cannot do its work fully: no right to stop others, sampling fails, policy forbids the module. */
export interface TroubleNotice extends NoticeBase {
  readonly kind: 'trouble';
  readonly trouble: 'no-stop-right' | 'sampling-fails' | 'sampling-works-again';
  readonly detail: string;
}

/** Sent by `comwatch test-mail`. */
export interface TestNotice extends NoticeBase {
  readonly kind: 'test';
}

export type Notice = BreachNotice | BrakeNotice | TroubleNotice | TestNotice;
