/** The COM check of one application: call as a client would, judge the answer, have the plan carried out, then tell. */
import type { Seen } from '../observing/observer.js';
import type { ComCheckPorts, ComCheckRules } from './com-check-ports.js';
import { ComDecider } from './com-decider.js';
import type { FailedProbe } from './com-report.js';
import { HangingCalls, TRIAL_EVERY_MS, type FailedAnswer, type Server } from './hanging-calls.js';
import { ComStops } from './com-stops.js';
import { HostWatch } from './host-watch.js';
import { spellKept, spellToKeep, type Spell } from './spell.js';
import { stretchNotice } from './stretch-notice.js';
import type { Incident } from '../../core/acting/incident.js';
import { instantOf, type Instant } from '../../core/instant.js';
import { nextDelayMs, restAfterAnswerMs } from '../../core/judging/com-schedule.js';
import {
  afterFailure,
  afterHostEnd,
  afterIncident,
  afterNoAction,
  afterStop,
  afterSuccess,
  afterUncounted,
  afterVainStop,
  initialState,
  type ComState,
} from '../../core/judging/com-state.js';
import type { ComDecision, Suspect } from '../../core/judging/com-verdict.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import type { ProbeAnswer } from '../../core/judging/probe-result.js';
import { sameTarget, targetKey } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';

export type { ComCheckPorts, ComCheckRules } from './com-check-ports.js';

/** No survivor is tried again sooner. */
const LEAST_DELAY_MS = 1_000;

export class ComCheck {
  readonly #rules: ComCheckRules;
  readonly #ports: ComCheckPorts;
  readonly #hanging = new HangingCalls(() => this.#server());
  readonly #hosts: HostWatch;
  #state: ComState = initialState;
  #spell: Spell | undefined;
  readonly #stops: ComStops;
  readonly #sayStretch: ReturnType<typeof stretchNotice>;
  readonly #decider: ComDecider;

  /** Hosts that an earlier agent knew, until a sample tells whether they are still there. */
  #remembered: readonly Target[] = [];

