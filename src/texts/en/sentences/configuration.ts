import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ConfigurationSentence } from '../../../core/telling/sentences/configuration.js';
import { warningEn } from '../problems.js';

export const configurationEn: SentenceTable<ConfigurationSentence> = {
  'application-configured': ({ name }) => `Settings of the application ${name}`,
  'configuration-warning': ({ warning }) => warningEn(warning),
};
