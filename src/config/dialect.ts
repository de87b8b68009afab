/**
 * The dialect of Python's configparser, in front of the package `ini`.
 *
 * `ini` alone turns `key: value` into a key with the value true, cuts passwords at `#`, eats backslashes and quotes,
 * nests `[a.b]`. So each line is taken apart here by configparser's rules and handed over with key and value quoted as
 * JSON, which `ini` gives back unchanged.
 */
import { parse } from 'ini';

export interface Entry {
  readonly section: string;
  /** As written; configparser compares keys in lower case. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
  /** 1-based column at which the value begins. */
  readonly column: number;
  /** Lines that continue the value, as configparser joins them; none for a value of one line. */
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

/** Takes a file apart. Python's rules: indented deeper than its key, a line goes on with the value above. */
export function readDialect(text: string): Dialect {
  const sections: SectionStart[] = [];
  const problems: DialectProblem[] = [];
  const settings: Open[] = [];
  let section: string | undefined;
  let open: Open | undefined;
  let indent = 0;

  for (const [at, raw] of splitLines(text).entries()) {
    const line = at + 1;
    const body = strip(raw);
    if (body.startsWith('#') || body.startsWith(';')) {
      // A comment within a value is an empty line to configparser's own reader.
      continue;
    }
    if (body === '') {
      if (open) open.lines.push('');
      continue;
    }
    const depth = raw.length - raw.trimStart().length;
    if (section !== undefined && open && depth > indent) {
      open.lines.push(body);
      open.continued.push(line);
      continue;
    }
    indent = depth;
    const header = SECTION.exec(body)?.groups?.['name'];
    if (header !== undefined) {
      const name = header;
      const before = sections.find((each) => each.name === name);
      if (before) problems.push({ kind: 'section-twice', line, section: name, first: before.line });
      else sections.push({ name, line });
      section = name;
      open = undefined;
      continue;
    }
    if (section === undefined) {
      problems.push({ kind: 'no-section', line, found: body });
      continue;
    }
    const delimiter = body.search(DELIMITER);
    const key = body.slice(0, Math.max(delimiter, 0)).trim();
    if (key === '') {
      problems.push({ kind: 'not-a-setting', line, found: body });
      continue;
    }
    const [within, lowered] = [section, key.toLowerCase()];
    const twin = settings.find(
      (each) => each.section === within && each.key.toLowerCase() === lowered,
    );
    if (twin) problems.push({ kind: 'key-twice', line, section, key, first: twin.line });
    const value = strip(body.slice(delimiter + 1));
    const column = raw.trimEnd().length - value.length + 1;
    open = { section, key, line, column, indent: depth, lines: [value], continued: [] };
    settings.push(open);
  }
  return { sections, problems, entries: throughIni(settings) };
}

function splitLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const BLANK = /[\s\u001c-\u001f\u0085]/;

/** As Python's str.strip: any white space, control separators included. A pattern for the end would take square time. */
function strip(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && BLANK.test(text.charAt(from))) from++;
  while (to > from && BLANK.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Lets `ini` parse what was taken apart; marker names keep it from reading anything into keys and sections. */
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

/** JSON in ASCII alone: to `ini` a line ends at U+2028 and U+2029, too, and the value would be lost. */
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
