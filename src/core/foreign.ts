/**
 * Text from outside: Windows, COM, a mail server, PowerShell. It is quoted in its own language, cut, and without
 * characters that control a terminal or mislead a reader.
 */
export interface Foreign {
  readonly kind: 'foreign';
  readonly text: string;
}

/** Maximum number of characters shown of a foreign text. */
export const SHOWN_LENGTH = 2_000;

/**
 * C0 and C1 controls, invisible and bidirectional marks, line and paragraph separators, lone surrogates.
 * Source: Unicode Standard, general categories Cc and Cf, and UAX 9 (bidirectional formatting characters).
 */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cf}|\p{Cs}/gu;

/** Makes one line that any terminal, log or mail can show: an unprintable character becomes a blank. */
export function printable(text: string, longest = SHOWN_LENGTH): string {
  // Cut first, with a margin, so that a text of megabytes is not searched to its end.
  const clean = text
    .slice(0, longest * 2)
    .replace(UNPRINTABLE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

/** Quotes a text from outside; called where it enters the program. */
export function foreign(text: string, longest = SHOWN_LENGTH): Foreign {
  return { kind: 'foreign', text: printable(text, longest) };
}
