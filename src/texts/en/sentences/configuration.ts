import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ConfigurationSentence } from '../../../core/telling/sentences/configuration.js';

export const configurationEn: SentenceTable<ConfigurationSentence> = {
  'application-configured': ({ name }) => `Settings of the application ${name}`,
  'configuration-warning': ({ words }) => words.en,
};
