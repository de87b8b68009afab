/**
 * The dialect of Python's configparser, in front of the package `ini`.
 *
 * `ini` alone turns `key: value` into a key with the value true, cuts passwords at `#`, swallows backslashes and
 * quotes, and nests `[a.b]`. So each line is split here by configparser's rules and passed on with key and value quoted
 * as JSON, which `ini` returns unchanged.
 */
import { parse } from 'ini';

export interface Entry {
  readonly section: string;
  /** Key as written; configparser compares keys in lower case. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
  /** 1-based column of the beginning of the value. */
  readonly column: number;
  /** Lines that continue the value, as configparser joins them; empty for a value of one line. */
  readonly continued: readonly number[];
}

export interface SectionStart {
  readonly name: string;
  readonly line: number;
}

export type DialectProblem =
  | { readonly kind: 'no-section'; readonly line: number; readonly found: string }
  | { readonly kind: 'not-a-setting'; readonly line: number; readonly found: string }
  | {
      readonly kind: 'section-twice';
      readonly line: number;
      readonly section: string;
      readonly first: number;
    }
  | {
      readonly kind: 'key-twice';
      readonly line: number;
      readonly section: string;
      readonly key: string;
      readonly first: number;
    };

export interface Dialect {
  readonly sections: readonly SectionStart[];
  readonly entries: readonly Entry[];
  readonly problems: readonly DialectProblem[];
}

interface Open {
  section: string;
  key: string;
  line: number;
  column: number;
  indent: number;
  lines: string[];
  continued: number[];
}

const SECTION = /^\[(?<name>.+)\]/;
// The first of the two delimiters wins.
const DELIMITER = /[=:]/;

/** Splits a file by Python's rules: a line that is indented deeper than its key continues the value above. */
export function readDialect(text: string): Dialect {
  const reader = new DialectReader();
  for (const [at, raw] of splitLines(text).entries()) reader.take(raw, at + 1);
  return reader.dialect;
}

class DialectReader {
  readonly #sections = new Map<string, SectionStart>();
  readonly #problems: DialectProblem[] = [];
  readonly #settings = new Map<string, Open>();
  readonly #twins: Open[] = [];
  #section: string | undefined;
  #open: Open | undefined;
  #indent = 0;

  get dialect(): Dialect {
    const all = [...this.#settings.values(), ...this.#twins].sort((a, b) => a.line - b.line);
    return {
      sections: [...this.#sections.values()],
      problems: this.#problems,
      entries: throughIni(all),
    };
  }

  take(raw: string, line: number): void {
    const body = strip(raw);
    // configparser's own reader takes a comment within a value for an empty line.
    if (body.startsWith('#') || body.startsWith(';')) return;
    if (body === '') {
      this.#open?.lines.push('');
      return;
    }
    const depth = indentOf(raw);
    if (this.#open && depth > this.#indent) {
      this.#open.lines.push(body);
      this.#open.continued.push(line);
      return;
    }
    this.#indent = depth;
    const header = SECTION.exec(body)?.groups?.['name'];
    if (header !== undefined) this.#begin(header, line);
    else this.#add(raw, body, line, depth);
  }

  #begin(section: string, line: number): void {
    const before = this.#sections.get(section);
    if (before) this.#problems.push({ kind: 'section-twice', line, section, first: before.line });
    else this.#sections.set(section, { name: section, line });
    this.#section = section;
    this.#open = undefined;
  }

  #add(raw: string, body: string, line: number, indent: number): void {
    const section = this.#section;
    if (section === undefined) {
      this.#problems.push({ kind: 'no-section', line, found: body });
      return;
    }
    const delimiter = body.search(DELIMITER);
    const key = body.slice(0, Math.max(delimiter, 0)).trim();
    if (key === '') {
      this.#problems.push({ kind: 'not-a-setting', line, found: body });
      return;
    }
    // Names of sections contain no line ends.
    const place = `${section}\n${key.toLowerCase()}`;
    const twin = this.#settings.get(place);
    if (twin) this.#problems.push({ kind: 'key-twice', line, section, key, first: twin.line });
    const value = strip(body.slice(delimiter + 1));
    const column = raw.trimEnd().length - value.length + 1;
    this.#open = { section, key, line, column, indent, lines: [value], continued: [] };
    if (twin) this.#twins.push(this.#open);
    else this.#settings.set(place, this.#open);
  }
}

/** A byte-order mark is no indentation: two files joined by `copy` have one in the middle. */
function indentOf(line: string): number {
  return /^[^\S\ufeff]*/.exec(line)?.[0].length ?? 0;
}

function splitLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const BLANK = /[\s\u001c-\u001f\u0085]/;

/**
 * Strips the same characters as Python's str.strip: white space and control separators. A pattern for the end would
 * take quadratic time.
 */
function strip(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && BLANK.test(text.charAt(from))) from++;
  while (to > from && BLANK.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Lets `ini` parse the split lines; marker names keep it from interpreting keys and sections. */
function throughIni(settings: readonly Open[]): Entry[] {
  const quoted = settings.map(({ lines }, at) => `s${at}=${quote(joined(lines))}`).join('\n');
  const parsed = parse(quoted);
  return settings.map(({ section, key, line, column, continued }, at) => ({
    section,
    key,
    line,
    column,
    continued,
    value: String(parsed[`s${at}`]),
  }));
}

/** JSON in pure ASCII: for `ini` a line also ends at U+2028 and U+2029, and the value would be lost. */
function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Empty lines at the end do not belong to the value. */
function joined(lines: readonly string[]): string {
  return lines.join('\n').trimEnd();
}
