import type { FieldValue, JournalEvent } from '../../core/telling/journal-event.js';
import { eventText } from '../../texts/sentence.js';

const ECS_VERSION = '8.11';

export interface LogContext {
  readonly hostName: string;
  readonly version: string;
  readonly redact: (text: string) => string;
}

/** An event as every sink except the log receives it: in English, without secrets. */
export interface WrittenEvent extends Omit<JournalEvent, 'sentence'> {
  readonly words: string;
}

export type LogRecord = Record<string, FieldValue>;

/** One event as a flat record with the field names of the Elastic Common Schema; own fields begin with `comwatch.`. */
export function toEcs(
  event: JournalEvent,
  at: Date,
  sequence: number,
  { hostName, version, redact }: LogContext,
): LogRecord {
  const record: LogRecord = {
    '@timestamp': at.toISOString(),
    'log.level': event.level,
    message: redact(eventText(event, 'en')),
    'ecs.version': ECS_VERSION,
    'event.dataset': 'comwatch',
    'event.kind': 'event',
    'event.action': event.action,
    'event.sequence': sequence,
    'host.name': hostName,
    'service.name': 'comwatch',
    'service.version': version,
  };
  if (event.incidentId !== undefined) record['comwatch.incident.id'] = event.incidentId;
  for (const [name, value] of Object.entries(event.fields ?? {})) {
    record[name] = typeof value === 'string' ? redact(value) : redactList(value, redact);
  }
  return record;
}

/** The event with every secret masked. */
export function redactEvent(event: JournalEvent, redact: (text: string) => string): WrittenEvent {
  const fields = Object.entries(event.fields ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? redact(value) : redactList(value, redact),
  ]);
  const { level, action, incidentId, mailed } = event;
  return {
    level,
    action,
    ...(incidentId !== undefined && { incidentId }),
    ...(mailed !== undefined && { mailed }),
    words: redact(eventText(event, 'en')),
    ...(event.fields ? { fields: Object.fromEntries(fields) as Record<string, FieldValue> } : {}),
  };
}

function redactList(
  value: Exclude<FieldValue, string>,
  redact: (text: string) => string,
): FieldValue {
  return Array.isArray(value) && typeof value[0] === 'string'
    ? value.map((each) => redact(String(each)))
    : value;
}
