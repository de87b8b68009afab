/** Kinds of the COM check's settings. */
import { unloadableClasses, type FailureClass } from '../core/judging/failure-class.js';
import type { Expectation } from '../core/judging/probe-result.js';
import {
  parseTemplate,
  writeTemplate,
  type MethodTemplate,
  type TemplateFault,
  type TemplateRules,
} from './transaction.js';
import { no, yes, type Kind, type Localized } from './kinds.js';

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
export function template(rules: TemplateRules): Kind<MethodTemplate> {
  return {
    expected: {
      ru: 'Метод(аргументы): "текст", 0, {подстановка}, out имя',
      en: 'Method(arguments): "text", 0, {placeholder}, out name',
    },
    read: (text) => {
      const answer = parseTemplate(text, rules);
      if (answer.ok) return yes(answer.template);
      const words = answer.expected.length === 0 ? '' : `: ${answer.expected.join(' ')}`;
      const { ru, en } = faultTexts[answer.fault];
      return {
        ok: false,
        column: answer.column,
        expected: { ru: `${ru}${words}`, en: `${en}${words}` },
      };
    },
    write: writeTemplate,
  };
}

/** Classes of failure that unloading may cure, separated by commas; `none` for no class at all. */
export const unloadOn: Kind<readonly FailureClass[]> = {
  expected: {
    ru: `none или через запятую: ${unloadableClasses.join(', ')}`,
    en: `none, or separated by commas: ${unloadableClasses.join(', ')}`,
  },
  read: (text) => {
    if (text.toLowerCase() === 'none') return yes([]);
    const words = text
      .toLowerCase()
      .split(',')
      .map((each) => each.trim());
    const found = unloadableClasses.filter((each) => words.includes(each));
    return words.every((each) => unloadableClasses.some((known) => known === each))
      ? yes(found)
      : no;
  },
  write: (classes) => (classes.length === 0 ? 'none' : classes.join(', ')),
};

/** A regular expression, without regard to case. */
export const pattern: Kind<RegExp> = {
  expected: { ru: 'регулярное выражение', en: 'a regular expression' },
  read: (text) => {
    const compiled = compile(text);
    return compiled ? yes(compiled) : no;
  },
  write: ({ source }) => source,
};

/** `any`, `not empty`, or a pattern between slashes. */
export const expectation: Kind<Expectation> = {
  expected: {
    ru: 'any, not empty или /регулярное выражение/',
    en: 'any, not empty, or /a regular expression/',
  },
  read: (text) => {
    const word = text.toLowerCase();
    if (word === 'any') return yes({ kind: 'any' });
    if (word === 'not empty') return yes({ kind: 'not-empty' });
    const found = /^\/(.+)\/$/s.exec(text)?.[1];
    const compiled = found === undefined ? undefined : compile(found);
    return compiled ? yes({ kind: 'matches', pattern: compiled }) : no;
  },
  write: (expected) => {
    switch (expected.kind) {
      case 'any':
        return 'any';
      case 'not-empty':
        return 'not empty';
      case 'matches':
        return `/${expected.pattern.source}/`;
    }
  },
};

function compile(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'iu');
  } catch {
    return undefined;
  }
}
