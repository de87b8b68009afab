/** Keeps the pauses: on disk for the next agent, said when they begin and end, heard of by what they hold back. */
import {
  endPauses,
  pauseOf,
  recallPauses,
  storePauses,
  withoutPause,
  withPause,
  type Pause,
  type Pauses,
} from '../../core/acting/pause.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { Clock, Journal, Recorder, ValueStore } from '../../ports.js';
import { applicationFields } from '../telling/fields.js';
import { toUnixMs } from '../../core/wall-time.js';

const SAVE_DEADLINE_MS = 1_000;

export interface PauseContext {
  readonly clock: Clock;
  readonly pauseStore: ValueStore;
  readonly journal: Journal;
  readonly record?: Recorder;
}

/** Called with the application whose pause has ended, `undefined` for all: what was counted before it counts no more. */
export type PauseEnd = (application: string | undefined) => void;

export class PauseKeeper {
  readonly #context: PauseContext;
  readonly #listeners: PauseEnd[] = [];
  #pauses: Pauses = [];

  constructor(context: PauseContext) {
    this.#context = context;
  }

  get all(): Pauses {
    return this.#pauses;
  }

  /** Goes on with what an earlier agent was told. */
  async load(): Promise<void> {
    const loaded = await this.#context.pauseStore.load();
    if (loaded.kind !== 'value') return;
    const now = this.#now();
    this.#pauses = recallPauses(loaded.value, now);
    for (const pause of this.#pauses) this.#sayBegin(pause, now);
  }

  onEnd(listener: PauseEnd): void {
    this.#listeners.push(listener);
  }

  /** The pause that holds for an application now. */
  of(application: string | undefined): Pause | undefined {
    return pauseOf(this.#pauses, application, this.#now().monotonicMs);
  }

  /** @param forMs counted from now */
  begin(
    application: string | undefined,
    forMs: number,
    { why, withCalls }: Pick<Pause, 'why' | 'withCalls'>,
  ): void {
    const now = this.#now();
    const pause = {
      application,
      why,
      withCalls,
      sinceUnixMs: now.wallMs,
      untilMs: now.monotonicMs + forMs,
    };
    this.#keep(withPause(this.#pauses, pause), now);
    this.#sayBegin(pause, now);
  }

  /** False when there was none. */
  end(application: string | undefined): boolean {
    const left = withoutPause(this.#pauses, application);
    if (left.length === this.#pauses.length) return false;
    this.#keep(left, this.#now());
    this.#tellEnd(application);
    return true;
  }

  /** Ends every pause; false when there was none. */
  endAll(): boolean {
    const ended = this.#pauses;
    if (ended.length === 0) return false;
    this.#keep([], this.#now());
    for (const { application } of ended) this.#tellEnd(application);
    return true;
  }

  /** Ends what is over: called often, costs nothing while there is no pause. */
  tick(): void {
    if (this.#pauses.length === 0) return;
    const now = this.#now();
    const { ended, left } = endPauses(this.#pauses, now.monotonicMs);
    if (ended.length === 0) return;
    this.#keep(left, now);
    for (const { application } of ended) this.#tellEnd(application);
  }

  #keep(pauses: Pauses, now: Instant): void {
    this.#pauses = pauses;
    void this.#context.pauseStore.save(storePauses(pauses, now), SAVE_DEADLINE_MS);
  }

  #sayBegin({ application, why, withCalls, untilMs }: Pause, now: Instant): void {
    const untilUnixMs = toUnixMs(untilMs, now);
    this.#record('on', application, untilUnixMs);
    this.#context.journal({
      level: 'warn',
      action: 'pause',
      sentence: { kind: 'pause-began', application, untilUnixMs, why, withCalls },
      fields: {
        ...applicationFields(application),
        'comwatch.pause.until': new Date(untilUnixMs).toISOString(),
        'comwatch.pause.reason': why,
      },
    });
  }

  #record(state: 'on' | 'off', application: string | undefined, untilUnixMs: number | null): void {
    const { record } = this.#context;
    record?.({
      kind: 'pause',
      at: this.#now(),
      state,
      application: application ?? null,
      untilUnixMs,
    });
  }

  #tellEnd(application: string | undefined): void {
    this.#record('off', application, null);
    this.#context.journal({
      level: 'info',
      action: 'pause',
      sentence: { kind: 'pause-ended', application },
      fields: applicationFields(application),
    });
    for (const listener of this.#listeners) listener(application);
  }

  #now(): Instant {
    const { clock } = this.#context;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }
}
