import type { Redact } from '../judging/probe-result.js';

/** Fields with text from outside, in addition to `foreign`: quotes from a process or a server. */
const QUOTED = new Set(['commandLine', 'shown']);

/** The value with secrets masked in every text from outside; ids, names and figures stay. */
export function redactTexts<Value>(value: Value, redact: Redact): Value {
  return redacted(value, redact) as Value;
}

function redacted(value: unknown, redact: Redact): unknown {
  if (Array.isArray(value)) return value.map((each) => redacted(each, redact));
  if (typeof value !== 'object' || value === null) return value;
  const isForeign = 'kind' in value && value.kind === 'foreign';
  return Object.fromEntries(
    Object.entries(value).map(([name, own]: [string, unknown]) => [
      name,
      typeof own === 'string' && (QUOTED.has(name) || (isForeign && name === 'text'))
        ? redact(own)
        : redacted(own, redact),
    ]),
  );
}
