/** Kinds of the COM check's settings. */
import { unloadableClasses, type FailureClass } from '../core/judging/failure-class.js';
import type { Pattern } from '../core/judging/pattern.js';
import type { Expectation } from '../core/judging/probe-result.js';
import {
  parseTemplate,
  writeTemplate,
  type MethodTemplate,
  type TemplateFault,
  type TemplateRules,
} from './transaction.js';
import { invalid, valid, type Kind, type KindAnswer, type Localized } from './kinds.js';
import { compilePattern, compileRefusePattern, type PatternFault } from './pattern.js';

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
      if (answer.ok) return valid(answer.template);
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
    if (text.toLowerCase() === 'none') return valid([]);
    const words = text
      .toLowerCase()
      .split(',')
      .map((each) => each.trim());
    const found = unloadableClasses.filter((each) => words.includes(each));
    return words.every((each) => unloadableClasses.some((known) => known === each))
      ? valid(found)
      : invalid;
  },
  write: (classes) => (classes.length === 0 ? 'none' : classes.join(', ')),
};

const patternTexts: Readonly<Record<PatternFault['kind'], Localized>> = {
  syntax: {
    ru: 'регулярное выражение (синтаксис RE2)',
    en: 'a regular expression (syntax of RE2)',
  },
  'look-around': {
    ru: 'регулярное выражение без просмотра вперёд и назад, (?=…), (?!…), (?<=…), (?<!…): RE2 их не поддерживает',
    en: 'a regular expression without look-ahead and look-behind, (?=…), (?!…), (?<=…), (?<!…): RE2 does not support them',
  },
  'back-reference': {
    ru: 'регулярное выражение без обратных ссылок, \\1, \\k<имя>: RE2 их не поддерживает',
    en: 'a regular expression without back-references, \\1, \\k<name>: RE2 does not support them',
  },
  'too-large': {
    ru: 'регулярное выражение короче или с меньшими числами повторений',
    en: 'a shorter regular expression, or one with smaller numbers of repetitions',
  },
};

/** A regular expression without regard to case, or `default`. */
export const refusePattern: Kind<Pattern> = {
  expected: {
    ru: 'регулярное выражение, default или default|регулярное выражение',
    en: 'a regular expression, default, or default|a regular expression',
  },
  free: true,
  read: (text) => {
    const compiled = compileRefusePattern(text);
    return compiled.ok ? valid(compiled.value) : notAPattern(compiled.reason, 0);
  },
  write: ({ source }) => source,
};

/** @param before characters of the value that stand before the pattern */
function notAPattern(fault: PatternFault, before: number): KindAnswer<never> {
  const expected = patternTexts[fault.kind];
  const at = 'at' in fault ? fault.at : undefined;
  return at === undefined ? { ok: false, expected } : { ok: false, expected, column: before + at };
}

/** `any`, `not empty`, or a pattern between slashes. */
export const expectation: Kind<Expectation> = {
  expected: {
    ru: 'any, not empty или /регулярное выражение/',
    en: 'any, not empty, or /a regular expression/',
  },
  read: (text) => {
    const word = text.toLowerCase();
    if (word === 'any') return valid({ kind: 'any' });
    if (word === 'not empty') return valid({ kind: 'not-empty' });
    const found = /^\/(.+)\/$/s.exec(text)?.[1];
    if (found === undefined) return invalid;
    const compiled = compilePattern(found);
    return compiled.ok
      ? valid({ kind: 'matches', pattern: compiled.value })
      : notAPattern(compiled.reason, 1);
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