  /** @param known what an earlier agent left */
  constructor(rules: ComCheckRules, ports: ComCheckPorts, known?: ComKnowledge) {
    this.#rules = rules;
    this.#ports = ports;
    this.#hosts = new HostWatch(ports.finder, () => this.#decider.alive(ports.own()));
    this.#decider = new ComDecider(rules, ports, this.#hosts);
    this.#sayStretch = stretchNotice(rules, ports.journal);
    this.#stops = new ComStops(rules, ports, {
      stopped: (suspect, incident, probe, now) => this.#noteStop(suspect, incident, probe, now),
      inVain: () => (this.#state = afterVainStop(this.#state)),
    });
    if (known) this.#goOn(known);
  }

  /** What the next agent is to go on with. */
  get knowledge(): ComKnowledge {
    const { count, processes, lastCallMs } = this.#hanging;
    const spell = this.#spell;
    return {
      state: this.#state,
      hosts: this.#hosts.known.map(({ target }) => target),
      answered: this.#hosts.answeredOnes,
      hanging: { count, processes, lastCallMs },
      spell: spell && spellToKeep(spell),
      survivors: this.#stops.survivors,
    };
  }

  #goOn({ state, hosts, answered, hanging, spell, survivors }: ComKnowledge): void {
    const { application, progid } = this.#rules;
    const { book } = this.#ports;
    this.#state = state;
    this.#remembered = hosts;
    this.#hosts.restore(hosts, answered);
    this.#hanging.restore(hanging.count, hanging.processes, hanging.lastCallMs);
    this.#stops.restore(survivors);
    const incident = book.find({ check: 'com', application, subject: progid });
    if (!spell || !incident) return;
    this.#spell = spellKept(spell, incident, this.#now());
  }

  /** A pause is over: what was counted before it counts no more. Calls that hang still do. */
  countAnew(): void {
    this.#state = initialState;
    this.#spell = undefined;
    this.#stops.forget();
    this.#ports.changed();
  }

  /** The server, COM+ or Windows was being shut down when it was called last: nothing is stopped. */
  get #isStopping(): boolean {
    return this.#state.lastFailure === 'stopping';
  }

  /** Until the next pass, in milliseconds: sooner when a process that survived is due for its next attempt. */
  delayMs(): number {
    const { verdict } = this.#rules;
    const nowMs = this.#now().monotonicMs;
    const next = this.#hanging.isResting
      ? Math.min(Math.max(verdict.delayMs, LEAST_DELAY_MS), this.#hanging.untilTrialMs(nowMs) + 1)
      : nextDelayMs(this.#state, verdict, this.#ports.durations.quickestMs);
    if (this.#isStopping) return next;
    const retries = this.#stops.nextAttemptsMs.map((atMs) =>
      Math.max(atMs - nowMs, LEAST_DELAY_MS),
    );
    return Math.min(next, ...retries);
  }

  /** No check begins sooner (monotonic) after one that succeeded; what confirms or repeats is not held up. */
  notBeforeMs(): number {
    const { lastFailure, answeredMs, isSoon } = this.#state;
    if (lastFailure !== undefined || answeredMs === undefined || isSoon) return 0;
    const { quickestMs } = this.#ports.durations;
    return answeredMs + restAfterAnswerMs(this.#rules.verdict.checkLoad, quickestMs);
  }

  /** What a sample shows: the end of a host gives its successor time, and ends a rest. */
  sampled({ now, left, processes, isComplete }: Seen): void {
    const missing = this.#remembered.filter(
      (target) => !processes.some((each) => sameTarget(each.target, target)),
    );
    // A sample that left rows out may have left them out.
    this.#remembered = isComplete ? [] : missing;
    const ended = isComplete ? missing : [];
    for (const target of [...ended, ...left.map((each) => each.target)]) {
      this.#noteEnd(target, now);
      this.#stops.left(target);
    }
    this.#hosts.look();
  }

  async pass(signal: AbortSignal): Promise<void> {
    const { finder, knownGood, probe, health } = this.#ports;
    await knownGood.load();
    await finder.refresh(signal, this.#ports.own());
    this.#hosts.look();
    if (this.#spell && !this.#isStopping) {
      await this.#stops.retry(this.#spell.incident, this.#spell.last, signal);
    }
    const isTrial = this.#hanging.isResting;
    if (isTrial && !this.#hanging.isTrialDue(this.#now().monotonicMs)) {
      return this.#resting(signal);
    }
    const began = this.#now();
    const answer = await probe({ keepPending: !isTrial && this.#hanging.isNextLast }, signal);
    if (signal.aborted) return;
    const now = this.#now();
    switch (answer.kind) {
      case 'ok':
        return this.#answered(answer, began, now);
      case 'unavailable':
        health.fails(answer.reason, now);
        this.#state = afterNoAction(this.#state, this.#rules.verdict);
        return;
      case 'failed':
        health.works(now);
        this.#hanging.add(answer, now.monotonicMs);
        return this.#failed(answer, began, signal);
    }
  }

  async #answered(
    answer: Extract<ProbeAnswer, { kind: 'ok' }>,
    began: Instant,
    now: Instant,
  ): Promise<void> {
    const { health, durations, report, knownGood, onAnswer } = this.#ports;
    health.works(now);
    durations.answered(answer, now);
    if (answer.logOutFault !== null) report.logOutFailed(answer.logOutFault);
    if (this.#spell) {
      const { incident, failures } = this.#spell;
      report.recovered(this.#ports.book.current(incident), failures, this.#spell.began, now);
      this.#ports.changed();
    }
    this.#spell = undefined;
    this.#stops.forget();
    this.#hosts.answered();
    this.#hanging.forget();
    this.#state = afterSuccess(this.#state, now.monotonicMs, this.#hosts.known.length);
    this.#closeIfQuiet(now);
    this.#sayStretch(this.#ports.durations.quickestMs);
    onAnswer(began);
    await knownGood.succeeded(now);
  }

  async #failed(
    { failure, times }: FailedAnswer,
    began: Instant,
    signal: AbortSignal,
  ): Promise<void> {
    const { verdict, application, progid } = this.#rules;
    const { book, report, durations, executor } = this.#ports;
    const now = this.#now();
    if (failure.failureClass === 'stopping') {
      this.#state = afterFailure(this.#state, failure, [], verdict);
      report.stopping(failure);
      return;
    }
    this.#closeIfQuiet(now);
    // Stopped by whichever check while the call was under way: a sample has not shown it yet.
    for (const { target } of this.#hosts.known) {
      if (executor.isStopped(target)) this.#noteEnd(target, now);
    }
    const { incident, isNew } = book.evidence(
      { check: 'com', application, subject: progid },
      this.#spell ? now : began,
      'com',
      this.#spell ? undefined : String(Math.round(began.wallMs)),
    );
    if (isNew) this.#state = afterIncident(this.#state);
    const failures = (this.#spell?.failures ?? 0) + 1;
    const probe = { failure, times, floors: durations.floors(began), failures };
    this.#spell = { began: this.#spell?.began ?? began, incident, failures, last: probe };
    const { hostEndedMs } = this.#state;
    // A call that was under way when a host ended says nothing of its successor.
    const counts = hostEndedMs === undefined || hostEndedMs < began.monotonicMs;
    const standing = this.#decider.standingOut(now);
    this.#state = counts
      ? afterFailure(this.#state, failure, standing, verdict)
      : afterUncounted(this.#state, standing);
    report.failed(incident, probe);
    const decision = await this.#decider.decide(() => this.#state, probe.failure, signal);
    if (signal.aborted) return;
    await this.#carryOut(decision, probe, true, signal);
    if (this.#hanging.isResting) report.rests(incident, TRIAL_EVERY_MS);
    this.#ports.changed();
  }

  /** No call is made, nothing is counted; what was decided already goes on. */
  async #resting(signal: AbortSignal): Promise<void> {
    const spell = this.#spell;
    if (!spell || this.#isStopping) return;
    const decision = await this.#decider.decide(() => this.#state, spell.last.failure, signal);
    if (!signal.aborted && decision.kind === 'stop') {
      await this.#carryOut(decision, spell.last, false, signal);
    }
  }

  async #carryOut(
    decision: ComDecision,
    probe: FailedProbe,
    isCheck: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const spell = this.#spell;
    if (!spell) return;
    const { incident } = spell;
    const { skipped } = decision;
    const suspects = decision.kind === 'stop' ? decision.suspects : [];
    const chosen = [...skipped, ...suspects];
    const wasStopped = await this.#stops.stop(chosen, incident, probe, signal);
    if (!isCheck) return;
    if (decision.kind === 'no-action') {
      this.#ports.report.noAction(incident, probe, decision.why, this.#now());
    }
    if (!wasStopped) this.#state = afterNoAction(this.#state, this.#rules.verdict);
  }

  #noteStop(suspect: Suspect, incident: Incident, { failure }: FailedProbe, now: Instant): void {
    const { book } = this.#ports;
    const isError = failure.failureClass === 'error';
    const hosts = this.#hosts.known.map(({ target }) => target);
    this.#state = afterStop(this.#state, suspect, isError, now.monotonicMs, hosts);
    this.#hosts.stopped(suspect.target);
    book.change(incident, { stops: book.current(incident).stops + 1, cure: 'expected' });
    if (suspect.rule !== 'neighbour') this.#hanging.forget();
    this.#ports.changed();
  }

  /** A host ended: by the limit check, or by itself. */
  #noteEnd(target: Target, now: Instant): void {
    if (!this.#hosts.left(target)) return;
    const wasStopped = this.#ports.executor.isStopped(target);
    this.#state = afterHostEnd(this.#state, now.monotonicMs, wasStopped);
    this.#hanging.forget();
  }

  /** The server has answered for `quiet`: what fails from now on is another incident. */
  #closeIfQuiet(now: Instant): void {
    const { book } = this.#ports;
    const { application, progid: subject, quietMs } = this.#rules;
    const incident = book.find({ check: 'com', application, subject });
    if (!incident || this.#spell) return;
    if (now.monotonicMs - incident.evidenceMs < quietMs) return;
    book.close(incident);
    this.#ports.report.closed(incident, now);
  }

  #server(): Server {
    const own = this.#ports.own();
    const known = this.#ports.finder.known(own);
    const processes = (known ?? own).map(({ target }) => targetKey(target));
    return { processes, isKnown: known !== undefined };
  }

  #now(): Instant {
    const { clock } = this.#ports;
    return instantOf(clock);
  }
}
