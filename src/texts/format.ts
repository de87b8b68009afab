/** Numbers, times and sizes as people of each language write them. */
import type { Language } from './language.js';

export function formatNumber(value: number, language: Language, digits = 1): string {
  const text = String(Number(value.toFixed(digits)));
  return language === 'ru' ? text.replace('.', ',') : text;
}

export function formatPercent(value: number | null, language: Language): string {
  // Two digits where one would show 2.1 > 2.1.
  return value === null ? '?' : `${formatNumber(value, language, value < 10 ? 2 : 1)} %`;
}

/** How many times: one digit, none above 100. */
export function formatRatio(value: number | null, language: Language): string {
  return value === null ? '?' : formatNumber(value, language, value < 100 ? 1 : 0);
}

export function formatBytes(bytes: number, language: Language): string {
  const mb = bytes / 2 ** 20;
  const [amount, unit] =
    mb >= 10_240 ? [mb / 1024, { ru: 'ГБ', en: 'GB' }] : [mb, { ru: 'МБ', en: 'MB' }];
  return `${formatNumber(amount, language)} ${unit[language]}`;
}

export function formatDuration(ms: number, language: Language): string {
  const units = language === 'ru' ? ['мс', 'с', 'мин', 'ч'] : ['ms', 's', 'min', 'h'];
  if (ms < 1_000) return `${Math.round(ms)} ${units[0] ?? ''}`;
  if (ms < 120_000) return `${formatNumber(ms / 1_000, language)} ${units[1] ?? ''}`;
  if (ms < 7_200_000) return `${formatNumber(ms / 60_000, language)} ${units[2] ?? ''}`;
  return `${formatNumber(ms / 3_600_000, language)} ${units[3] ?? ''}`;
}

/** Local time to the second with its offset: sorts, and cannot be mistaken. */
export function formatTime(unixMs: number): string {
  const date = new Date(unixMs);
  const pad = (value: number) => String(value).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return (
    `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())} ${zone}`
  );
}
