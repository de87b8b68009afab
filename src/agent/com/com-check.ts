/** The COM check of one application: call as a client would, judge the answer, have the plan carried out, then tell. */
import type { IncidentBook } from '../acting/incident-book.js';
import type { StopExecutor } from '../acting/stop-executor.js';
import type { ApplicationFinder } from '../observing/application-finder.js';
import type { Seen } from '../observing/observer.js';
import type { Reporter } from '../telling/reporter.js';
import type { Condition } from '../telling/lasting-condition.js';
import { applicationFields } from '../telling/fields.js';
import type { ComReport, FailedProbe } from './com-report.js';
import type { Durations } from './durations.js';
import { HangingCalls, TRIAL_EVERY_MS, type FailedAnswer, type Server } from './hanging-calls.js';
import { ComStops } from './com-stops.js';
import { HostWatch } from './host-watch.js';
import type { KnownGood } from './known-good.js';
import type { Incident } from '../../core/acting/incident.js';
import type { ComRules } from '../../core/judging/com-rules.js';
import { afterAnswerMs, nextDelayMs, restAfterAnswerMs } from '../../core/judging/com-schedule.js';
import {
  afterFailure,
  afterHostEnd,
  afterIncident,
  afterNoAction,
  afterStop,
  afterSuccess,
  afterVainStop,
  initialState,
  type ComState,
} from '../../core/judging/com-state.js';
import {
  decide,
  needsHosts,
  type ComDecision,
  type Hosts,
  type Suspect,
} from '../../core/judging/com-verdict.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';
import type { ProbeAnswer } from '../../core/judging/probe-result.js';
import { floorSuspects } from '../../core/judging/suspects.js';
import { sameTarget } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Instant, Watched } from '../../core/observing/process-table.js';
import type { Clock, Journal, Probe } from '../../ports.js';

export interface ComCheckRules {
  readonly mode: 'act' | 'observe';
  readonly application: string | undefined;
  readonly excluded: readonly string[];
  readonly progid: string;
  readonly verdict: ComRules;
  readonly quietMs: number;
  /** Processes of the name that are no hosts belong to this application, too. */
  readonly hasNeighbours: boolean;
}

export interface ComCheckPorts {
  readonly clock: Clock;
  readonly probe: Probe;
  readonly journal: Journal;
  readonly executor: StopExecutor;
  readonly book: IncidentBook;
  readonly report: ComReport;
  readonly reporter: Reporter;
  /** Whether the check can be made. */
  readonly health: Condition;
  readonly durations: Durations;
  readonly knownGood: KnownGood;
  readonly finder: ApplicationFinder;
  /** Processes of this application as the last sample shows them; none when that is old. */
  readonly own: () => readonly Watched[];
  /** The server answered a call that began then: proof for what the limit check stopped, too. */
  readonly onAnswer: (began: Instant) => void;
  /** What is known has changed: the next agent is to go on with it. */
  readonly changed: () => void;
}
/** No survivor is tried again sooner. */
const LEAST_DELAY_MS = 1_000;

/** Failures in a row until the next answer. */
interface Spell {
  readonly began: Instant;
  readonly incident: Incident;
  failures: number;
  last: FailedProbe;
}

export class ComCheck {
  readonly #rules: ComCheckRules;
  readonly #ports: ComCheckPorts;
  readonly #hanging = new HangingCalls(() => this.#server());
  readonly #hosts: HostWatch;
  #state: ComState = initialState;
  #spell: Spell | undefined;
  readonly #stops: ComStops;
  #isStretchSaid = false;

  /** Hosts that an earlier agent knew, until a sample tells whether they are still there. */
  #remembered: readonly Target[] = [];

