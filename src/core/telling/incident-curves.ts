/**
 * Figures of the minutes before, during and after an incident, compressed: charts are drawn from them long after the
 * samples are gone. Wall times in milliseconds since the Unix epoch.
 */

/** Time, CPU % and memory %; the highest values within the interval of the point. */
export type FigurePoint = readonly [
  atUnixMs: number,
  cpuPercent: number | null,
  memoryPercent: number,
];

/** When the call began, how long it took, and whether the answer was good. */
export type ProbePoint = readonly [atUnixMs: number, tookMs: number, isGood: boolean];

export interface ProcessCurve {
  readonly pid: number;
  readonly name: string;
  readonly startedUnixMs: number;
  /** Oldest first. */
  readonly points: readonly FigurePoint[];
}

export interface IncidentCurves {
  readonly limits: { readonly cpu: number; readonly memory: number } | null;
  /** The processes concerned come first. */
  readonly processes: readonly ProcessCurve[];
  readonly probes: readonly ProbePoint[];
  /** When processes were stopped. */
  readonly stops: readonly number[];
}

/** Length of the curves before the opening, and after the last evidence. */
export const CURVE_MARGIN_MS = 15 * 60_000;
export const MOST_CURVES = 6;
export const MOST_POINTS = 240;
