/**
 * Owner of the process table of one image name: takes samples, updates the table, keeps floors across restarts, and
 * reports processes seen and gone. The checks depend on it; it knows none of them.
 */
import { applicationFields, targetFields } from '../telling/fields.js';
import type { Heartbeat } from './heartbeat.js';
import type { Condition } from '../telling/lasting-condition.js';
import { instantOf, type Instant } from '../../core/instant.js';
import type { Machine, Sample, SampleSource } from '../../core/observing/model.js';
import {
  breakSeries,
  emptyWatch,
  observe,
  type Remembered,
  type Watched,
  type WatchRules,
  type WatchState,
} from '../../core/observing/process-table.js';
import { sameTarget } from '../../core/observing/identity.js';
import {
  recallFrom,
  storeFloors,
  type StoredFloors,
  type Measure,
} from '../../core/observing/remembered.js';
import type { Target } from '../../core/observing/model.js';
import type { Clock, Journal, Recorder, Sampler } from '../../ports.js';

export type ObserverRules = Omit<WatchRules, 'logicalProcessors' | 'physicalMemoryBytes'>;

export interface ObserverPorts {
  readonly record?: Recorder;
  /** Image name of the samples. */
  readonly image?: string;
  readonly clock: Clock;
  readonly sample: Sampler;
  readonly journal: Journal;
  /** State of the condition that samples arrive. */
  readonly health: Condition;
  readonly heartbeat: Heartbeat;
  /** The application that a process belongs to, if it has a name and is known. */
  readonly applicationOf?: (watched: Watched) => string | undefined;
  /** Actual interval of the samples: the delay, stretched to what the source can do. */
  readonly spacingMs: () => number;
}

/** One sample as the checks see it. */
export interface Seen {
  readonly now: Instant;
  readonly processes: readonly Watched[];
  /** Processes among them that the last sample omitted. */
  readonly arrived: readonly Watched[];
  readonly left: readonly Watched[];
  /** Whether the sample is complete: a process that it does not show has exited. */
  readonly isComplete: boolean;
}

/** Figures older than this are no evidence about the present, unless the samples are farther apart themselves. */
const OLDEST_MS = 60_000;

export class Observer {
  readonly #rules: WatchRules;
  readonly #ports: ObserverPorts;
  readonly #machine: Machine;
  readonly #listeners: ((seen: Seen, signal: AbortSignal) => void)[] = [];
  readonly #breakListeners: (() => void)[] = [];
  readonly #stored: StoredFloors | undefined;
  #recall: ((target: Target) => Remembered | undefined) | undefined;
  #state: WatchState = emptyWatch;
  #processes: readonly Watched[] = [];
  #source: Sample['source'] | undefined;

  /** @param stored floors that an earlier agent left */
  constructor(rules: ObserverRules, ports: ObserverPorts, machine: Machine, stored?: StoredFloors) {
    const { logicalProcessors, physicalMemoryBytes } = machine;
    this.#rules = { ...rules, logicalProcessors, physicalMemoryBytes };
    this.#ports = ports;
    this.#machine = machine;
    this.#stored = stored;
  }

  /** Calls the listener after each sample, in the order of registration. */
  onSample(listener: (seen: Seen, signal: AbortSignal) => void): void {
    this.#listeners.push(listener);
  }

  /** Content of the last sample. */
  get processes(): readonly Watched[] {
    return this.#processes;
  }

  /** Content of the last sample; empty when that is too old to judge by. */
  get current(): readonly Watched[] {
    return this.isCurrent ? this.processes : [];
  }

  /** Whether the command line of some process is still being read. */
  get hasUnread(): boolean {
    return this.processes.some(({ commandLine }) => commandLine.kind === 'unread');
  }

