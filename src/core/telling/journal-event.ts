/**
 * One event of the journal. The log adapter maps it to ECS fields; the words and the names of the fields are English.
 */

import type { Sentence } from './sentence.js';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Event actions: one stable, documented word per kind of event, on which log shippers filter. */
export type EventAction =
  | 'agent-start'
  | 'agent-stop'
  | 'agent-crash'
  | 'watchdog'
  | 'daily'
  | 'weekly'
  | 'budget'
  | 'application-settings'
  | 'configuration-warning'
  | 'machine'
  | 'instance-lost'
  | 'incident-closed'
  | 'upgrade'
  | 'state'
  | 'rights'
  | 'sample'
  | 'sample-failed'
  | 'sample-recovered'
  | 'source-changed'
  | 'slots-missed'
  | 'clock-jump'
  | 'target-seen'
  | 'target-left'
  | 'breach'
  | 'plan'
  | 'stop'
  | 'brake-on'
  | 'brake-off'
  | 'brake-state'
  | 'pause'
  | 'configuration'
  | 'request'
  | 'lock'
  | 'monitoring'
  | 'shell-start'
  | 'shell-exit'
  | 'shell-noise'
  | 'shell-error'
  | 'mail-queued'
  | 'mail-sent'
  | 'mail-refused'
  | 'mail-failed'
  | 'outbox'
  | 'log'
  | 'probe'
  | 'probe-failed'
  | 'probe-slow'
  | 'probe-slow-over'
  | 'probe-recovered'
  | 'probe-unavailable'
  | 'probe-available'
  | 'suspect'
  | 'application'
  | 'application-missing'
  | 'application-found';

export type FieldValue = string | number | boolean | null | readonly string[] | readonly number[];

export interface JournalEvent {
  readonly level: Level;
  readonly action: EventAction;
  /** What happened, as a self-contained sentence. */
  readonly sentence: Sentence;
  /** Connects sample, limit, verdict, action and outcome of one incident. */
  readonly incidentId?: string;
  /** Further ECS or `comwatch.*` fields by dotted name: `process.pid`, `comwatch.cpu.percent`. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Set where the event is also mailed: the Windows Event Log mirrors these. */
  readonly mailed?: boolean;
}
