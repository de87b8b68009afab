import { listed } from '../../core/backoff.js';
import type { Level } from '../../core/telling/journal-event.js';
import type { Notice } from '../../core/telling/notice.js';
import { redactTexts } from '../../core/telling/redact.js';
import type { MailSentence } from '../../core/telling/sentences/mail.js';
import { foreign } from '../../core/foreign.js';
import { unredacted, type Redact } from '../../core/judging/probe-result.js';
import type { Clock, Journal, Notifier } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { DeliveryReport } from './delivery-report.js';
import { newLetter, settle, type Letter } from './letter.js';
import { nextDelivery } from './next-delivery.js';
import { Outbox } from './outbox.js';
import { RetryQueue } from './retry-queue.js';
import type { Send, SendAnswer } from './send-answer.js';

export interface MailerOptions {
  readonly recipients: readonly string[];
  readonly send: Send;
  readonly stateDir: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Delays before the second, third... attempt; the last one for every further one. */
  readonly backOffMs?: readonly number[];
  /** Masks secrets in text from outside before it is written to disk. */
  readonly redact?: Redact;
}

const BACK_OFF_MS = [30, 60, 120, 300, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);
/** Time after a failed write until the disk is tried again. Short: an agent that is killed before a delivered mail is off the disk mails it again at its next start. */
const DISK_AFTER_MS = 1_000;
const LONGEST_SLEEP_MS = 3_600_000;
/** Longest delay of a mail by a disk that hangs. */
const DISK_DEADLINE_MS = 2_000;
const CLOSE_DEADLINE_MS = 500;
/**
 * Maximum number of attempts for a mail that may have arrived: a duplicate is better than a lost mail, but not without
 * end.
 */
const MOST_UNKNOWN = 3;

