/** The limit check of one application: judges every sample, has the plan carried out, then reports. */
import type { IncidentBook } from '../acting/incident-book.js';
import type { Execution, StopExecutor } from '../acting/stop-executor.js';
import type { Seen } from '../observing/observer.js';
import { tellClosed } from '../telling/closing.js';
import { applicationFields, verdictFields } from '../telling/fields.js';
import type { Reporter } from '../telling/reporter.js';
import { breachNotice } from './breach-notice.js';
import { isSaidOf, type Incident } from '../../core/acting/incident.js';
import type { Action } from '../../core/acting/plan.js';
import type { Instant } from '../../core/instant.js';
import {
  judge,
  type Limits,
  type OverRecords,
  type Sustain,
  type Verdict,
} from '../../core/judging/limits.js';
import { applicationOf } from '../../core/judging/suspects.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import { imageName } from '../../core/observing/identity.js';
import type { Machine } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { Clock, Journal, Notifier } from '../../ports.js';

export interface LimitCheckRules {
  readonly mode: 'act' | 'observe';
  readonly application: string | undefined;
  readonly excluded: readonly string[];
  readonly limits: Limits;
  readonly sustain: Sustain;
  readonly cpuBasis: 'core' | 'machine';
  /** Time after the last breach, or after the end of the target, at which an incident closes. */
  readonly quietMs: number;
}

export interface LimitCheckPorts {
  readonly executor: StopExecutor;
  readonly book: IncidentBook;
  readonly reporter: Reporter;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly now: () => Instant;
  /** Selects the processes of this application from those of a sample. */
  readonly own: (processes: readonly Watched[]) => readonly Watched[];
}

export class LimitCheck {
  readonly #rules: LimitCheckRules;
  readonly #ports: LimitCheckPorts;
  readonly #machine: Machine;
  #records: OverRecords = new Map();

  constructor(rules: LimitCheckRules, ports: LimitCheckPorts, machine: Machine) {
    this.#rules = rules;
    this.#ports = ports;
    this.#machine = machine;
  }

  /** Resets the counts: the series of samples was interrupted, so earlier breaches are not part of a sustained one. */
  breakSeries(): void {
    this.#records = new Map();
  }

