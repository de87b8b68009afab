/** Journal and notices of the process check: what was decided, what came of it, each said once. */
import {
  breachNotice,
  deedKey,
  outcomeFields,
  rounded,
  targetFields,
  verdictFields,
} from '../telling/describe.js';
import type { IncidentBook } from '../acting/incident-book.js';
import type { Incident } from '../../core/acting/incident.js';
import type { Verdict } from '../../core/judging/limits.js';
import type { Machine } from '../../core/observing/model.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { Limits } from '../../core/judging/limits.js';
import type { BreachNotice } from '../../core/telling/notice.js';
import type { Action } from '../../core/acting/plan.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { Journal, Notifier } from '../../ports.js';
import { reasonText } from '../../texts/reason.js';

export interface ReportContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly book: IncidentBook;
  readonly machine: Machine;
  readonly limits: Limits;
  readonly cpuBasis: 'core' | 'machine';
}

export class Report {
  readonly #context: ReportContext;

  constructor(context: ReportContext) {
    this.#context = context;
  }

  /** The evidence, at the first breach of an incident. */
  opened({ kind, verdict, incident }: Action, now: Instant): void {
    const { limits, journal } = this.#context;
    const { cpuPercent, memoryPercent } = verdict.watched.figures;
    journal({
      level: 'warn',
      action: 'breach',
      message:
        `${verdict.target.name} ${verdict.target.pid} is over its limit: ` +
        `CPU ${rounded(cpuPercent) ?? 'unknown'} % (limit ${limits.maxCpuPercent}), ` +
        `memory ${rounded(memoryPercent) ?? 0} % (limit ${limits.maxMemoryPercent})`,
      incidentId: incident.id,
      fields: { ...verdictFields(verdict, limits, now.monotonicMs), 'comwatch.plan': kind },
    });
  }

  /** What is not going to be done, and why. Stops speak for themselves when they have ended. */
  planned(action: Action, now: Instant): void {
    switch (action.kind) {
      case 'stop':
      case 'wait':
        return;
      case 'observe':
        this.#decision(action, 'would be stopped, but the agent only observes', 'warn');
        this.#mail(action, { kind: 'observed' }, now);
        return;
      case 'refuse': {
        const outcome = { kind: 'refused', ...action.refusal } as const;
        this.#decision(
          action,
          `is not stopped: ${reasonText(action.refusal.detail, 'en')}`,
          'error',
        );
        this.#mail(action, { kind: 'tried', outcome, attempt: 0 }, now);
        return;
      }
      case 'braked':
        this.#decision(action, 'is not stopped: the brake is on', 'error');
        this.#mail(action, { kind: 'braked', untilWallMs: action.untilWallMs }, now);
    }
  }

  attempted(verdict: Verdict, incident: Incident, outcome: StopOutcome, now: Instant): void {
    this.#context.journal({
      level: levelOf(outcome),
      action: 'stop',
      message: describeStop(verdict, outcome, incident.attempts),
      incidentId: incident.id,
      fields: {
        ...targetFields(verdict.target),
        ...outcomeFields(outcome),
        'comwatch.attempt': incident.attempts,
      },
      mailed: true,
    });
    this.#mail({ verdict, incident }, { kind: 'tried', outcome, attempt: incident.attempts }, now);
  }

  #decision({ kind, verdict, incident }: Action, words: string, level: 'warn' | 'error'): void {
    if (!this.#context.book.once(incident, `plan ${kind}`)) return;
    this.#context.journal({
      level,
      action: 'plan',
      message: `${verdict.target.name} ${verdict.target.pid} ${words}`,
      incidentId: incident.id,
      fields: { ...targetFields(verdict.target), 'comwatch.plan': kind },
      mailed: true,
    });
  }

  #mail(
    { verdict, incident }: { readonly verdict: Verdict; readonly incident: Incident },
    deed: BreachNotice['deed'],
    now: Instant,
  ): void {
    const { book, notify, limits, cpuBasis, machine } = this.#context;
    if (!book.once(incident, `mail ${deedKey(deed)}`)) return;
    notify(breachNotice(verdict, incident.id, deed, limits, cpuBasis, machine, now.wallMs));
  }
}

function levelOf(outcome: StopOutcome): 'info' | 'warn' | 'error' {
  switch (outcome.kind) {
    case 'stopped':
      return 'warn';
    case 'gone':
      return 'info';
    case 'refused':
    case 'survived':
    case 'unknown':
      return 'error';
  }
}

function describeStop({ target }: Verdict, outcome: StopOutcome, attempt: number): string {
  const who = `${target.name} ${target.pid}`;
  switch (outcome.kind) {
    case 'stopped':
      return `Stopped ${who} in ${Math.round(outcome.tookMs)} ms`;
    case 'gone':
      return `${who} is gone`;
    case 'refused':
      return `${who} was not stopped: ${reasonText(outcome.detail, 'en')}`;
    case 'survived':
      return `${who} survived attempt ${attempt}: ${reasonText(outcome.detail, 'en')}`;
    case 'unknown':
      return `Nobody knows whether ${who} was stopped (attempt ${attempt}): ${reasonText(outcome.detail, 'en')}`;
  }
}
