import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { warningText } from '../texts/problems.js';
import { spacingWarnings } from '../config/warnings.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

const SID = /^S-1-\d{1,15}(-\d{1,10}){1,15}$/;

/**
 * Names every problem and every probable mistake of a configuration file.
 * @param account the SID of the account that runs the agent, if it is not the calling one
 */
export async function checkConfig(
  file: string,
  account: string | undefined,
  language: Language,
  output: Output,
): Promise<number> {
  if (account !== undefined && !SID.test(account)) {
    output.error(cliTexts(language).badAccount(account));
    return exitCode.usage;
  }
  const loaded = await openConfig(file, true, account === undefined ? {} : { account });
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const warnings = [...loaded.warnings, ...spacingWarnings(loaded.config)];
  for (const warning of warnings) output.out(`! ${warningText(warning, language)}`);
  output.out(cliTexts(language).configFine(file));
  return exitCode.ok;
}
