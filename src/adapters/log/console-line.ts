import type { JournalEvent } from '../../core/telling/journal-event.js';
import type { Language } from '../../texts/language.js';
import { eventText } from '../../texts/sentence.js';

/** Formats one event for a person at a console: time, level, sentence. */
export function consoleLine(event: JournalEvent, at: Date, language: Language): string {
  const time = at.toTimeString().slice(0, 8);
  const level = event.level.toUpperCase().padEnd(5);
  const incident = event.incidentId === undefined ? '' : ` [${event.incidentId}]`;
  return `${time} ${level} ${eventText(event, language)}${incident}`;
}
