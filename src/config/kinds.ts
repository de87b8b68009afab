/** Conversion of a setting's text into a value: one kind per form, with a description of what it accepts. */
import { isProtectedName } from '../core/acting/protection.js';
import { mixesAlphabets } from './letters.js';
import type { Expected } from './expected.js';
import { isProtected, isWellFormed, Secret } from './secret.js';

export type KindAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** 1-based position of the error in the value. */
      readonly column?: number;
      /** Expected form at that position, if it differs from that of the kind. */
      readonly expected?: Expected;
    };

/** A bare number means milliseconds or seconds; a file of the original program states it with `time_unit`. */
export type TimeUnit = 'ms' | 's';

export interface Kind<Value> {
  readonly expected: Expected;
  readonly secret?: boolean;
  /** Whether any text is accepted: probable mistakes only cause a warning. */
  readonly free?: true;
  /** @param unit of a bare number, if the file states it */
  read(text: string, unit: TimeUnit | undefined): KindAnswer<Value>;
  /** Text that is read as this value, whatever unit the file gives to bare numbers. */
  write(value: Value): string;
}

type ValueOf<Each> = Each extends Kind<infer Value> ? Value : never;

export type KindValue<Each extends Kind<unknown>> = ValueOf<Each>;

export const invalid = { ok: false } as const;

export function valid<Value>(value: Value): KindAnswer<Value> {
  return { ok: true, value };
}

