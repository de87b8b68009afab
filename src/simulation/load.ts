/** CPU and memory use of a simulated process over time. */

/** Milliseconds of CPU used since time 0 (monotonic); never decreases. Only differences of it are meaningful. */
export type CpuLoad = (nowMs: number) => number;

/** Working set in bytes at a time (monotonic). */
export type MemoryLoad = (nowMs: number) => number;

export const MB = 2 ** 20;

/** Per cent of one core. */
export function steadily(percent: number): CpuLoad {
  return (nowMs) => (nowMs * percent) / 100;
}

export interface Bursts {
  readonly percent: number;
  readonly everyMs: number;
  readonly forMs: number;
  /** Time of the first burst. */
  readonly fromMs?: number;
  /** Idle time between the bursts. */
  readonly idlePercent?: number;
}

/** Alternates between work and rest. */
export function inBursts({
  percent,
  everyMs,
  forMs,
  fromMs = 0,
  idlePercent = 0.2,
}: Bursts): CpuLoad {
  return (nowMs) => {
    const sinceMs = nowMs - fromMs;
    const rounds = Math.floor(sinceMs / everyMs);
    const busyMs = rounds * forMs + Math.min(sinceMs - rounds * everyMs, forMs);
    return (busyMs * percent + (nowMs - busyMs) * idlePercent) / 100;
  };
}

/** Extra load for a while: a start, a report, a night job. */
export function busyBetween(fromMs: number, untilMs: number, percent: number): CpuLoad {
  return (nowMs) => (Math.min(Math.max(nowMs - fromMs, 0), untilMs - fromMs) * percent) / 100;
}

export function together(...loads: readonly CpuLoad[]): CpuLoad {
  return (nowMs) => loads.reduce((sum, load) => sum + load(nowMs), 0);
}

export function sizeOf(megabytes: number): MemoryLoad {
  return () => megabytes * MB;
}

/** Grows linearly from one size to another one, and stays there. */
export function growing(
  fromMegabytes: number,
  toMegabytes: number,
  fromMs: number,
  forMs: number,
): MemoryLoad {
  return (nowMs) => {
    const share = forMs <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - fromMs) / forMs));
    return (fromMegabytes + (toMegabytes - fromMegabytes) * share) * MB;
  };
}
