/** Carries out the stops of the COM check, reports them, and retries survivors. */
import type { IncidentBook } from '../acting/incident-book.js';
import type { Deed, StopExecutor } from '../acting/stop-executor.js';
import type { Reporter } from '../telling/reporter.js';
import type { ComReport } from './com-report.js';
import type { FailedProbe } from './failed-probe.js';
import type { Incident } from '../../core/acting/incident.js';
import { instantOf, type Instant } from '../../core/instant.js';
import type { Survivor } from '../../core/judging/com-memory.js';
import type { ComRules } from '../../core/judging/com-rules.js';
import { suspectOf, type ComDecision, type Suspect } from '../../core/judging/com-verdict.js';
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { Clock } from '../../ports.js';

interface StopRules {
  readonly mode: 'act' | 'observe';
  readonly application: string | undefined;
  readonly excluded: readonly string[];
  readonly verdict: Pick<ComRules, 'timeCacheMs'>;
}

interface StopPorts {
  readonly clock: Clock;
  readonly executor: StopExecutor;
  readonly book: IncidentBook;
  readonly report: ComReport;
  readonly reporter: Reporter;
  readonly own: () => readonly Watched[];
}

/** Callbacks of the check for the results of a stop. */
interface StopTurns {
  /** Notes a process that was stopped, or would have been by an agent that acts. */
  stopped(suspect: Suspect, incident: Incident, probe: FailedProbe, now: Instant): void;
  /** Notes a stop that did not end the process, or whose outcome is unknown. */
  inVain(): void;
}

export class ComStops {
  readonly #rules: StopRules;
  readonly #ports: StopPorts;
  readonly #turns: StopTurns;
  /** Suspects that survived an attempt; retried when due. */
  #survivors: readonly Survivor[] = [];

  constructor(rules: StopRules, ports: StopPorts, turns: StopTurns) {
    this.#rules = rules;
    this.#ports = ports;
    this.#turns = turns;
  }

  get survivors(): readonly Survivor[] {
    return this.#survivors.map(({ target, rule }) => ({ target, rule }));
  }

  /** Continues with the survivors of an earlier agent. */
  restore(survivors: readonly Survivor[]): void {
    this.#survivors = survivors;
  }

  /** Times at which present survivors are due for their next attempt (monotonic). */
  get nextAttemptsMs(): readonly number[] {
    const present = this.#ports.own();
    const there = this.#survivors.filter(({ target }) => isAmong(present, target));
    return there.flatMap(({ target }) => {
      const atMs = this.#ports.executor.nextAttemptMs(target);
      return atMs === undefined ? [] : [atMs];
    });
  }

  /** Drops all survivors, since the server answers. */
  forget(): void {
    this.#survivors = [];
  }

  /** Records the end of a process. */
  left(target: Target): void {
    this.#survivors = this.#survivors.filter((each) => !sameTarget(each.target, target));
  }

  /** Retries the survivors that are due, whether or not a check is made; one missing from a sample may still be running. */
  async retry(incident: Incident, probe: FailedProbe, signal: AbortSignal): Promise<void> {
    const { executor, own } = this.#ports;
    const nowMs = this.#now().monotonicMs;
    this.#survivors = this.#survivors.filter(({ target }) => !executor.isStopped(target));
    const due = this.#survivors.filter(
      ({ target }) => (executor.nextAttemptMs(target) ?? Infinity) <= nowMs,
    );
    const suspects = due.flatMap(({ target, rule }) => {
      const watched = own().find((each) => sameTarget(each.target, target));
      return watched ? [suspectOf(watched, rule, this.#rules.verdict, nowMs)] : [];
    });
    await this.#stop(suspects, incident, probe, signal);
  }

  /** Whether a process was stopped, or would have been in observe mode. */
  carryOut(
    decision: ComDecision,
    incident: Incident,
    probe: FailedProbe,
    signal: AbortSignal,
  ): Promise<boolean> {
    const suspects = decision.kind === 'stop' ? decision.suspects : [];
    return this.#stop([...decision.skipped, ...suspects], incident, probe, signal);
  }

  async #stop(
    suspects: readonly Suspect[],
    incident: Incident,
    probe: FailedProbe,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (suspects.length === 0) return false;
    const { executor, book, report, reporter } = this.#ports;
    const now = this.#now();
    const { actions, deeds } = executor.execute(
      {
        ...this.#rules,
        check: 'com',
        verdicts: suspects,
        incidentId: () => incident.id,
        endedLate: (suspect, { count }) => {
          const at = this.#now();
          const make = report.noticeOf(probe, suspect, at);
          const outcome = { kind: 'gone' } as const;
          const current = book.current(incident);
          void reporter.attempted(current, { verdict: suspect, outcome, attempt: count }, make, at);
        },
      },
      now,
      signal,
    );
    let wasStopped = false;
    for (const action of actions) {
      const make = report.noticeOf(probe, action.verdict, now);
      report.suspected(incident, action.verdict, action.kind);
      reporter.planned(book.current(incident), action, make, now);
      if (action.kind !== 'observe') continue;
      this.#turns.stopped(action.verdict, incident, probe, now);
      wasStopped = true;
    }
    for (const deed of await Promise.all(deeds)) {
      wasStopped = this.#done(deed, incident, probe) || wasStopped;
    }
    return wasStopped;
  }

  /** Whether the process has ended. */
  #done(
    { verdict, attempts, outcome, reported }: Deed<Suspect>,
    incident: Incident,
    probe: FailedProbe,
  ): boolean {
    const { book, report, reporter } = this.#ports;
    const now = this.#now();
    if (outcome.kind === 'stopped') this.#turns.stopped(verdict, incident, probe, now);
    if (outcome.kind === 'survived' || outcome.kind === 'unknown') {
      const others = this.#survivors.filter(({ target }) => !sameTarget(target, verdict.target));
      this.#survivors = [...others, verdict];
      this.#turns.inVain();
    }
    const make = report.noticeOf(probe, verdict, now);
    void reporter
      .attempted(book.current(incident), { verdict, outcome, attempt: attempts.count }, make, now)
      .then(reported);
    return outcome.kind === 'stopped' || outcome.kind === 'gone';
  }

  #now(): Instant {
    const { clock } = this.#ports;
    return instantOf(clock);
  }
}

function isAmong(watched: readonly Watched[], target: Target): boolean {
  return watched.some((each) => sameTarget(each.target, target));
}
