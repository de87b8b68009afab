/** Checks of values that come from a file. */

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number that is no less than 0, such as a time or a size. */
export function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** An array of at most so many values, each of which passes. */
export function isListOf<T>(
  value: unknown,
  passes: (each: unknown) => each is T,
  most: number,
): value is readonly T[] {
  return Array.isArray(value) && value.length <= most && value.every(passes);
}

/** @param longest in characters */
export function isShortText(value: unknown, longest = 300): value is string {
  return typeof value === 'string' && value.length <= longest;
}
