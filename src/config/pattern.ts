/**
 * Regular expressions of the operators, in an engine without backtracking: no pattern and no text can block the agent.
 * Source of the syntax: RE2 (github.com/google/re2/wiki/Syntax); syntax of JavaScript that differs is translated.
 */
import { RE2JS, RE2JSSyntaxException } from 're2js';
import { MATCHED_LENGTH, type Pattern } from '../core/judging/pattern.js';
import { failure, success, type Result } from '../core/result.js';
import { namesRefusal } from './refuse-codes.js';
import { DEFAULT_REFUSE_PATTERNS } from './refuse-pattern.js';

/** Reason why a pattern cannot be used; `at` is the 1-based column of its beginning. */
export type PatternFault =
  | { readonly kind: 'syntax'; readonly at?: number }
  /** Only a backtracking engine supports look-ahead and look-behind. */
  | { readonly kind: 'look-around'; readonly at: number }
  | { readonly kind: 'back-reference'; readonly at: number }
  | { readonly kind: 'too-large' };

/** Maximum number of characters of a pattern. */
const LONGEST_SOURCE = 8_000;
/** Maximum number of instructions of a compiled pattern: time grows with their number times the length of the text. */
const LARGEST_PROGRAM = 5_000;

/** Blanks that RE2 does not treat as such: no-break spaces and similar characters. */
const OTHER_BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]/g;

/** Compiles for a case-insensitive search anywhere in a text. Never throws. */
export function compilePattern(source: string): Result<Pattern, PatternFault> {
  if (source.length > LONGEST_SOURCE) return failure({ kind: 'too-large' });
  const unsupported = findUnsupported(source);
  if (unsupported) return failure(unsupported);
  try {
    const program = RE2JS.compile(RE2JS.translateRegExp(source), RE2JS.CASE_INSENSITIVE);
    if (program.programSize() > LARGEST_PROGRAM) return failure({ kind: 'too-large' });
    const matches = (text: string) =>
      program.test(text.slice(0, MATCHED_LENGTH).replace(OTHER_BLANKS, ' '));
    return success({ source, matches });
  } catch (error) {
    // Any other error is a limit of the engine or of the stack.
    return failure(
      error instanceof RE2JSSyntaxException ? syntaxFault(source, error) : { kind: 'too-large' },
    );
  }
}

/** Patterns of a refused login: `default` is the shipped one, `default|…` adds to it; anything else replaces it. */
export function compileRefusePattern(source: string): Result<Pattern, PatternFault> {
  const added = /^default\s*(?:\|(.*))?$/is.exec(source);
  if (!added) return compilePattern(source);
  const more = added.at(1);
  if (more === undefined) return success(shipped);
  const own = compilePattern(more);
  if (!own.ok) return failure(movedBy(source.length - more.length, own.reason));
  const matches = (text: string) => shipped.matches(text) || own.value.matches(text);
  return success({ source, matches });
}

function movedBy(characters: number, fault: PatternFault): PatternFault {
  return 'at' in fault ? { ...fault, at: fault.at + characters } : fault;
}

/** Known to be valid, and slow to compile: it is compiled when the first text is matched. */
let compiled: Pattern | undefined;
const shipped: Pattern = {
  source: 'default',
  matches: (text) => {
    compiled ??= compileShipped();
    return compiled.matches(text);
  },
};

function compileShipped(): Pattern {
  const { refusals, failed, trouble } = DEFAULT_REFUSE_PATTERNS;
  const certain = refusals.map(compileOwn);
  const [isFailed, isTrouble] = [compileOwn(failed), compileOwn(trouble)];
  const matches = (text: string) =>
    certain.some((each) => each.matches(text)) ||
    namesRefusal(text.slice(0, MATCHED_LENGTH)) ||
    (isFailed.matches(text) && !isTrouble.matches(text));
  return { source: 'default', matches };
}

function compileOwn(source: string): Pattern {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(`the default of refuse_pattern: ${result.reason.kind}`);
  return result.value;
}

function syntaxFault(source: string, { error, input }: RE2JSSyntaxException): PatternFault {
  // `{2,1}` is a mistake; a number over the limit of the engine, or a product of nested ones, is not.
  const range = /^\{(\d+),(\d+)\}$/.exec(input ?? '');
  const isMistake = range !== null && Number(range[1]) > Number(range[2]);
  if (error.startsWith('invalid repeat count') && !isMistake) return { kind: 'too-large' };
  const at = input === null ? -1 : source.indexOf(input);
  return at < 0 ? { kind: 'syntax' } : { kind: 'syntax', at: at + 1 };
}

/** Finds syntax that RE2 lacks, so that the message names it instead of reporting a mere mistake. */
function findUnsupported(source: string): PatternFault | undefined {
  let isInClass = false;
  for (let index = 0; index < source.length; index++) {
    const rest = source.slice(index, index + 4);
    if (rest.startsWith('\\')) {
      if (!isInClass && /^\\([1-9]|k<)/.test(rest))
        return { kind: 'back-reference', at: index + 1 };
      index++;
    } else if (isInClass) isInClass = !rest.startsWith(']');
    else if (rest.startsWith('[')) isInClass = true;
    else if (/^\(\?(<?[=!])/.test(rest)) return { kind: 'look-around', at: index + 1 };
  }
  return undefined;
}
