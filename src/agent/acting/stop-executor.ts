/**
 * Carries out plans for both checks: consults the brake, writes the intent, stops, and reports the outcome. It owns the
 * ledger of stops: a process stopped by one check is no evidence for the other, and no process is stopped twice.
 */
import {
  afterAttempt,
  withoutGone,
  type Attempts,
  type AttemptTable,
} from '../../core/acting/attempts.js';
import {
  holdBack,
  mayBeStopped,
  plan,
  type Action,
  type Judged,
  type PlanContext,
} from '../../core/acting/plan.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import { instantOf, type Instant } from '../../core/instant.js';
import { entryOf } from '../../core/observing/identity.js';
import type { Target } from '../../core/observing/model.js';
import type { Watched } from '../../core/observing/process-table.js';
import { TargetMap } from '../../core/observing/target-map.js';
import type { Clock, Recorder, Stopper } from '../../ports.js';
import type { BrakeKeeper } from './brake-keeper.js';
import { DecisionRecord } from './decision-record.js';
import type { IntentKeeper } from './intent-keeper.js';
import { OpenStops } from './open-stops.js';
import type { PauseKeeper } from './pause-keeper.js';

/** How long a process that was stopped is remembered at least: a sample that was taken before may still arrive. */
const KEPT_MS = 60_000;

export interface StopRequest<V extends Judged> extends Pick<
  PlanContext,
  'mode' | 'check' | 'application' | 'excluded'
> {
  readonly verdicts: readonly V[];
  /** The incident that a stop of this verdict belongs to. */
  readonly incidentId: (verdict: V) => string;
  /** Called when a survivor, or a process whose outcome was unknown, has ended after all. */
  readonly endedLate: (verdict: V, attempts: Attempts) => void;
}

export interface Deed<V extends Judged> {
  readonly verdict: V;
  readonly attempts: Attempts;
  readonly outcome: StopOutcome;
  /** Call when the notice of it is on disk. */
  readonly reported: () => void;
}

export interface Execution<V extends Judged> {
  readonly actions: readonly Action<V>[];
  /** One promise per stop that was begun. They never reject. */
  readonly deeds: readonly Promise<Deed<V>>[];
}

export interface ExecutorPorts {
  readonly clock: Clock;
  readonly stop: Stopper;
  readonly brake: BrakeKeeper;
  readonly intents: IntentKeeper;
  readonly ownProcesses: () => ReadonlySet<number>;
  readonly pauses: Pick<PauseKeeper, 'of'>;
  readonly record?: Recorder;
}

export class StopExecutor {
  readonly #ports: ExecutorPorts;
  #attempts: AttemptTable = new Map();
  /** When processes were stopped or found gone (monotonic). */
  readonly #ended = new TargetMap<number>();
  readonly #decisions: DecisionRecord;
  readonly #open = new OpenStops();

  constructor(ports: ExecutorPorts) {
    this.#ports = ports;
    this.#decisions = new DecisionRecord(ports);
  }

  /** The attempts so far, from which the next agent continues. */
  get attempts(): AttemptTable {
    return this.#attempts;
  }

  /** Continues the attempts of an earlier agent. */
  restore(attempts: AttemptTable): void {
    this.#attempts = attempts;
  }

  /** Whether a stop is in progress or has succeeded: a sample that still shows the process is old. */
  isStopped(target: Target): boolean {
    return this.#ended.has(target) || this.isUnderWay(target);
  }