/** A number with a decimal point or comma. */
export function decimal(text: string): number | undefined {
  return /^\d{1,12}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** A decimal number, with a point or a comma. */
export function number(min: number, max: number): Kind<number> {
  return {
    expected: { kind: 'number', min, max },
    read: (text) => {
      const value = decimal(text.endsWith('%') ? text.slice(0, -1).trimEnd() : text);
      return value !== undefined && value >= min && value <= max ? valid(value) : invalid;
    },
    write: String,
  };
}

export function integer(min: number, max: number): Kind<number> {
  return {
    expected: { kind: 'integer', min, max },
    read: (text) => {
      const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? valid(value) : invalid;
    },
    write: String,
  };
}

/** One of these words, case-insensitive. */
export function choice<const Word extends string>(...list: readonly Word[]): Kind<Word> {
  return words(Object.fromEntries(list.map((word) => [word, word])) as Record<Word, Word>);
}

/** One of these words, each with its value; the first word of a value is the one that is written. */
export function words<const Value extends string>(
  meanings: Readonly<Record<string, Value>>,
  shownWords: readonly string[] = Object.keys(meanings),
): Kind<Value> {
  const known = new Map(Object.entries(meanings));
  return {
    expected: { kind: 'one-of', words: shownWords },
    read: (text) => {
      const found = known.get(text.toLowerCase());
      return found === undefined ? invalid : valid(found);
    },
    write: (value) => [...known].find(([, meaning]) => meaning === value)?.[0] ?? value,
  };
}

export const boolean: Kind<boolean> = {
  expected: { kind: 'plain', form: 'yes-or-no' },
  read: (text) => {
    const lower = text.toLowerCase();
    if (['yes', 'true', 'on', '1', 'да'].includes(lower)) return valid(true);
    if (['no', 'false', 'off', '0', 'нет'].includes(lower)) return valid(false);
    return invalid;
  },
  write: (value) => (value ? 'yes' : 'no'),
};

/** Nothing, or a value of this kind. */
export function optional<Value>(kind: Kind<Value>): Kind<Value | undefined> {
  return {
    ...kind,
    read: (text, unit) => (text === '' ? valid(undefined) : kind.read(text, unit)),
    write: (value) => (value === undefined ? '' : kind.write(value)),
  };
}

export const line: Kind<string> = {
  expected: { kind: 'plain', form: 'text' },
  free: true,
  read: (text) => (text === '' ? invalid : valid(text)),
  write: asItIs,
};

export const anyLine: Kind<string> = {
  expected: { kind: 'plain', form: 'any-text' },
  free: true,
  read: valid,
  write: asItIs,
};

function asItIs(text: string): string {
  return text;
}

/** A password; a protected one is decrypted later. */
export const secret: Kind<Secret> = {
  expected: { kind: 'plain', form: 'password' },
  secret: true,
  free: true,
  read: (text) => (isProtected(text) && !isWellFormed(text) ? invalid : valid(new Secret(text))),
  write: (value) => (value.isEmpty ? '' : String(value)),
};

/** Shorter tokens could be guessed; an HTTP header carries these characters unchanged. */
const SHORTEST_TOKEN = 16;
const LONGEST_TOKEN = 200;
const TOKEN = new RegExp(`^[\\x21-\\x7e]{${SHORTEST_TOKEN},${LONGEST_TOKEN}}$`);

/** A key by which clients gain access. */
export const token: Kind<Secret> = {
  ...secret,
  expected: { kind: 'token', shortest: SHORTEST_TOKEN, longest: LONGEST_TOKEN },
  read: (text, unit) =>
    text === '' || isProtected(text) || TOKEN.test(text) ? secret.read(text, unit) : invalid,
};

export const processName: Kind<string> = {
  expected: { kind: 'plain', form: 'process-name' },
  // It becomes part of WQL and of a wildcard: no other characters may get through.
  read: (text) =>
    /^(?=.*[a-z])[\w .()-]{1,100}$/i.test(text) && !isProtectedName(text) ? valid(text) : invalid,
  write: asItIs,
};

/** Name of a COM class: letters of one alphabet, digits, dots. */
export const progId: Kind<string> = {
  expected: { kind: 'plain', form: 'prog-id' },
  read: (text) =>
    /^[\p{L}_][\p{L}\p{N}_.-]{0,254}$/u.test(text) && !mixesAlphabets(text) ? valid(text) : invalid,
  write: asItIs,
};

/** Name of a COM+ application, or its AppID in braces. */
export const application: Kind<string> = {
  expected: { kind: 'plain', form: 'application' },
  free: true,
  read: (text) => ((text.startsWith('{') ? GUID.test(text) : text !== '') ? valid(text) : invalid),
  write: asItIs,
};

const GUID = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;

/** Names of devices, with or without an extension. Source: Microsoft, Naming Files, Paths, and Namespaces. */
const DEVICE = /(^|[\\/])(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\.[^\\/]*)?([\\/]|$)/i;
/** `%NAME%` and `$env:NAME`: they are not expanded, and a folder of that name would be created. */
const VARIABLE = /%[^%\\/]+%|\$env:/i;
/** A colon other than that of a drive: Windows takes the rest for a stream of the file. */
const STREAM = /^(?![a-z]:[\\/]).*:|^[a-z]:.*:/i;

function isPath(text: string): boolean {
  return (
    text !== '' &&
    !/["<>|?*\u0000-\u001f]/.test(text) &&
    !DEVICE.test(text) &&
    !VARIABLE.test(text) &&
    !STREAM.test(text)
  );
}

/** Path of a file or folder, without characters that Windows forbids. */
export const path: Kind<string> = {
  expected: { kind: 'plain', form: 'path' },
  free: true,
  read: (text) => (isPath(text) ? valid(text) : invalid),
  write: asItIs,
};

/** windows_exporter reads no other files of its folder. Source: windows_exporter, docs/collector.textfile.md. */
export const textfile: Kind<string> = {
  ...path,
  expected: { kind: 'plain', form: 'textfile' },
  read: (text) => (isPath(text) && /\.prom$/i.test(text) ? valid(text) : invalid),
};

/** Texts separated by commas or lines, in their original case; empty when there are none. */
export const list: Kind<readonly string[]> = {
  expected: { kind: 'plain', form: 'list' },
  free: true,
  read: (text) => valid(parts(text, /[,\n]/)),
  write: (texts) => texts.join(', '),
};

function parts(text: string, delimiter: RegExp): string[] {
  return text
    .split(delimiter)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** `N of M`, N/M: at least N of the last M samples. */
export const sustain: Kind<{ readonly needed: number; readonly of: number }> = {
  expected: { kind: 'plain', form: 'sustain' },
  read: (text) => {
    const match = /^(\d{1,4})\s*(?:of|\/|из)\s*(\d{1,4})$/i.exec(text);
    const [needed, of] = [Number(match?.[1]), Number(match?.[2])];
    return match && needed >= 1 && needed <= of && of <= 1_000 ? valid({ needed, of }) : invalid;
  },
  write: ({ needed, of }) => `${needed} of ${of}`,
};