  get isCurrent(): boolean {
    const { lastAtMs } = this.#state;
    const oldest = Math.max(OLDEST_MS, 3 * this.#ports.spacingMs());
    return lastAtMs !== undefined && this.#ports.clock.monotonicMs() - lastAtMs <= oldest;
  }

  /** Time of the last good sample (monotonic), and its source. */
  get lastSampleMs(): number | undefined {
    return this.#state.lastAtMs;
  }

  get source(): Sample['source'] | undefined {
    return this.#source;
  }

  /** Whether this process is still running, as far as the last samples show. */
  isPresent(target: Target): boolean {
    const { watched, absent } = this.#state;
    const shown = watched.get(target.pid);
    if (shown && sameTarget(shown.target, target)) return true;
    const missed = absent.get(target.pid);
    return missed !== undefined && !missed.hasLeft && sameTarget(missed.watched.target, target);
  }

  /** Floors for the next agent; `undefined` before the first sample. */
  floors(now: Instant): StoredFloors | undefined {
    if (this.#source === undefined) return undefined;
    return storeFloors(this.processes, this.#measureOf(this.#source), now);
  }

  #measureOf(source: SampleSource): Measure {
    const { cpuBasis } = this.#rules;
    return { source, cpuBasis, physicalMemoryBytes: this.#machine.physicalMemoryBytes };
  }

  /** Calls the listener when the series of samples is interrupted. */
  onBreak(listener: () => void): void {
    this.#breakListeners.push(listener);
  }

  /** Records an interruption of the series of samples: CPU is unknown until it was measured again. */
  breakSeries(): void {
    this.#state = breakSeries(this.#state);
    for (const listener of this.#breakListeners) listener();
  }

  /** @param slotMs the slot that the pass belongs to (monotonic) */
  async pass(started: Instant, signal: AbortSignal, slotMs = started.monotonicMs): Promise<void> {
    const answer = await this.#ports.sample(signal);
    if (signal.aborted) return;
    const now = this.#now();
    const image = this.#ports.image ?? '';
    const round = { image, slotMs, beganMs: started.monotonicMs, at: now };
    if (!answer.ok) {
      this.#ports.record?.({ kind: 'gap', ...round, reason: answer.reason });
      this.#ports.health.fails(answer.reason, now);
      return;
    }
    this.#ports.health.works(now);
    const seen = this.#feed(answer.value, now);
    this.#ports.record?.({ kind: 'sample', ...round, sample: answer.value });
    for (const listener of this.#listeners) listener(seen, signal);
    const tookMs = now.monotonicMs - started.monotonicMs;
    this.#ports.heartbeat.sampled(answer.value, now, tookMs, seen.processes);
  }

  #feed(sample: Sample, now: Instant): Seen {
    this.#source = sample.source;
    this.#recall ??=
      this.#stored &&
      recallFrom(this.#stored, this.#measureOf(sample.source), this.#rules.timeCacheMs, now);
    const { state, seen, left } = observe(this.#state, sample, {
      now,
      spacingMs: this.#ports.spacingMs(),
      rules: this.#rules,
      ...(this.#recall && { recall: this.#recall }),
    });
    this.#state = state;
    this.#processes = [...state.watched.values()];
    const fieldsOf = (watched: Watched) => ({
      ...targetFields(watched.target),
      ...applicationFields(this.#ports.applicationOf?.(watched)),
    });
    for (const each of seen) {
      const { target, ageMs } = each;
      this.#ports.journal({
        level: 'info',
        action: 'target-seen',
        sentence: { kind: 'target-seen', target },
        fields: { ...fieldsOf(each), 'comwatch.age_ms': Math.round(ageMs) },
      });
    }
    for (const each of left) {
      const { target } = each;
      this.#ports.journal({
        level: 'info',
        action: 'target-left',
        sentence: { kind: 'target-left', target },
        fields: fieldsOf(each),
      });
    }
    const isComplete = sample.dropped === 0;
    return { now, processes: this.processes, arrived: seen, left, isComplete };
  }

  #now(): Instant {
    const { clock } = this.#ports;
    return instantOf(clock);
  }
}
