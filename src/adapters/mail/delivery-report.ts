import type { MailReason } from '../../core/reason.js';
import type { Level } from '../../core/telling/journal-event.js';
import type { Notice } from '../../core/telling/notice.js';
import type { MailSentence } from '../../core/telling/sentences/mail.js';
import { NotificationLog } from '../../core/notification-log.js';
import type { Journal } from '../../ports.js';
import type { SendAnswer } from './send-answer.js';

type MailAction = 'mail-queued' | 'mail-sent' | 'mail-refused' | 'mail-failed';

/** Logs the outcome of each attempt. Required changes are logged once, not at every attempt. */
export class DeliveryReport {
  readonly #journal: Journal;
  readonly #waiting: () => number;
  /** Trouble already logged, by server or recipient; dropped when it is over. */
  readonly #log = new NotificationLog();

  /** @param waiting number of waiting notices */
  constructor(journal: Journal, waiting: () => number) {
    this.#journal = journal;
    this.#waiting = waiting;
  }

  answered(
    notice: Notice,
    recipient: string,
    answer: Extract<
      SendAnswer,
      { readonly kind: 'accepted' | 'refused' | 'deferred' | 'unavailable' }
    >,
  ): void {
    this.#passedOver(notice, answer);
    switch (answer.kind) {
      case 'accepted': {
        this.#serverAnswers(notice);
        this.#log.forget(recipient);
        const { response, unencrypted } = answer;
        this.say('info', 'mail-sent', { kind: 'notice-accepted', recipient, response }, notice);
        if (unencrypted === undefined) this.#log.forget('encryption');
        else if (this.#log.isNews('encryption', 'failed')) {
          const sentence = { kind: 'mail-unencrypted', cause: unencrypted } as const;
          this.say('warn', 'mail-sent', sentence, notice);
        }
        return;
      }
      case 'refused':
        this.#serverAnswers(notice);
        this.say(
          'error',
          'mail-refused',
          { kind: 'recipient-refused', recipient, cause: answer.reason },
          notice,
        );
        return;
      case 'deferred': {
        const { cause, isNews } = this.#once(recipient, answer.reason);
        const sentence = { kind: 'recipient-deferred', recipient, cause } as const;
        this.say(isNews ? 'warn' : 'info', 'mail-failed', sentence, notice);
        return;
      }
      case 'unavailable': {
        const { cause, isNews } = this.#once('server', answer.reason);
        const level = !isNews ? 'info' : answer.isSetup ? 'error' : 'warn';
        const sentence = { kind: 'mail-unavailable', waiting: this.#waiting(), cause } as const;
        this.say(level, 'mail-failed', sentence, notice);
      }
    }
  }

  unknown(
    notice: Notice,
    recipient: string,
    cause: MailReason,
    tries: number,
    mostTries: number,
  ): void {
    const level = tries < mostTries ? 'warn' : 'error';
    const sentence = { kind: 'outcome-unknown', recipient, cause, tries, mostTries } as const;
    this.say(level, 'mail-failed', sentence, notice);
  }

  say(level: Level, action: MailAction, sentence: MailSentence, notice: Notice): void {
    this.#journal({
      level,
      action,
      sentence,
      incidentId: notice.incidentId,
      fields: {
        'comwatch.notice.id': notice.id,
        'comwatch.notice.kind': notice.kind,
        ...(notice.application !== undefined && { 'comwatch.application': notice.application }),
      },
    });
  }

  /** Logs once that one of several servers is unavailable, and once that it accepts mail again. */
  #passedOver(notice: Notice, { kind, server, passedOver = [] }: SendAnswer): void {
    for (const reason of passedOver) {
      if (reason.kind !== 'mail-trouble') continue;
      const { cause, isNews } = this.#once(`away ${reason.server}`, reason);
      if (isNews) this.say('warn', 'mail-failed', { kind: 'mail-server-away', cause }, notice);
    }
    if (kind !== 'accepted' || server === undefined || !this.#log.forget(`away ${server}`)) return;
    this.say('info', 'mail-sent', { kind: 'mail-server-back', server }, notice);
  }

  #serverAnswers(notice: Notice): void {
    if (!this.#log.forget('server')) return;
    this.say('info', 'mail-sent', { kind: 'mail-available', waiting: this.#waiting() }, notice);
  }

  /** The reason, with its hint the first time only. */
  #once(concerns: string, reason: MailReason): { cause: MailReason; isNews: boolean } {
    if (reason.kind !== 'mail-trouble') return { cause: reason, isNews: true };
    const { hint, ...rest } = reason;
    const isNews = this.#log.isNews(concerns, `${reason.server} ${reason.stage} ${hint ?? ''}`);
    return isNews || hint === undefined ? { cause: reason, isNews } : { cause: rest, isNews };
  }
}
