/** Scales of a picture: convert times and figures to positions. */

export interface Span {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
}

const MINUTE_MS = 60_000;
/** Possible distances of the times below the picture, in minutes. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1_440, 2_880, 10_080];
const MOST_TIMES = 7;

/** Position of a time between two columns. */
export function columnsOf(
  unixMs: number,
  { fromUnixMs, untilUnixMs }: Span,
  left: number,
  right: number,
): number {
  const share = (unixMs - fromUnixMs) / Math.max(1, untilUnixMs - fromUnixMs);
  return Math.round((left + Math.min(1, Math.max(0, share)) * (right - left)) * 10) / 10;
}

/** Round clock times within the span. */
export function timesOf({ fromUnixMs, untilUnixMs }: Span): readonly number[] {
  const minutes = (untilUnixMs - fromUnixMs) / MINUTE_MS;
  const step = STEPS.find((each) => minutes / each <= MOST_TIMES) ?? STEPS.at(-1) ?? 1;
  const stepMs = Math.max(step, minutes / MOST_TIMES) * MINUTE_MS;
  const times: number[] = [];
  for (let at = Math.ceil(fromUnixMs / stepMs) * stepMs; at <= untilUnixMs; at += stepMs) {
    times.push(at);
  }
  return times;
}

/** Upper bound for every figure of a process or a call. */
const MOST = 1e15;
const ROUND = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10, 12];

/** The next round figure above a figure, so that a curve does not touch the edge. */
export function ceilingOf(highest: number): number {
  if (!(highest > 0)) return 1;
  const bounded = Math.min(highest, MOST);
  const power = 10 ** Math.floor(Math.log10(bounded));
  return (ROUND.find((each) => each * power >= bounded * 1.05) ?? 12) * power;
}
