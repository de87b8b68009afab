import type { Notice } from '../../core/telling/notice.js';
import type { Clock, Journal, Notifier } from '../../ports.js';
import { within } from '../files/atomic.js';
import { Outbox, type Letter } from './outbox.js';
import type { Send, SendAnswer } from './smtp.js';
import { Tries } from './tries.js';

export interface MailerOptions {
  readonly recipients: readonly string[];
  readonly send: Send;
  readonly stateDir: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Waits before the second, third... try; the last one for every further one. No notice is ever given up. */
  readonly backOffMs?: readonly number[];
}

const BACK_OFF_MS = [30, 60, 120, 300, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);

/** Delivers notices beside the checks: what the server has not taken waits on disk and is tried again. */
export class Mailer {
  readonly #options: MailerOptions;
  readonly #outbox: Outbox;
  readonly #stop = new AbortController();
  readonly #tries: Tries;
  #wake: (() => void) | undefined;
  #adding: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;
  #idle: (() => void)[] = [];

  constructor(options: MailerOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.stateDir, options.journal);
    this.#tries = new Tries(options.backOffMs ?? BACK_OFF_MS);
  }

  /** Reads what waits on disk and begins to deliver. */
  async open(): Promise<void> {
    await this.#outbox.open();
    this.#running = this.#run();
  }

  readonly notify: Notifier = (notice: Notice) => {
    const letter: Letter = { notice, waiting: [...this.#options.recipients] };
    this.#journal('info', 'mail-queued', `Notice ${notice.id} is on its way`, notice);
    // A disk that hangs delays the mail by two seconds, no more.
    this.#adding = this.#adding
      .then(() => within(this.#outbox.add(letter), 2_000))
      .then(() => this.#wake?.());
  };

  /** Waits until nothing is due any more, at most for `deadlineMs`. What failed stays on disk. */
  async flush(deadlineMs: number): Promise<void> {
    await within(
      this.#adding.then(
        () =>
          new Promise<void>((resolve) => {
            this.#idle.push(resolve);
            this.#wake?.();
          }),
      ),
      deadlineMs,
    );
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await within(this.#running ?? Promise.resolve(), 500);
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stop.signal.aborted) {
      await this.#deliverDue();
      for (const done of this.#idle.splice(0)) done();
      const waits = this.#outbox.letters.map((each) => this.#dueMs(each) - clock.monotonicMs());
      const untilNext = new AbortController();
      this.#wake = () => untilNext.abort();
      // An arrival between the delivery and this line must not wait for the next due time.
      if (waits.some((wait) => wait <= 0)) continue;
      await clock.sleep(Math.min(3_600_000, ...waits), untilNext.signal);
    }
  }

  async #deliverDue(): Promise<void> {
    const { clock } = this.#options;
    const inTurn = [...this.#outbox.letters].sort((one, other) =>
      this.#tries.byTurn(one.notice.id, other.notice.id),
    );
    for (const letter of inTurn) {
      if (this.#stop.signal.aborted) return;
      if (this.#dueMs(letter) > clock.monotonicMs()) continue;
      try {
        await this.#deliver(letter);
      } catch (error) {
        // A fault of our own with one letter takes nothing from the others.
        const reason = error instanceof Error ? error.message : String(error);
        this.#journal(
          'error',
          'mail-failed',
          `Notice ${letter.notice.id} was not mailed: ${reason}`,
          letter.notice,
        );
        this.#tries.failed(letter.notice.id, clock.monotonicMs());
      }
    }
  }

  async #deliver(letter: Letter): Promise<void> {
    const { send, clock } = this.#options;
    const { id } = letter.notice;
    let failed = false;
    for (const recipient of [...letter.waiting]) {
      const answer = await send(letter.notice, recipient);
      if (answer.kind === 'unfit') {
        this.#tries.done(id);
        await this.#outbox.setAside(letter, answer.reason);
        return;
      }
      this.#report(letter.notice, recipient, answer);
      if (answer.kind === 'unreachable') {
        const waiting = this.#outbox.letters.map(({ notice }) => notice.id);
        this.#tries.serverIsAway(id, waiting, clock.monotonicMs());
        return;
      }
      this.#tries.serverIsThere();
      if (answer.kind === 'failed') {
        failed = true;
        continue;
      }
      letter.waiting = letter.waiting.filter((each) => each !== recipient);
      // On disk before the next recipient: a crash must not mail this one twice.
      await this.#outbox.save(letter);
    }
    if (failed) this.#tries.failed(id, clock.monotonicMs());
    else this.#tries.done(id);
  }

  #dueMs(letter: Letter): number {
    return this.#tries.dueMs(letter.notice.id);
  }

  #report(notice: Notice, recipient: string, answer: Exclude<SendAnswer, { kind: 'unfit' }>): void {
    switch (answer.kind) {
      case 'accepted':
        this.#journal('info', 'mail-sent', `${recipient} was told: ${answer.response}`, notice);
        return;
      case 'refused':
        this.#journal(
          'error',
          'mail-refused',
          `${recipient} was refused: ${answer.reason}`,
          notice,
        );
        return;
      case 'failed':
        this.#journal(
          'warn',
          'mail-failed',
          `${recipient} was not told yet: ${answer.reason}`,
          notice,
        );
        return;
      case 'unreachable':
        this.#journal(
          'warn',
          'mail-failed',
          `The mail server cannot be used, notices that wait: ${this.#outbox.letters.length}. ${answer.reason}`,
          notice,
        );
    }
  }

  #journal(
    level: 'info' | 'warn' | 'error',
    action: 'mail-queued' | 'mail-sent' | 'mail-refused' | 'mail-failed',
    message: string,
    notice: Notice,
  ): void {
    this.#options.journal({
      level,
      action,
      message,
      incidentId: notice.incidentId,
      fields: { 'comwatch.notice.id': notice.id, 'comwatch.notice.kind': notice.kind },
    });
  }
}
