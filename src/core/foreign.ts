/**
 * Text that was written by somebody else: Windows, COM, a mail server, PowerShell. In whatever language it comes, it is
 * quoted as it is, cut and without characters that steer a terminal or a reader's eye.
 */
export interface Foreign {
  readonly kind: 'foreign';
  readonly text: string;
}

/** Characters of a foreign text that are shown. */
export const SHOWN_LENGTH = 2_000;

/**
 * C0 and C1 controls, invisible and bidirectional marks, line and paragraph separators, lone surrogates.
 * Source: Unicode Standard, general categories Cc and Cf, and UAX 9 (bidirectional formatting characters).
 */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cf}|\p{Cs}/gu;

/** One line that any terminal, log or mail can show: what cannot be printed becomes a blank. */
export function printable(text: string, longest = SHOWN_LENGTH): string {
  // Cut first, by a margin: a text of megabytes is not searched to its end.
  const clean = text
    .slice(0, longest * 2)
    .replace(UNPRINTABLE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

/** Quotes a text from outside at the border where it comes in. */
export function foreign(text: string, longest = SHOWN_LENGTH): Foreign {
  return { kind: 'foreign', text: printable(text, longest) };
}
