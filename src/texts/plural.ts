/** Numbers with the right form of their noun: 1 process, 2 processes; 1 процесс, 2 процесса, 5 процессов. */
import { formatNumber } from './format.js';
import type { Language } from './language.js';

/** The forms of an English noun. */
export interface EnglishForms {
  readonly one: string;
  readonly other: string;
}

/** The forms of a Russian noun: 1 процесс, 2 процесса, 5 процессов; a fraction takes `few`: 1,5 процесса. */
export interface RussianForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}

const rules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  ru: new Intl.PluralRules('ru'),
};

function formEn(count: number, { one, other }: EnglishForms): string {
  return rules.en.select(count) === 'one' ? one : other;
}

function formRu(count: number, { one, few, many }: RussianForms): string {
  switch (rules.ru.select(count)) {
    case 'one':
      return one;
    case 'many':
      return many;
    case 'few':
    case 'other':
    case 'two':
    case 'zero':
      return few;
  }
}

export function countedEn(count: number, forms: EnglishForms): string {
  return `${formatNumber(count, 'en')} ${formEn(shown(count), forms)}`;
}

export function countedRu(count: number, forms: RussianForms): string {
  return `${formatNumber(count, 'ru')} ${formRu(shown(count), forms)}`;
}

/** The number as `formatNumber` rounds it: 0,96 раза is shown as 1 раз. */
function shown(count: number): number {
  return Number(count.toFixed(1));
}

export const processesRu: RussianForms = {
  one: 'процесс',
  few: 'процесса',
  many: 'процессов',
};
export const processesEn: EnglishForms = { one: 'process', other: 'processes' };
export const timesRu: RussianForms = { one: 'раз', few: 'раза', many: 'раз' };
export const attemptsRu: RussianForms = { one: 'попытка', few: 'попытки', many: 'попыток' };
export const attemptsEn: EnglishForms = { one: 'attempt', other: 'attempts' };
