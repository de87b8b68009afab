/**
 * Strings anywhere in a value that contain characters which control a terminal or mislead a reader: controls, direction
 * marks.
 */
export function unprintable(value: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'string' && /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(each)) found.push(each);
    return each;
  });
  return found;
}
