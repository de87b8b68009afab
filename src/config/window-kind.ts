/** Maintenance windows as written in a file: a cron expression for the beginning, and a duration. */
import { Cron } from 'croner';
import { LONGEST_WINDOW_MS } from '../core/acting/pause.js';
import { duration } from './duration.js';
import { cronFields } from './expected.js';
import { invalid, valid, type Kind, type KindAnswer } from './kinds.js';

export interface MaintenanceWindow {
  /** Five fields, in the local time of the machine. */
  readonly cron: string;
  readonly forMs: number;
}

const MINUTE_MS = 60_000;
const length = duration('s', MINUTE_MS, LONGEST_WINDOW_MS);
const LENGTH = /^(?<cron>.*?)\s+(?:for|на)\s+(?<length>.+)$/i;

/**
 * A time skipped by a clock change comes as soon as the clocks have changed, one that exists twice counts once. An
 * expression with a wildcard for the hour or the minute means every existing time.
 */
export function cronOf(expression: string): Cron {
  return new Cron(expression, { mode: '5-part', fixedTimeRule: 'no-wildcard' });
}

export const windows: Kind<readonly MaintenanceWindow[]> = {
  expected: { kind: 'plain', form: 'maintenance-windows' },
  read: (text) => {
    const found: MaintenanceWindow[] = [];
    let column = 1;
    for (const part of text.split(/[;\n]/)) {
      const begins = column + (part.length - part.trimStart().length);
      column += part.length + 1;
      if (part.trim() === '') continue;
      const answer = windowIn(part.trim());
      // In continuation lines, columns mean nothing to the reader of the message.
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
  if (fields.length !== cronFields.length) return invalid;
  const wrong = fields.findIndex((_, at) => !isCron(only(fields, at)));
  const field = cronFields[wrong];
  if (field) return { ok: false, expected: { kind: 'cron-field', field } };
  const expression = fields.join(' ');
  if (!isCron(expression)) return invalid;
  return cronOf(expression).nextRun()
    ? valid({ cron: expression, forMs: forMs.value })
    : { ok: false, expected: { kind: 'plain', form: 'existing-date' } };
}

/** The expression with one of its fields, and wildcards for the others. */
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
