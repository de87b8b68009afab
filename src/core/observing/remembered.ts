/**
 * Floors kept across a restart of the agent: in wall time, bytes and per cent of one core, so that they are valid for
 * the next agent.
 */
import type { Instant } from '../instant.js';
import { isFigure, isTable } from '../table.js';
import { isTarget, sameTarget } from './identity.js';
import type { SampleSource, Target } from './model.js';
import type { Remembered, Watched } from './process-table.js';
import { FloorWindow } from './window.js';

/** Number of readings kept of each floor: enough for its shape, few enough for a small file. */
const MOST_READINGS = 40;
/** Tolerance for a wall clock that has been slewed since. */
const SLACK_MS = 2_000;

type Reading = readonly [atUnixMs: number, value: number];

export interface StoredProcess extends Target {
  readonly settledSinceUnixMs: number;
  /** Per cent of one core or of the machine, like the figures. */
  readonly cpu: readonly Reading[];
  /** Bytes. */
  readonly memory: readonly Reading[];
}

export interface StoredFloors {
  readonly source: SampleSource;
  readonly cpuBasis: 'core' | 'machine';
  readonly savedUnixMs: number;
  readonly processes: readonly StoredProcess[];
}

/** Basis on which the figures of a floor are measured. */
export interface Measure {
  readonly source: SampleSource;
  readonly cpuBasis: 'core' | 'machine';
  readonly physicalMemoryBytes: number;
}

export function storeFloors(
  watched: readonly Watched[],
  { source, cpuBasis, physicalMemoryBytes }: Measure,
  now: Instant,
): StoredFloors {
  const toUnixMs = (atMs: number) => Math.round(now.wallMs - (now.monotonicMs - atMs));
  const processes = watched.flatMap((each) => {
    if (each.settledSinceMs === undefined) return [];
    const readings = (window: FloorWindow, scale: number): Reading[] =>
      window
        .readings(MOST_READINGS)
        .map(({ atMs, value }) => [toUnixMs(atMs), Math.round(value * scale * 1000) / 1000]);
    return [
      {
        ...each.target,
        settledSinceUnixMs: toUnixMs(each.settledSinceMs),
        cpu: readings(each.cpuFloor, 1),
        memory: readings(each.memoryFloor, physicalMemoryBytes / 100),
      },
    ];
  });
  return { source, cpuBasis, savedUnixMs: now.wallMs, processes };
}

/**
 * Finds the stored floors of a target and converts them to the clock of the present agent. `undefined` for an unknown
 * identity, for floors of another source or CPU basis, and for times in the future: after a clock was set back nothing
 * is certain.
 */
export function recallFrom(
  stored: StoredFloors,
  { source, cpuBasis, physicalMemoryBytes }: Measure,
  timeCacheMs: number,
  now: Instant,
): (target: Target) => Remembered | undefined {
  const isAhead = stored.savedUnixMs > now.wallMs + SLACK_MS;
  if (isAhead || stored.source !== source || stored.cpuBasis !== cpuBasis) return () => undefined;
  const toMonotonicMs = (unixMs: number) => now.monotonicMs - (now.wallMs - unixMs);
  const window = (readings: readonly Reading[], scale: number) => {
    const made = new FloorWindow(timeCacheMs);
    for (const [atUnixMs, value] of readings) {
      if (atUnixMs <= now.wallMs + SLACK_MS) made.push(toMonotonicMs(atUnixMs), value * scale);
    }
    return made;
  };
  return (target) => {
    const found = stored.processes.find((each) => sameTarget(each, target));
    if (!found) return undefined;
    return {
      settledSinceMs: Math.min(toMonotonicMs(found.settledSinceUnixMs), now.monotonicMs),
      cpuFloor: window(found.cpu, 1),
      memoryFloor: window(found.memory, 100 / physicalMemoryBytes),
    };
  };
}

/** Reads stored floors; `undefined` when they are invalid. */
export function parseFloors(value: unknown): StoredFloors | undefined {
  if (!isTable(value)) return undefined;
  const { source, cpuBasis, savedUnixMs, processes } = value;
  if (source !== 'cim' && source !== 'counter' && source !== 'process') return undefined;
  if (cpuBasis !== 'core' && cpuBasis !== 'machine') return undefined;
  if (!isFigure(savedUnixMs) || !Array.isArray(processes)) return undefined;
  if (!processes.every(isProcess)) return undefined;
  return { source, cpuBasis, savedUnixMs, processes };
}

function isProcess(value: unknown): value is StoredProcess {
  if (!isTable(value)) return false;
  const { settledSinceUnixMs, cpu, memory } = value;
  return (
    isTarget(value) &&
    isFigure(settledSinceUnixMs) &&
    [cpu, memory].every((each) => Array.isArray(each) && each.every(isReading))
  );
}

function isReading(value: unknown): value is Reading {
  return Array.isArray(value) && value.length === 2 && value.every(isFigure);
}
