/** Journal and notices of the COM check: the failure, the process chosen and the reason, or why none was. */
import type { IncidentBook } from '../acting/incident-book.js';
import { applicationFields, failureFields, suspectFields, timeFields } from '../telling/fields.js';
import type { NoticeMaker, Reporter } from '../telling/reporter.js';
import type { FailedProbe, FailedSpell } from './failed-probe.js';
import { tellClosed } from '../telling/closing.js';
import {
  afterRecovery,
  isFlapping,
  repeatSuffix,
  type Incident,
} from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { NoAction, Suspect } from '../../core/judging/com-verdict.js';
import type { FailureDetail, ProbeFailure } from '../../core/judging/probe-result.js';
import type { ProbeDeed, ProbeNotice } from '../../core/telling/notice.js';
import type { Journal, Notifier, Recorder } from '../../ports.js';

export interface ComReportContext {
  readonly record?: Recorder;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly book: IncidentBook;
  readonly reporter: Reporter;
  readonly hostName: string;
  readonly application: string | undefined;
  readonly progid: string;
  readonly alarmMetric: number;
  readonly observes: boolean;
}

/** Intermediate steps before a decision: logged, and mailed only when they last. */
const QUIET: readonly NoAction['kind'][] = ['confirming', 'settling', 'stopping', 'not-now'];

export class ComReport {
  readonly #context: ComReportContext;

  constructor(context: ComReportContext) {
    this.#context = context;
  }

