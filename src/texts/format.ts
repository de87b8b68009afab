/** Numbers, times and sizes in the notation of each language. An unknown value is `?`. */
import type { Language } from './language.js';

/** Maximum number of digits: figures that differ in later ones look equal. */
const MOST_DIGITS = 6;
/** The smallest number that would be written with an exponent. */
const GREATEST = 1e15;

/** @param digits decimals at most; zeros at the end are left out */
export function formatNumber(value: number | null, language: Language, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return '?';
  const bounded = Math.min(GREATEST, Math.max(-GREATEST, value));
  const fixed = bounded.toFixed(digits);
  const text = fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
  const signed = text === '-0' ? '0' : text;
  return language === 'ru' ? signed.replace('.', ',') : signed;
}

const UNKNOWN = { ru: 'неизвестно', en: 'unknown' } as const;

export function formatPercent(value: number | null, language: Language): string {
  if (value === null) return UNKNOWN[language];
  return `${formatNumber(value, language, percentDigits(value))} %`;
}

function percentDigits(value: number): number {
  return Math.abs(value) < 10 ? 2 : 1;
}

/** Two figures beside each other with as many digits as they need to differ: 2,004 > 2, never 2 > 2. */
export function formatPair(
  first: number,
  second: number,
  language: Language,
  leastDigits = 1,
): readonly [first: string, second: string] {
  for (let digits = leastDigits; ; digits++) {
    const pair = [
      formatNumber(first, language, digits),
      formatNumber(second, language, digits),
    ] as const;
    if (pair[0] !== pair[1] || first === second || digits >= MOST_DIGITS) return pair;
  }
}

/** `80,5 % > 80 %`: a figure and the limit that it exceeds. */
export function formatOver(value: number | null, limit: number, language: Language): string {
  if (value === null) return `${formatPercent(null, language)} > ${formatPercent(limit, language)}`;
  const [shown, shownLimit] = formatPair(value, limit, language, percentDigits(limit));
  if (shown !== shownLimit) return `${shown} % > ${shownLimit} %`;
  // Closer than six digits can show: the comparison stays, and the figure gets a word instead of a digit.
  const barely = language === 'ru' ? 'чуть больше' : 'just above';
  return `${barely} ${shownLimit} %`;
}

const SIZES = {
  ru: ['КБ', 'МБ', 'ГБ'],
  en: ['KB', 'MB', 'GB'],
} as const;

export function formatBytes(bytes: number, language: Language): string {
  const mb = bytes / 2 ** 20;
  const [kilo, mega, giga] = SIZES[language];
  if (mb >= 10_240) return `${formatNumber(mb / 1024, language)} ${giga}`;
  // Below a tenth the size would read as 0.
  if (mb > 0 && mb < 0.1) return `${formatNumber(bytes / 1024, language)} ${kilo}`;
  return `${formatNumber(mb, language)} ${mega}`;
}

const TIMES = {
  ru: ['мс', 'с', 'мин', 'ч'],
  en: ['ms', 's', 'min', 'h'],
} as const;

export function formatDuration(ms: number, language: Language): string {
  const [milli, second, minute, hour] = TIMES[language];
  const rounded = Math.round(ms);
  if (rounded < 1_000) return `${formatNumber(rounded, language, 0)} ${milli}`;
  if (rounded < 120_000) return `${formatNumber(rounded / 1_000, language)} ${second}`;
  if (rounded < 7_200_000) return `${formatNumber(rounded / 60_000, language)} ${minute}`;
  return `${formatNumber(rounded / 3_600_000, language)} ${hour}`;
}

const WHOLE_UNITS = [
  { ms: 86_400_000, ru: 'сут', en: 'd' },
  { ms: 3_600_000, ru: 'ч', en: 'h' },
  { ms: 60_000, ru: 'мин', en: 'min' },
  { ms: 1_000, ru: 'с', en: 's' },
] as const;

/** A duration without loss: in the largest unit of which it is a whole number. */
export function formatWholeUnits(ms: number, language: Language): string {
  const unit = WHOLE_UNITS.find((each) => ms > 0 && ms % each.ms === 0);
  return unit
    ? `${ms / unit.ms} ${unit[language]}`
    : `${formatNumber(ms, language, 3)} ${TIMES[language][0]}`;
}

/** Local time to the second with its offset: sortable and unambiguous. */
export function formatTime(unixMs: number): string {
  const date = new Date(unixMs);
  if (Number.isNaN(date.getTime())) return '?';
  const pad = (value: number) => String(value).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return (
    `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())} ${zone}`
  );
}
