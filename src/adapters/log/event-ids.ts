import type { EventAction } from '../../core/telling/journal-event.js';
import type { WrittenEvent } from './ecs.js';

/** One Windows Event Log id per kind of event; an id never changes its meaning. */
const EVENT_IDS: Partial<Readonly<Record<EventAction, number>>> = {
  'agent-start': 100,
  'agent-stop': 101,
  'agent-crash': 102,
  lock: 103,
  watchdog: 104,
  rights: 110,
  'sample-failed': 120,
  'sample-recovered': 121,
  'application-missing': 122,
  'application-found': 123,
  plan: 200,
  stop: 201,
  'brake-on': 210,
  'brake-off': 211,
  'probe-failed': 300,
  'probe-recovered': 301,
  'probe-slow': 302,
  'probe-unavailable': 303,
  'probe-available': 304,
  'probe-slow-over': 305,
  suspect: 310,
};

/** Id of every mailed event without an id of its own. */
const OTHER_EVENT_ID = 999;

export interface EventLogEntry {
  readonly eventId: number;
  readonly entryType: 'Information' | 'Warning' | 'Error';
  readonly message: string;
}

/** The entry that mirrors a mailed event, or `undefined` for one that is not mailed. */
export function eventLogEntry(event: WrittenEvent): EventLogEntry | undefined {
  const always = event.action.startsWith('agent-');
  if (!event.mailed && !always) return undefined;
  const incident = event.incidentId === undefined ? '' : `\r\nIncident: ${event.incidentId}`;
  const fields = Object.entries(event.fields ?? {}).map(
    ([name, value]) => `\r\n${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  return {
    eventId: EVENT_IDS[event.action] ?? OTHER_EVENT_ID,
    entryType:
      event.level === 'error' ? 'Error' : event.level === 'warn' ? 'Warning' : 'Information',
    message: `${event.words}${incident}${fields.join('')}`,
  };
}
