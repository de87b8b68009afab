import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import { decodeText } from '../config/decode.js';
import { readDialect } from '../config/dialect.js';
import { sectionsInForce, type SectionInForce, type SettingInForce } from '../config/in-force.js';
import { loadConfig } from '../config/load.js';
import { sectionNames, settingsOf, type SectionName, type Setting } from '../config/schema.js';
import { readSections, sameApplication, type Section } from '../config/sections.js';
import { cliTexts } from '../texts/cli.js';
import { expectedText } from '../texts/expected.js';
import type { Language } from '../texts/language.js';
import { sectionHelp, settingHelp } from '../texts/settings.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

/**
 * Prints every setting with the value in force, as a file that loads to the same configuration (except for passwords);
 * with `explain` also its meaning, with `keys` only the names, whatever the file contains.
 */
export async function showConfig(
  file: string,
  options: { readonly explain: boolean; readonly keys: boolean; readonly given: boolean },
  language: Language,
  output: Output,
): Promise<number> {
  if (options.keys) {
    for (const section of sectionNames)
      for (const { key } of settingsOf(section)) output.out(`[${section}] ${key}`);
    return exitCode.ok;
  }
  const words = new Words(language, options.explain);
  // Without a file the defaults are explained; a named file must exist and be valid.
  if (!options.given && !existsSync(file)) {
    for (const line of defaultLines(words)) output.out(line);
    return exitCode.ok;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { sections } = readSections(readDialect(decodeText(await readFile(file))));
  for (const line of configLines(loaded.config, sections, words)) output.out(line);
  return exitCode.ok;
}

/** The comments between the lines. */
export class Words {
  readonly #language: Language;
  readonly #explain: boolean;

  constructor(language: Language, explain: boolean) {
    this.#language = language;
    this.#explain = explain;
  }

  get byDefault(): string {
    return cliTexts(this.#language).byDefault;
  }

  get required(): string {
    return cliTexts(this.#language).required;
  }

  section({ name }: Pick<SectionInForce, 'name'>): string[] {
    return this.#explain ? [`; ${sectionHelp(name, this.#language)}`] : [];
  }

  setting(section: SectionName, { key, kind }: Setting): string[] {
    if (!this.#explain) return [];
    const { expected } = cliTexts(this.#language);
    return [
      `; ${settingHelp(section, key, this.#language)}`,
      `;   ${expected}: ${expectedText(kind.expected, this.#language)}`,
    ];
  }
}

/** @param sections of the file, which show what was written there */
export function configLines(config: Config, sections: readonly Section[], words: Words): string[] {
  return sectionsInForce(config).flatMap((section) => {
    const { name, application, title, isPresent, settings } = section;
    // The COM check of an application with a name does not need its [shellprocess].
    if (!isPresent && application !== undefined) return [];
    if (!isPresent) return commentedOut(section, words);
    const own = sections.find(
      (each) => each.name === name && sameApplication(each.application, application),
    );
    const isWritten = ({ key }: SettingInForce) =>
      own?.entries.some((each) => each.key.toLowerCase() === key && each.value !== '') ?? false;
    const presets = settings.filter((each) => !isWritten(each));
    return [
      ...words.section(section),
      `[${title}]`,
      ...settings.filter(isWritten).flatMap((each) => lines(name, each, words)),
      ...(presets.length === 0 ? [] : [`; ${words.byDefault}:`]),
      ...presets.flatMap((each) => lines(name, each, words)),
      '',
    ];
  });
}

function lines(
  name: SectionName,
  { key, setting, text = '' }: SettingInForce,
  words: Words,
): string[] {
  return [...words.setting(name, setting), `${key} = ${text}`.trimEnd()];
}

/** A missing section, with its defaults. */
function commentedOut(section: SectionInForce, words: Words): string[] {
  return [
    ...words.section(section),
    `;[${section.title}]`,
    ...section.settings.flatMap(({ setting }) => [
      ...words.setting(section.name, setting),
      `;${presetLine(setting, words)}`,
    ]),
    '',
  ];
}

function defaultLines(words: Words): string[] {
  return sectionNames.flatMap((name) => [
    ...words.section({ name }),
    `[${name}]`,
    `; ${words.byDefault}:`,
    ...settingsOf(name).flatMap((setting) => [
      ...words.setting(name, setting),
      `${setting.default === undefined ? ';' : ''}${presetLine(setting, words)}`,
    ]),
    '',
  ]);
}

function presetLine({ key, default: preset }: Setting, words: Words): string {
  return `${key} = ${preset ?? words.required}`.trimEnd();
}
