/** The COM check of one application: calls the server as a client would, judges the answer, has the plan carried out, reports. */
import type { Seen } from '../observing/observer.js';
import type { ComCheckPorts, ComCheckRules } from './com-check-ports.js';
import { ComDecider } from './com-decider.js';
import { delayOf, notBefore, soonest } from './com-delay.js';
import { ComIncident, type Spell } from './com-incident.js';
import type { FailedProbe } from './failed-probe.js';
import { HangingCalls, TRIAL_EVERY_MS, type FailedAnswer } from './hanging-calls.js';
import { ComStops } from './com-stops.js';
import { HostWatch } from './host-watch.js';
import { stretchNotice } from './stretch-notice.js';
import type { Incident } from '../../core/acting/incident.js';
import { instantOf, type Instant } from '../../core/instant.js';
import * as states from '../../core/judging/com-state.js';
import type { ComDecision, Suspect } from '../../core/judging/com-verdict.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import type { ProbeAnswer } from '../../core/judging/probe-result.js';
import type { Target } from '../../core/observing/model.js';

export class ComCheck {
  readonly #rules: ComCheckRules;
  readonly #ports: ComCheckPorts;
  readonly #hanging: HangingCalls;
  readonly #hosts: HostWatch;
  #state: states.ComState = states.initialState;
  readonly #incident: ComIncident;
  readonly #stops: ComStops;
  readonly #sayStretch: ReturnType<typeof stretchNotice>;
  readonly #decider: ComDecider;

