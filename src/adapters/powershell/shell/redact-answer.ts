import type { Redact } from '../../../core/judging/probe-result.js';
import type { WireAnswer } from './framing.js';

/**
 * Removes secrets from the errors of an answer and from the texts of its own table, such as `detail`, before any reader
 * cuts them. Rows and lists in it are unchanged: they are data of the system.
 */
export function redactAnswer(answer: WireAnswer, redact: Redact): WireAnswer {
  return {
    ...answer,
    output: redactTable(answer.output, redact),
    errors: answer.errors.map((each) => ({ ...each, message: redact(each.message) })),
  };
}

function redactTable(output: unknown, redact: Redact): unknown {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return output;
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : (value as unknown),
    ]),
  );
}
