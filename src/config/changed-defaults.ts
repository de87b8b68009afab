/** Defaults that differ from those of the previous version, as far as they matter under this configuration. */
import type { ChangedDefault } from '../core/telling/notice.js';
import type { Config } from './config.js';
import { sectionsInForce, type SectionInForce, type SettingInForce } from './in-force.js';
import type { WrittenSetting } from './load.js';
import { sectionNames, settingsOf, type SectionName, type Setting } from './schema.js';
import { sameApplication } from './sections.js';

/** Values by section and key, `commethod.confirm`, as written in a file, with their unit. */
export type Defaults = Readonly<Record<string, string>>;

export function presentDefaults(): Defaults {
  const all = sectionNames.flatMap((section) =>
    settingsOf(section).flatMap((setting) => {
      const text = normalised(setting, setting.default);
      return text === undefined ? [] : [[nameOf(section, setting.key), text] as const];
    }),
  );
  return Object.fromEntries(all);
}

/**
 * Former and present value of a setting absent from the file.
 * @param before defaults of the version that ran last; `undefined` for one that stored none
 */
export function changedDefaults(
  config: Config,
  written: readonly WrittenSetting[],
  before: Defaults | undefined,
): ChangedDefault[] {
  return sectionsInForce(config)
    .filter(({ isPresent }) => isPresent)
    .flatMap((section) =>
      section.settings.flatMap((each) => {
        const earlier = earlierOf(section.name, each.setting, before);
        const now = normalised(each.setting, each.setting.default);
        if (earlier === undefined || now === undefined || earlier === now) return [];
        if (each.text !== now || isWritten(written, section, each)) return [];
        return [{ section: section.title, key: each.key, before: earlier, now }];
      }),
    );
}

function earlierOf(
  section: SectionName,
  setting: Setting,
  before: Defaults | undefined,
): string | undefined {
  const name = nameOf(section, setting.key);
  const known = before && Object.hasOwn(before, name) ? before[name] : setting.earlier;
  return normalised(setting, known);
}

function isWritten(
  written: readonly WrittenSetting[],
  { name, application }: SectionInForce,
  { key }: SettingInForce,
): boolean {
  return written.some(
    (each) =>
      each.name === name && sameApplication(each.application, application) && each.key === key,
  );
}

function nameOf(section: SectionName, key: string): string {
  return `${section}.${key}`;
}

/** A canonical spelling of each value; `undefined` for an invalid text. */
function normalised({ kind }: Setting, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const answer = kind.read(text, undefined);
  if (answer.ok) return kind.write(answer.value);
  return text === '' ? '' : undefined;
}
