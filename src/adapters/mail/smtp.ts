import { hostname } from 'node:os';
import type { MailConfig } from '../../config/config.js';
import { foreign } from '../../core/foreign.js';
import type { Language } from '../../texts/language.js';
import { redactor } from '../../config/redact.js';
import type { Notice } from '../../core/telling/notice.js';
import { systemClock, type TimedClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { composeMail } from './compose-mail.js';
import { RFC_DEADLINES, type SmtpDeadlines } from './deadlines.js';
import { Failover } from './failover.js';
import type { Illustrate, Illustration } from './illustration.js';
import { judgeFailure } from './judge-failure.js';
import { parseMailbox } from './mailbox.js';
import type { Send, SendAnswer } from './send-answer.js';
import { mailServers, type MailServer } from './servers.js';
import { transact, type Envelope, type SessionAnswer, type SessionOptions } from './session.js';

export type { Send, SendAnswer } from './send-answer.js';

/** Longer than the deadline of the drawing itself, since reading its result may hang, too. */
const ILLUSTRATION_MS = 12_000;

export interface SmtpOptions {
  readonly deadlines?: SmtpDeadlines;
  readonly hostName?: string;
  readonly clock?: TimedClock;
  /** Draws the chart of a mail; after ten seconds at the latest the mail is sent without it. */
  readonly illustrate?: Illustrate;
}

/**
 * Sends one notice to one recipient in a separate transaction: a refused recipient does not affect the others, and the
 * outcome is known for each.
 */
export function openSmtp(config: MailConfig, language: Language, options: SmtpOptions = {}): Send {
  const { deadlines = RFC_DEADLINES, hostName = hostname(), clock = systemClock } = options;
  const login =
    config.user === '' ? undefined : { user: config.user, password: config.password.reveal() };
  const mask = redactor(
    login === undefined ? [] : [login.password, `\0${login.user}\0${login.password}`],
  );
  const session = { login, helo: config.helo, hostName, clock };
  const failover = new Failover(mailServers(config), deadlines, clock);

  const sendBy = async (
    server: MailServer,
    options: Omit<SessionOptions, 'server'>,
    envelope: Envelope,
    message: Buffer,
    signal: AbortSignal,
  ): Promise<SendAnswer> => {
    const answer = await transact({ ...options, server }, envelope, message, signal);
    const { encryption } = server;
    const failed = judged(answer, server);
    const isHandshake = answer.kind === 'failed' && answer.failure.stage === 'starttls';
    if (!isHandshake || failed.kind !== 'unavailable') return failed;
    if (encryption.kind !== 'starttls' || encryption.required) return failed;
    // A password is never sent in clear over a connection whose encryption has just failed.
    if (login !== undefined && failed.reason.kind === 'mail-trouble')
      return { ...failed, reason: { ...failed.reason, hint: 'handshake-failed-with-login' } };
    const plain = { ...server, encryption: { kind: 'none' } } as const;
    const second = judged(
      await transact({ ...options, server: plain }, envelope, message, signal),
      plain,
    );
    return second.kind === 'accepted' ? { ...second, unencrypted: failed.reason } : second;
  };

  const judged = (answer: SessionAnswer, server: MailServer): SendAnswer => {
    switch (answer.kind) {
      case 'accepted':
        return { kind: 'accepted', response: foreign(mask(answer.response)) };
      case 'aborted':
        return answer;
      case 'failed': {
        const { failure, authMethods } = answer;
        return judgeFailure(failure, { server, hasLogin: login !== undefined, authMethods }, mask);
      }
    }
  };

  return async (notice, recipient, signal) => {
    const envelope = {
      from: parseMailbox(config.sender).address,
      to: parseMailbox(recipient).address,
    };
    let message: Buffer;
    try {
      const shown = await illustrated(notice, signal, options.illustrate, clock);
      message = await composeMail(config.sender, recipient, notice, language, shown);
    } catch (error) {
      return { kind: 'unfit', reason: foreign(mask((error as Error).message)) };
    }
    const answer = await failover.send((server, limits) =>
      sendBy(server, { ...session, deadlines: limits }, envelope, message, signal),
    );
    return answer ?? { kind: 'unfit', reason: foreign('[mail] host') };
  };
}

/** A chart that fails or is late is left out; the mail is sent regardless. */
async function illustrated(
  notice: Notice,
  signal: AbortSignal,
  illustrate: Illustrate | undefined,
  clock: TimedClock,
): Promise<Illustration | undefined> {
  if (!illustrate) return undefined;
  const made = await within(
    illustrate(notice, signal).catch(() => undefined),
    ILLUSTRATION_MS,
    clock,
  );
  return made === 'late' ? undefined : made;
}
