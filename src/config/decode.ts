/** Decodes the bytes of a configuration file: whatever Notepad of any Windows may have written. */
import { isOtherReading, misreadLine, singleByteEncoding } from './russian.js';
import type { EncodingName, Problem } from './problem.js';
import { failure, success, type Result } from '../core/result.js';

export interface Encoding {
  readonly name: EncodingName;
  /** Its number in Windows. */
  readonly codePage: 65001 | 1200 | 1201 | 1251;
  /** Length of the byte-order mark. */
  readonly markBytes: number;
}

const utf8 = { name: 'utf-8', codePage: 65001 } as const;
const utf16le = { name: 'utf-16le', codePage: 1200 } as const;
const utf16be = { name: 'utf-16be', codePage: 1201 } as const;

/** Byte-order marks. Source: Unicode Standard, 23.8. */
const marks = [
  { mark: [0xef, 0xbb, 0xbf], encoding: utf8 },
  { mark: [0xff, 0xfe], encoding: utf16le },
  { mark: [0xfe, 0xff], encoding: utf16be },
] as const;

/** Source: as above; the first of them begins as the one of UTF-16 does. */
const UTF32_MARKS = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];

/** Lines that are named before a file is given up. */
const MOST_NAMED_LINES = 20;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** High byte of the Russian letters. */
const CYRILLIC = 4;
/** Share of the bytes of a text in UTF-16: half of them, but for signs of other scripts. */
const LEAST_HIGH_BYTES = 0.3;

/** Byte-order mark, else the pattern of zero bytes, else UTF-8 if any line is, else windows-1251. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = marks.find(({ mark }) => beginsWith(bytes, mark));
  if (marked) return { ...marked.encoding, markBytes: marked.mark.length };
  const highBytes = [0, 0];
  for (const [at, byte] of bytes.entries())
    if (byte === 0 || byte === CYRILLIC) highBytes[at % 2] = (highBytes[at % 2] ?? 0) + 1;
  // The high bytes stand at even places in UTF-16 BE, at odd ones in LE.
  const [even = 0, odd = 0] = highBytes;
  // Zeros on both sides are no text at all.
  const isUtf16 =
    even + odd > bytes.length * LEAST_HIGH_BYTES && Math.min(even, odd) * 20 <= Math.max(even, odd);
  if (isUtf16) return { ...(even > odd ? utf16be : utf16le), markBytes: 0 };
  const { valid, invalid } = linesByUtf8(bytes);
  if (invalid.length === 0 || valid.length >= invalid.length) return { ...utf8, markBytes: 0 };
  return { name: 'windows-1251', codePage: 1251, markBytes: 0 };
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes).name).decode(bytes);
}

/** The text of a file, or the reason why it cannot be what its author wrote. */
export function readText(bytes: Uint8Array): Result<string, readonly Problem[]> {
  if (bytes.length > 0 && bytes.every((each) => each === 0)) {
    return failure([{ kind: 'zero-bytes', line: undefined }]);
  }
  if (UTF32_MARKS.some((mark) => beginsWith(bytes, mark))) {
    return failure([{ kind: 'encoding-unsupported', encoding: 'UTF-32' }]);
  }
  const { name } = encodingOf(bytes);
  const problems = isOneByte(name) ? byteProblems(bytes, name) : [];
  if (problems.length > 0) return failure(problems);
  const text = new TextDecoder(name).decode(bytes);
  // The zero is that of a line end of UTF-16.
  const lines = text.split(/\r\0?\n|\r|\n/);
  const withZeros = lines.flatMap((each, at) => (each.includes('\0') ? [at + 1] : []));
  const [zero] = withZeros;
  if (zero !== undefined) {
    const pairs = isOneByte(name) && isUtf16Among(lines) ? withZeros : [];
    const named = pairs.filter((line) => lines[line - 1] !== '\0');
    return failure(named.length > 0 ? mixed(named, name) : [{ kind: 'zero-bytes', line: zero }]);
  }
  if (!isOneByte(name)) {
    const foreign = lines.flatMap((each, at) => (isReadInPairs(each) ? [at + 1] : []));
    if (foreign.length > 0) return failure(mixed(foreign, name));
  }
  const unclear = lines.flatMap((each, at) => (misreadLine(each) ? [at + 1] : []));
  if (unclear.length === 0) return success(text);
  return failure(
    unclear.slice(0, MOST_NAMED_LINES).map((line): Problem => ({ kind: 'encoding-unclear', line })),
  );
}

/** Whether an ASCII character is one byte. */
function isOneByte(name: EncodingName): name is 'utf-8' | 'windows-1251' {
  return name === 'utf-8' || name === 'windows-1251';
}

function byteProblems(bytes: Uint8Array, name: EncodingName): Problem[] {
  const { valid, invalid } = linesByUtf8(bytes);
  const odd = name === 'utf-8' ? invalid : valid;
  if (odd.length > 0) return mixed(odd, name);
  if (name === 'utf-8') return [];
  const lines = [...linesOf(bytes)];
  // A single line appended by a command line of DOS or a program of Unix.
  const others = lines.flatMap(([line, part]) => (isOtherReading(part) ? [line] : []));
  const found = singleByteEncoding(bytes);
  if (found === 'windows-1251') return mixed(others, name);
  // A few such lines can outweigh the many that two encodings share.
  const rest = lines.flatMap(([line, part]) => (others.includes(line) ? [] : [...part]));
  const areFew = others.length > 0 && others.length * 2 < invalid.length;
  return areFew && singleByteEncoding(Uint8Array.from(rest)) === 'windows-1251'
    ? mixed(others, name)
    : [{ kind: 'encoding-unsupported', encoding: found }];
}

function mixed(lines: readonly number[], file: EncodingName): Problem[] {
  return lines.slice(0, MOST_NAMED_LINES).map((line) => ({ kind: 'encoding-mixed', line, file }));
}

/** Whether the zeros are the high bytes of letters, as `>>` of Windows PowerShell appends them: no two of them stand together. */
function isUtf16Among(lines: readonly string[]): boolean {
  return lines.every((each) => !each.includes('\0\0'));
}

/** Letters of one byte each, read in pairs: what a command line appends to a file of UTF-16 becomes ideographs and worse. */
function isReadInPairs(line: string): boolean {
  // CR and LF in one character: Gurmukhi and Malayalam have none there.
  if (/[\u0a0d\u0d0a]/.test(line)) return true;
  const pairs = line.match(/[\u2e80-\ud7ff\ue000-\uf8ff]/g) ?? [];
  return pairs.length >= 2 && !/[!-~]/.test(line);
}

/** The lines with non-ASCII characters, by whether they are UTF-8; 1-based. */
function linesByUtf8(bytes: Uint8Array): {
  readonly valid: readonly number[];
  readonly invalid: readonly number[];
} {
  const [valid, invalid]: [number[], number[]] = [[], []];
  for (const [line, part] of linesOf(bytes)) {
    if (part.some((each) => each >= 0x80)) (isUtf8(part) ? valid : invalid).push(line);
  }
  return { valid, invalid };
}

/** The lines as an editor counts them, whatever ends them. */
function* linesOf(bytes: Uint8Array): Generator<readonly [line: number, bytes: Uint8Array]> {
  let line = 1;
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
    yield [line++, bytes.subarray(from, at)];
    if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) at++;
    from = at + 1;
  }
  if (from < bytes.length) yield [line, bytes.subarray(from)];
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
