/** Maintenance windows as a file writes them: when each begins, as a cron expression, and how long it lasts. */
import { Cron } from 'croner';
import { LONGEST_WINDOW_MS } from '../core/acting/pause.js';
import { duration } from './duration.js';
import { invalid, valid, type Kind, type KindAnswer, type Localized } from './kinds.js';

export interface MaintenanceWindow {
  /** Five fields, in the local time of the machine. */
  readonly cron: string;
  readonly forMs: number;
}

const MINUTE_MS = 60_000;
const length = duration('s', MINUTE_MS, LONGEST_WINDOW_MS);
const LENGTH = /^(?<cron>.*?)\s+(?:for|на)\s+(?<length>.+)$/i;
const FIELDS: readonly Localized[] = [
  { ru: 'минута от 0 до 59', en: 'a minute from 0 to 59' },
  { ru: 'час от 0 до 23', en: 'an hour from 0 to 23' },
  { ru: 'день месяца от 1 до 31', en: 'a day of the month from 1 to 31' },
  { ru: 'месяц от 1 до 12 или JAN…DEC', en: 'a month from 1 to 12, or JAN to DEC' },
  { ru: 'день недели от 0 до 7 или SUN…SAT', en: 'a day of the week from 0 to 7, or SUN to SAT' },
];

/**
 * A time that is left out when the clocks change comes as soon as they have, one that exists twice counts once. An expression
 * with a wildcard for the hour or the minute means each time that there is.
 */
export function cronOf(expression: string): Cron {
  return new Cron(expression, { mode: '5-part', fixedTimeRule: 'no-wildcard' });
}

export const windows: Kind<readonly MaintenanceWindow[]> = {
  expected: {
    ru: 'выражение cron из пяти полей и длительность, например 0 2 * * SUN for 2 h; несколько — через точку с запятой или с новой строки',
    en: 'a cron expression of five fields and a length of time, for example 0 2 * * SUN for 2 h; several are separated by semicolons or lines',
  },
  read: (text) => {
    const found: MaintenanceWindow[] = [];
    let column = 1;
    for (const part of text.split(/[;\n]/)) {
      const begins = column + (part.length - part.trimStart().length);
      column += part.length + 1;
      if (part.trim() === '') continue;
      const answer = windowIn(part.trim());
      // In the lines that follow the first one, columns mean nothing to the reader of the message.
      if (!answer.ok) return { ...answer, ...(!text.includes('\n') && { column: begins }) };
      found.push(answer.value);
    }
    return valid(found);
  },
  write: (list) => list.map(({ cron, forMs }) => `${cron} for ${length.write(forMs)}`).join('; '),
};

function windowIn(text: string): KindAnswer<MaintenanceWindow> {
  const { cron, length: written } = LENGTH.exec(text)?.groups ?? {};
  if (cron === undefined || written === undefined) return invalid;
  const forMs = length.read(written, undefined);
  if (!forMs.ok) return { ok: false, expected: length.expected };
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return invalid;
  const wrong = fields.findIndex((_, at) => !isCron(only(fields, at)));
  const expected = FIELDS[wrong];
  if (expected) return { ok: false, expected };
  const expression = fields.join(' ');
  if (!isCron(expression)) return invalid;
  return cronOf(expression).nextRun()
    ? valid({ cron: expression, forMs: forMs.value })
    : { ok: false, expected: { ru: 'дата, которая бывает', en: 'a date that exists' } };
}

/** The expression with one of its fields as it is, the others for any time. */
function only(fields: readonly string[], at: number): string {
  return fields.map((field, each) => (each === at ? field : '*')).join(' ');
}

function isCron(expression: string): boolean {
  try {
    cronOf(expression);
    return true;
  } catch {
    return false;
  }
}