  /** @param known what an earlier agent left */
  constructor(rules: ComCheckRules, ports: ComCheckPorts, known?: ComKnowledge) {
    this.#rules = rules;
    this.#ports = ports;
    this.#hosts = new HostWatch(ports.finder, () => this.#alive(ports.own()));
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
      spell: spell && {
        beganMs: spell.began.monotonicMs,
        failures: spell.failures,
        failure: spell.last.failure,
        times: spell.last.times,
      },
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
    const { beganMs: monotonicMs, failures, failure, times } = spell;
    const now = this.#now();
    this.#spell = {
      began: { monotonicMs, wallMs: now.wallMs - (now.monotonicMs - monotonicMs) },
      incident,
      failures,
      last: { failure, times, floors: {}, failures },
    };
  }

  /** A pause is over: what was counted before it counts no more. Calls that hang still do. */
  countAnew(): void {
    this.#state = initialState;
    this.#spell = undefined;
    this.#stops.forget();
    this.#ports.changed();
  }

  /** Until the next pass, in milliseconds: sooner when a process that survived is due for its next attempt. */
  delayMs(): number {
    const { verdict } = this.#rules;
    const nowMs = this.#now().monotonicMs;
    const next = this.#hanging.isResting
      ? Math.min(Math.max(verdict.delayMs, LEAST_DELAY_MS), this.#hanging.untilTrialMs(nowMs) + 1)
      : nextDelayMs(this.#state, verdict, this.#ports.durations.quickestMs);
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
    if (this.#spell) await this.#stops.retry(this.#spell.incident, this.#spell.last, signal);
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
    const { health, durations, report, knownGood, onAnswer, journal } = this.#ports;
    health.works(now);
    durations.answered(answer, now);
    if (answer.logOutFault !== null) {
      journal({
        level: 'warn',
        action: 'probe',
        sentence: {
          kind: 'log-out-failed',
          fault: answer.logOutFault,
        },
        fields: applicationFields(this.#rules.application),
      });
    }
    if (this.#spell) {
      const { incident, failures } = this.#spell;
      report.recovered(this.#ports.book.current(incident), failures, this.#spell.began, now);
      this.#ports.changed();
    }
    this.#spell = undefined;
    this.#stops.forget();
    this.#hosts.answered();
    this.#hanging.forget();
    this.#state = afterSuccess(this.#state, now.monotonicMs);
    this.#closeIfQuiet(now);
    this.#sayStretch();
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
    if (counts) {
      this.#state = afterFailure(this.#state, failure, this.#standingOut(now), verdict);
    }
    report.failed(incident, probe);
    const decision = await this.#decide(probe, signal);
    if (signal.aborted) return;
    await this.#carryOut(decision, probe, true, signal);
    if (this.#hanging.isResting) report.rests(incident, TRIAL_EVERY_MS);
    this.#ports.changed();
  }

  /** No call is made, nothing is counted; what was decided already goes on. */
  async #resting(signal: AbortSignal): Promise<void> {
    const spell = this.#spell;
    if (!spell) return;
    const decision = await this.#decide(spell.last, signal);
    if (!signal.aborted && decision.kind === 'stop') {
      await this.#carryOut(decision, spell.last, false, signal);
    }
  }

  /** Where the class lives is looked for only when the decision needs it: the answer may take long. */
  async #decide(probe: FailedProbe, signal: AbortSignal): Promise<ComDecision> {
    const { verdict } = this.#rules;
    const { finder, knownGood, executor, own } = this.#ports;
    const { failure } = probe;
    const proven = knownGood.isProven;
    const asked = this.#now().monotonicMs;
    const hosts: Hosts = needsHosts(this.#state, failure, proven, asked, verdict)
      ? await finder.hosts(this.#alive(own()), signal)
      : { kind: 'unresolved', reason: { kind: 'agent-ending' } };
    // What was known before the wait is compared again after it.
    const present = this.#alive(own());
    const again = (watched: Watched) => {
      const { catalogueAppId } = watched;
      const found = present.filter(({ target }) => sameTarget(target, watched.target));
      return catalogueAppId === undefined
        ? found
        : found.map((each) => ({ ...each, catalogueAppId }));
    };
    const current: Hosts =
      hosts.kind === 'hosts' ? { ...hosts, hosts: hosts.hosts.flatMap(again) } : hosts;
    if (current.kind === 'hosts') this.#hosts.resolved(current.hosts);
    const isHost = (watched: Watched) =>
      current.kind === 'hosts' &&
      current.hosts.some(({ target }) => sameTarget(target, watched.target));
    return decide(
      this.#state,
      {
        failure,
        hosts: current,
        neighbours: !this.#rules.hasNeighbours ? [] : present.filter((each) => !isHost(each)),
        proven,
        mayBeStopped: (each) => executor.mayBeStopped(each, this.#rules.excluded),
        hasAnswered: (each) => this.#hosts.hasAnswered(each.target),
        nowMs: this.#now().monotonicMs,
      },
      verdict,
    );
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
  #noteEnd(target: Watched['target'], now: Instant): void {
    if (!this.#hosts.left(target)) return;
    const wasStopped = this.#ports.executor.isStopped(target);
    this.#state = afterHostEnd(this.#state, now.monotonicMs, wasStopped);
    this.#hanging.forget();
  }

  /** Neighbours whose figures stand out now. */
  #standingOut(now: Instant): Watched['target'][] {
    if (!this.#rules.hasNeighbours) return [];
    const among = this.#alive(this.#ports.own()).filter(
      ({ target }) => !this.#hosts.isKnown(target),
    );
    return floorSuspects(among, this.#rules.verdict, now.monotonicMs).map(
      ({ watched }) => watched.target,
    );
  }

  #alive(watched: readonly Watched[]): readonly Watched[] {
    return watched.filter(({ target }) => !this.#ports.executor.isStopped(target));
  }

  /** The server has answered for `quiet`: what fails from now on is another incident. */
  #closeIfQuiet(now: Instant): void {
    const { book } = this.#ports;
    const { application, progid: subject, quietMs } = this.#rules;
    const incident = book.find({ check: 'com', application, subject });
    if (!incident || this.#spell) return;
    if (now.monotonicMs - incident.evidenceMs >= quietMs) book.close(incident);
  }

  /** The check would be the load: said once. */
  #sayStretch(): void {
    const { verdict, application } = this.#rules;
    const stretchedMs = afterAnswerMs(verdict, this.#ports.durations.quickestMs);
    if (this.#isStretchSaid || stretchedMs <= verdict.delayMs) return;
    this.#isStretchSaid = true;
    this.#ports.journal({
      level: 'info',
      action: 'probe',
      sentence: { kind: 'check-stretched', delayMs: verdict.delayMs, stretchedMs },
      fields: applicationFields(application),
    });
  }

  #server(): Server {
    const own = this.#ports.own();
    const known = this.#ports.finder.known(own);
    const processes = (known ?? own).map(({ target }) => `${target.pid} ${target.startedAt}`);
    return { processes, isKnown: known !== undefined };
  }

  #now(): Instant {
    const { clock } = this.#ports;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }
}
