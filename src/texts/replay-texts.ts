import type { OverrideProblem } from '../config/problem.js';
import type { ComparedRow, Recovery, ReplayResult } from '../core/recording/comparison.js';

/** Texts of `comwatch replay`. */
export interface ReplayTexts {
  readonly badSince: (found: string) => string;
  readonly badOverride: (problem: OverrideProblem) => string;
  readonly off: string;
  readonly nothing: (folder: string) => string;
  readonly nothingSince: (since: string) => string;
  readonly begins: (from: string, files: number) => string;
  readonly progress: (percent: number) => string;
  readonly broken: (lines: number, unreadable: number) => string;
  readonly newer: string;
  readonly span: (result: ReplayResult, from: string, until: string) => string;
  readonly columns: readonly [
    at: string,
    process: string,
    because: string,
    recorded: string,
    replayed: string,
    recovery: string,
  ];
  readonly deed: (row: ComparedRow['recorded']) => string;
  readonly because: (why: string) => string;
  readonly recovery: (recovery: Recovery) => string;
  readonly summary: (counts: ReplayCounts) => readonly string[];
  /** Answers that the check would not have waited for, and warnings of slow ones; zero counts are omitted. */
  readonly calls: (tooLate: number, slow: number) => readonly string[];
  readonly assumed: string;
}

export interface ReplayCounts {
  readonly recorded: number;
  readonly replayed: number;
  readonly both: number;
  /** Of the processes that this configuration chooses. */
  readonly recovered: number;
  readonly ended: number;
  readonly unknown: number;
}
