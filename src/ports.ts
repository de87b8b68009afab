/** Ports of the agent to the outside world: types only. Adapters implement them. */
import type { BrakeState } from './core/acting/brake.js';
import type {
  ApplicationAnswer,
  ApplicationQuery,
  FoundApplication,
} from './core/observing/com-application.js';
import type { Machine, Sample, Target } from './core/observing/model.js';
import type { StopOutcome } from './core/acting/stop-outcome.js';
import type { JournalEvent } from './core/telling/journal-event.js';
import type { Reason } from './core/reason.js';
import type { Result } from './core/result.js';
import type { WeekLookBack } from './core/telling/weekly.js';
import type { RecordEntry } from './core/recording/entry.js';
import type { IncidentStory } from './core/telling/incident-story.js';
import type { Notice } from './core/telling/notice.js';
import type { ProbeAnswer, Stage } from './core/judging/probe-result.js';

/** The stops that the configuration would have made in the past days, from a replay beside the agent. Never rejects. */
export type LookBack = (days: number, signal: AbortSignal) => Promise<Result<WeekLookBack, Reason>>;

/**
 * Two clocks: monotonic time for measuring, wall time for display. Both in milliseconds; wall time since the Unix
 * epoch.
 */
export interface Clock {
  monotonicMs(): number;
  wallMs(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** The slot (monotonic) for which the last sleeper woke, where something other than time wakes them. */
  slotMs?(): number | undefined;
}

export type SampleAnswer = Result<Sample, Reason>;

/** Takes one sample of every process of the watched name, within its own deadline. Never rejects. */
export type Sampler = (signal: AbortSignal) => Promise<SampleAnswer>;

/** Stops one target after comparing its identity at the moment of the kill. Never rejects. */
export type Stopper = (target: Target, signal: AbortSignal) => Promise<StopOutcome>;

/**
 * Accepts a notice for delivery; one with a known id is the same notice. Resolves when it is safe: on disk, or in
 * memory while the disk refuses it. Never rejects.
 */
export type Notifier = (notice: Notice) => Promise<void>;

/** Writes one event to every sink (file, console, Windows Event Log). Never waits, never throws. */
export type Journal = (event: JournalEvent) => void;

/** Takes an entry for the black box. Never waits, never throws. */
export type Recorder = (entry: RecordEntry) => void;

/** Describes the machine, from the shell's hello. Never rejects; `undefined` while no shell answers. */
export type MachineReader = (signal: AbortSignal) => Promise<Machine | undefined>;

/** Keeps the brake's state across restarts. Neither method rejects. */
export interface BrakeStore {
  /** `absent` on a first start; `unreadable` when the file cannot be trusted. */
  load(): Promise<
    | { readonly kind: 'state'; readonly state: BrakeState }
    | { readonly kind: 'absent' }
    | { readonly kind: 'unreadable'; readonly reason: Reason }
  >;
  /**
   * Resolves when the state is on disk, at the latest after `deadlineMs`; `written` finally tells whether it is. A
   * state that is not is kept and written as soon as the disk accepts it.
   */
  save(state: BrakeState, deadlineMs: number): Promise<{ readonly written: Promise<boolean> }>;
}

/** Keeps one value across restarts. Neither method rejects. */
export interface ValueStore {
  load(): Promise<
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'absent' }
    | { readonly kind: 'unreadable'; readonly reason: Reason }
  >;
  /** Resolves when the value is on disk, at the latest after `deadlineMs`; `written` finally tells whether it is. */
  save(value: unknown, deadlineMs: number): Promise<{ readonly written: Promise<boolean> }>;
}

/** Keeps the stories of incidents, each separately. No method rejects. */
export interface IncidentStore {
  /** Stories that are open, or have had events since then; newest first. */
  load(sinceUnixMs: number): Promise<readonly IncidentStory[]>;
  /** Resolves when it is on disk, or the disk refuses it; the write is then repeated by itself. */
  save(story: IncidentStory): Promise<void>;
  /** Notes that this story is complete. */
  release(id: string): void;
  /** Whether no story is kept, so that no curves need to be gathered. */
  readonly isBlank?: boolean;
}

export interface ProbeOptions {
  /** Whether to keep waiting, beside the answer, for a call that was not done in time; by default it is abandoned. */
  readonly keepPending?: boolean;
  /** Called as each stage begins, and again with its milliseconds as it ends. */
  readonly onStage?: (stage: Stage, tookMs?: number) => void;
}

/** Makes one transaction with the COM server, within its deadlines. Never rejects. */
export type Probe = (options: ProbeOptions, signal: AbortSignal) => Promise<ProbeAnswer>;

export type { ApplicationAnswer, ApplicationQuery, FoundApplication };

/** Finds a COM+ application, within its own deadline. Never rejects. */
export type ApplicationReader = (
  query: ApplicationQuery,
  signal: AbortSignal,
) => Promise<ApplicationAnswer>;

/** Remembers that this configuration of the COM check has succeeded here. Neither method rejects. */
export interface ProvenStore {
  load(): Promise<boolean>;
  save(): Promise<boolean>;
}
