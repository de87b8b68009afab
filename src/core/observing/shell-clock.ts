/**
 * Whether two shells read one clock. Each PowerShell dates its samples by Stopwatch, which is the performance counter on
 * Windows and CLOCK_MONOTONIC on Linux: one clock for all processes of the machine since it was started. Nothing is taken
 * for granted: the agent's own clock shows it. Source: "Acquiring high-resolution time stamps" (Microsoft Learn).
 */

/** Times of one sample: the shell's when it read, the agent's when it asked and when the answer came. */
export interface SampleTimes {
  readonly takenAtMs: number;
  readonly readEndedMs: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** The shell's clock less the agent's, as far as one sample tells. */
interface Offset {
  readonly leastMs: number;
  readonly mostMs: number;
}

export interface ShellClock {
  /** Counts the clocks: samples of two are never compared. */
  readonly id: number;
  readonly offset: Offset | undefined;
}

export const noClock: ShellClock = { id: 0, offset: undefined };

/** Two clocks of one machine drift by less than this between two samples. */
const TOLERANCE_MS = 50;

/** The clock of a sample: the same one as long as the sample fits it, else a new one. */
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

/** What both samples allow; the newer one where they only fit with the tolerance. */
function joined(known: Offset, seen: Offset): Offset {
  const leastMs = Math.max(known.leastMs, seen.leastMs);
  const mostMs = Math.min(known.mostMs, seen.mostMs);
  return leastMs <= mostMs ? { leastMs, mostMs } : seen;
}
