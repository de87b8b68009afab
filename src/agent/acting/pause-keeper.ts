/**
 * Keeps the pauses: writes them to disk for the next agent, and reports when they begin, end and hold something back.
 */
import {
  endPauses,
  pauseOf,
  recallPauses,
  recallSkipped,
  stillSkipped,
  storePauses,
  windowPauses,
  withoutPause,
  withPause,
  type OpenWindow,
  type Pause,
  type Pauses,
  type SkippedWindow,
} from '../../core/acting/pause.js';
import { instantOf, type Instant } from '../../core/instant.js';
import type { Clock, Journal, Recorder, ValueStore } from '../../ports.js';
import { applicationFields } from '../telling/fields.js';
import { toUnixMs } from '../../core/wall-time.js';

const SAVE_DEADLINE_MS = 1_000;
/** A failed write is repeated, so that the next agent knows the state. */
const SAVE_AGAIN_MS = 5_000;

export interface PauseContext {
  readonly clock: Clock;
  readonly pauseStore: ValueStore;
  readonly journal: Journal;
  readonly record?: Recorder;
  /** The maintenance windows that are open at a wall time; absent if there are none. */
  readonly openWindows?: (wallMs: number) => readonly OpenWindow[];
}

/** Called with the application whose pause has ended, `undefined` for all: earlier counts become invalid. */
export type PauseEnd = (application: string | undefined) => void;

export class PauseKeeper {
  readonly #context: PauseContext;
  readonly #listeners: PauseEnd[] = [];
  #pauses: Pauses = [];
  /** The windows whose beginning has been reported. */
  #windows: Pauses = [];
  #skipped: readonly SkippedWindow[] = [];
  /** Start of the last write that failed (monotonic). */
  #unwrittenMs: number | undefined;

  constructor(context: PauseContext) {
    this.#context = context;
  }

  /** The pauses and windows in force now. */
  get all(): Pauses {
    return this.#holding(this.#now());
  }

  /** Continues the pauses of an earlier agent. */
  async load(): Promise<void> {
    const loaded = await this.#context.pauseStore.load();
    if (loaded.kind !== 'value') return;
    const now = this.#now();
    this.#pauses = recallPauses(loaded.value, now);
    this.#skipped = recallSkipped(loaded.value, now);
    for (const pause of this.#pauses) this.#sayBegin(pause, now);
  }

  onEnd(listener: PauseEnd): void {
    this.#listeners.push(listener);
  }

  /** The pause in force for an application now. */
  of(application: string | undefined): Pause | undefined {
    const now = this.#now();
    return pauseOf(this.#holding(now), application, now.monotonicMs);
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

  /** Ends the pause and the open windows of an application; false when there was none. */
  end(application: string | undefined): boolean {
    return this.#endThose((each) => each.application === application);
  }

  /** Ends every pause and every open window; false when there was none. */
  endAll(): boolean {
    return this.#endThose(() => true);
  }

  /** Ends expired pauses and begins the windows that are open; cheap enough to be called often. */
  tick(): void {
    const now = this.#now();
    const { ended, left } = endPauses(this.#pauses, now.monotonicMs);
    const isOffered = now.monotonicMs - (this.#unwrittenMs ?? Infinity) >= SAVE_AGAIN_MS;
    if (ended.length > 0 || isOffered) this.#keep(left, now);
    for (const pause of ended) this.#tellEnd(pause);
    this.#turnWindows(now);
  }

  #endThose(isMeant: (pause: Pause) => boolean): boolean {
    const now = this.#now();
    const meant = this.#holding(now).filter(isMeant);
    if (meant.length === 0) return false;
    const windows = meant.filter(({ isWindow }) => isWindow);
    this.#skipped = [
      ...this.#skipped,
      ...windows.map(({ application, untilMs }) => ({
        application,
        untilUnixMs: toUnixMs(untilMs, now),
      })),
    ];
    const pauses = meant.filter(({ isWindow }) => !isWindow);
    const left = pauses.reduce(
      (all: Pauses, { application }) => withoutPause(all, application),
      this.#pauses,
    );
    this.#keep(left, now);
    for (const pause of pauses) this.#tellEnd(pause);
    this.#turnWindows(now);
    return true;
  }

  /** Reports the windows that have begun or ended. An extended one is still the same. */
  #turnWindows(now: Instant): void {
    const open = this.#openWindows(now);
    const before = this.#windows;
    if (open.length === 0 && before.length === 0) return;
    this.#windows = open;
    for (const each of open) {
      if (!before.some((old) => sameApplication(old, each))) this.#sayBegin(each, now);
    }
    for (const each of before) {
      if (!open.some((next) => sameApplication(next, each))) this.#tellEnd(each);
    }
  }

  #openWindows(now: Instant): Pauses {
    const { openWindows } = this.#context;
    const open = openWindows?.(now.wallMs) ?? [];
    return open.length === 0 ? [] : windowPauses(open, this.#skipped, now);
  }

  #holding(now: Instant): Pauses {
    return [...endPauses(this.#pauses, now.monotonicMs).left, ...this.#openWindows(now)];
  }

  #keep(pauses: Pauses, now: Instant): void {
    this.#pauses = pauses;
    this.#skipped = stillSkipped(this.#skipped, now);
    this.#unwrittenMs = undefined;
    const stored = storePauses(pauses, now, this.#skipped);
    void this.#context.pauseStore.save(stored, SAVE_DEADLINE_MS).then(async ({ written }) => {
      if (!(await written)) this.#unwrittenMs = now.monotonicMs;
    });
  }

  #sayBegin({ application, why, withCalls, untilMs, isWindow = false }: Pause, now: Instant): void {
    const untilUnixMs = toUnixMs(untilMs, now);
    this.#record('on', application, untilUnixMs);
    this.#context.journal({
      // A configured window is expected and needs no warning.
      level: isWindow ? 'info' : 'warn',
      action: 'pause',
      sentence: { kind: 'pause-began', application, untilUnixMs, why, withCalls, isWindow },
      fields: {
        ...applicationFields(application),
        'comwatch.pause.until': new Date(untilUnixMs).toISOString(),
        'comwatch.pause.reason': why,
        'comwatch.pause.is_window': isWindow,
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

  #tellEnd({ application, isWindow = false }: Pause): void {
    this.#record('off', application, null);
    this.#context.journal({
      level: 'info',
      action: 'pause',
      sentence: { kind: 'pause-ended', application, isWindow },
      fields: applicationFields(application),
    });
    for (const listener of this.#listeners) listener(application);
  }

  #now(): Instant {
    const { clock } = this.#context;
    return instantOf(clock);
  }
}

function sameApplication(one: Pause, other: Pause): boolean {
  return one.application === other.application;
}
