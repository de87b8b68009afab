import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeText } from '../config/decode.js';
import { readDialect } from '../config/dialect.js';
import { sectionHelp, sectionNames, settingsOf } from '../config/schema.js';
import { loadConfig } from '../config/load.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { exitCode, wrong, type Output } from './output.js';

/**
 * Every setting with its value in this file or its default; with `explain` also what it means, with `keys` nothing but its
 * name, whatever the file holds.
 */
export async function showConfig(
  file: string,
  options: { readonly explain: boolean; readonly keys: boolean; readonly given: boolean },
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language);
  if (options.keys) {
    for (const section of sectionNames)
      for (const { key } of settingsOf(section)) output.out(`[${section}] ${key}`);
    return exitCode.ok;
  }
  const values = new Map<string, string>();
  // Without a file the defaults are explained; a named file must be there and right.
  if (options.given || existsSync(file)) {
    const loaded = await loadConfig(file);
    if (!loaded.ok) return wrong(file, loaded.problems, language, output);
    for (const { section, key, value } of readDialect(decodeText(await readFile(file))).entries) {
      values.set(`${section} ${key.toLowerCase()}`, value.replaceAll('\n', ' '));
    }
  }
  for (const section of sectionNames) {
    output.out(`[${section}]${options.explain ? `  ; ${sectionHelp[section][language]}` : ''}`);
    for (const { key, kind, default: preset, help } of settingsOf(section)) {
      const value = values.get(`${section} ${key}`);
      const shown =
        value !== undefined && value !== '' && kind.secret ? '***' : (value ?? preset ?? '');
      const origin =
        value === undefined ? `  ; ${preset === undefined ? texts.required : texts.byDefault}` : '';
      output.out(`${key} = ${shown}${origin}`);
      if (options.explain) {
        output.out(`    ${help[language]}`);
        output.out(`    ${texts.expected}: ${kind.expected[language]}`);
      }
    }
    output.out('');
  }
  return exitCode.ok;
}
