import {
  brakedForOneWindow,
  imageKey,
  letGo,
  releaseDue,
  shifted,
  subjectOf,
  type BrakeRules,
  type BrakeState,
} from '../../core/acting/brake.js';
import { incidentId } from '../../core/acting/incident.js';
import type { Action } from '../../core/acting/plan.js';
import { instantOf, type Instant } from '../../core/instant.js';
import type { BrakeNotice } from '../../core/telling/notice.js';
import { NotificationLog } from '../../core/notification-log.js';
import type { BrakeStore, Clock, Journal, Notifier, Recorder } from '../../ports.js';
import { applicationFields } from '../telling/fields.js';

/** The intent is written to disk before the stop, but a slow disk delays no stop longer than this. */
const SAVE_DEADLINE_MS = 50;
/** A failed write is repeated, so that the next agent knows the state. */
const SAVE_AGAIN_MS = 5_000;

export interface BrakeContext {
  readonly clock: Clock;
  readonly store: BrakeStore;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
  readonly record?: Recorder;
}

/**
 * The one brake of the agent, shared by both checks of every application: it is kept on disk and reported to the
 * operators. While the agent runs its own clock counts: wall time at its start plus the monotonic time since.
 */
export class BrakeKeeper {
  state: BrakeState = {};
  readonly rules: BrakeRules;
  readonly #context: BrakeContext;
  readonly #anchor: Instant;
  readonly #log = new NotificationLog({ disk: 'works' });
  /** Start of the last write that failed (monotonic). */
  #unwrittenMs: number | undefined;

  constructor(rules: BrakeRules, context: BrakeContext) {
    this.rules = rules;
    this.#context = context;
    const { clock } = context;
    this.#anchor = instantOf(clock);
  }

  /** The brake's own clock. */
  nowMs({ monotonicMs }: Instant): number {
    return this.#anchor.wallMs + (monotonicMs - this.#anchor.monotonicMs);
  }

  /** Wall time of an instant of the brake's clock, by the present wall clock. */
  wallMs(brakeMs: number, now: Instant): number {
    return brakeMs + now.wallMs - this.nowMs(now);
  }

  /**
   * Treats an unreadable state as braked for one window: a late stop is better than a loop. The operators are notified.
   */
  async load(processNames: readonly string[]): Promise<void> {
    const loaded = await this.#context.store.load();
    const now = this.#anchor;
    switch (loaded.kind) {
      case 'state':
        this.state = loaded.state;
        return;
      case 'absent':
        return;
      case 'unreadable': {
        const { windowMs } = this.rules;
        for (const name of processNames) {
          this.state = { ...this.state, ...brakedForOneWindow(name, now.wallMs, this.rules) };
        }
        this.#context.journal({
          level: 'error',
          action: 'brake-state',
          sentence: { kind: 'brake-unreadable', windowMs, reason: loaded.reason },
          fields: { 'comwatch.reason': loaded.reason.kind },
        });
        this.#tell(processNames.map(imageKey).join(', '), now, {
          state: 'on',
          attempts: 0,
          untilWallMs: now.wallMs + windowMs,
          stateUnreadable: true,
        });
        // Records that the next agent continues this hold instead of starting its own.
        await this.save(now);
      }
    }
  }

  /** Releases the holds that have ended. */
  release(now: Instant): void {
    const { state, released } = releaseDue(this.state, this.nowMs(now), this.rules);
    this.state = state;
    const isOffered = now.monotonicMs - (this.#unwrittenMs ?? Infinity) >= SAVE_AGAIN_MS;
    if (released.length > 0 || isOffered) void this.save(now);
    for (const key of released) {
      this.#tell(key, now, { state: 'off', attempts: 0, untilWallMs: now.wallMs });
    }
  }

  /** Releases the holds of this application on request; every hold without one. Resolves to what was released. */
  letGo(application: string | undefined, now: Instant): readonly string[] {
    const { state, released } = letGo(this.state, application);
    this.state = state;
    if (released.length === 0) return released;
    void this.save(now);
    this.#context.journal({
      level: 'warn',
      action: 'brake-off',
      sentence: { kind: 'brake-let-go', keys: released },
      fields: applicationFields(application),
    });
    for (const key of released) {
      this.#tell(key, now, { state: 'off', attempts: 0, untilWallMs: now.wallMs });
    }
    return released;
  }

  /** Reports a hold that begins with this refused attempt. */
  tripped(action: Extract<Action, { kind: 'braked' }>, now: Instant): void {
    void this.save(now);
    this.#tell(action.key, now, {
      state: 'on',
      attempts: action.attemptsCounted,
      untilWallMs: this.wallMs(action.untilMs, now),
    });
  }

  /** Writes the state; a failed write falls back to memory and is reported once. */
  async save(now: Instant): Promise<void> {
    this.#unwrittenMs = undefined;
    const inWallTime = shifted(this.state, now.wallMs - this.nowMs(now));
    const { written } = await this.#context.store.save(inWallTime, SAVE_DEADLINE_MS);
    void written.then((isWritten) => {
      this.#unwrittenMs = isWritten ? undefined : now.monotonicMs;
      this.#noteDisk(isWritten);
    });
  }

  #noteDisk(written: boolean): void {
    if (!this.#log.isNews('disk', written ? 'works' : 'fails')) return;
    this.#context.journal({
      level: written ? 'info' : 'error',
      action: 'brake-state',
      sentence: { kind: written ? 'state-written-again' : 'state-unwritable' },
    });
  }

  #tell(
    key: string,
    now: Instant,
    turn: Pick<BrakeNotice, 'state' | 'attempts' | 'untilWallMs' | 'stateUnreadable'>,
  ): void {
    const { journal, notify, hostName, record } = this.#context;
    const { windowMs } = this.rules;
    const counted = subjectOf(key);
    const subject = counted?.appId ?? counted?.image;
    const application = counted?.application;
    const { state, untilWallMs } = turn;
    const attempts = turn.stateUnreadable === true ? null : turn.attempts;
    record?.({ kind: 'brake', at: now, state, key, untilUnixMs: untilWallMs });
    // From the monotonic clock: a wall clock that was set back would give the same name twice.
    const id = `${incidentId(this.nowMs(now), key.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-'))}-brake-${state}`;
    journal({
      level: state === 'on' ? 'error' : 'info',
      action: state === 'on' ? 'brake-on' : 'brake-off',
      sentence:
        state === 'on'
          ? { kind: 'brake-on', subject, attempts, windowMs, untilUnixMs: untilWallMs }
          : { kind: 'brake-off', subject },
      incidentId: id,
      fields: {
        'comwatch.brake.key': key,
        ...(attempts !== null && { 'comwatch.brake.attempts': attempts }),
        ...(application !== undefined && { 'comwatch.application': application }),
      },
      mailed: true,
    });
    void notify({
      kind: 'brake',
      id,
      incidentId: id,
      hostName,
      at: now.wallMs,
      windowMs,
      subject,
      check: counted?.check,
      ...(application !== undefined && { application }),
      ...turn,
    });
  }
}
