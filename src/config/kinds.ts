/** How a setting's text becomes a value: one kind per shape, each with what it expects in both languages. */
import { isProtectedName } from '../core/acting/protection.js';
import type { Language } from '../texts/language.js';
import { isProtected, isWellFormed } from './secret.js';

export type Localized = Readonly<Record<Language, string>>;

export type KindAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      /** 1-based place in the value where it goes wrong. */
      readonly column?: number;
      /** What is expected there, instead of what the kind expects. */
      readonly expected?: Localized;
    };

/** Bare numbers mean milliseconds or seconds; a file of the original says which with `time_unit`. */
export type TimeUnit = 'ms' | 's';

export interface Kind {
  readonly expected: Localized;
  readonly secret?: boolean;
  readonly read: (text: string, unit: TimeUnit | undefined) => KindAnswer;
}

const no: KindAnswer = { ok: false };
const yes = (value: unknown): KindAnswer => ({ ok: true, value });

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  мс: 1,
  s: 1_000,
  sec: 1_000,
  с: 1_000,
  сек: 1_000,
  m: 60_000,
  min: 60_000,
  м: 60_000,
  мин: 60_000,
  h: 3_600_000,
  ч: 3_600_000,
  час: 3_600_000,
  d: 86_400_000,
  д: 86_400_000,
};

function decimal(text: string): number | undefined {
  return /^\d{1,12}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** A length of time in milliseconds; `bare` is the unit of a bare number. */
export function duration(bare: TimeUnit, minMs: number, maxMs: number): Kind {
  return {
    expected: {
      ru: `время от ${shown(minMs, 'ru')} до ${shown(maxMs, 'ru')}, например 120 s, 2 min, 500 ms`,
      en: `a time from ${shown(minMs, 'en')} to ${shown(maxMs, 'en')}, for example 120 s, 2 min, 500 ms`,
    },
    read: (text, unit) => {
      const match = /^([\d.,]+)\s*(\p{L}*)$/u.exec(text);
      const amount = decimal(match?.[1] ?? '');
      const name = match?.[2]?.toLowerCase() ?? '';
      const factor = name === '' ? ((unit ?? bare) === 's' ? 1_000 : 1) : UNITS[name];
      if (amount === undefined || factor === undefined) return no;
      const ms = amount * factor;
      return ms >= minMs && ms <= maxMs ? yes(ms) : no;
    },
  };
}

function shown(ms: number, language: Language): string {
  if (ms % 86_400_000 === 0 && ms > 0)
    return `${ms / 86_400_000} ${language === 'ru' ? 'сут' : 'd'}`;
  if (ms % 3_600_000 === 0 && ms > 0) return `${ms / 3_600_000} ${language === 'ru' ? 'ч' : 'h'}`;
  if (ms % 60_000 === 0 && ms > 0) return `${ms / 60_000} ${language === 'ru' ? 'мин' : 'min'}`;
  if (ms % 1_000 === 0 && ms > 0) return `${ms / 1_000} ${language === 'ru' ? 'с' : 's'}`;
  return `${ms} ${language === 'ru' ? 'мс' : 'ms'}`;
}

/** A decimal number, with a point or a comma. */
export function number(min: number, max: number): Kind {
  return {
    expected: { ru: `число от ${min} до ${max}`, en: `a number from ${min} to ${max}` },
    read: (text) => {
      const value = decimal(text.replace(/\s*%$/, ''));
      return value !== undefined && value >= min && value <= max ? yes(value) : no;
    },
  };
}

export function integer(min: number, max: number): Kind {
  return {
    expected: { ru: `целое число от ${min} до ${max}`, en: `a whole number from ${min} to ${max}` },
    read: (text) => {
      const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? yes(value) : no;
    },
  };
}

export function choice(...words: readonly string[]): Kind {
  const list = words.join(', ');
  return {
    expected: { ru: `одно из: ${list}`, en: `one of: ${list}` },
    read: (text) => {
      const found = words.find((word) => word === text.toLowerCase());
      return found === undefined ? no : yes(found);
    },
  };
}

export const truth: Kind = {
  expected: { ru: 'yes или no', en: 'yes or no' },
  read: (text) => {
    const lower = text.toLowerCase();
    if (['yes', 'true', 'on', '1', 'да'].includes(lower)) return yes(true);
    if (['no', 'false', 'off', '0', 'нет'].includes(lower)) return yes(false);
    return no;
  },
};

export const line: Kind = {
  expected: { ru: 'непустая строка', en: 'text, not empty' },
  read: (text) => (text === '' ? no : yes(text)),
};

export const anyLine: Kind = {
  expected: { ru: 'строка, может быть пустой', en: 'text, may be empty' },
  read: yes,
};

export const secret: Kind = {
  expected: {
    ru: 'пароль, может быть пустым; после dpapi: — только то, что записала команда comwatch protect',
    en: 'a password, may be empty; after dpapi: only what the command comwatch protect wrote',
  },
  secret: true,
  read: (text) => (isProtected(text) && !isWellFormed(text) ? no : yes(text)),
};

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

export const address: Kind = {
  expected: { ru: 'почтовый адрес', en: 'a mail address' },
  read: (text) => (ADDRESS.test(text) ? yes(text) : no),
};

export const addresses: Kind = {
  expected: { ru: 'почтовые адреса через запятую', en: 'mail addresses separated by commas' },
  read: (text) => {
    const list = text
      .split(/[,;\n]/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    return list.length > 0 && list.every((each) => ADDRESS.test(each))
      ? yes([...new Set(list)])
      : no;
  },
};

export const processName: Kind = {
  expected: {
    ru: 'имя процесса из букв, цифр, пробелов и знаков . _ - ( ), например dllhost.exe; не системный процесс',
    en: 'a process name of letters, digits, spaces and . _ - ( ), for example dllhost.exe; no system process',
  },
  // It goes into WQL and into a wildcard: nothing else may get through.
  read: (text) =>
    /^(?=.*[a-z])[\w .()-]{1,100}$/i.test(text) && !isProtectedName(text) ? yes(text) : no,
};

/** `N of M`, N/M: at least N of the last M samples. */
export const sustain: Kind = {
  expected: { ru: 'N of M, например 3 of 5', en: 'N of M, for example 3 of 5' },
  read: (text) => {
    const match = /^(\d{1,4})\s*(?:of|\/|из)\s*(\d{1,4})$/i.exec(text);
    const [needed, of] = [Number(match?.[1]), Number(match?.[2])];
    return match && needed >= 1 && needed <= of && of <= 1_000 ? yes({ needed, of }) : no;
  },
};
