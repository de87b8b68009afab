/** Consecutive failures since the last answer, and their incident. */
import type { ComCheckPorts, ComCheckRules } from './com-check-ports.js';
import type { FailedProbe, FailedSpell } from './failed-probe.js';
import type { Incident } from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';

export interface Spell extends FailedSpell {
  readonly failures: number;
}

type Rules = Pick<ComCheckRules, 'application' | 'progid' | 'quietMs'>;
type Ports = Pick<ComCheckPorts, 'book' | 'report'>;

export class ComIncident {
  readonly #rules: Rules;
  readonly #ports: Ports;
  #spell: Spell | undefined;

  constructor(rules: Rules, ports: Ports) {
    this.#rules = rules;
    this.#ports = ports;
  }

  /** `undefined` while the server answers. */
  get spell(): Spell | undefined {
    return this.#spell;
  }

  /** State of the spell with which the next agent continues. */
  get kept(): ComKnowledge['spell'] {
    if (!this.#spell) return undefined;
    const { began, failures, last } = this.#spell;
    const { failure, times } = last;
    return { beganMs: began.monotonicMs, failures, failure, times };
  }

  /** Continues the spell of an earlier agent, converted to this agent's clock, if its incident is still open. */
  restore(kept: ComKnowledge['spell'], now: Instant): void {
    const incident = this.#open();
    if (!kept || !incident) return;
    const { beganMs: monotonicMs, failures, failure, times } = kept;
    this.#spell = {
      began: { monotonicMs, wallMs: now.wallMs - (now.monotonicMs - monotonicMs) },
      incident,
      failures,
      last: { failure, times, floors: {}, failures },
    };
  }

  /** @returns whether the call has opened an incident */
  failed(
    call: Omit<FailedProbe, 'failures'>,
    began: Instant,
    now: Instant,
  ): Spell & { isNew: boolean } {
    const { application, progid: subject } = this.#rules;
    const before = this.#spell;
    const { incident, isNew } = this.#ports.book.evidence(
      { check: 'com', application, subject },
      before ? now : began,
      'com',
      before ? undefined : String(Math.round(began.wallMs)),
    );
    const failures = (before?.failures ?? 0) + 1;
    const last = { ...call, failures };
    this.#spell = { began: before?.began ?? began, incident, failures, last };
    return { ...this.#spell, isNew };
  }

  /** @returns whether the answer ended a spell */
  answered(now: Instant): boolean {
    if (!this.#spell) return false;
    const { incident, failures, began } = this.#spell;
    this.#ports.report.recovered(this.#ports.book.current(incident), failures, began, now);
    this.#spell = undefined;
    return true;
  }

  /** Resets the count; the incident stays open. */
  forget(): void {
    this.#spell = undefined;
  }

  /** Closes the incident once the server has answered for `quiet`; a later failure opens another one. */
  closeIfQuiet(now: Instant): void {
    const incident = this.#open();
    if (!incident || this.#spell) return;
    if (now.monotonicMs - incident.evidenceMs < this.#rules.quietMs) return;
    this.#ports.book.close(incident);
    this.#ports.report.closed(incident, now);
  }

  #open(): Incident | undefined {
    const { application, progid: subject } = this.#rules;
    return this.#ports.book.find({ check: 'com', application, subject });
  }
}
