/** Judges the sources of samples against a process whose load is known. */
import { fileTimeToUnixMs, sameInstant } from '../observing/identity.js';
import type { SampleSource } from '../observing/model.js';

/** Percentage points of a core by which a figure may differ from the known load: Windows counts in steps of 15.6 ms. */
export const CPU_TOLERANCE = 5;
/** Share of the working set by which a figure may differ, and a difference in bytes that never matters. */
export const MEMORY_TOLERANCE = 0.1;
const MEMORY_SLACK_BYTES = 8 * 2 ** 20;
/** Tolerance on the start time of the process, for the difference between the clocks of Node and Windows. */
const START_SLACK_MS = 2_000;

/** Figures of the process by its own account, over the same time. */
export interface KnownLoad {
  readonly pid: number;
  /** Unix milliseconds before and after its start. */
  readonly startedBetween: readonly [fromMs: number, untilMs: number];
  readonly cpuPercent: number;
  readonly workingSetBytes: number;
}

export interface SeenProcess {
  readonly pid: number;
  readonly startedAt: string;
}

/** Figures reported by a source. */
export interface SourceView {
  readonly source: SampleSource;
  /** Of the process with the known load; `undefined` where it is missing. */
  readonly load:
    | {
        readonly startedAt: string;
        readonly startedAtMs: number;
        readonly cpuPercent: number | null;
        readonly workingSetBytes: number;
      }
    | undefined;
  /** Every process of the requested names that was present at both ends of the measurement. */
  readonly processes: readonly SeenProcess[];
  /** PIDs that it showed at either end. */
  readonly pids: readonly number[];
  readonly roundMs: number;
}

/** Ways in which a source can be wrong. */
export type SourceFault =
  | { readonly kind: 'load-missing' }
  | { readonly kind: 'cpu'; readonly percent: number | null; readonly known: number }
  | { readonly kind: 'memory'; readonly bytes: number; readonly known: number }
  | { readonly kind: 'start-time'; readonly differenceMs: number }
  | { readonly kind: 'start-times-differ'; readonly pids: readonly number[] }
  | { readonly kind: 'processes-missing'; readonly pids: readonly number[] };

/** Compares every source with the known load, and with the processes that the others showed. */
export function faultsOf(
  view: SourceView,
  others: readonly SourceView[],
  known: KnownLoad,
): SourceFault[] {
  return [...loadFaults(view, known), ...processFaults(view, others, known)];
}

function loadFaults({ load }: SourceView, known: KnownLoad): SourceFault[] {
  if (!load) return [{ kind: 'load-missing' }];
  const { cpuPercent, workingSetBytes, startedAtMs } = load;
  const faults: SourceFault[] = [];
  if (cpuPercent === null || Math.abs(cpuPercent - known.cpuPercent) > CPU_TOLERANCE) {
    faults.push({ kind: 'cpu', percent: cpuPercent, known: known.cpuPercent });
  }
  const memorySlack = Math.max(MEMORY_SLACK_BYTES, MEMORY_TOLERANCE * known.workingSetBytes);
  if (Math.abs(workingSetBytes - known.workingSetBytes) > memorySlack) {
    faults.push({ kind: 'memory', bytes: workingSetBytes, known: known.workingSetBytes });
  }
  const [fromMs, untilMs] = known.startedBetween;
  const early = fromMs - START_SLACK_MS - startedAtMs;
  const late = startedAtMs - untilMs - START_SLACK_MS;
  if (early > 0 || late > 0) {
    const differenceMs = early > 0 ? startedAtMs - fromMs : startedAtMs - untilMs;
    faults.push({ kind: 'start-time', differenceMs: Math.round(differenceMs) });
  }
  return faults;
}

/**
 * Processes that came or went meanwhile prove nothing: only those that started before the process with the known load
 * count.
 */
function processFaults(
  view: SourceView,
  others: readonly SourceView[],
  { startedBetween: [beganMs] }: KnownLoad,
): SourceFault[] {
  const own = new Map(view.processes.map((each) => [each.pid, each.startedAt]));
  const missing = new Set<number>();
  const differing = new Set<number>();
  for (const { processes } of others) {
    for (const { pid, startedAt } of processes) {
      const seen = own.get(pid);
      if (seen === undefined) {
        const isOld = fileTimeToUnixMs(startedAt) < beganMs;
        if (isOld && !view.pids.includes(pid)) missing.add(pid);
      } else if (!sameInstant(seen, startedAt)) differing.add(pid);
    }
  }
  return [
    ...(missing.size > 0 ? [{ kind: 'processes-missing', pids: sorted(missing) } as const] : []),
    ...(differing.size > 0
      ? [{ kind: 'start-times-differ', pids: sorted(differing) } as const]
      : []),
  ];
}

function sorted(pids: ReadonlySet<number>): number[] {
  return [...pids].sort((a, b) => a - b);
}

/**
 * If two sources disagree on a start time, one of them is wrong; the process with the known start shows which. Where
 * every source has the same fault, the machine's clock disagrees with itself.
 */
export function isAboutClock(faults: readonly SourceFault[]): boolean {
  return faults.some(({ kind }) => kind === 'start-time');
}

export interface JudgedSource {
  readonly source: SampleSource;
  readonly faults: readonly SourceFault[];
  readonly roundMs: number;
}

/** A round of the counters waits a second between its two readings, which costs nothing. */
const WAITING_MS: Readonly<Record<SampleSource, number>> = { cim: 0, counter: 1_000, process: 0 };

/** Cost of a round apart from waiting. */
export function costMs({ source, roundMs }: Pick<JudgedSource, 'source' | 'roundMs'>): number {
  return Math.max(0, roundMs - WAITING_MS[source]);
}

/**
 * The correct source whose round costs least; `undefined` when none is correct. Faults of another source do not count
 * against it.
 */
export function recommendedSource(judged: readonly JudgedSource[]): SampleSource | undefined {
  const right = judged.filter(({ faults }) => faults.every(({ kind }) => !isDamning(kind)));
  return right.toSorted((a, b) => costMs(a) - costMs(b))[0]?.source;
}

/** If two sources disagree, either may be wrong. */
function isDamning(kind: SourceFault['kind']): boolean {
  switch (kind) {
    case 'load-missing':
    case 'cpu':
    case 'memory':
    case 'start-time':
    case 'processes-missing':
      return true;
    case 'start-times-differ':
      return false;
  }
}
