/** Lines that are shown in a problem: what may be part of a password is not. */
import type { DialectProblem, Entry } from './dialect.js';
import { sectionNames, settingOf, settingsOf } from './schema.js';
import { meaningOf } from './sections.js';

const SECRET_KEYS = [
  ...new Set(
    sectionNames
      .flatMap(settingsOf)
      .filter((each) => each.kind.secret)
      .map((each) => each.key),
  ),
];
const AFTER_SECRET_KEY = new RegExp(`(${SECRET_KEYS.join('|')})[^\\n]*\\S[^\\n]*`, 'gi');

/** Text of the file as it may be shown: of each line that names a secret key, nothing after that name. */
export function masked(text: string): string {
  return text.replace(AFTER_SECRET_KEY, '$1 ***');
}

/** A problem with its line masked; a stray line right below a secret may be the rest of it. */
export function maskedProblem(problem: DialectProblem, entries: readonly Entry[]): DialectProblem {
  if (problem.kind === 'section-twice') return problem;
  if (problem.kind === 'key-twice') return { ...problem, key: masked(problem.key) };
  const above = entries.findLast((each) => each.line < problem.line);
  const section = above && meaningOf(above.section);
  const secret = section && settingOf(section.name, above.key)?.kind.secret;
  return { ...problem, found: secret ? '***' : masked(problem.found) };
}