/** Delivers notices independently of the checks: what the server has not accepted waits on disk and is retried. */
export class Mailer {
  readonly #options: MailerOptions;
  readonly #outbox: Outbox;
  readonly #queue: RetryQueue;
  readonly #report: DeliveryReport;
  readonly #stop = new AbortController();
  #wake: (() => void) | undefined;
  #adding: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;
  #idle: (() => void)[] = [];
  #diskAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: MailerOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.stateDir, options.recipients, options.journal);
    this.#queue = new RetryQueue(listed(options.backOffMs ?? BACK_OFF_MS));
    this.#report = new DeliveryReport(options.journal, () => this.#outbox.letters.length);
  }

  /** Number of notices not yet accepted by the mail server. */
  get waiting(): number {
    return this.#outbox.letters.length;
  }

  /** Reads the letters waiting on disk and starts delivering. */
  async open(): Promise<void> {
    await within(this.#openDisk(), DISK_DEADLINE_MS);
    this.#running = this.#run();
  }

  readonly notify: Notifier = (whole: Notice) => {
    const notice = redactTexts(whole, this.#options.redact ?? unredacted);
    // Some recipients may have it already.
    if (this.#outbox.has(notice.id)) return this.stored();
    this.#say('info', 'mail-queued', { kind: 'notice-queued', id: notice.id }, notice);
    const written = this.#outbox.add(newLetter(notice, this.#options.recipients));
    this.#queue.letterArrived();
    const added = within(written, DISK_DEADLINE_MS).then(() => this.#wake?.());
    // Without a value: that of Promise.all would contain all earlier ones.
    this.#adding = Promise.all([this.#adding, added]).then(() => undefined);
    return added;
  };

  /** Resolves when every notice taken so far is on disk, or the disk refused it or hangs. */
  async stored(): Promise<void> {
    await this.#adding;
  }

  /** Waits until nothing is due, for `deadlineMs` at most. Letters that failed stay on disk. */
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

  /** Ends at once, even in the middle of a delivery: that mail stays on disk. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await within(Promise.all([this.#running, this.#outbox.settled()]), CLOSE_DEADLINE_MS);
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stop.signal.aborted) {
      const untilMs = await this.#deliverDue();
      for (const done of this.#idle.splice(0)) done();
      const untilNext = new AbortController();
      this.#wake = () => untilNext.abort();
      // Mail that arrived between the delivery and this line must not wait for the next due time.
      if (this.#next().kind === 'due') continue;
      const diskMs = this.#outbox.needsDisk ? this.#diskAtMs : Number.POSITIVE_INFINITY;
      const waitMs = Math.min(untilMs, diskMs) - clock.monotonicMs();
      await clock.sleep(Math.max(0, Math.min(LONGEST_SLEEP_MS, waitMs)), untilNext.signal);
      if (this.#outbox.needsDisk && clock.monotonicMs() >= this.#diskAtMs) {
        await within(this.#openDisk(), DISK_DEADLINE_MS);
      }
    }
  }

  async #openDisk(): Promise<void> {
    this.#diskAtMs = this.#options.clock.monotonicMs() + DISK_AFTER_MS;
    await this.#outbox.open();
  }

  #next() {
    return nextDelivery(this.#outbox.letters, this.#queue, this.#options.clock.monotonicMs());
  }

  /** Delivers what is due; resolves to the time of the next delivery. */
  async #deliverDue(): Promise<number> {
    while (!this.#stop.signal.aborted) {
      const next = this.#next();
      if (next.kind === 'wait') return next.untilMs;
      await this.#deliver(next.letter, next.recipient);
    }
    return Number.POSITIVE_INFINITY;
  }

  async #deliver(letter: Letter, recipient: string): Promise<void> {
    const { send, clock } = this.#options;
    const { notice } = letter;
    try {
      const answer = await send(notice, recipient, this.#stop.signal);
      this.#learn(notice.id, recipient, answer);
      await this.#account(letter, recipient, answer);
    } catch (error) {
      // An internal error with one letter must not stop the others.
      const cause = foreign(error instanceof Error ? error.message : String(error));
      this.#say(
        'error',
        'mail-failed',
        { kind: 'notice-not-mailed', id: notice.id, cause },
        notice,
      );
      this.#queue.letterDeferred(notice.id, recipient, clock.monotonicMs());
    }
  }

  /** Updates the retry queue by the answer. */
  #learn(id: string, recipient: string, answer: SendAnswer): void {
    const nowMs = this.#options.clock.monotonicMs();
    switch (answer.kind) {
      case 'accepted':
        this.#queue.recipientAvailable(recipient);
        this.#queue.serverAvailable();
        return;
      case 'refused':
        this.#queue.serverAvailable();
        return;
      case 'deferred':
        this.#queue.serverAvailable();
        if (answer.scope === 'recipient') this.#queue.recipientDeferred(recipient, nowMs);
        else this.#queue.letterDeferred(id, recipient, nowMs);
        return;
      case 'unavailable':
        this.#queue.serverUnavailable(nowMs);
        // Another letter is tried next: one that the server always rejects must not decide for all.
        if (answer.isOfLetter) this.#queue.letterDeferred(id, recipient, nowMs);
        return;
      case 'unknown':
        this.#queue.letterDeferred(id, recipient, nowMs);
        return;
      case 'aborted':
      case 'unfit':
    }
  }

  /** Updates the letter by the answer, on disk before the next delivery: a crash must not mail it twice. */
  async #account(letter: Letter, recipient: string, answer: SendAnswer): Promise<void> {
    const { id } = letter.notice;
    switch (answer.kind) {
      case 'aborted':
        return;
      case 'unfit':
        await this.#outbox.setAside(letter, answer.reason);
        return;
      case 'unknown': {
        const tries = (letter.unknown[recipient] ?? 0) + 1;
        letter.unknown = { ...letter.unknown, [recipient]: tries };
        this.#report.unknown(letter.notice, recipient, answer.reason, tries, MOST_UNKNOWN);
        if (tries >= MOST_UNKNOWN) break;
        await within(this.#outbox.save(letter), DISK_DEADLINE_MS);
        return;
      }
      case 'deferred':
      case 'unavailable':
        this.#report.answered(letter.notice, recipient, answer);
        return;
      case 'accepted':
      case 'refused':
        this.#report.answered(letter.notice, recipient, answer);
    }
    settle(letter, recipient);
    this.#queue.forget(id, recipient);
    await within(this.#outbox.save(letter), DISK_DEADLINE_MS);
  }

  #say(
    level: Level,
    action: 'mail-queued' | 'mail-failed',
    sentence: MailSentence,
    notice: Notice,
  ): void {
    this.#report.say(level, action, sentence, notice);
  }
}
