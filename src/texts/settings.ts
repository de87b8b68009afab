import type { SectionName } from '../config/schema.js';
import { settingsEn } from './en/settings.js';
import type { Language } from './language.js';
import { settingsRu } from './ru/settings.js';
import type { SettingTexts } from './setting-texts.js';

export function sectionHelp(section: SectionName, language: Language): string {
  return textsOf(language)[section].about;
}

/** @param key of a setting of this section */
export function settingHelp(section: SectionName, key: string, language: Language): string {
  const texts: Readonly<Record<string, string>> = textsOf(language)[section].keys;
  const text = texts[key];
  if (text === undefined) throw new Error(`[${section}] has no setting ${key}`);
  return text;
}

function textsOf(language: Language): SettingTexts {
  return language === 'ru' ? settingsRu : settingsEn;
}
