/**
 * Figures of the minutes before, during and after an incident, compressed: what a picture is drawn from, long after the samples
 * themselves are gone. Wall times in milliseconds since the Unix epoch.
 */

/** When, CPU % and memory %; the highest within the time that the point stands for. */
export type FigurePoint = readonly [
  atUnixMs: number,
  cpuPercent: number | null,
  memoryPercent: number,
];

/** When it began, how long it took, and whether the answer was good. */
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
  /** The processes that the incident is about first. */
  readonly processes: readonly ProcessCurve[];
  readonly probes: readonly ProbePoint[];
  /** When processes were stopped. */
  readonly stops: readonly number[];
}

/** Length of the curves before the opening, and after the last evidence. */
export const CURVE_MARGIN_MS = 15 * 60_000;
export const MOST_CURVES = 6;
export const MOST_POINTS = 240;