  failed(incident: Incident, { failure, times, failures }: FailedProbe): void {
    this.#context.journal({
      level: 'error',
      action: 'probe-failed',
      sentence: { kind: 'probe-failed', failures, failure },
      incidentId: incident.id,
      fields: {
        ...failureFields(failure),
        ...timeFields(times),
        ...applicationFields(incident.application),
      },
      mailed: failures === 1,
    });
  }

  /** Logs that the server is being shut down; sends no notice. */
  stopping(failure: ProbeFailure): void {
    this.#context.journal({
      level: 'info',
      action: 'probe',
      sentence: { kind: 'no-action', why: { kind: 'stopping' } },
      fields: { ...failureFields(failure), ...applicationFields(this.#context.application) },
    });
  }

  /** Reports a successful check whose session could not be closed. */
  logOutFailed(fault: FailureDetail): void {
    this.#context.journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'log-out-failed', fault },
      fields: applicationFields(this.#context.application),
    });
  }

  /** Reports that no process was stopped. A repeated reason is covered by the line that each failure logs. */
  noAction({ incident, last, began }: FailedSpell, why: NoAction, now: Instant): void {
    const { book, reporter, journal, record, application } = this.#context;
    record?.({
      kind: 'no-action',
      at: now,
      application: application ?? null,
      incidentId: incident.id,
      why: why.kind,
    });
    const { stops } = book.current(incident);
    const isClass = why.kind === 'class';
    // A stop that did not help is always reported; a failure that no stop cures, once for each class.
    const what = isClass ? last.failure.failureClass : String(stops);
    const isNew = book.once(incident, `no-action ${why.kind} ${what}`);
    // An intermediate step that lasts is reported as well.
    const isDue = reporter.isReminderDue(incident, now, began.monotonicMs);
    const isReminder = !isNew && why.kind !== 'stopping' && isDue;
    if (!isNew && !isReminder) return;
    const isMailed = isReminder || !QUIET.includes(why.kind);
    journal({
      level: 'warn',
      action: 'suspect',
      sentence: { kind: 'no-action', why },
      incidentId: incident.id,
      fields: {
        'comwatch.no_action': why.kind,
        ...applicationFields(incident.application),
      },
      mailed: isMailed,
    });
    if (!isMailed) return;
    book.change(incident, { mailedMs: now.monotonicMs });
    const suffix = repeatSuffix(book.current(incident), now.monotonicMs, isReminder);
    const id = `${incident.id}-${why.kind}-${what}${suffix}`;
    const deed = { kind: 'no-action', why } as const;
    const notice = this.#notice(incident, last, deed, { id, isReminder }, now);
    const timesWithinHour = book.current(incident).times.length;
    void this.#context.notify({ ...notice, timesWithinHour });
  }

  /** Reports the evidence against one process, once. */
  suspected(incident: Incident, suspect: Suspect, plan: string): void {
    const { journal, book, progid, alarmMetric } = this.#context;
    if (!book.once(incident, 'suspect', suspect.target)) return;
    journal({
      level: 'warn',
      action: 'suspect',
      sentence: { kind: 'suspect', suspect, subject: progid, alarmMetric },
      incidentId: incident.id,
      fields: {
        ...suspectFields(suspect),
        ...applicationFields(incident.application),
        'comwatch.plan': plan,
        'comwatch.alarm_metric': alarmMetric,
      },
    });
  }

  /** Makes the notices of the actions taken on one suspect. */
  noticeOf(probe: FailedProbe, suspect: Suspect, now: Instant): NoticeMaker {
    return (deed, incident, id, isReminder) =>
      this.#notice(incident, probe, { ...deed, suspect }, { id, isReminder }, now);
  }

  /**
   * Reports that the server answers again: for mail the incident ends here, and continues if the server soon fails again. An
   * incident that keeps recurring gets its mail when it closes.
   */
  recovered(incident: Incident, failures: number, began: Instant, now: Instant): void {
    const { journal, notify, hostName, progid, application, book } = this.#context;
    const afterMs = now.monotonicMs - began.monotonicMs;
    const { id } = incident;
    const stops = this.#context.observes ? 0 : incident.stops;
    const mailed = incident.mailedMs !== undefined && !isFlapping(incident);
    book.change(incident, mailed ? afterRecovery(book.current(incident)) : { cure: 'proven' });
    journal({
      level: 'info',
      action: 'probe-recovered',
      sentence: { kind: 'probe-recovered', afterMs, failures, stops },
      incidentId: id,
      fields: {
        'comwatch.probe.failures': failures,
        'comwatch.probe.trouble_ms': Math.round(afterMs),
        'comwatch.probe.stopped': stops,
        ...applicationFields(application),
      },
      mailed,
    });
    if (!mailed) return;
    void notify({
      kind: 'probe-turn',
      id: `${id}-recovered-${Math.round(now.monotonicMs - incident.openedMs)}`,
      incidentId: id,
      hostName,
      progid,
      at: now.wallMs,
      ...(application !== undefined && { application }),
      turn: { kind: 'recovered', afterMs, stops },
    });
  }

  /** Reports that the server has answered for `quiet`, unless an answer has already ended the incident for mail. */
  closed(incident: Incident, now: Instant): void {
    if (incident.mailedMs === undefined) return;
    tellClosed(incident, 'quiet', { ...this.#context, clock: { wallMs: () => now.wallMs } });
  }

  /** Reports that three calls hang in the server: from now on only trial calls are made. */
  rests(incident: Incident, everyMs: number): void {
    if (!this.#context.book.once(incident, 'rest')) return;
    this.#context.journal({
      level: 'warn',
      action: 'probe',
      sentence: { kind: 'check-rests', everyMs },
      incidentId: incident.id,
      fields: applicationFields(incident.application),
    });
  }

  #notice(
    incident: Incident,
    probe: FailedProbe,
    deed: ProbeDeed,
    mail: Pick<ProbeNotice, 'id' | 'isReminder'>,
    now: Instant,
  ): ProbeNotice {
    const { hostName, progid, alarmMetric, application, observes } = this.#context;
    return {
      kind: 'probe',
      incidentId: incident.id,
      hostName,
      progid,
      alarmMetric,
      observes,
      at: now.wallMs,
      ...(application !== undefined && { application }),
      ...probe,
      sinceMs: now.monotonicMs - incident.openedMs,
      stops: incident.stops,
      deed,
      ...mail,
    };
  }
}
