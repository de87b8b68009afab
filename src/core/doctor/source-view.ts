/** What two samples of one source show of one process, and of those that were present in both. */
import { fileTimeToUnixMs } from '../observing/identity.js';
import type { ProcessRow } from '../observing/model.js';
import type { SeenProcess, SourceView } from './sources.js';

interface ObservedSample {
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly rows: readonly Omit<ProcessRow, 'commandLine'>[];
}

/** The samples of one source at one moment, one for each image. */
export interface Observed {
  /** Of the process with the known load. */
  readonly pid: number;
  readonly samples: readonly ObservedSample[];
}

/** CPU between the two samples, memory of the second. A reading is dated by the middle of its interval. */
export function loadOf(observed: readonly Observed[]): SourceView['load'] {
  const [first, last] = observed.map(rowOf);
  if (!first || !last || first.row.startedAt !== last.row.startedAt) return undefined;
  const wallMs = last.atMs - first.atMs;
  const before = first.row.cpuTime100ns;
  const after = last.row.cpuTime100ns;
  const isKnown = before !== null && after !== null && wallMs > 0 && after >= before;
  return {
    startedAt: last.row.startedAt,
    startedAtMs: fileTimeToUnixMs(last.row.startedAt),
    cpuPercent: isKnown ? (100 * (after - before)) / 10_000 / wallMs : null,
    workingSetBytes: last.row.workingSetBytes,
  };
}

function rowOf({ pid, samples }: Observed) {
  for (const { rows, takenAtMs, readEndedMs } of samples) {
    const row = rows.find((each) => each.pid === pid);
    if (row) return { row, atMs: (takenAtMs + readEndedMs) / 2 };
  }
  return undefined;
}

/** PIDs that either sample shows. */
export function pidsOf(observed: readonly Observed[]): number[] {
  const rows = observed.flatMap(({ samples }) => samples.flatMap((sample) => sample.rows));
  return [...new Set(rows.map(({ pid }) => pid))];
}

/** Processes that both samples show. */
export function stayedProcesses(observed: readonly Observed[]): SeenProcess[] {
  const [first, last] = observed.map(({ samples }) => samples.flatMap(({ rows }) => rows));
  const ends = new Set((last ?? []).map(({ pid, startedAt }) => `${pid} ${startedAt}`));
  return (first ?? [])
    .filter(({ pid, startedAt }) => ends.has(`${pid} ${startedAt}`))
    .map(({ pid, startedAt }) => ({ pid, startedAt }));
}
