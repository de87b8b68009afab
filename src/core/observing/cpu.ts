/** CPU % from cumulative times; no formatted counter is used. */

export interface CpuPoint {
  /** Bounds of the time at which the value was read. */
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly cpuTime100ns: number;
}

export interface CpuRule {
  readonly cpuWindowMs: number;
  /** Actual interval of the samples; if it reaches the window, the previous sample is used. */
  readonly spacingMs: number;
  readonly logicalProcessors: number;
  readonly basis: 'core' | 'machine';
}

export interface CpuFigure {
  /**
   * Per cent; one full core = 100 on the basis `core`. `null` when the process was not observed long enough, or the
   * result is absurd.
   */
  readonly percent: number | null;
  /** Figure for the floors: the highest possible one. `null` when it is more than twice `percent`. */
  readonly atMostPercent: number | null;
  /** Points to keep for the next sample, oldest first, including this one. */
  readonly points: readonly CpuPoint[];
}

/**
 * `100 x delta(kernel + user) / delta(wall)` between this point and the newest one that is at least the window older.
 * If a time runs backwards, or the CPU exceeds that of the machine (with 5 % of slack for the 15.6 ms steps in which
 * Windows counts), the figure is unknown and starts anew: that is a bad sample, not a breach.
 *
 * When a source was slow, the wall time is known only within two bounds. The figure uses the longest: it never exceeds
 * the true one, and a server that is permanently overloaded is still judged.
 */
export function cpuFigure(points: readonly CpuPoint[], now: CpuPoint, rule: CpuRule): CpuFigure {
  const last = points.at(-1);
  if (last && (now.takenAtMs <= last.takenAtMs || now.cpuTime100ns < last.cpuTime100ns)) {
    return { ...unknown, points: [now] };
  }
  const index = baseIndex(points, now, rule);
  const base = points[index];
  if (!base) return { ...unknown, points: [...points, now] };

  const wallMs = now.readEndedMs - base.takenAtMs;
  const cores = (now.cpuTime100ns - base.cpuTime100ns) / 10_000 / wallMs;
  const slackCores = (2 * 15.625) / wallMs;
  if (cores > rule.logicalProcessors * 1.05 + slackCores) return { ...unknown, points: [now] };

  const percent = (100 * cores) / (rule.basis === 'machine' ? rule.logicalProcessors : 1);
  const leastWallMs = now.takenAtMs - base.readEndedMs;
  const atMostPercent = 2 * leastWallMs >= wallMs ? (percent * wallMs) / leastWallMs : null;
  return { percent, atMostPercent, points: points.slice(index).concat(now) };
}

const unknown = { percent: null, atMostPercent: null } as const;

function baseIndex(points: readonly CpuPoint[], now: CpuPoint, rule: CpuRule): number {
  if (rule.spacingMs >= rule.cpuWindowMs) return points.length - 1;
  for (let index = points.length - 1; index >= 0; index--) {
    const point = points[index];
    if (point && now.takenAtMs - point.takenAtMs >= rule.cpuWindowMs) return index;
  }
  return -1;
}