  isUnderWay(target: Target): boolean {
    return entryOf(this.#attempts, target)?.isUnderWay === true;
  }

  /** When the next attempt on a survivor is due (monotonic); `undefined` for one that was never tried or has exited. */
  nextAttemptMs(target: Target): number | undefined {
    const known = entryOf(this.#attempts, target);
    return known && known.count > 0 && !this.isStopped(target) ? known.nextMs : undefined;
  }

  mayBeStopped(watched: Watched, excluded: readonly string[]): boolean {
    return mayBeStopped(watched, this.#attempts, {
      ownProcesses: this.#ports.ownProcesses(),
      excluded,
      isStopped: (target) => this.isStopped(target),
      now: instantOf(this.#ports.clock),
    });
  }

  /** Begins every stop of the plan before anything about them is written or mailed. */
  execute<V extends Judged>(
    request: StopRequest<V>,
    now: Instant,
    signal: AbortSignal,
  ): Execution<V> {
    const { brake, ownProcesses, pauses } = this.#ports;
    brake.release(now);
    const pause = pauses.of(request.application);
    if (pause) {
      const held = holdBack(request.verdicts, this.#attempts, pause, now.monotonicMs);
      this.#decisions.take(held, request, now);
      return { actions: held, deeds: [] };
    }
    const planned = plan(request.verdicts, this.#attempts, brake.state, {
      ...request,
      ownProcesses: ownProcesses(),
      brakeRules: brake.rules,
      isStopped: (target) => this.#ended.has(target),
      now,
      brakeNowMs: brake.nowMs(now),
    });
    this.#attempts = planned.attempts;
    brake.state = planned.brake;
    this.#decisions.take(planned.actions, request, now);
    const deeds = planned.actions.flatMap((action) =>
      action.kind === 'stop' ? [this.#begin(action, request, now, signal)] : [],
    );
    for (const action of planned.actions) {
      if (action.kind === 'braked' && action.tripped) brake.tripped(action, now);
    }
    if (planned.actions.some(({ kind }) => kind === 'observe')) void brake.save(now);
    return { actions: planned.actions, deeds };
  }

  /** Forgets targets that have left the samples, and reports those whose stop had not been confirmed. */
  targetsLeft(left: readonly Target[], isPresent: (target: Target) => boolean): void {
    this.#attempts = withoutGone(this.#attempts, isPresent);
    const nowMs = this.#ports.clock.monotonicMs();
    for (const [target, atMs] of this.#ended.entries())
      if (nowMs - atMs >= KEPT_MS && !isPresent(target)) this.#ended.delete(target);
    this.#decisions.left(left);
    this.#open.left(left, isPresent);
  }

  /** Waits for the stops in progress. */
  async settled(): Promise<void> {
    await this.#open.settled();
  }

  #begin<V extends Judged>(
    action: Extract<Action<V>, { kind: 'stop' }>,
    request: StopRequest<V>,
    now: Instant,
    signal: AbortSignal,
  ): Promise<Deed<V>> {
    const work = this.#stop(action, request, now, signal);
    this.#open.begun(work);
    return work;
  }

  async #stop<V extends Judged>(
    { verdict, attempts }: Extract<Action<V>, { kind: 'stop' }>,
    request: StopRequest<V>,
    now: Instant,
    signal: AbortSignal,
  ): Promise<Deed<V>> {
    const { brake, intents, stop } = this.#ports;
    const { target } = verdict;
    const intent = intents.begin(
      {
        incidentId: request.incidentId(verdict),
        target,
        check: request.check,
        ...(request.application !== undefined && { application: request.application }),
      },
      now,
    );
    await Promise.all([brake.save(now), intent.written]);
    const outcome = await this.#decisions.deed(verdict, request, () => stop(target, signal));
    const after = this.#note(verdict, attempts, outcome, request);
    return { verdict, attempts: after, outcome, reported: intent.done };
  }

  #note<V extends Judged>(
    verdict: V,
    attempts: Attempts,
    outcome: StopOutcome,
    { endedLate }: StopRequest<V>,
  ): Attempts {
    const { target } = verdict;
    const nowMs = this.#ports.clock.monotonicMs();
    const known = entryOf(this.#attempts, target);
    const after = afterAttempt(known ?? attempts, outcome, nowMs);
    // The PID was reused during the stop: the entry of the new process stays.
    if (known || !this.#attempts.has(target.pid)) {
      this.#attempts = new Map(this.#attempts).set(target.pid, after);
    }
    switch (outcome.kind) {
      case 'stopped':
      case 'gone':
        this.#open.ended(target);
        this.#ended.set(target, nowMs);
        return after;
      case 'survived':
      case 'unknown':
        this.#open.mayRun(target, () => endedLate(verdict, after));
        return after;
      case 'refused':
        return after;
    }
  }
}
