/**
 * Values that were probably meant otherwise: in this dialect a comment needs its own line, and quotes are part of the
 * value.
 */
export function suspicionOf(value: string): 'comment' | 'quotes' | undefined {
  if (/\s[;#]/.test(value)) return 'comment';
  const [first, last] = [value.at(0), value.at(-1)];
  const isQuoted =
    value.length > 1 && ((first === last && /["'`]/.test(first ?? '')) || /^«.*»$/s.test(value));
  return isQuoted ? 'quotes' : undefined;
}
