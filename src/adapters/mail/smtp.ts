import { hostname } from 'node:os';
import type { MailConfig } from '../../config/config.js';
import { foreign } from '../../core/foreign.js';
import type { Language } from '../../texts/language.js';
import { redactor } from '../../config/redact.js';
import { systemClock, type TimedClock } from '../clock/clock.js';
import { composeMail } from './compose-mail.js';
import { RFC_DEADLINES, type SmtpDeadlines } from './deadlines.js';
import { Failover } from './failover.js';
import { judgeFailure } from './judge-failure.js';
import { parseMailbox } from './mailbox.js';
import type { Send, SendAnswer } from './send-answer.js';
import { mailServers, type MailServer } from './servers.js';
import { transact, type Envelope, type SessionAnswer, type SessionOptions } from './session.js';

export type { Send, SendAnswer } from './send-answer.js';

export interface SmtpOptions {
  readonly deadlines?: SmtpDeadlines;
  readonly hostName?: string;
  readonly clock?: TimedClock;
}

/**
 * Sends one notice to one recipient, in a transaction of its own: a refused recipient takes nothing from the others, and
 * what was accepted is known for each.
 */
export function openSmtp(
  config: MailConfig,
  language: Language,
  { deadlines = RFC_DEADLINES, hostName = hostname(), clock = systemClock }: SmtpOptions = {},
): Send {
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
    // A password never goes in clear over a line whose encryption has just failed.
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
      message = await composeMail(config.sender, recipient, notice, language);
    } catch (error) {
      return { kind: 'unfit', reason: foreign(mask((error as Error).message)) };
    }
    const answer = await failover.send((server, limits) =>
      sendBy(server, { ...session, deadlines: limits }, envelope, message, signal),
    );
    return answer ?? { kind: 'unfit', reason: foreign('[mail] host') };
  };
}
