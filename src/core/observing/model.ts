/** The nouns that the whole program shares. Plain values, no behaviour. */

/** One watched process. A PID is reused by Windows; a PID with its start time is not. */
export interface Target {
  readonly pid: number;
  /** UTC FILETIME (100 ns since 1601-01-01) as a decimal string: too large for a number. */
  readonly startedAt: string;
  /** Image name with its extension, as the source spells it: `dllhost.exe`. */
  readonly name: string;
}

/**
 * The command line of a target: `unread` until it was asked for, `hidden` when Windows does not give it
 * (no rights, protected process). A `dllhost.exe` without one cannot be distinguished from the COM+ System Application.
 */
export type CommandLine =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unread' }
  | { readonly kind: 'hidden' };

/** What one source says of one process at one instant. */
export interface ProcessRow extends Target {
  /** Kernel + user time since the process began, in 100 ns; `null` when Windows does not give it. */
  readonly cpuTime100ns: number | null;
  /** Working set in bytes (shared pages included, as Task Manager's "working set" and psutil's rss). */
  readonly workingSetBytes: number;
  readonly commandLine: CommandLine;
}

/** Figures of a target when it was judged; `null` where there was none. */
export interface Figures {
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
  readonly workingSetBytes: number;
}

export type SampleSource = 'cim' | 'counter' | 'process';

/** All rows of one instant. Only samples of the same generation share a clock. */
export interface Sample {
  readonly source: SampleSource;
  /** Milliseconds, with fractions, of the shell's own monotonic clock: no figure was read before. */
  readonly takenAtMs: number;
  /** End of the reading, by the same clock. A starved source answers late, and the time at which it read is not known. */
  readonly readEndedMs: number;
  /** Counts the shells that sampled: figures of two generations are never differenced. */
  readonly generation: number;
  readonly rows: readonly ProcessRow[];
  /** Rows that were left out: gone while they were read, or not to be trusted. Whose they were is not known. */
  readonly dropped: number;
}

/** What the shell's hello says of the machine and of itself. */
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
  /** Whether the shell's account may stop processes of others; `null` when it cannot tell. */
  readonly canStopOthers: boolean | null;
}
