import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ConfigurationSentence } from '../../../core/telling/sentences/configuration.js';
import { warningRu } from '../problems.js';

export const configurationRu: SentenceTable<ConfigurationSentence> = {
  'application-configured': ({ name }) => `Параметры приложения ${name}`,
  'configuration-warning': ({ warning }) => warningRu(warning),
};
