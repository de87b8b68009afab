/** State of every watched process, kept from sample to sample. */
import type { Instant } from '../instant.js';
import { absentFrom, type Absent } from './absent.js';
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

/** Input that comes with a sample. */
export interface FeedContext {
  readonly now: Instant;
  /** Actual interval of the samples. */
  readonly spacingMs: number;
  readonly rules: WatchRules;
  /** Looks up what an earlier agent stored about a process that is seen for the first time. */
  readonly recall?: (target: Target) => Remembered | undefined;
}

/** Floors of a process that outlived the agent that measured them. */
export interface Remembered {
  readonly settledSinceMs: number;
  readonly cpuFloor: FloorWindow;
  readonly memoryFloor: FloorWindow;
}

export interface Watched {
  readonly target: Target;
  readonly commandLine: CommandLine;
  /** AppID from the COM+ catalogue, used when the command line names none. */
  readonly catalogueAppId?: string;
  readonly figures: Figures;
  /** Older than `grace`: it may be judged, and feeds its floors. */
  readonly settled: boolean;
  /** Time when it was first seen settled (monotonic): its floors are measured from then on. */
  readonly settledSinceMs: number | undefined;
  /** Minimum age in milliseconds that is certain. */
  readonly ageMs: number;
  readonly firstSeenMs: number;
  readonly ageAtFirstSightMs: number;
  readonly points: readonly CpuPoint[];
  readonly cpuFloor: FloorWindow;
  readonly memoryFloor: FloorWindow;
}

export interface WatchState {
  /** Watched processes by PID; the identity is compared at every sample. */
  readonly watched: ReadonlyMap<number, Watched>;
  /** Omitted processes by PID; not judged, their state is kept for their return. */
  readonly absent: ReadonlyMap<number, Absent<Watched>>;
  readonly generation: number | undefined;
  /** Agent's monotonic clock at the last sample. */
  readonly lastAtMs: number | undefined;
  /** Wall clock at the last sample. */
  readonly lastWallMs: number;
  /** Set after a clock jump or a sleep of the machine: the next sample is not compared with older ones. */
  readonly broken: boolean;
}

export const emptyWatch: WatchState = {
  watched: new Map(),
  absent: new Map(),
  generation: undefined,
  lastAtMs: undefined,
  lastWallMs: 0,
  broken: false,
};

export interface Observation {
  readonly state: WatchState;
  readonly seen: readonly Watched[];
  readonly left: readonly Watched[];
}

/** A start time this close to the last sample may lie on either side of it. */
const CLOCK_SLACK_MS = 2_000;

/** Adds one sample. Every figure is from this sample; an unknown one is `null`. */
export function observe(state: WatchState, sample: Sample, context: FeedContext): Observation {
  const { now } = context;
  const comparable = !state.broken && state.generation === sample.generation;
  const watched = new Map<number, Watched>();
  const seen: Watched[] = [];
  for (const row of sample.rows) {
    const missed = state.absent.get(row.pid);
    const old = state.watched.get(row.pid) ?? missed?.watched;
    const known = old && sameTarget(old.target, row) ? old : undefined;
    const points = known && comparable ? known.points : [];
    const next = look(row, { known, points, sample, state }, context);
    watched.set(row.pid, next);
    if (!known || (known === missed?.watched && missed.hasLeft)) seen.push(next);
  }
  const isPartial = sample.dropped > 0;
  const nowMs = now.monotonicMs;
  const { absent, left } = absentFrom(state, watched, { isPartial, comparable, nowMs });
  return {
    state: {
      watched,
      absent,
      generation: sample.generation,
      lastAtMs: now.monotonicMs,
      lastWallMs: now.wallMs,
      broken: false,
    },
    seen,
    left,
  };
}

/** Discards CPU figures after a clock jump or a sleep until they are measured again. */
export function breakSeries(state: WatchState): WatchState {
  return { ...state, broken: true };
}

/** One row with the values that it is compared with. */
interface Sighting {
  readonly known: Watched | undefined;
  readonly points: readonly CpuPoint[];
  readonly sample: Sample;
  readonly state: WatchState;
}

function look(
  row: ProcessRow,
  { known, points, sample, state }: Sighting,
  { now, spacingMs, rules, recall }: FeedContext,
): Watched {
  const cpu = cpuOf(row, points, sample, { spacingMs, rules });
  const figures: Figures = {
    cpuPercent: cpu.percent,
    memoryPercent: (100 * row.workingSetBytes) / rules.physicalMemoryBytes,
    workingSetBytes: row.workingSetBytes,
  };
  const firstSeenMs = known?.firstSeenMs ?? now.monotonicMs;
  const ageAtFirstSightMs = known?.ageAtFirstSightMs ?? ageAtFirstSight(row, now, state);
  const ageMs = ageAtFirstSightMs + (now.monotonicMs - firstSeenMs);
  const settled = ageMs >= rules.graceMs;
  const recalled = known ? undefined : recall?.(row);
  const { cpuFloor, memoryFloor } = known ??
    recalled ?? {
      cpuFloor: new FloorWindow(rules.timeCacheMs),
      memoryFloor: new FloorWindow(rules.timeCacheMs),
    };
  if (settled) {
    // A floor that is too low would make ordinary work stand out.
    if (cpu.atMostPercent !== null) cpuFloor.push(now.monotonicMs, cpu.atMostPercent);
    memoryFloor.push(now.monotonicMs, figures.memoryPercent);
  }
  return {
    target: targetOf(row, known),
    commandLine: row.commandLine,
    figures,
    settled,
    settledSinceMs: (known ?? recalled)?.settledSinceMs ?? (settled ? now.monotonicMs : undefined),
    ageMs,
    firstSeenMs,
    ageAtFirstSightMs,
    points: cpu.points,
    cpuFloor,
    memoryFloor,
  };
}

/** The target of a row. A process keeps the start time first observed: sources differ by less than a millisecond. */
function targetOf({ pid, startedAt, name }: ProcessRow, known: Watched | undefined): Target {
  return known ? known.target : { pid, startedAt, name };
}

/** The CPU figure of a row; unknown if its time could not be read. */
function cpuOf(
  { cpuTime100ns }: ProcessRow,
  points: readonly CpuPoint[],
  { takenAtMs, readEndedMs }: Sample,
  { spacingMs, rules }: Pick<FeedContext, 'spacingMs' | 'rules'>,
): ReturnType<typeof cpuFigure> {
  if (cpuTime100ns === null) return { percent: null, atMostPercent: null, points: [] };
  const { cpuWindowMs, logicalProcessors, cpuBasis: basis } = rules;
  return cpuFigure(
    points,
    { takenAtMs, readEndedMs, cpuTime100ns },
    { cpuWindowMs, spacingMs, logicalProcessors, basis },
  );
}

/**
 * The age of a process that existed before the agent, or that the last sample omitted, comes from the wall clock. For
 * one that started since then the monotonic clock is more reliable, since the wall clock may have been set meanwhile.
 */
function ageAtFirstSight(row: Target, now: Instant, state: WatchState): number {
  const startedMs = fileTimeToUnixMs(row.startedAt);
  const byWallClock = Math.max(0, now.wallMs - startedMs);
  const wasThere = startedMs < state.lastWallMs - CLOCK_SLACK_MS;
  if (state.lastAtMs === undefined || wasThere) return byWallClock;
  return Math.min(byWallClock, now.monotonicMs - state.lastAtMs);
}
