/** The texts of the page in the language that was chosen last, else that of the browser. */
import { classEn } from '../texts/en/probe.js';
import { pageEn } from '../texts/en/page.js';
import { stageNameEn } from '../texts/en/stage.js';
import { formatNumber } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import type { PageTexts } from '../texts/page-texts.js';
import { classRu } from '../texts/ru/probe.js';
import { pageRu } from '../texts/ru/page.js';
import { stageNameRu } from '../texts/ru/stage.js';

export interface Words extends PageTexts {
  readonly locale: Language;
  readonly stage: (stage: string) => string;
  readonly failure: (failureClass: string) => string;
}

const known = (names: Readonly<Record<string, string>>) => (name: string) => names[name] ?? name;

export const words: Readonly<Record<Language, Words>> = {
  en: { ...pageEn, locale: 'en', stage: stageNameEn, failure: known(classEn) },
  ru: { ...pageRu, locale: 'ru', stage: stageNameRu, failure: known(classRu) },
};

const KEY = 'comwatch-language';

export function chosenLanguage(): Language {
  const named = document.documentElement.dataset['language'] ?? remembered();
  if (named === 'ru' || named === 'en') return named;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export function remember(language: Language): void {
  delete document.documentElement.dataset['language'];
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that stores nothing asks again.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The time of day, with the date if it is not today. */
export function clockTime(unixMs: number): string {
  const date = new Date(unixMs);
  const pad = (value: number) => String(value).padStart(2, '0');
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? time
    : `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${time}`;
}

/** The time of day for a moment in a chart. */
export function chartTime(unixSeconds: number): string {
  return clockTime(unixSeconds * 1_000).slice(-8);
}

/** A value on an axis: with a decimal only where it is small. */
export function chartPercent(value: number, language: Language): string {
  return `${formatNumber(value, language, value < 10 ? 1 : 0)} %`;
}

/** All stages of a call together, in milliseconds. */
export function wholeMs(stages: Readonly<Record<string, number>>): number {
  return Object.values(stages).reduce((sum, ms) => sum + ms, 0);
}
