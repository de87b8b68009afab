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

/** Maximum number of lines named before a file is rejected. */
const MOST_NAMED_LINES = 20;
const LINE_FEED = 10;

/** Byte-order mark, else the pattern of zero bytes, else UTF-8 if any line is, else windows-1251. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = marks.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return { ...marked.encoding, markBytes: marked.mark.length };
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  // Latin letters and line ends have a zero as their high byte: at even positions in UTF-16 BE, at odd ones in LE.
  const [even = 0, odd = 0] = zeros;
  // Zeros at both are no text at all.
  const isUtf16 = even + odd > bytes.length / 8 && Math.min(even, odd) * 20 <= Math.max(even, odd);
  if (isUtf16) return { ...(even > odd ? utf16be : utf16le), markBytes: 0 };
  const { valid, invalid } = linesByUtf8(bytes);
  if (invalid.length === 0 || valid.length >= invalid.length) return { ...utf8, markBytes: 0 };
  return { name: 'windows-1251', codePage: 1251, markBytes: 0 };
}

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes).name).decode(bytes);
}

/** The text of a file, or the reason why it cannot be what its author wrote. */
export function readText(bytes: Uint8Array): Result<string, readonly Problem[]> {
  if (bytes.length > 0 && bytes.every((each) => each === 0)) {
    return failure([{ kind: 'zero-bytes', line: undefined }]);
  }
  const { name } = encodingOf(bytes);
  const problems = name === 'utf-8' || name === 'windows-1251' ? byteProblems(bytes, name) : [];
  if (problems.length > 0) return failure(problems);
  const text = new TextDecoder(name).decode(bytes);
  const lines = text.split(/\r\n|\r|\n/);
  const zero = lines.findIndex((each) => each.includes('\0'));
  if (zero >= 0) return failure([{ kind: 'zero-bytes', line: zero + 1 }]);
  if (name === 'utf-16le' || name === 'utf-16be') {
    const foreign = lines.flatMap((each, at) => (isOneByte(each) ? [at + 1] : []));
    if (foreign.length > 0) return failure(mixed(foreign, name));
  }
  const unclear = lines.flatMap((each, at) => (misreadLine(each) ? [at + 1] : []));
  if (unclear.length === 0) return success(text);
  return failure(
    unclear.slice(0, MOST_NAMED_LINES).map((line): Problem => ({ kind: 'encoding-unclear', line })),
  );
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

/**
 * Single-byte letters read in pairs: text that a command line appends to a UTF-16 file becomes ideographs and worse.
 */
function isOneByte(line: string): boolean {
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

function* linesOf(bytes: Uint8Array): Generator<readonly [line: number, bytes: Uint8Array]> {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const part = bytes.subarray(from, end < 0 ? bytes.length : end);
    yield [line, part];
    from += part.length + 1;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
