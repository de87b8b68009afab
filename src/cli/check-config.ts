import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { warningText } from '../texts/problems.js';
import { openConfig } from './open-config.js';
import { exitCode, wrong, type Output } from './output.js';

/** Names every problem of a configuration file and what is probably a mistake. */
export async function checkConfig(
  file: string,
  language: Language,
  output: Output,
): Promise<number> {
  const loaded = await openConfig(file, true);
  if (!loaded.ok) return wrong(file, loaded.problems, language, output);
  for (const warning of loaded.warnings) output.out(`! ${warningText(warning, language)}`);
  output.out(cliTexts(language).configFine(file));
  return exitCode.ok;
}
