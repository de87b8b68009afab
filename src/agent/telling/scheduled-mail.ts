/** A mail sent on a schedule in local time: once for each moment of the schedule, even if the agent was restarted. */
import { dueNow, type Schedule } from '../../core/schedule.js';
import type { Clock, ValueStore } from '../../ports.js';

const LOOK_EVERY_MS = 15_000;
const SAVE_DEADLINE_MS = 1_000;

/** State kept across restarts. */
export interface Met {
  /** The last moment of the schedule that was met, in Unix milliseconds. */
  readonly metUnixMs: number;
}

export interface MailContent<State extends Met> {
  /** Without a stored state, nothing in the past is due. */
  readonly initial: State;
  /** Reads the stored state; `undefined` for anything else. */
  readonly recall: (value: unknown) => State | undefined;
  /** The state after time has passed. */
  readonly atTime: (state: State, wallMs: number) => State;
  /** Collects the content. The mail is sent by the function that it resolves to. */
  readonly gather: (
    state: State,
    wallMs: number,
    signal: AbortSignal,
  ) => Promise<() => Promise<void>>;
}

export interface ScheduledPorts {
  readonly clock: Clock;
  readonly store: ValueStore;
}

export class ScheduledMail<State extends Met> {
  readonly #schedule: Schedule;
  readonly #content: MailContent<State>;
  readonly #ports: ScheduledPorts;
  #state: State;
  #isKept = true;

  constructor(schedule: Schedule, content: MailContent<State>, ports: ScheduledPorts) {
    this.#schedule = schedule;
    this.#content = content;
    this.#ports = ports;
    this.#state = content.initial;
  }

  /** The next check writes it to disk. */
  change(change: (state: State) => State): void {
    const state = change(this.#state);
    if (state === this.#state) return;
    this.#state = state;
    this.#isKept = false;
  }

  /** Checks repeatedly whether the mail is due, until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, store } = this.#ports;
    const loaded = await store.load();
    const kept = loaded.kind === 'value' ? this.#content.recall(loaded.value) : undefined;
    if (kept) this.#state = kept;
    // Moments from now on are due, whichever agent meets them.
    this.#isKept = false;
    while (!signal.aborted) {
      await this.#look(signal);
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    await this.#keep();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { atTime, gather } = this.#content;
    const wallMs = this.#ports.clock.wallMs();
    this.change((state) => atTime(state, wallMs));
    await this.#keep();
    const due = dueNow(this.#schedule, this.#state.metUnixMs, wallMs);
    if (due === undefined) return;
    const send = await gather(this.#state, wallMs, signal);
    // A moment that this agent could not meet is left to the next one, since gathering may take some seconds.
    if (signal.aborted) return;
    // Stored first: an agent that ends in between omits one mail rather than sending it twice. The notice itself is
    // written immediately.
    this.change((state) => ({ ...state, metUnixMs: due }));
    await this.#keep();
    await send();
  }

  async #keep(): Promise<void> {
    if (this.#isKept) return;
    this.#isKept = true;
    await this.#ports.store.save(this.#state, SAVE_DEADLINE_MS);
  }
}
