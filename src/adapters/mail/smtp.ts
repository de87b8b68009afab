import { hostname } from 'node:os';
import type { MailConfig } from '../../config/config.js';
import { foreign } from '../../core/foreign.js';
import type { Language } from '../../texts/language.js';
import { redactor } from '../../config/redact.js';
import { systemClock, type TimedClock } from '../clock/clock.js';
import { composeMail } from './compose-mail.js';
import { RFC_DEADLINES, type SmtpDeadlines } from './deadlines.js';
import { judgeFailure } from './judge-failure.js';
import { parseMailbox } from './mailbox.js';
import type { Send, SendAnswer } from './send-answer.js';
import { mailServers, type MailServer } from './servers.js';
import { transact, type Envelope, type SessionAnswer } from './session.js';

export type { Send, SendAnswer } from './send-answer.js';

export interface SmtpOptions {
  readonly deadlines?: SmtpDeadlines;
  readonly hostName?: string;
  readonly clock?: TimedClock;
}

/**
 * Sends one notice to one recipient, in a transaction of its own: a refused recipient takes nothing from the others, and
 * what was accepted is known for each. The server that took the last mail is asked first.
 */
export function openSmtp(
  config: MailConfig,
  language: Language,
  { deadlines = RFC_DEADLINES, hostName = hostname(), clock = systemClock }: SmtpOptions = {},
): Send {
  const servers = mailServers(config);
  const login =
    config.user === '' ? undefined : { user: config.user, password: config.password.reveal() };
  const mask = redactor(
    login === undefined ? [] : [login.password, `\0${login.user}\0${login.password}`],
  );
  const session = { login, helo: config.helo, hostName, deadlines, clock };
  let preferred = 0;

  const sendBy = async (
    server: MailServer,
    envelope: Envelope,
    message: Buffer,
    signal: AbortSignal,
  ): Promise<SendAnswer> => {
    const answer = await transact({ ...session, server }, envelope, message, signal);
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
      await transact({ ...session, server: plain }, envelope, message, signal),
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
    let first: SendAnswer | undefined;
    for (let tried = 0; tried < servers.length; tried++) {
      const index = (preferred + tried) % servers.length;
      const server = servers[index];
      if (server === undefined) break;
      const answer = await sendBy(server, envelope, message, signal);
      if (answer.kind !== 'unavailable' || !answer.mayFailOver) {
        preferred = index;
        return answer;
      }
      first ??= answer;
    }
    preferred = 0;
    return first ?? { kind: 'unfit', reason: foreign('[mail] host') };
  };
}
