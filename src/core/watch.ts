/** What is remembered of every watched process from sample to sample. */
import { cpuFigure, type CpuPoint } from './cpu.js';
import { fileTimeToUnixMs, sameTarget } from './identity.js';
import type { CommandLine, Figures, ProcessRow, Sample, Target } from './model.js';
import { FloorWindow } from './window.js';

export interface WatchRules {
  readonly cpuWindowMs: number;
  readonly cpuBasis: 'core' | 'machine';
  readonly graceMs: number;
  /** Length of the floor windows: `time_cache`. */
  readonly timeCacheMs: number;
  readonly logicalProcessors: number;
  readonly physicalMemoryBytes: number;
}

export interface Watched {
  readonly target: Target;
  readonly commandLine: CommandLine;
  readonly figures: Figures;
  /** Older than `grace`: may be judged, feeds its floors. */
  readonly settled: boolean;
  /** Least age in milliseconds that is certain. */
  readonly ageMs: number;
  readonly firstSeenMs: number;
  readonly ageAtFirstSightMs: number;
  readonly points: readonly CpuPoint[];
  readonly cpuFloor: FloorWindow;
  readonly memoryFloor: FloorWindow;
}

export interface WatchState {
  /** By PID; the identity is compared at every sample. */
  readonly watched: ReadonlyMap<number, Watched>;
  readonly generation: number | undefined;
  /** Agent's monotonic clock at the last sample. */
  readonly lastAtMs: number | undefined;
  /** Set at a clock jump or a sleep of the machine: the next sample is not differenced with older ones. */
  readonly broken: boolean;
}

export const emptyWatch: WatchState = {
  watched: new Map(),
  generation: undefined,
  lastAtMs: undefined,
  broken: false,
};

export interface Observation {
  readonly state: WatchState;
  readonly seen: readonly Watched[];
  readonly left: readonly Watched[];
}

export interface Instant {
  /** Agent's monotonic clock. */
  readonly monotonicMs: number;
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly wallMs: number;
}

/** Feeds one sample. Every figure is of this sample; a figure that cannot be known is `null`. */
export function observe(
  state: WatchState,
  sample: Sample,
  now: Instant,
  spacingMs: number,
  rules: WatchRules,
): Observation {
  const comparable = !state.broken && state.generation === sample.generation;
  const watched = new Map<number, Watched>();
  const seen: Watched[] = [];
  for (const row of sample.rows) {
    const before = state.watched.get(row.pid);
    const known = before && sameTarget(before.target, row) ? before : undefined;
    const points = known && comparable ? known.points : [];
    const next = look(row, known, points, sample, now, spacingMs, state, rules);
    watched.set(row.pid, next);
    if (!known) seen.push(next);
  }
  const left = [...state.watched.values()].filter((old) => {
    const current = watched.get(old.target.pid);
    return !current || !sameTarget(current.target, old.target);
  });
  return {
    state: { watched, generation: sample.generation, lastAtMs: now.monotonicMs, broken: false },
    seen,
    left,
  };
}

/** After a clock jump or a sleep: CPU is unknown again until it was measured anew. */
export function breakSeries(state: WatchState): WatchState {
  return { ...state, broken: true };
}

function look(
  row: ProcessRow,
  known: Watched | undefined,
  points: readonly CpuPoint[],
  sample: Sample,
  now: Instant,
  spacingMs: number,
  state: WatchState,
  rules: WatchRules,
): Watched {
  const cpu =
    row.cpuTime100ns === null
      ? { percent: null, atMostPercent: null, points: [] }
      : cpuFigure(
          points,
          {
            takenAtMs: sample.takenAtMs,
            takenUntilMs: sample.takenUntilMs,
            cpuTime100ns: row.cpuTime100ns,
          },
          {
            cpuWindowMs: rules.cpuWindowMs,
            spacingMs,
            logicalProcessors: rules.logicalProcessors,
            basis: rules.cpuBasis,
          },
        );
  const figures: Figures = {
    cpuPercent: cpu.percent,
    memoryPercent: (100 * row.workingSetBytes) / rules.physicalMemoryBytes,
    workingSetBytes: row.workingSetBytes,
  };
  const firstSeenMs = known?.firstSeenMs ?? now.monotonicMs;
  const ageAtFirstSightMs = known?.ageAtFirstSightMs ?? ageAtFirstSight(row, now, state);
  const ageMs = ageAtFirstSightMs + (now.monotonicMs - firstSeenMs);
  const settled = ageMs >= rules.graceMs;
  const cpuFloor = known?.cpuFloor ?? new FloorWindow(rules.timeCacheMs);
  const memoryFloor = known?.memoryFloor ?? new FloorWindow(rules.timeCacheMs);
  if (settled) {
    // A floor that is too low would make a suspect of the innocent.
    if (cpu.atMostPercent !== null) cpuFloor.push(now.monotonicMs, cpu.atMostPercent);
    memoryFloor.push(now.monotonicMs, figures.memoryPercent);
  }
  return {
    target: { pid: row.pid, startedAt: row.startedAt, name: row.name },
    commandLine: row.commandLine,
    figures,
    settled,
    ageMs,
    firstSeenMs,
    ageAtFirstSightMs,
    points: cpu.points,
    cpuFloor,
    memoryFloor,
  };
}

/**
 * The wall clock tells the age of a process that was there before us; of one that appeared between two
 * samples the monotonic clock knows better than a wall clock that may have been set meanwhile.
 */
function ageAtFirstSight(row: Target, now: Instant, state: WatchState): number {
  const byWallClock = Math.max(0, now.wallMs - fileTimeToUnixMs(row.startedAt));
  if (state.lastAtMs === undefined) return byWallClock;
  return Math.min(byWallClock, now.monotonicMs - state.lastAtMs);
}
