import { incidentId } from '../../core/acting/incident.js';
import {
  clear,
  fails,
  works,
  type ConditionState,
  type ConditionStep,
} from '../../core/condition.js';
import type { Instant } from '../../core/instant.js';
import type { Reason } from '../../core/reason.js';
import type { EventAction } from '../../core/telling/journal-event.js';
import type { ConditionName } from '../../core/telling/notice.js';
import type { Journal, Notifier } from '../../ports.js';
import { applicationFields, reasonFields } from './fields.js';

/** State of something that must work. */
export interface Condition {
  fails(reason: Reason, now: Instant): void;
  works(now: Instant): void;
}

interface LastingContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  /** Application of the configuration concerned. */
  readonly application?: string | undefined;
}

/** Event actions of conditions; names that shippers filter on, so they stay. */
const ACTIONS: Readonly<Record<ConditionName, readonly [failing: EventAction, over: EventAction]>> =
  {
    'stop-right': ['rights', 'rights'],
    sampling: ['sample-failed', 'sample-recovered'],
    application: ['application-missing', 'application-found'],
    'com-check': ['probe-unavailable', 'probe-available'],
    'state-folder': ['state', 'state'],
    'log-folder': ['log', 'log'],
    instance: ['instance-lost', 'instance-lost'],
    fault: ['agent-crash', 'agent-start'],
  };

/** Lasting conditions: logged at once, mailed after a minute, repeated, and mailed when over. */
export class LastingCondition implements Condition {
  readonly #name: ConditionName;
  readonly #context: LastingContext;
  #state: ConditionState = clear;
  #reason: Reason | undefined;

  constructor(name: ConditionName, context: LastingContext) {
    this.#name = name;
    this.#context = context;
  }

  get isFailing(): boolean {
    return this.#state.kind === 'failing';
  }

  fails(reason: Reason, now: Instant): void {
    const isNews = this.#reason?.kind !== reason.kind;
    this.#reason = reason;
    const makeId = () => incidentId(now.wallMs, this.#name);
    const step = fails(this.#state, now.monotonicMs, makeId);
    this.#take(step, now, isNews);
  }

  works(now: Instant): void {
    this.#take(works(this.#state, now.monotonicMs), now, false);
  }

  #take({ state, say }: ConditionStep, now: Instant, isNews: boolean): void {
    this.#state = state;
    if (!say && !(isNews && state.kind === 'failing')) return;
    const said =
      say ??
      (state.kind === 'failing'
        ? {
            kind: 'failing' as const,
            id: state.id,
            failures: state.failures,
            lastedMs: now.monotonicMs - state.sinceMs,
            mail: false,
            isReminder: false,
          }
        : undefined);
    if (said) this.#say(said, now);
  }

  #say(said: NonNullable<ConditionStep['say']>, now: Instant): void {
    const { journal, notify, hostName, application } = this.#context;
    const reason = this.#reason;
    const [failing, over] = ACTIONS[this.#name];
    journal({
      level: said.kind === 'failing' ? (this.#name === 'com-check' ? 'error' : 'warn') : 'info',
      action: said.kind === 'failing' ? failing : over,
      sentence: {
        kind: said.kind === 'failing' ? 'condition-failing' : 'condition-over',
        name: this.#name,
        failures: said.failures,
        lastedMs: said.lastedMs,
        ...(reason && { reason }),
      },
      incidentId: said.id,
      fields: {
        'comwatch.condition': this.#name,
        ...(reason && said.kind === 'failing' && reasonFields(reason)),
        ...applicationFields(application),
      },
      mailed: said.mail,
    });
    if (said.kind === 'over') this.#reason = undefined;
    if (!said.mail) return;
    void notify({
      kind: 'trouble',
      // A condition that returns is the same one, but gets a new notice.
      id: `${said.id}-${said.kind}-${Math.round(said.lastedMs)}`,
      incidentId: said.id,
      hostName,
      at: now.wallMs,
      condition: this.#name,
      state: said.kind,
      reason: said.kind === 'failing' ? reason : undefined,
      lastedMs: said.lastedMs,
      isReminder: said.isReminder,
      ...(application !== undefined && { application }),
    });
  }
}
