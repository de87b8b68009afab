/** The last half hour of one application in coarse points, from which the curves of an incident are made. */
import { fileTimeToUnixMs } from '../observing/identity.js';
import type { Figures, Target } from '../observing/model.js';
import { TargetMap } from '../observing/target-map.js';
import {
  CURVE_MARGIN_MS,
  MOST_CURVES,
  MOST_POINTS,
  type FigurePoint,
  type IncidentCurves,
  type ProbePoint,
  type ProcessCurve,
} from './incident-curves.js';

/** Interval of the points of a process; each keeps the highest figures of its interval. */
export const GRAIN_MS = 10_000;
const KEPT_MS = CURVE_MARGIN_MS + 60_000;
const MOST_PROCESSES = 32;
const MOST_PROBES = 1_000;

interface Growing extends Omit<ProcessCurve, 'points'> {
  readonly points: FigurePoint[];
}

export class CurveHistory {
  readonly #limits: IncidentCurves['limits'];
  readonly #processes = new TargetMap<Growing>();
  #probes: readonly ProbePoint[] = [];

  constructor(limits: IncidentCurves['limits']) {
    this.#limits = limits;
  }

  sampled(
    processes: readonly { readonly target: Target; readonly figures: Figures }[],
    unixMs: number,
  ): void {
    for (const { target, figures } of processes) {
      const known = this.#processes.get(target);
      if (known) addPoint(known.points, figures, unixMs);
      else this.#begin(target, figures, unixMs);
    }
  }

  probed(unixMs: number, tookMs: number, isGood: boolean): void {
    const point: ProbePoint = [Math.round(unixMs), Math.round(tookMs), isGood];
    const kept = this.#probes.filter(([atUnixMs]) => unixMs - atUnixMs <= KEPT_MS);
    this.#probes = [...kept, point].slice(-MOST_PROBES);
  }

  /**
   * The curves of an incident including the points added since.
   * @param about PIDs of the processes concerned
   * @param stops times at which processes were stopped in it
   */
  grow(
    known: IncidentCurves | null,
    about: ReadonlySet<number>,
    stops: readonly number[],
  ): IncidentCurves {
    const processes = this.#processes.values().map((each) => {
      const before = known?.processes.find((other) => isSame(each, other));
      return { ...each, points: joined(before?.points ?? [], each.points) };
    });
    const others = known?.processes ?? [];
    const gone = others.filter((each) => !processes.some((other) => isSame(each, other)));
    const isAbout = ({ pid }: ProcessCurve) => Number(about.has(pid));
    const all: ProcessCurve[] = [...processes, ...gone].sort(
      (one, other) => isAbout(other) - isAbout(one) || peak(other) - peak(one),
    );
    return {
      limits: this.#limits,
      processes: all
        .slice(0, MOST_CURVES)
        .map((each) => ({ ...each, points: thin(each.points, higher) })),
      probes: thin(joined(known?.probes ?? [], this.#probes), slower),
      stops: stops.slice(-MOST_POINTS),
    };
  }

  #begin(target: Target, figures: Figures, unixMs: number): void {
    const { pid, name, startedAt } = target;
    for (const [other, curve] of this.#processes.entries()) {
      if (!isRecent(curve, unixMs)) this.#processes.delete(other);
    }
    if (this.#processes.size >= MOST_PROCESSES) return;
    const startedUnixMs = Math.round(fileTimeToUnixMs(startedAt));
    const points: FigurePoint[] = [];
    addPoint(points, figures, unixMs);
    this.#processes.set(target, { pid, name, startedUnixMs, points });
  }
}

function addPoint(
  points: FigurePoint[],
  { cpuPercent, memoryPercent }: Figures,
  unixMs: number,
): void {
  const cpu = cpuPercent === null ? null : hundredths(cpuPercent);
  const point: FigurePoint = [Math.round(unixMs), cpu, hundredths(memoryPercent)];
  const last = points.at(-1);
  if (last && unixMs - last[0] < GRAIN_MS && unixMs >= last[0]) {
    points[points.length - 1] = higher(last, point);
    return;
  }
  if (points[0] && unixMs - points[0][0] > KEPT_MS) points.shift();
  points.push(point);
}

/** Merges known and later points; the last known point may have grown in the meantime. */
function joined<Point extends readonly [atUnixMs: number, ...rest: unknown[]]>(
  known: readonly Point[],
  recent: readonly Point[],
): readonly Point[] {
  const from = recent[0]?.[0] ?? Number.POSITIVE_INFINITY;
  return [...known.filter(([atUnixMs]) => atUnixMs < from), ...recent];
}

/** Thins a curve to a number of points: of two neighbours the higher figures stay. */
function thin<Point extends FigurePoint | ProbePoint>(
  points: readonly Point[],
  merge: (one: Point, other: Point) => Point,
): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  const merged: Point[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const one = points[at];
    const other = points[at + 1];
    if (one) merged.push(other ? merge(one, other) : one);
  }
  return thin(merged, merge);
}

function higher(one: FigurePoint, other: FigurePoint): FigurePoint {
  const cpu = Math.max(one[1] ?? -1, other[1] ?? -1);
  return [one[0], cpu < 0 ? null : cpu, Math.max(one[2], other[2])];
}

/** A failed call takes precedence over a successful one. */
function slower(one: ProbePoint, other: ProbePoint): ProbePoint {
  return [one[0], Math.max(one[1], other[1]), one[2] && other[2]];
}

function peak({ points }: ProcessCurve): number {
  return Math.max(0, ...points.map(([, cpu, memory]) => Math.max(cpu ?? 0, memory)));
}

type Identity = Pick<ProcessCurve, 'pid' | 'startedUnixMs'>;

/** Two sources may differ by less than a millisecond. */
function isSame(one: Identity, other: Identity): boolean {
  return one.pid === other.pid && Math.abs(one.startedUnixMs - other.startedUnixMs) <= 1;
}

function isRecent({ points }: ProcessCurve, unixMs: number): boolean {
  const last = points.at(-1);
  return last !== undefined && unixMs - last[0] <= KEPT_MS;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
