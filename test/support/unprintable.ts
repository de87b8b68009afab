/** Strings anywhere in a value that hold what steers a terminal or a reader's eye: controls, marks of direction. */
export function unprintable(value: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'string' && /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(each)) found.push(each);
    return each;
  });
  return found;
}
