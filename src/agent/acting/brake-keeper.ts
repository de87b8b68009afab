import {
  brakedForOneWindow,
  brakeKey,
  releaseDue,
  type BrakeRules,
  type BrakeState,
} from '../../core/acting/brake.js';
import { incidentId } from '../../core/acting/incident.js';
import type { BrakeNotice, NoticeBase } from '../../core/telling/notice.js';
import type { Action, Judged } from '../../core/acting/plan.js';
import type { Instant } from '../../core/observing/process-table.js';
import type { BrakeStore, Journal, Notifier } from '../../ports.js';
import { reasonText } from '../../texts/reason.js';

/** The intent is on disk before the kill, but a slow disk delays no kill longer than this. */
const SAVE_DEADLINE_MS = 50;

export interface BrakeContext {
  readonly store: BrakeStore;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
}

/** The one brake of the agent: both checks ask it, the disk remembers it, the operators are told of it. */
export class BrakeKeeper {
  state: BrakeState = {};
  readonly rules: BrakeRules;
  readonly #context: BrakeContext;
  #diskWorks = true;

  constructor(rules: BrakeRules, context: BrakeContext) {
    this.rules = rules;
    this.#context = context;
  }

  /** An unreadable state counts as braked for one window: better late than in a loop. The operators are told. */
  async load(processName: string, wallMs: number): Promise<void> {
    const loaded = await this.#context.store.load();
    switch (loaded.kind) {
      case 'state':
        this.state = loaded.state;
        return;
      case 'absent':
        return;
      case 'unreadable':
        this.state = brakedForOneWindow(processName, wallMs, this.rules);
        this.#context.journal({
          level: 'error',
          action: 'brake-state',
          message: `The brake's state cannot be read: nothing is unloaded for ${this.rules.windowMs / 60_000} min`,
          fields: { 'error.message': reasonText(loaded.reason, 'en') },
        });
        this.#tell(
          {
            state: 'on',
            processName: brakeKey(processName),
            attempts: 0,
            untilWallMs: wallMs + this.rules.windowMs,
            stateUnreadable: true,
          },
          wallMs,
        );
        // The next agent goes on with this hold instead of beginning one of its own.
        await this.save();
    }
  }

  /** Lets go of what is due. */
  letGo(now: Instant): void {
    const { state, released } = releaseDue(this.state, now.wallMs, this.rules);
    this.state = state;
    for (const processName of released) {
      void this.save();
      this.#tell({ state: 'off', processName, attempts: 0, untilWallMs: now.wallMs }, now.wallMs);
    }
  }

  /** A plan asked for one stop too many. */
  tripped(action: Extract<Action<Judged>, { kind: 'braked' }>, now: Instant): void {
    void this.save();
    const { attempts, untilWallMs, verdict } = action;
    const { name: processName } = verdict.target;
    this.#tell({ state: 'on', processName, attempts, untilWallMs }, now.wallMs);
  }

  /** Writes the state; a failed write falls back to memory and is said once. */
  async save(): Promise<void> {
    const { written } = await this.#context.store.save(this.state, SAVE_DEADLINE_MS);
    void written.then((isWritten) => this.#noteDisk(isWritten));
  }

  #noteDisk(written: boolean): void {
    if (written !== this.#diskWorks) {
      this.#diskWorks = written;
      this.#context.journal({
        level: written ? 'info' : 'error',
        action: 'brake-state',
        message: written
          ? "The brake's state is on disk again"
          : "The brake's state cannot be written: it is kept in memory only",
      });
    }
  }

  #tell(turn: Omit<BrakeNotice, 'kind' | 'windowMs' | keyof NoticeBase>, wallMs: number): void {
    const { journal, notify, hostName } = this.#context;
    const { windowMs } = this.rules;
    const { state, processName, attempts, untilWallMs, stateUnreadable = false } = turn;
    const id = `${incidentId(wallMs, 0)}-brake-${state}`;
    const why = stateUnreadable
      ? "the brake's state cannot be read"
      : `${attempts} attempts in ${windowMs / 60_000} min`;
    journal({
      level: state === 'on' ? 'error' : 'info',
      action: state === 'on' ? 'brake-on' : 'brake-off',
      message:
        state === 'on'
          ? `Unloading of ${processName} is suspended until ${new Date(untilWallMs).toISOString()}: ${why}`
          : `Unloading of ${processName} is allowed again`,
      incidentId: id,
      fields: { 'process.name': processName, 'comwatch.brake.attempts': attempts },
      mailed: true,
    });
    notify({ kind: 'brake', id, incidentId: id, hostName, at: wallMs, windowMs, ...turn });
  }
}
