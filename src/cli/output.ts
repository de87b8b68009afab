import { printable } from '../core/foreign.js';
import type { Problem } from '../config/problem.js';
import type { Language } from '../texts/language.js';
import { problemText } from '../texts/problems.js';

/** Output of a command: results to `out`, errors to `error`. One line per call, without its end. */
export interface Output {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** Keeps the program running when its output is no longer read, or the disk refuses it. */
  readonly outlive?: () => void;
  /** The end was requested by something other than a signal: after a last deadline, pending work is abandoned. */
  readonly endSoon?: () => void;
}

/**
 * `unknown`: of `doctor` only, nothing failed and something could not be determined. `restarted`: of `watchdog` only,
 * the agent did not work and was restarted.
 */
export const exitCode = { ok: 0, failed: 1, usage: 2, unknown: 3, restarted: 4 } as const;

/** Reports all problems of a configuration file at once, and returns the exit code for them. */
export function reportConfigProblems(
  file: string,
  problems: readonly Problem[],
  language: Language,
  output: Output,
): number {
  output.error(`${printable(file)}:`);
  for (const each of problems) output.error(`  ${problemText(each, language)}`);
  return exitCode.usage;
}
