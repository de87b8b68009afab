/** Texts of the journal: English in the log, the operators' language on a console. */
import type { JournalEvent } from '../core/telling/journal-event.js';
import type { Sentence } from '../core/telling/sentence.js';
import { actingEn } from './en/sentences/acting.js';
import { agentEn } from './en/sentences/agent.js';
import { configurationEn } from './en/sentences/configuration.js';
import { logEn } from './en/sentences/log.js';
import { mailEn } from './en/sentences/mail.js';
import { monitoringEn } from './en/sentences/monitoring.js';
import { observingEn } from './en/sentences/observing.js';
import { probeEn } from './en/sentences/probe.js';
import { samplingEn } from './en/sentences/sampling.js';
import { shellEn } from './en/sentences/shell.js';
import { stateEn } from './en/sentences/state.js';
import { steeringEn } from './en/sentences/steering.js';
import type { Language } from './language.js';
import { actingRu } from './ru/sentences/acting.js';
import { agentRu } from './ru/sentences/agent.js';
import { configurationRu } from './ru/sentences/configuration.js';
import { logRu } from './ru/sentences/log.js';
import { mailRu } from './ru/sentences/mail.js';
import { monitoringRu } from './ru/sentences/monitoring.js';
import { observingRu } from './ru/sentences/observing.js';
import { probeRu } from './ru/sentences/probe.js';
import { samplingRu } from './ru/sentences/sampling.js';
import { shellRu } from './ru/sentences/shell.js';
import { stateRu } from './ru/sentences/state.js';
import { steeringRu } from './ru/sentences/steering.js';

type Table = { readonly [Kind in Sentence['kind']]: (sentence: never) => string };

const tables: Readonly<Record<Language, Table>> = {
  en: {
    ...actingEn,
    ...agentEn,
    ...configurationEn,
    ...logEn,
    ...mailEn,
    ...monitoringEn,
    ...observingEn,
    ...probeEn,
    ...samplingEn,
    ...shellEn,
    ...stateEn,
    ...steeringEn,
  },
  ru: {
    ...actingRu,
    ...agentRu,
    ...configurationRu,
    ...logRu,
    ...mailRu,
    ...monitoringRu,
    ...observingRu,
    ...probeRu,
    ...samplingRu,
    ...shellRu,
    ...stateRu,
    ...steeringRu,
  },
};

export function sentenceText(sentence: Sentence, language: Language): string {
  const word = tables[language][sentence.kind] as (sentence: Sentence) => string;
  return word(sentence);
}

/** Records of the agent or the mail server, and those whose sentence names the application. */
const WITHOUT_NAME = /^(agent-|mail-|application-settings$)/;

/** An event that concerns one application of the configuration begins with its name. */
export function eventText(
  { action, sentence, fields = {} }: JournalEvent,
  language: Language,
): string {
  const text = sentenceText(sentence, language);
  const application = fields['comwatch.application'];
  return typeof application === 'string' && !WITHOUT_NAME.test(action)
    ? `[${application}] ${text}`
    : text;
}
