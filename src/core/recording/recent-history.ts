/** The last half hour of the black box in memory, from which pictures of mails are drawn. */
import { sameTarget } from '../observing/identity.js';
import type { Target } from '../observing/model.js';
import type { StageTimes } from '../judging/probe-result.js';
import type { DeedEntry, ProbeEntry, RecordedApplication, RecordEntry } from './entry.js';

const KEPT_MS = 30 * 60_000;
/** Time represented by one point of a process; the highest CPU within it is kept. */
const GRAIN_MS = 1_000;
/** Maximum number of curves; those of the processes seen last are kept. */
const MOST_PROCESSES = 64;
const MOST_EVENTS = 4_000;

export interface RecentPoint {
  readonly atUnixMs: number;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number;
  readonly workingSetBytes: number;
}

export interface RecentProcess {
  readonly target: Target;
  /** Name of its application in the configuration; `undefined` for the unnamed one, or for none. */
  readonly application: string | undefined;
  /** Oldest first. */
  readonly points: readonly RecentPoint[];
}

export interface RecentProbe {
  readonly atUnixMs: number;
  readonly application: string | null;
  readonly progid: string;
  readonly outcome: 'ok' | 'failed' | 'unavailable';
  /** Milliseconds from the first stage to the end of the last one, or until the call was abandoned. */
  readonly tookMs: number;
  readonly times: StageTimes;
}

/** A stop, or an attempt at one; `observed`: the agent in observe mode would have made it. */
export interface RecentStop {
  readonly atUnixMs: number;
  readonly check: 'limits' | 'com';
  readonly application: string | null;
  readonly incidentId: string;
  readonly target: Target;
  readonly outcome: DeedEntry['outcome']['kind'] | 'observed';
}

export interface RecentPicture {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
  /** Applications of the configuration in force; their limits are drawn as lines. */
  readonly applications: readonly RecordedApplication[];
  readonly processes: readonly RecentProcess[];
  readonly probes: readonly RecentProbe[];
  readonly stops: readonly RecentStop[];
}

interface Curve {
  readonly target: Target;
  application: string | undefined;
  /** Start of the time that the last point represents. */
  grainUnixMs: number;
  points: RecentPoint[];
}

export class RecentHistory {
  #applications: readonly RecordedApplication[] = [];
  #curves: Curve[] = [];
  #probes: RecentProbe[] = [];
  #stops: RecentStop[] = [];

  /** Takes the entries that concern it, in chronological order. */
  take(entry: RecordEntry): void {
    const atUnixMs = Math.round(entry.at.wallMs);
    if (entry.kind === 'start') this.#applications = entry.applications;
    if (entry.kind === 'sample') {
      for (const each of entry.figures?.() ?? []) this.#point(each, atUnixMs);
    }
    if (entry.kind === 'probe') {
      this.#probes = kept([...this.#probes, probeOf(entry, atUnixMs)], atUnixMs);
    }
    const outcome = outcomeOf(entry);
    if (!outcome || (entry.kind !== 'deed' && entry.kind !== 'decision')) return;
    const { check, application, incidentId, target } = entry;
    const stop: RecentStop = { atUnixMs, check, application, incidentId, target, outcome };
    this.#stops = kept([...this.#stops, stop], atUnixMs);
  }

  /** @param fromUnixMs nothing is known before the last half hour */
  picture(fromUnixMs: number, untilUnixMs: number): RecentPicture {
    const within = ({ atUnixMs }: { readonly atUnixMs: number }) =>
      atUnixMs >= fromUnixMs && atUnixMs <= untilUnixMs;
    return {
      fromUnixMs,
      untilUnixMs,
      applications: this.#applications,
      processes: this.#curves
        .map((each) => ({ ...each, points: each.points.filter(within) }))
        .filter(({ points }) => points.length > 0),
      probes: this.#probes.filter(within),
      stops: this.#stops.filter(within),
    };
  }

  #point(
    {
      target,
      application,
      ...figures
    }: { readonly target: Target; readonly application: string | undefined } & Omit<
      RecentPoint,
      'atUnixMs'
    >,
    atUnixMs: number,
  ): void {
    const curve = this.#curveOf(target);
    curve.application = application;
    const { cpuPercent, memoryPercent, workingSetBytes } = figures;
    const point = { atUnixMs, cpuPercent, memoryPercent, workingSetBytes };
    const { points } = curve;
    const last = points.at(-1);
    const sinceMs = atUnixMs - curve.grainUnixMs;
    if (last && sinceMs >= 0 && sinceMs < GRAIN_MS) {
      const isHigher = (last.cpuPercent ?? -1) > (cpuPercent ?? -1);
      points[points.length - 1] = isHigher ? { ...point, cpuPercent: last.cpuPercent } : point;
      return;
    }
    curve.grainUnixMs = atUnixMs;
    points.push(point);
    const first = points[0];
    // Not pruned at every point: readers skip points that are too old.
    if (first && atUnixMs - first.atUnixMs > KEPT_MS + 60_000) {
      curve.points = points.filter((each) => atUnixMs - each.atUnixMs <= KEPT_MS);
    }
  }

  #curveOf(target: Target): Curve {
    const found = this.#curves.find((each) => sameTarget(each.target, target));
    if (found) return found;
    const made: Curve = { target, application: undefined, grainUnixMs: 0, points: [] };
    const lastOf = ({ points }: Curve) => points.at(-1)?.atUnixMs ?? 0;
    const others = [...this.#curves].sort((one, other) => lastOf(other) - lastOf(one));
    this.#curves = [made, ...others.slice(0, MOST_PROCESSES - 1)];
    return made;
  }
}

function outcomeOf(entry: RecordEntry): RecentStop['outcome'] | undefined {
  if (entry.kind === 'deed') return entry.outcome.kind;
  return entry.kind === 'decision' && entry.plan === 'observe' ? 'observed' : undefined;
}

function kept<Each extends { readonly atUnixMs: number }>(list: Each[], nowMs: number): Each[] {
  return list.filter(({ atUnixMs }) => nowMs - atUnixMs <= KEPT_MS).slice(-MOST_EVENTS);
}

function probeOf(
  { application, progid, beganMs, at, answer }: ProbeEntry,
  atUnixMs: number,
): RecentProbe {
  return {
    atUnixMs,
    application,
    progid,
    outcome: answer.kind,
    tookMs: at.monotonicMs - beganMs,
    times: answer.kind === 'unavailable' ? {} : answer.times,
  };
}
