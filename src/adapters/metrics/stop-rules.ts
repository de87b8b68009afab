import type { JournalEvent } from '../../core/telling/journal-event.js';

/** Maximum number of incidents whose rule is remembered. */
const MOST = 200;

/** The rule that chose the process of a stop: the journal reports it before the stop. */
export class StopRules {
  readonly #rules = new Map<string, string>();

  note({ action, incidentId, fields = {} }: JournalEvent): void {
    if (incidentId === undefined) return;
    const rule = ruleOf(action, fields);
    if (rule === undefined) return;
    const key = keyOf(incidentId, fields);
    this.#rules.delete(key);
    this.#rules.set(key, rule);
    const [oldest] = this.#rules.keys();
    if (this.#rules.size > MOST && oldest !== undefined) this.#rules.delete(oldest);
  }

  /** `cpu`, `memory`, `floor`, `host`…; `unknown` for an attempt that an earlier agent began. */
  of({ incidentId = '', fields = {} }: JournalEvent): string {
    return this.#rules.get(keyOf(incidentId, fields)) ?? 'unknown';
  }
}

function ruleOf(
  action: JournalEvent['action'],
  fields: NonNullable<JournalEvent['fields']>,
): string | undefined {
  const breached = fields['comwatch.breach'];
  if (action === 'breach' && Array.isArray(breached)) return breached.map(String).sort().join('+');
  const suspect = fields['comwatch.suspect.rule'];
  return action === 'suspect' && typeof suspect === 'string' ? suspect : undefined;
}

function keyOf(incidentId: string, fields: NonNullable<JournalEvent['fields']>): string {
  return `${incidentId} ${String(fields['process.pid'])}`;
}
