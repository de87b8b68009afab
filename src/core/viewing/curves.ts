/** Figures of a day in bounded memory: a quarter of an hour in full, older ones by the minute, the highest of each. */
import type { StatusApplication, StatusProcess } from '../telling/status.js';
import type { ViewCurve } from './view.js';

const FINE_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const KEPT_MS = 24 * 60 * MINUTE_MS;
/** Curves of the processes seen last. */
const MOST_PROCESSES = 64;
const MOST_FINE = FINE_MS / 1_000;

interface Point {
  readonly atUnixMs: number;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
}

interface Curve {
  readonly pid: number;
  readonly name: string;
  readonly startedUnixMs: number;
  readonly application: string | null;
  /** One for each minute. */
  minutes: Point[];
  fine: Point[];
  stoppedUnixMs: number | null;
}

type Figures = Pick<
  StatusProcess,
  'pid' | 'name' | 'startedUnixMs' | 'cpuPercent' | 'memoryPercent'
>;

export class Curves {
  #curves: Curve[] = [];

  take(applications: readonly Pick<StatusApplication, 'name' | 'processes'>[], atUnixMs: number) {
    for (const { name, processes } of applications) {
      for (const each of processes) this.point(each, name, atUnixMs);
    }
  }

  point(of: Figures, application: string | null, atUnixMs: number): void {
    const curve = this.#curveOf(of, application);
    const { cpuPercent, memoryPercent } = of;
    curve.fine.push({ atUnixMs, cpuPercent, memoryPercent });
    const oldest = curve.fine[0];
    const isFull = curve.fine.length > MOST_FINE + 60;
    // Not done at every point: outdated ones may stay for a minute.
    if (oldest && (isFull || atUnixMs - oldest.atUnixMs > FINE_MS + MINUTE_MS)) {
      this.#thin(curve, atUnixMs);
    }
  }

  stopped(pid: number, startedUnixMs: number, atUnixMs: number): void {
    const found = this.#curves.find((each) => isSame(each, { pid, startedUnixMs }));
    if (found) found.stoppedUnixMs ??= atUnixMs;
  }

  /** Processes that were stopped since then. */
  stoppedSince(
    unixMs: number,
  ): readonly Pick<ViewCurve, 'pid' | 'startedUnixMs' | 'stoppedUnixMs'>[] {
    return this.#curves
      .filter(({ stoppedUnixMs }) => stoppedUnixMs !== null && stoppedUnixMs >= unixMs)
      .map(({ pid, startedUnixMs, stoppedUnixMs }) => ({ pid, startedUnixMs, stoppedUnixMs }));
  }

  view(fromUnixMs: number): readonly ViewCurve[] {
    return this.#curves.flatMap(({ minutes, fine, ...curve }) => {
      const points = [...minutes, ...fine].filter(({ atUnixMs }) => atUnixMs >= fromUnixMs);
      if (points.length === 0) return [];
      return [
        {
          ...curve,
          atUnixMs: points.map((each) => Math.round(each.atUnixMs)),
          cpuPercent: points.map((each) => each.cpuPercent),
          memoryPercent: points.map((each) => each.memoryPercent),
        },
      ];
    });
  }

  /** Moves points older than a quarter of an hour to the minutes. */
  #thin(curve: Curve, nowMs: number): void {
    const isFine = ({ atUnixMs }: Point, at: number, all: readonly Point[]) =>
      nowMs - atUnixMs <= FINE_MS && all.length - at <= MOST_FINE;
    const old = curve.fine.filter((each, at, all) => !isFine(each, at, all));
    curve.fine = curve.fine.filter(isFine);
    for (const each of old) {
      const last = curve.minutes.at(-1);
      if (last && minuteOf(last) === minuteOf(each)) {
        curve.minutes[curve.minutes.length - 1] = higher(last, each);
      } else curve.minutes.push(each);
    }
    curve.minutes = curve.minutes.filter(({ atUnixMs }) => nowMs - atUnixMs <= KEPT_MS);
  }

  #curveOf({ pid, startedUnixMs, name }: Figures, application: string | null): Curve {
    const found = this.#curves.find((each) => isSame(each, { pid, startedUnixMs }));
    if (found) return found;
    const made: Curve = {
      ...{ pid, startedUnixMs, name, application },
      ...{ minutes: [], fine: [], stoppedUnixMs: null },
    };
    const lastOf = ({ fine, minutes }: Curve) => (fine.at(-1) ?? minutes.at(-1))?.atUnixMs ?? 0;
    const newest = [...this.#curves].sort((one, other) => lastOf(other) - lastOf(one));
    this.#curves = [made, ...newest.slice(0, MOST_PROCESSES - 1)];
    return made;
  }
}

type Identity = Pick<Curve, 'pid' | 'startedUnixMs'>;

/** Compares two identities, of which one may be rounded differently. */
function isSame(one: Identity, other: Identity): boolean {
  return one.pid === other.pid && Math.abs(one.startedUnixMs - other.startedUnixMs) <= 1;
}

function minuteOf({ atUnixMs }: Point): number {
  return Math.floor(atUnixMs / MINUTE_MS);
}

function higher(one: Point, other: Point): Point {
  return {
    atUnixMs: one.atUnixMs,
    cpuPercent:
      one.cpuPercent === null || other.cpuPercent === null
        ? (one.cpuPercent ?? other.cpuPercent)
        : Math.max(one.cpuPercent, other.cpuPercent),
    memoryPercent: Math.max(one.memoryPercent, other.memoryPercent),
  };
}
