/**
 * Determines whether two shells read one clock. Each PowerShell dates its samples by Stopwatch, which is the
 * performance counter on Windows and CLOCK_MONOTONIC on Linux: one clock for all processes of the machine since it was
 * started. The agent does not rely on that: its own clock verifies it. Source: "Acquiring high-resolution time stamps"
 * (Microsoft Learn).
 */

/** Times of one sample: of the reading on the shell's clock, of request and answer on the agent's. */
export interface SampleTimes {
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** Bounds of the shell's clock minus the agent's, from one sample. */
interface Offset {
  readonly leastMs: number;
  readonly mostMs: number;
}

export interface ShellClock {
  /** Number of the clock: samples of two clocks are never compared. */
  readonly id: number;
  readonly offset: Offset | undefined;
}

export const noClock: ShellClock = { id: 0, offset: undefined };

/** Two clocks of one machine drift by less than this between two samples. */
const TOLERANCE_MS = 50;

/** The clock of a sample: the known one as long as the sample fits it, else a new one. */
export function clockOf(known: ShellClock, times: SampleTimes): ShellClock {
  const seen: Offset = {
    leastMs: times.readEndedMs - times.answeredAtMs,
    mostMs: times.takenAtMs - times.askedAtMs,
  };
  const { offset } = known;
  const fits =
    offset !== undefined &&
    seen.leastMs <= offset.mostMs + TOLERANCE_MS &&
    offset.leastMs <= seen.mostMs + TOLERANCE_MS;
  return { id: fits ? known.id : known.id + 1, offset: fits ? joined(offset, seen) : seen };
}

/** Intersection of the bounds of both samples; the newer bounds where they fit only with the tolerance. */
function joined(known: Offset, seen: Offset): Offset {
  const leastMs = Math.max(known.leastMs, seen.leastMs);
  const mostMs = Math.min(known.mostMs, seen.mostMs);
  return leastMs <= mostMs ? { leastMs, mostMs } : seen;
}
