/**
 * Reports for both checks: a table maps decision and outcome to level, sentence and notice. Everything is reported once
 * per incident; a lasting state is repeated after `remind`.
 */
import type { Instant } from '../../core/instant.js';
import { keyAbout } from '../../core/observing/identity.js';
import type { IncidentBook } from '../acting/incident-book.js';
import { isReminderDue, repeatSuffix, type Incident } from '../../core/acting/incident.js';
import type { Action } from '../../core/acting/plan.js';
import { refusedForMs } from '../../core/acting/attempts.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import type { Target } from '../../core/observing/model.js';
import type { Level } from '../../core/telling/journal-event.js';
import type { Deed, Notice } from '../../core/telling/notice.js';
import type { Journal, Notifier } from '../../ports.js';
import { applicationFields, outcomeFields, targetFields } from './fields.js';
import { toUnixMs } from '../../core/wall-time.js';

export interface ReporterContext {
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly book: IncidentBook;
  readonly remindMs: number;
  /** Wall time of an instant of the brake's clock. */
  readonly brakeWallMs: (brakeMs: number, now: Instant) => number;
}

/** Makes the notice of an action; each check adds its own evidence. */
export type NoticeMaker = (
  deed: Deed,
  incident: Incident,
  id: string,
  isReminder: boolean,
) => Notice;

const LEVELS: Readonly<Record<StopOutcome['kind'], Level>> = {
  stopped: 'warn',
  gone: 'info',
  refused: 'error',
  survived: 'error',
  unknown: 'error',
};

/** Attempts from the fourth on are reported as the fourth: they follow every five minutes. */
const LAST_ATTEMPT_REPORTED = 4;

/** One attempt to stop a process, with its outcome. */
export interface Attempt extends Pick<Action, 'verdict'> {
  readonly outcome: StopOutcome;
  /** 1: the first. */
  readonly attempt: number;
}

export class Reporter {
  readonly #context: ReporterContext;

  constructor(context: ReporterContext) {
    this.#context = context;
  }

  /** Reports actions that will not be taken, with the reason. Stops are reported with their outcome. */
  planned(incident: Incident, action: Action, make: NoticeMaker, now: Instant): void {
    const { target } = action.verdict;
    switch (action.kind) {
      case 'stop':
      case 'wait':
        return;
      case 'held': {
        const untilUnixMs = toUnixMs(action.pause.untilMs, now);
        const sentence = { kind: 'not-stopped-paused', target, untilUnixMs } as const;
        this.#decision(incident, action, 'warn', sentence);
        return;
      }
      case 'observe':
        this.#decision(incident, action, 'warn', { kind: 'would-stop', target });
        void this.#mail(incident, ['observed', target], { kind: 'observed' }, make, now);
        return;
      case 'refuse': {
        const { reason, detail } = action.refusal;
        this.#decision(incident, action, 'error', {
          kind: 'not-stopped-refused',
          target,
          reason: detail,
        });
        const outcome = { kind: 'refused', reason, detail } as const;
        void this.#mail(
          incident,
          [`refused ${reason}`, target],
          { kind: 'tried', outcome, attempt: 0 },
          make,
          now,
        );
        return;
      }
      case 'braked': {
        const untilWallMs = this.#context.brakeWallMs(action.untilMs, now);
        this.#decision(incident, action, 'error', {
          kind: 'not-stopped-braked',
          target,
          untilUnixMs: untilWallMs,
        });
        void this.#mail(
          incident,
          [`braked ${action.key}`],
          { kind: 'braked', untilWallMs },
          make,
          now,
        );
      }
    }
  }

  /** Resolves when its notice, if any, is on disk. */
  async attempted(
    incident: Incident,
    { verdict, outcome, attempt }: Attempt,
    make: NoticeMaker,
    now: Instant,
  ): Promise<void> {
    const { target } = verdict;
    this.#context.journal({
      level: LEVELS[outcome.kind],
      action: 'stop',
      sentence: {
        kind: 'stop-outcome',
        target,
        outcome,
        attempt,
        ...(outcome.kind === 'refused' && { retryInMs: refusedForMs(outcome, attempt) }),
      },
      incidentId: incident.id,
      fields: {
        ...targetFields(target),
        ...outcomeFields(outcome),
        ...applicationFields(incident.application),
        'comwatch.attempt': attempt,
      },
      mailed: true,
    });
    await this.#mail(
      incident,
      [outcomeKey(outcome, attempt), target],
      { kind: 'tried', outcome, attempt },
      make,
      now,
    );
  }

  /** Whether an open incident is to be mailed again: the last mail about it is older than `remind`. */
  isReminderDue(incident: Incident, now: Instant, sinceMs?: number): boolean {
    const { book, remindMs } = this.#context;
    return isReminderDue(book.current(incident), now.monotonicMs, remindMs, sinceMs);
  }

  #decision(
    incident: Incident,
    { kind, verdict: { target } }: Action,
    level: Level,
    sentence: Parameters<Journal>[0]['sentence'],
  ): void {
    if (!this.#context.book.once(incident, `plan ${kind}`, target)) return;
    this.#context.journal({
      level,
      action: 'plan',
      sentence,
      incidentId: incident.id,
      fields: {
        ...targetFields(target),
        ...applicationFields(incident.application),
        'comwatch.plan': kind,
      },
      mailed: true,
    });
  }

  async #mail(
    incident: Incident,
    [words, of]: readonly [words: string, of?: Target],
    deed: Deed,
    make: NoticeMaker,
    now: Instant,
  ): Promise<void> {
    const { book, notify } = this.#context;
    const isNew = book.once(incident, `mail ${words}`, of);
    const isReminder = !isNew && this.isReminderDue(incident, now);
    if (!isNew && !isReminder) return;
    book.change(incident, { mailedMs: now.monotonicMs });
    const current = book.current(incident);
    const key = keyAbout(words, of);
    const suffix = repeatSuffix(current, now.monotonicMs, isReminder);
    const id = `${incident.id}-${key.replaceAll(' ', '-')}${suffix}`;
    const notice = make(deed, current, id, isReminder);
    await notify({ ...notice, timesWithinHour: current.times.length });
  }
}

function outcomeKey(outcome: StopOutcome, attempt: number): string {
  switch (outcome.kind) {
    case 'refused':
      return `refused ${outcome.reason}`;
    case 'survived':
    case 'unknown':
      return `${outcome.kind} ${Math.min(attempt, LAST_ATTEMPT_REPORTED)}`;
    case 'stopped':
    case 'gone':
      return outcome.kind;
  }
}
