/** Types shared by the whole program: plain values without behaviour. */

/** One watched process. Windows reuses a PID, but not a PID with its start time. */
export interface Target {
  readonly pid: number;
  /** UTC FILETIME (100 ns since 1601-01-01) as a decimal string: too large for a number. */
  readonly startedAt: string;
  /** Image name with its extension, as the source spells it: `dllhost.exe`. */
  readonly name: string;
}

/**
 * The command line of a target: `unread` until it was requested, `hidden` when Windows does not reveal it (no rights,
 * protected process). A `dllhost.exe` without one cannot be distinguished from the COM+ System Application.
 */
export type CommandLine =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unread' }
  | { readonly kind: 'hidden' };

/** Values of one process from one source at one instant. */
export interface ProcessRow extends Target {
  /** Kernel + user time since the process began, in 100 ns; `null` when Windows does not give it. */
  readonly cpuTime100ns: number | null;
  /** Working set in bytes (shared pages included, as Task Manager's "working set" and psutil's rss). */
  readonly workingSetBytes: number;
  readonly commandLine: CommandLine;
}

/** Figures of a target when it was judged; `null` for an unknown one. */
export interface Figures {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
  readonly workingSetBytes: number;
}

export type SampleSource = 'cim' | 'counter' | 'process';

/** All rows of one instant. Only samples of the same generation share a clock. */
export interface Sample {
  readonly source: SampleSource;
  /** Start of the reading on the shell's own monotonic clock, in milliseconds with fractions. */
  readonly takenAtMs: number;
  /**
   * End of the reading on the same clock. A starved source answers late, and the exact time of its reading is not
   * known.
   */
  readonly readEndedMs: number;
  /** Number of the clock: values of two generations are never subtracted. */
  readonly generation: number;
  readonly rows: readonly ProcessRow[];
  /**
   * Number of rows left out: the process exited during the reading, or the row was not plausible. Their processes are
   * not known.
   */
  readonly dropped: number;
}

/** What a policy makes PowerShell record: the input and output of a session, scripts, each call of one. */
export type RecordingKind = 'transcription' | 'script-blocks' | 'invocations' | 'modules';

/** Whether a policy records every sample, not only the statement that starts a shell. */
export function recordsSamples(by: readonly RecordingKind[]): boolean {
  return by.includes('invocations') || by.includes('modules');
}

/** Properties of the machine and the shell, as its hello reports them. */
export interface Machine {
  readonly hostName: string;
  readonly osVersion: string;
  readonly logicalProcessors: number;
  readonly physicalMemoryBytes: number;
  readonly powershellVersion: string;
  readonly languageMode: string;
  readonly culture: string;
  /** `Scope=Policy` pairs that are not Undefined, e.g. `Process=Bypass`. */
  readonly executionPolicies: readonly string[];
  /** Policies in force for the shell; absent in records of earlier versions. */
  readonly recording?: readonly RecordingKind[];
  /** Whether the shell's account may stop processes of other accounts; `null` when that cannot be determined. */
  readonly canStopOthers: boolean | null;
}
