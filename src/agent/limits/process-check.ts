/** The process check: sample, feed, judge, plan, stop, then tell. */
import type { BrakeKeeper } from '../acting/brake-keeper.js';
import { targetFields } from '../telling/describe.js';
import type { Heartbeat } from '../observing/heartbeat.js';
import { IncidentBook } from '../acting/incident-book.js';
import { Report } from './report.js';
import type { SampleHealth } from '../observing/sample-health.js';
import { afterAttempt, incidentOf } from '../../core/acting/incident.js';
import { judge, type OverRecords, type Sustain } from '../../core/judging/limits.js';
import type { Machine, Sample } from '../../core/observing/model.js';
import type { Limits } from '../../core/judging/limits.js';
import { plan, type Action } from '../../core/acting/plan.js';
import {
  breakSeries,
  emptyWatch,
  observe,
  type Instant,
  type Watched,
  type WatchRules,
  type WatchState,
} from '../../core/observing/process-table.js';
import type { Clock, Journal, Notifier, Sampler, Stopper } from '../../ports.js';

export interface ProcessCheckRules {
  readonly mode: 'act' | 'observe';
  readonly watch: Omit<WatchRules, 'logicalProcessors' | 'physicalMemoryBytes'>;
  /** `undefined`: processes are sampled for the COM check, not judged. */
  readonly limits: Limits | undefined;
  readonly sustain: Sustain;
}

export interface ProcessCheckPorts {
  readonly clock: Clock;
  readonly sample: Sampler;
  readonly stop: Stopper;
  readonly notify: Notifier;
  readonly journal: Journal;
  readonly brake: BrakeKeeper;
  readonly health: SampleHealth;
  readonly heartbeat: Heartbeat;
  /** Distance of the samples as it really is: the delay, stretched to what the source can do. */
  readonly spacingMs: () => number;
  /** PIDs of the agent, its parents and children. */
  readonly family: () => ReadonlySet<number>;
  /** Those that may be judged at all: all, or the hosts of one application. */
  readonly scope: (watched: readonly Watched[]) => readonly Watched[];
}

const OLDEST_BLAMABLE_MS = 60_000;

export class ProcessCheck {
  readonly #rules: ProcessCheckRules;
  readonly #ports: ProcessCheckPorts;
  readonly #machine: Machine;
  readonly #book = new IncidentBook();
  readonly #underWay = new Set<Promise<void>>();
  readonly #report: Report | undefined;
  #state: WatchState = emptyWatch;
  #records: OverRecords = new Map();

  constructor(rules: ProcessCheckRules, ports: ProcessCheckPorts, machine: Machine) {
    this.#rules = rules;
    this.#ports = ports;
    this.#machine = machine;
    const { journal, notify } = ports;
    const { cpuBasis } = rules.watch;
    this.#report =
      rules.limits &&
      new Report({ journal, notify, book: this.#book, machine, limits: rules.limits, cpuBasis });
  }

  /** What was seen at the last sample. */
  get watched(): readonly Watched[] {
    return [...this.#state.watched.values()];
  }

  /** Those that the COM check may blame; nobody is blamed by figures that are old. */
  blamable(): readonly Watched[] {
    const { lastAtMs } = this.#state;
    const oldest = Math.max(OLDEST_BLAMABLE_MS, 3 * this.#ports.spacingMs());
    const isOld = lastAtMs === undefined || this.#ports.clock.monotonicMs() - lastAtMs > oldest;
    return isOld ? [] : this.#ports.scope(this.watched);
  }

  /** The series of samples is interrupted: CPU is unknown until it was measured anew. */
  breakSeries(): void {
    this.#state = breakSeries(this.#state);
    this.#records = new Map();
  }

  async pass(started: Instant, signal: AbortSignal): Promise<void> {
    const answer = await this.#ports.sample(signal);
    if (signal.aborted) return;
    const now = this.#now();
    this.#ports.brake.letGo(now);
    if (!answer.ok) {
      this.#ports.health.failed(answer.reason, now);
      return;
    }
    this.#ports.health.worked(now);
    this.#feed(answer.sample, now);
    if (this.#rules.limits) this.#judge(this.#rules.limits, now, signal);
    const tookMs = now.monotonicMs - started.monotonicMs;
    this.#ports.heartbeat.sampled(answer.sample, now, tookMs, this.watched);
  }

  /** Waits for the stops that are under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  #feed(sample: Sample, now: Instant): void {
    const rules = {
      ...this.#rules.watch,
      logicalProcessors: this.#machine.logicalProcessors,
      physicalMemoryBytes: this.#machine.physicalMemoryBytes,
    };
    const { state, seen, left } = observe(this.#state, sample, now, this.#ports.spacingMs(), rules);
    this.#state = state;
    for (const { target, ageMs } of seen) {
      this.#ports.journal({
        level: 'info',
        action: 'target-seen',
        message: `Watching ${target.name} ${target.pid}`,
        fields: { ...targetFields(target), 'comwatch.age_ms': Math.round(ageMs) },
      });
    }
    for (const { target } of left) {
      this.#ports.journal({
        level: 'info',
        action: 'target-left',
        message: `${target.name} ${target.pid} is gone`,
        fields: targetFields(target),
      });
    }
    const held = [...state.held.values()].map(({ watched }) => watched);
    const present = [...state.watched.values(), ...held].map((each) => each.target);
    for (const { incident, verdict } of this.#book.close(present, now.monotonicMs)) {
      this.#report?.attempted(verdict, incident, { kind: 'gone' }, now);
    }
  }

  #judge(limits: Limits, now: Instant, signal: AbortSignal): void {
    const inScope = this.#ports.scope(this.watched);
    const judged = judge(inScope, this.#records, limits, this.#rules.sustain);
    this.#records = judged.records;
    const { brake, family } = this.#ports;
    const before = this.#book.incidents;
    const planned = plan(judged.verdicts, before, brake.state, {
      mode: this.#rules.mode,
      family: family(),
      brakeRules: brake.rules,
      now,
    });
    this.#book.adopt(planned.incidents);
    brake.state = planned.brake;
    // The kill comes first: every stop is begun before a word is written about any of them.
    for (const action of planned.actions) {
      if (action.kind === 'stop') this.#begin(action, signal);
    }
    for (const action of planned.actions) {
      if (!incidentOf(before, action.verdict.target)) this.#report?.opened(action, now);
      this.#report?.planned(action, now);
      if (action.kind === 'braked' && action.tripped) brake.tripped(action, now);
    }
  }

  #begin(action: Extract<Action, { kind: 'stop' }>, signal: AbortSignal): void {
    const work = this.#stop(action, signal).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #stop(
    { verdict, incident }: Extract<Action, { kind: 'stop' }>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#ports.brake.save();
    const outcome = await this.#ports.stop(verdict.target, signal);
    const now = this.#now();
    const current = incidentOf(this.#book.incidents, verdict.target) ?? incident;
    const after = afterAttempt(current, outcome, now.monotonicMs);
    this.#book.keep(after, verdict);
    this.#report?.attempted(verdict, after, outcome, now);
  }

  #now(): Instant {
    return {
      monotonicMs: this.#ports.clock.monotonicMs(),
      wallMs: this.#ports.clock.wallMs(),
    };
  }
}
