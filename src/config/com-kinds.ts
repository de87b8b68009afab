/** Kinds of the COM check's settings. */
import { unloadableClasses, type FailureClass } from '../core/judging/failure-class.js';
import type { Pattern } from '../core/judging/pattern.js';
import type { Expectation } from '../core/judging/probe-result.js';
import {
  parseTemplate,
  writeTemplate,
  type MethodTemplate,
  type TemplateRules,
} from './transaction.js';
import { invalid, valid, type Kind, type KindAnswer } from './kinds.js';
import { compilePattern, compileRefusePattern, type PatternFault } from './pattern.js';

/** One method of the transaction; an error gives the column. */
export function template(rules: TemplateRules): Kind<MethodTemplate> {
  return {
    expected: { kind: 'plain', form: 'method-call' },
    read: (text) => {
      const answer = parseTemplate(text, rules);
      if (answer.ok) return valid(answer.template);
      const { column, fault, expected: words } = answer;
      return { ok: false, column, expected: { kind: 'template-part', fault, words } };
    },
    write: writeTemplate,
  };
}

/** Classes of failure that stopping a process may cure, separated by commas; `none` for no class at all. */
export const unloadOn: Kind<readonly FailureClass[]> = {
  expected: { kind: 'failure-classes', classes: unloadableClasses },
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

/** A case-insensitive regular expression, or `default`. */
export const refusePattern: Kind<Pattern> = {
  expected: { kind: 'plain', form: 'refuse-pattern' },
  free: true,
  read: (text) => {
    const compiled = compileRefusePattern(text);
    return compiled.ok ? valid(compiled.value) : notAPattern(compiled.reason, 0);
  },
  write: ({ source }) => source,
};

/** @param before number of characters of the value before the pattern */
function notAPattern(fault: PatternFault, before: number): KindAnswer<never> {
  const expected = { kind: 'pattern', fault: fault.kind } as const;
  const at = 'at' in fault ? fault.at : undefined;
  return at === undefined ? { ok: false, expected } : { ok: false, expected, column: before + at };
}

/** `any`, `not empty`, or a pattern between slashes. */
export const expectation: Kind<Expectation> = {
  expected: { kind: 'plain', form: 'expectation' },
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
