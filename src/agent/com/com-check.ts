/** The COM check: call as a client would, judge the answer, unload who is to blame, then tell. */
import type { ApplicationFinder } from '../observing/application-finder.js';
import type { BrakeKeeper } from '../acting/brake-keeper.js';
import type { StopLedger } from '../acting/stop-ledger.js';
import { ComReport } from './com-report.js';
import { ComTrouble, type FailedProbe } from './com-trouble.js';
import { HangingCalls, type FailedAnswer, type Server } from './hanging-calls.js';
import { ProbeHealth } from './probe-health.js';
import { Proof } from './proof.js';
import { afterAttempt, incidentOf } from '../../core/acting/incident.js';
import {
  afterDecision,
  afterFailure,
  afterForeignStop,
  afterSuccess,
  calm,
  decide,
  nextDelayMs,
  type ComDecision,
  type ComRules,
  type ComState,
  type Hosts,
  type Suspect,
} from '../../core/judging/com-verdict.js';
import { mayBeStopped, plan, type Action } from '../../core/acting/plan.js';
import type { ProbeAnswer, ProbeFailure } from '../../core/judging/probe-result.js';
import type { Instant, Watched } from '../../core/observing/process-table.js';
import type { Clock, Journal, Notifier, Probe, ProvenStore } from '../../ports.js';

export interface ComCheckRules {
  readonly mode: 'act' | 'observe';
  readonly progid: string;
  readonly verdict: ComRules;
  readonly slowMetric: number | undefined;
  readonly timeCacheMs: number;
}

export interface ComCheckPorts {
  readonly clock: Clock;
  readonly hostName: string;
  readonly probe: Probe;
  readonly proven: ProvenStore;
  readonly ledger: StopLedger;
  readonly notify: Notifier;
  readonly journal: Journal;
  readonly brake: BrakeKeeper;
  readonly family: () => ReadonlySet<number>;
  /** The processes that may be blamed, as the last sample shows them; none when that is old. */
  readonly watched: () => readonly Watched[];
  readonly finder: ApplicationFinder;
}

/** No survivor is tried again sooner. */
const LEAST_DELAY_MS = 1_000;

export class ComCheck {
  readonly #rules: ComCheckRules;
  readonly #ports: ComCheckPorts;
  readonly #report: ComReport;
  readonly #health: ProbeHealth;
  readonly #proof: Proof;
  readonly #hanging = new HangingCalls(() => this.#server());
  #state: ComState = calm;
  #trouble: ComTrouble | undefined;

  constructor(rules: ComCheckRules, ports: ComCheckPorts) {
    const { journal, notify, hostName } = ports;
    const { progid, slowMetric, timeCacheMs } = rules;
    this.#rules = rules;
    this.#ports = ports;
    const { alarmMetric } = rules.verdict;
    this.#proof = new Proof(ports.proven, journal);
    this.#report = new ComReport({ journal, notify, hostName, progid, alarmMetric });
    this.#health = new ProbeHealth({ journal, notify, hostName, progid, slowMetric, timeCacheMs });
  }

