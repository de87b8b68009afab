import { formsOf } from './secret-forms.js';

/** Shorter secrets would be found in every other word; they are never passed to the log in the first place. */
const SHORTEST = 4;
/** Character with which `printable` marks a cut. */
const CUT = '…';

/**
 * Replaces every secret by `***`, in every form that others give it, in any letter case and across line breaks. The last
 * of several defences. A part of a secret left by a cut, at either end of the text or beside an ellipsis, is replaced as
 * well, since not every text arrives whole.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap(formsOf)
    .filter((form) => form.trim().length >= SHORTEST);
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length);
  if (unique.length === 0) return (text) => text;
  const whole = new RegExp(unique.map(pattern).join('|'), 'gi');
  const part = (piece: string) =>
    unique.reduce((done, form) => withoutEnd(withoutBeginning(done, form), form), piece);
  return (text) => text.replace(whole, '***').split(CUT).map(part).join(CUT);
}

/** Bounded: a long run of blanks takes no square time. */
const BLANKS = '\\s{1,8}';
const BREAK = '(?:[\\t ]{0,8}[\\r\\n]{1,2}[\\t ]{0,8})?';

/** A form with the breaks that folding puts between characters, and any blanks for its own. */
function pattern(form: string): string {
  return Array.from(form.trim().replace(/\s+/g, ' '), (char) =>
    char === ' ' ? BLANKS : char.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&'),
  ).join(BREAK);
}

/** The longest beginning of a secret at the end of the text. */
function withoutBeginning(text: string, secret: string): string {
  // Nearly every text ends here: its last character does not occur in the secret.
  if (text.length < SHORTEST || !secret.includes(text.slice(-SHORTEST))) return text;
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST; length--) {
    if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}***`;
  }
  return text;
}

/** The longest end of a secret at the beginning of the text. */
function withoutEnd(text: string, secret: string): string {
  if (text.length < SHORTEST || !secret.includes(text.slice(0, SHORTEST))) return text;
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST; length--) {
    if (text.startsWith(secret.slice(-length))) return `***${text.slice(length)}`;
  }
  return text;
}
