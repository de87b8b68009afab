/**
 * Sentence of a journal event, as a value: `src/texts/{ru,en}/sentences` hold the words, English for the log, the
 * language of the operators for the console. One file per part of the program; a new sentence is a new kind.
 */
import type { ActingSentence } from './sentences/acting.js';
import type { AgentSentence } from './sentences/agent.js';
import type { ConfigurationSentence } from './sentences/configuration.js';
import type { LogSentence } from './sentences/log.js';
import type { MailSentence } from './sentences/mail.js';
import type { MonitoringSentence } from './sentences/monitoring.js';
import type { ObservingSentence } from './sentences/observing.js';
import type { ProbeSentence } from './sentences/probe.js';
import type { SamplingSentence } from './sentences/sampling.js';
import type { ShellSentence } from './sentences/shell.js';
import type { StateSentence } from './sentences/state.js';
import type { SteeringSentence } from './sentences/steering.js';

export type Sentence =
  | ActingSentence
  | AgentSentence
  | ConfigurationSentence
  | LogSentence
  | MailSentence
  | MonitoringSentence
  | ObservingSentence
  | ProbeSentence
  | SamplingSentence
  | ShellSentence
  | StateSentence
  | SteeringSentence;

/** A table with one entry per kind of sentence of an area. */
export type SentenceTable<Area extends { readonly kind: string }> = {
  readonly [Kind in Area['kind']]: (sentence: Extract<Area, { readonly kind: Kind }>) => string;
};
