import type { CliTexts } from './cli-texts.js';
import { cliEn } from './en/cli.js';
import { cliRu } from './ru/cli.js';
import type { Language } from './language.js';

export function cliTexts(language: Language): CliTexts {
  switch (language) {
    case 'ru':
      return cliRu;
    case 'en':
      return cliEn;
  }
}
