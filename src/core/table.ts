/** Validation of values that come from a file. */

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The last instant that a date can represent, in milliseconds; no size is that large. Source: ECMA-262, Time Values and
 * Time Range.
 */
const LARGEST_FIGURE = 8.64e15;

/** Deeper than anything that the agent writes; recursive functions such as JSON.stringify fail at some thousands. */
const DEEPEST = 500;

/** Whether it is a number of at least 0, such as a time or a size. */
export function isFigure(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LARGEST_FIGURE;
}

/** Whether the nesting of a JSON value is shallow enough for it to be written again. */
export function isShallow(value: unknown, depth = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isShallow(each, depth - 1));
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether it is an array of limited length whose values all pass. */
export function isListOf<T>(
  value: unknown,
  passes: (each: unknown) => each is T,
  most: number,
): value is readonly T[] {
  return Array.isArray(value) && value.length <= most && value.every(passes);
}

/** @param longest maximum length in characters */
export function isShortText(value: unknown, longest = 300): value is string {
  return typeof value === 'string' && value.length <= longest;
}
