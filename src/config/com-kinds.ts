/** Kinds of the COM check's settings. */
import { unloadableClasses } from '../core/judging/failure-class.js';
import type { Expectation } from '../core/judging/probe-result.js';
import { parseTemplate, type TemplateFault, type TemplateRules } from './transaction.js';
import type { Kind, KindAnswer, Localized } from './kinds.js';

const no: KindAnswer = { ok: false };

const faultTexts: Readonly<Record<TemplateFault, Localized>> = {
  'method-name': { ru: 'имя метода', en: 'the name of a method' },
  'open-bracket': { ru: 'открывающая скобка', en: 'an opening bracket' },
  'close-bracket': { ru: 'запятая или закрывающая скобка', en: 'a comma or a closing bracket' },
  argument: { ru: 'аргумент', en: 'an argument' },
  'text-not-closed': { ru: 'закрывающая кавычка', en: 'a closing quote' },
  'number-range': { ru: 'целое число в 32 битах', en: 'a whole number of 32 bits' },
  'unknown-placeholder': { ru: 'известная подстановка', en: 'a known placeholder' },
  'unknown-out': { ru: 'известный выходной аргумент', en: 'a known out argument' },
  'out-twice': { ru: 'каждый выходной аргумент один раз', en: 'each out argument once' },
  'unknown-type': { ru: 'тип выходного аргумента', en: 'the type of an out argument' },
  'missing-out': { ru: 'выходной аргумент', en: 'an out argument' },
  'after-end': { ru: 'конец строки после скобки', en: 'the end after the bracket' },
};

/** One method of the transaction; a wrong one names the column. */
export function template(rules: TemplateRules): Kind {
  return {
    expected: {
      ru: 'Метод(аргументы): "текст", 0, {подстановка}, out имя',
      en: 'Method(arguments): "text", 0, {placeholder}, out name',
    },
    read: (text) => {
      const answer = parseTemplate(text, rules);
      if (answer.ok) return { ok: true, value: answer.template };
      const words = answer.expected.length === 0 ? '' : `: ${answer.expected.join(' ')}`;
      const { ru, en } = faultTexts[answer.fault];
      return {
        ok: false,
        column: answer.column,
        expected: { ru: `${ru}${words}`, en: `${en}${words}` },
      };
    },
  };
}

/** Classes of failure that unloading may cure, separated by commas; `none` for no class at all. */
export const unloadOn: Kind = {
  expected: {
    ru: `none или через запятую: ${unloadableClasses.join(', ')}`,
    en: `none, or separated by commas: ${unloadableClasses.join(', ')}`,
  },
  read: (text) => {
    if (text.toLowerCase() === 'none') return { ok: true, value: [] };
    const words = text
      .toLowerCase()
      .split(',')
      .map((each) => each.trim());
    const found = unloadableClasses.filter((each) => words.includes(each));
    return words.every((each) => unloadableClasses.some((known) => known === each))
      ? { ok: true, value: found }
      : no;
  },
};

/** A regular expression, without regard to case. */
export const pattern: Kind = {
  expected: { ru: 'регулярное выражение', en: 'a regular expression' },
  read: (text) => {
    const compiled = compile(text);
    return compiled ? { ok: true, value: compiled } : no;
  },
};

/** `any`, `not empty`, or a pattern between slashes. */
export const expectation: Kind = {
  expected: {
    ru: 'any, not empty или /регулярное выражение/',
    en: 'any, not empty, or /a regular expression/',
  },
  read: (text) => {
    const word = text.toLowerCase();
    if (word === 'any') return { ok: true, value: { kind: 'any' } satisfies Expectation };
    if (word === 'not empty') {
      return { ok: true, value: { kind: 'not-empty' } satisfies Expectation };
    }
    const found = /^\/(.+)\/$/s.exec(text)?.[1];
    const compiled = found === undefined ? undefined : compile(found);
    return compiled
      ? { ok: true, value: { kind: 'matches', pattern: compiled } satisfies Expectation }
      : no;
  },
};

function compile(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'iu');
  } catch {
    return undefined;
  }
}
