/**
 * Text of the file as shown in a problem: without possible parts of a password, and without characters that a console
 * cannot show.
 */
import { printable } from '../core/foreign.js';
import { strangeCharacters } from './letters.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { sectionNames, settingsOf } from './schema.js';

const SECRET_KEYS = [
  ...new Set(
    sectionNames
      .flatMap(settingsOf)
      .filter((each) => each.kind.secret)
      .map((each) => each.key),
  ),
];
/** The keys, and the ways in which people write them. */
const SECRET_WORD = `${SECRET_KEYS.join('|')}|pas+w?[a-z]*|pwd|парол[а-яё]*`;
const AFTER_SECRET_WORD = new RegExp(`(${SECRET_WORD})[^\\n]*\\S[^\\n]*`, 'giu');
const SECRET_LINE = new RegExp(`^(${SECRET_WORD})(?=[\\s:=]|$)`, 'iu');

const MASK = '***';
/** Maximum number of characters shown of a key or value. */
const SHOWN_LENGTH = 200;
const MOST_CODES = 5;

/** Cuts each line that names a secret key after that name. */
export function masked(text: string): string {
  const shown = printable(text.replace(AFTER_SECRET_WORD, `$1 ${MASK}`), SHOWN_LENGTH);
  return shown === '' ? codesOf(text) : shown;
}

/** Codes of the characters of an invisible text, such as the end of file of DOS. */
function codesOf(text: string): string {
  const characters = strangeCharacters(text.slice(0, MOST_CODES));
  return characters.map(({ code }) => code).join(' ');
}

/** Problems without secrets: the line below a secret key may be the rest of its value, or all of it. */
export function maskedProblems(problems: readonly Problem[], text: string): Problem[] {
  const lines = text.split(/\r\n|\r|\n/).map((each) => each.trim());
  return problems.map((problem) => shownSection(maskedProblem(problem, lines)));
}

/** A section that is unknown, or given twice, may have any name. */
function shownSection(problem: Problem): Problem {
  return 'section' in problem
    ? { ...problem, section: printable(problem.section, SHOWN_LENGTH) }
    : problem;
}

function maskedProblem(problem: Problem, lines: readonly string[]): Problem {
  if (problem.kind === 'no-section' || problem.kind === 'not-a-setting') {
    const isRest = isBelowSecret(problem.line, lines);
    return { ...problem, found: isRest ? MASK : maskedLine(problem.found) };
  }
  const isSecret = 'line' in problem && isValueOfAbove(problem.line ?? 0, lines);
  if (problem.kind === 'unknown-section' || problem.kind === 'unknown-key') {
    const unnamed = isSecret ? { nearest: undefined, strange: [] } : {};
    return problem.kind === 'unknown-key'
      ? { ...problem, ...unnamed, key: isSecret ? MASK : masked(problem.key) }
      : { ...problem, ...unnamed, section: isSecret ? MASK : masked(problem.section) };
  }
  if (problem.kind === 'section-twice') {
    return isSecret ? { ...problem, section: MASK } : problem;
  }
  if (problem.kind === 'key-twice') {
    return { ...problem, key: isSecret ? MASK : masked(problem.key) };
  }
  return problem;
}

/** A line without a delimiter: its first word may be a misspelt secret key. */
function maskedLine(line: string): string {
  const [first = ''] = line.split(/\s/, 1);
  const isNear = first !== line && nearest(first, SECRET_KEYS) !== undefined;
  return isNear ? `${printable(first, SHOWN_LENGTH)} ${MASK}` : masked(line);
}

/** Whether the setting above, apart from blank lines and comments, is a secret one. */
function isBelowSecret(line: number, lines: readonly string[]): boolean {
  for (let at = line - 2; at >= 0; at--) {
    const above = lines[at] ?? '';
    if (above !== '' && !above.startsWith('#') && !above.startsWith(';'))
      return SECRET_LINE.test(above);
  }
  return false;
}

/** Whether the line directly above names a secret key and gives it no value. */
function isValueOfAbove(line: number, lines: readonly string[]): boolean {
  const above = lines[line - 2] ?? '';
  return SECRET_LINE.test(above) && /^[^\s:=]*\s*[:=]?$/.test(above);
}