  /** @param known state left by an earlier agent */
  constructor(rules: ComCheckRules, ports: ComCheckPorts, known?: ComKnowledge) {
    this.#rules = rules;
    this.#ports = ports;
    this.#hanging = new HangingCalls(ports.finder, ports.own);
    this.#hosts = new HostWatch(ports.finder, () => this.#decider.alive(ports.own()));
    this.#decider = new ComDecider(rules, ports, this.#hosts);
    this.#incident = new ComIncident(rules, ports);
    this.#sayStretch = stretchNotice(rules, ports.journal);
    this.#stops = new ComStops(rules, ports, {
      stopped: (suspect, incident, probe, now) => this.#noteStop(suspect, incident, probe, now),
      inVain: () => (this.#state = states.afterVainStop(this.#state)),
    });
    if (known) this.#goOn(known);
  }

  /** State with which the next agent continues. */
  get knowledge(): ComKnowledge {
    return {
      state: this.#state,
      ...this.#hosts.kept,
      hanging: this.#hanging.kept,
      spell: this.#incident.kept,
      slowSpell: this.#ports.durations.slowSpell,
      survivors: this.#stops.survivors,
    };
  }

  #goOn(known: ComKnowledge): void {
    this.#state = known.state;
    this.#hosts.restore(known);
    this.#hanging.restore(known.hanging);
    this.#stops.restore(known.survivors);
    this.#incident.restore(known.spell, this.#now());
  }

  /** Resets the counts after a pause. Hanging calls are kept. */
  countAnew(): void {
    this.#state = states.initialState;
    this.#incident.forget();
    this.#stops.forget();
    this.#ports.changed();
  }

  /** Whether the server, COM+ or Windows was being shut down at the last call: nothing is stopped then. */
  get #isStopping(): boolean {
    return this.#state.lastFailure === 'stopping';
  }

  /** Milliseconds until the next pass: fewer when a process that survived is due for its next attempt. */
  delayMs(): number {
    const nowMs = this.#ports.clock.monotonicMs();
    const next = delayOf(this.#state, this.#hanging, this.#rules.verdict, this.#ports, nowMs);
    return this.#isStopping ? next : soonest(next, this.#stops.nextAttemptsMs, nowMs);
  }

  /** Earliest start (monotonic) of a check after a successful one; a confirming or repeated call is not delayed. */
  notBeforeMs(): number {
    const { checkLoad } = this.#rules.verdict;
    return notBefore(this.#state, checkLoad, this.#ports.durations.quickestMs);
  }

  /** Takes a sample: the end of a host gives its successor time to settle, and ends a rest. */
  sampled(seen: Seen): void {
    for (const target of this.#hosts.endedIn(seen)) {
      this.#noteEnd(target, seen.now);
      this.#stops.left(target);
    }
    this.#hosts.look();
  }

  async pass(signal: AbortSignal): Promise<void> {
    const { finder, knownGood, probe, health } = this.#ports;
    await knownGood.load();
    await finder.refresh(signal, this.#ports.own());
    this.#hosts.look();
    const { spell } = this.#incident;
    if (spell && !this.#isStopping) await this.#stops.retry(spell.incident, spell.last, signal);
    const isTrial = this.#hanging.isResting;
    const began = this.#now();
    if (isTrial && !this.#hanging.isTrialDue(began.monotonicMs)) return this.#resting(signal);
    const answer = await probe({ keepPending: !isTrial && this.#hanging.isNextLast }, signal);
    if (signal.aborted) return;
    const now = this.#now();
    switch (answer.kind) {
      case 'ok':
        return this.#answered(answer, began, now);
      case 'unavailable':
        health.fails(answer.reason, now);
        this.#state = states.afterNoAction(this.#state, this.#rules.verdict);
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
    if (this.#incident.answered(now)) this.#ports.changed();
    this.#stops.forget();
    this.#hosts.answered();
    this.#hanging.forget();
    this.#state = states.afterSuccess(this.#state, now.monotonicMs, this.#hosts.known.length);
    this.#incident.closeIfQuiet(now);
    this.#sayStretch(this.#ports.durations.quickestMs);
    onAnswer(began);
    await knownGood.succeeded(now);
  }

  async #failed(
    { failure, times }: FailedAnswer,
    began: Instant,
    signal: AbortSignal,
  ): Promise<void> {
    const { verdict } = this.#rules;
    const { report, durations, executor } = this.#ports;
    const now = this.#now();
    if (failure.failureClass === 'stopping') {
      this.#state = states.afterFailure(this.#state, failure, [], verdict);
      report.stopping(failure);
      return;
    }
    this.#incident.closeIfQuiet(now);
    // Stopped by either check during the call: no sample has shown it yet.
    for (const { target } of this.#hosts.known) {
      if (executor.isStopped(target)) this.#noteEnd(target, now);
    }
    const call = { failure, times, floors: durations.floors(began) };
    const spell = this.#incident.failed(call, began, now);
    if (spell.isNew) this.#state = states.afterIncident(this.#state);
    const standing = this.#decider.standingOut(now);
    this.#state = states.afterCall(this.#state, failure, began.monotonicMs, standing, verdict);
    report.failed(spell.incident, spell.last);
    const decision = await this.#decider.decide(() => this.#state, failure, signal);
    if (signal.aborted) return;
    await this.#carryOut(decision, spell, true, signal);
    if (this.#hanging.isResting) report.rests(spell.incident, TRIAL_EVERY_MS);
    this.#ports.changed();
  }

  /** Makes no call and counts nothing; actions already decided continue. */
  async #resting(signal: AbortSignal): Promise<void> {
    const { spell } = this.#incident;
    if (!spell || this.#isStopping) return;
    const decision = await this.#decider.decide(() => this.#state, spell.last.failure, signal);
    if (!signal.aborted && decision.kind === 'stop') {
      await this.#carryOut(decision, spell, false, signal);
    }
  }

  async #carryOut(
    decision: ComDecision,
    spell: Spell,
    isCheck: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    // The pause has ended in the meantime: counting starts again.
    if (!this.#incident.spell) return;
    const wasStopped = await this.#stops.carryOut(decision, spell.incident, spell.last, signal);
    if (!isCheck) return;
    if (decision.kind === 'no-action') {
      this.#ports.report.noAction(spell, decision.why, this.#now());
    }
    if (!wasStopped) this.#state = states.afterNoAction(this.#state, this.#rules.verdict);
  }

  #noteStop(suspect: Suspect, incident: Incident, { failure }: FailedProbe, now: Instant): void {
    const { book } = this.#ports;
    const isError = failure.failureClass === 'error';
    const hosts = this.#hosts.known.map(({ target }) => target);
    this.#state = states.afterStop(this.#state, suspect, isError, now.monotonicMs, hosts);
    this.#hosts.stopped(suspect.target);
    book.change(incident, { stops: book.current(incident).stops + 1, cure: 'expected' });
    if (suspect.rule !== 'neighbour') this.#hanging.forget();
    this.#ports.changed();
  }

  /** Records that a host ended, by the limit check or by itself. */
  #noteEnd(target: Target, now: Instant): void {
    if (!this.#hosts.left(target)) return;
    const wasStopped = this.#ports.executor.isStopped(target);
    this.#state = states.afterHostEnd(this.#state, now.monotonicMs, wasStopped);
    this.#hanging.forget();
  }

  #now(): Instant {
    return instantOf(this.#ports.clock);
  }
}