  /** Until the next check, in milliseconds: sooner when a process that survived is due for its next attempt. */
  delayMs(): number {
    const delayMs = nextDelayMs(this.#state, this.#rules.verdict);
    const retryAtMs = this.#trouble?.retryAtMs;
    if (retryAtMs === undefined) return delayMs;
    const untilRetryMs = retryAtMs - this.#ports.clock.monotonicMs();
    return Math.min(delayMs, Math.max(untilRetryMs, LEAST_DELAY_MS));
  }

  async pass(signal: AbortSignal): Promise<void> {
    await this.#proof.load();
    await this.#ports.finder.refresh(signal);
    const hanging = this.#hanging.stillWaiting();
    if (hanging) return this.#failed(hanging, this.#now(), signal);
    const keepPending = this.#hanging.isNextLast;
    const began = this.#now();
    const answer = await this.#ports.probe({ keepPending }, signal);
    if (signal.aborted) return;
    const now = this.#now();
    switch (answer.kind) {
      case 'ok':
        return this.#answered(answer, began, now);
      case 'unavailable':
        this.#health.unavailable(answer.reason, now);
        this.#state = afterDecision(this.#state, false, now.monotonicMs);
        return;
      case 'failed':
        this.#health.available(now);
        this.#hanging.add(answer);
        return this.#failed(answer, began, signal);
    }
  }

  async #answered(
    answer: Extract<ProbeAnswer, { kind: 'ok' }>,
    began: Instant,
    now: Instant,
  ): Promise<void> {
    this.#health.answered(answer, now);
    if (this.#trouble) this.#report.recovered(this.#trouble, now);
    this.#trouble = undefined;
    this.#state = afterSuccess(began.monotonicMs);
    this.#hanging.forget();
    await this.#proof.succeeded(now);
  }

  async #failed(
    { failure, times }: FailedAnswer,
    began: Instant,
    signal: AbortSignal,
  ): Promise<void> {
    const trouble = (this.#trouble ??= new ComTrouble(began));
    const probe = { failure, times, floors: this.#health.floors(began) };
    trouble.failures++;
    trouble.forgetRetry(this.#now());
    this.#count(failure, began);
    this.#report.failed(trouble, probe);

    const decision = await this.#decide(failure, trouble, signal);
    const decidedAt = this.#now();
    let unloaded = false;
    switch (decision.kind) {
      case 'nobody':
        await this.#unload(decision.spared, trouble, probe, decidedAt, signal);
        this.#report.nobody(trouble, probe, decision.why, decision.detail, decidedAt);
        break;
      case 'unload': {
        const { spared, suspects } = decision;
        unloaded = await this.#unload([...spared, ...suspects], trouble, probe, decidedAt, signal);
      }
    }
    this.#state = afterDecision(this.#state, unloaded, this.#now().monotonicMs);
    if (this.#hanging.stillWaiting()) this.#report.rests(trouble);
  }

  /** A call that was under way while somebody's process was stopped says nothing of the server. */
  #count(failure: ProbeFailure, began: Instant): void {
    const { lastAtMs } = this.#ports.ledger;
    this.#state = afterForeignStop(this.#state, lastAtMs);
    if (lastAtMs !== undefined && lastAtMs >= began.monotonicMs) return;
    this.#state = afterFailure(this.#state, failure, this.#rules.verdict);
  }

  /** Where the class lives is asked for only when nothing else decides: the answer may take long. */
  async #decide(
    failure: ProbeFailure,
    trouble: ComTrouble,
    signal: AbortSignal,
  ): Promise<Exclude<ComDecision, { kind: 'ask-for-hosts' }>> {
    const decideWith = (hosts: Hosts | undefined) => {
      const now = this.#now();
      const family = this.#ports.family();
      const evidence = {
        failure,
        watched: this.#blamable(),
        hosts,
        proven: this.#proof.isProven,
        mayBeStopped: (each: Watched) => mayBeStopped(each, trouble.book.incidents, family, now),
        nowMs: now.monotonicMs,
      };
      return decide(this.#state, evidence, this.#rules.verdict);
    };
    const first = decideWith(undefined);
    if (first.kind !== 'ask-for-hosts') return first;
    const hosts = await this.#ports.finder.hosts(this.#blamable(), signal);
    const second = decideWith(hosts);
    if (second.kind === 'ask-for-hosts') throw new Error('asked for the hosts twice');
    return second;
  }

  #blamable(): readonly Watched[] {
    const { ledger, watched } = this.#ports;
    return watched().filter(({ target }) => !ledger.has(target));
  }

  /** True when a process was ended, or may have been. */
  async #unload(
    suspects: readonly Suspect[],
    trouble: ComTrouble,
    probe: FailedProbe,
    now: Instant,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { brake, family } = this.#ports;
    brake.letGo(now);
    const planned = plan(suspects, trouble.book.incidents, brake.state, {
      mode: this.#rules.mode,
      family: family(),
      brakeRules: brake.rules,
      now,
      incidentId: trouble.id,
    });
    trouble.book.adopt(planned.incidents);
    brake.state = planned.brake;
    // The kill comes first: every stop is begun before a word is written about any of them.
    const stops = planned.actions
      .filter((action) => action.kind === 'stop')
      .map((action) => this.#stop(action, trouble, probe, signal));
    for (const action of planned.actions) {
      this.#report.suspected(trouble, action);
      this.#report.planned(trouble, probe, action, now);
      if (action.kind === 'braked' && action.tripped) brake.tripped(action, now);
    }
    return (await Promise.all(stops)).some((ended) => ended);
  }

  async #stop(
    { verdict, incident }: Extract<Action<Suspect>, { kind: 'stop' }>,
    trouble: ComTrouble,
    probe: FailedProbe,
    signal: AbortSignal,
  ): Promise<boolean> {
    await this.#ports.brake.save();
    const outcome = await this.#ports.ledger.stop(verdict.target, signal);
    const now = this.#now();
    const current = incidentOf(trouble.book.incidents, verdict.target) ?? incident;
    const after = afterAttempt(current, outcome, now.monotonicMs);
    trouble.book.keep(after, verdict);
    if (outcome.kind === 'stopped') trouble.unloaded++;
    trouble.retryAtMs = outcome.kind === 'survived' ? after.nextAttemptMs : undefined;
    this.#report.attempted(trouble, probe, verdict, outcome, after.attempts, now);
    return outcome.kind !== 'refused' && outcome.kind !== 'survived';
  }

  #server(): Server {
    const watched = this.#ports.watched();
    const known = this.#ports.finder.known(watched);
    const processes = (known ?? watched).map(({ target }) => `${target.pid} ${target.startedAt}`);
    return { processes, isKnown: known !== undefined };
  }

  #now(): Instant {
    const { clock } = this.#ports;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }
}
