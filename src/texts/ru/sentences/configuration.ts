import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ConfigurationSentence } from '../../../core/telling/sentences/configuration.js';

export const configurationRu: SentenceTable<ConfigurationSentence> = {
  'application-configured': ({ name }) => `Параметры приложения ${name}`,
  'configuration-warning': ({ words }) => words.ru,
};
