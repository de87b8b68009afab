import type { Problem, Warning } from '../config/problem.js';
import { problemEn, warningEn } from './en/problems.js';
import type { Language } from './language.js';
import { problemRu, warningRu } from './ru/problems.js';

/** One line per problem: where, what was found, what is expected. */
export function problemText(problem: Problem, language: Language): string {
  return language === 'ru' ? problemRu(problem) : problemEn(problem);
}

export function warningText(warning: Warning, language: Language): string {
  return language === 'ru' ? warningRu(warning) : warningEn(warning);
}
