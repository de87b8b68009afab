/** Stands between the reporters and the mailer; keeps the mail state on disk, so that a killed agent loses and repeats nothing. */
import {
  finish,
  goOn,
  left,
  nextPassMs,
  noMails,
  pass,
  take,
  type MailRules,
  type MailState,
  type MailStep,
} from '../../core/telling/mail-discipline.js';
import { parseMails } from '../../core/telling/mail-discipline-file.js';
import type { Notice } from '../../core/telling/notice.js';
import type { Clock, Notifier, ValueStore } from '../../ports.js';

export interface MailGateContext {
  readonly rules: MailRules;
  readonly store: ValueStore;
  readonly clock: Clock;
  /** Masks secrets in text from outside. */
  readonly redact: (notice: Notice) => Notice;
  readonly notify: Notifier;
  /** Whether this agent still holds the state folder; after a takeover the other agent sends the mails. */
  readonly isHeld?: () => Promise<boolean>;
}

const SAVE_DEADLINE_MS = 2_000;
const LONGEST_SLEEP_MS = 60_000;
const LEAST_SLEEP_MS = 200;
/** Maximum delay of the agent's end by a disk that hangs. */
const END_DEADLINE_MS = 2_000;

export class MailGate {
  readonly #context: MailGateContext;
  readonly #end = new AbortController();
  #state: MailState = noMails;
  #wake = new AbortController();
  #running: Promise<void> = Promise.resolve();
  readonly #underWay = new Set<Promise<void>>();

  constructor(context: MailGateContext) {
    this.#context = context;
  }

  /** Continues with what an earlier agent held, and runs until it is closed. */
  async open(): Promise<void> {
    const loaded = await this.#context.store.load();
    const known = loaded.kind === 'value' ? parseMails(loaded.value) : undefined;
    if (known) await this.#keep(goOn(known));
    this.#running = this.#run();
  }

  readonly notify: Notifier = (notice) => {
    const taken = this.#take(notice).finally(() => this.#underWay.delete(taken));
    this.#underWay.add(taken);
    return taken;
  };

  /**
   * Ends. Held notices are combined into one mail, since the next agent may start much later.
   * @param goesOn another agent starts immediately: held notices stay on disk, if the disk has them
   */
  async close(goesOn = false): Promise<void> {
    const { clock } = this.#context;
    this.#end.abort();
    this.#wake.abort();
    const ended = new AbortController();
    await Promise.race([this.#close(goesOn), clock.sleep(END_DEADLINE_MS, ended.signal)]);
    ended.abort();
  }

  async #close(goesOn: boolean): Promise<void> {
    await Promise.all([this.#running, ...this.#underWay]);
    if (!(await this.#isOurs()) || (goesOn && (await this.#isSaved()))) return;
    await this.#keep(finish(this.#state, this.#context.rules, this.#now()));
  }

  async #take(notice: Notice): Promise<void> {
    const { rules, redact, notify } = this.#context;
    if (!(await this.#isOurs())) return notify(notice);
    const step = take(this.#state, redact(notice), rules, this.#now());
    this.#wake.abort();
    return this.#keep(step);
  }

  async #run(): Promise<void> {
    const { rules, clock } = this.#context;
    while (!this.#end.signal.aborted) {
      this.#wake = new AbortController();
      if (await this.#isOurs()) await this.#keep(pass(this.#state, rules, this.#now()));
      const waitMs = nextPassMs(this.#state, rules) - clock.wallMs();
      const ms = Math.min(LONGEST_SLEEP_MS, Math.max(LEAST_SLEEP_MS, waitMs));
      await clock.sleep(ms, this.#wake.signal);
    }
  }

  /**
   * A mail is written to disk before it goes into the outbox, and removed afterwards: an agent killed in between sends
   * the same mail again, which the outbox and mail servers recognise by its identifier.
   */
  async #keep({ state, send }: MailStep): Promise<void> {
    const isSame = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (!isSame) await this.#save();
    if (send.length === 0) return;
    await Promise.all(send.map((each) => this.#context.notify(each)));
    this.#state = left(this.#state, send);
    await this.#save();
  }

  async #save(): Promise<void> {
    if (await this.#isOurs()) await this.#context.store.save(this.#state, SAVE_DEADLINE_MS);
  }

  async #isSaved(): Promise<boolean> {
    const { written } = await this.#context.store.save(this.#state, SAVE_DEADLINE_MS);
    return written;
  }

  #isOurs(): Promise<boolean> {
    return this.#context.isHeld?.() ?? Promise.resolve(true);
  }

  #now(): number {
    return Math.round(this.#context.clock.wallMs());
  }
}
