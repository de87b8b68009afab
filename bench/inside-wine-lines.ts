/** Messages from the part of the bench inside Wine to the part outside, one line of JSON each. */
export type InsideLine =
  | { readonly kind: 'echo' | 'framing' | 'round'; readonly values: readonly number[] }
  | { readonly kind: 'begins' | 'ends'; readonly delayMs: number };

export const WATCHED = 5;
export const WARM_UP_ROUNDS = 2_500;
/** Interval of its samples, and number of rounds. */
export const PACES = [
  { delayMs: 120, rounds: 250, goalPercent: 5 },
  { delayMs: 1_000, rounds: 40, goalPercent: 0.7 },
] as const;