  judge({ now, processes, left }: Seen, signal: AbortSignal): void {
    const { executor, own } = this.#ports;
    const present = own(processes).filter(({ target }) => !executor.isStopped(target));
    const judged = judge(present, this.#records, this.#rules.limits, this.#rules.sustain);
    this.#records = judged.records;
    this.#noteEnds(left, now);
    this.#noteCures(present, judged.verdicts, now);
    const sustained = judged.verdicts.filter((each) => each.sustained);
    if (sustained.length > 0) this.#act(sustained, now, signal);
    this.#close(now);
  }

  #act(verdicts: readonly Verdict[], now: Instant, signal: AbortSignal): void {
    const { executor, book } = this.#ports;
    const { mode, application, excluded } = this.#rules;
    const incidents = new Map<Verdict, { readonly incident: Incident; readonly isNew: boolean }>(
      verdicts.map((verdict) => [
        verdict,
        book.evidence(this.#keyOf(verdict.watched), now, verdict.target.pid, verdict.target),
      ]),
    );
    const incidentOf = (verdict: Verdict) => {
      const found = incidents.get(verdict)?.incident;
      if (!found) throw new Error('a verdict without an incident');
      return book.current(found);
    };
    const execution: Execution<Verdict> = executor.execute(
      {
        mode,
        check: 'limits',
        application,
        excluded,
        verdicts,
        incidentId: (verdict) => incidentOf(verdict).id,
        endedLate: (verdict, { count }) => {
          const ended = this.#ports.now();
          void this.#tell(incidentOf(verdict), { verdict }, { kind: 'gone' }, count, ended);
        },
      },
      now,
      signal,
    );
    for (const action of execution.actions) {
      const { incident, isNew } = incidents.get(action.verdict) ?? {};
      if (!incident) continue;
      if (isNew) this.#opened(incident, action, now);
      const make = breachNotice(action.verdict, this.#rules, this.#machine, now);
      this.#ports.reporter.planned(incident, action, make, now);
      if (action.kind === 'observe') this.#countStop(incident);
    }
    for (const deed of execution.deeds) {
      void deed.then(async ({ verdict, attempts, outcome, reported }) => {
        const incident = incidentOf(verdict);
        const isEnd = outcome.kind === 'stopped';
        if (isEnd) this.#countStop(incident);
        await this.#tell(incident, { verdict }, outcome, attempts.count, this.#ports.now());
        reported();
      });
    }
  }

  #countStop(incident: Incident): void {
    const { book } = this.#ports;
    const { stops } = book.current(incident);
    book.change(incident, { stops: stops + 1, cure: 'expected' });
  }

  #tell(
    incident: Incident,
    action: Pick<Action<Verdict>, 'verdict'>,
    outcome: StopOutcome,
    attempt: number,
    now: Instant,
  ): Promise<void> {
    const make = breachNotice(action.verdict, this.#rules, this.#machine, now);
    return this.#ports.reporter.attempted(incident, { ...action, outcome, attempt }, make, now);
  }

  #opened(incident: Incident, { kind, verdict }: Action<Verdict>, now: Instant): void {
    const { limits } = this.#rules;
    this.#ports.journal({
      level: 'warn',
      action: 'breach',
      sentence: {
        kind: 'breach',
        target: verdict.target,
        figures: verdict.watched.figures,
        limits,
      },
      incidentId: incident.id,
      fields: {
        ...verdictFields(verdict, limits, now.monotonicMs),
        ...applicationFields(incident.application),
        'comwatch.plan': kind,
      },
    });
  }

  /** The end of a target with reports is the last evidence of its incident. */
  #noteEnds(left: readonly Watched[], now: Instant): void {
    const { book } = this.#ports;
    if (book.isEmpty) return;
    for (const each of left) {
      const incident = book.find(this.#keyOf(each));
      if (incident && isSaidOf(incident, each.target)) {
        book.change(incident, { evidenceMs: now.monotonicMs });
      }
    }
  }

  /** A fresh host within its limits, after its `grace`, proves that stopping its predecessor helped. */
  #noteCures(present: readonly Watched[], verdicts: readonly Verdict[], now: Instant): void {
    const { book } = this.#ports;
    if (!book.open.some(({ check, cure }) => check === 'limits' && cure === 'expected')) return;
    for (const each of present) {
      const incident = book.find(this.#keyOf(each));
      if (incident?.cure !== 'expected' || !each.settled) continue;
      const isFresh = now.monotonicMs - each.ageMs > incident.evidenceMs - FRESH_SLACK_MS;
      const isOver = verdicts.some(({ watched }) => watched === each);
      const isKnown = each.figures.cpuPercent !== null;
      if (isFresh && isKnown && !isOver) book.change(incident, { cure: 'proven' });
    }
  }

  #close(now: Instant): void {
    const { book } = this.#ports;
    for (const incident of book.open) {
      if (incident.check !== 'limits' || incident.application !== this.#rules.application) continue;
      if (now.monotonicMs - incident.evidenceMs < this.#rules.quietMs) continue;
      book.close(incident);
      // In observe mode nothing was stopped, so nothing was cured.
      const done = this.#observes ? ({ stops: 0, cure: 'none' } as const) : {};
      tellClosed({ ...incident, ...done }, 'quiet', {
        ...this.#ports,
        hostName: this.#machine.hostName,
      });
    }
  }

  get #observes(): boolean {
    return this.#rules.mode === 'observe';
  }

  #keyOf(watched: Watched) {
    return {
      check: 'limits' as const,
      application: this.#rules.application,
      subject: applicationOf(watched) ?? imageName(watched.target.name),
    };
  }
}

/** A successor may be seen shortly before the end of its predecessor is recorded. */
const FRESH_SLACK_MS = 2_000;
