import type { MailStage } from '../../core/mail-reason.js';

export type SmtpDeadlines = Readonly<Record<MailStage, number>>;

const MINUTE_MS = 60_000;

/**
 * How long each answer of the server may take: RFC 5321 4.5.3.2 for greeting, MAIL, RCPT, DATA, a block of text and the
 * end of the text. What is not named there has the five minutes of a command. A connection that Windows could not
 * establish has failed by itself after 21 s.
 */
export const RFC_DEADLINES: SmtpDeadlines = {
  connect: MINUTE_MS / 2,
  tls: 5 * MINUTE_MS,
  greeting: 5 * MINUTE_MS,
  ehlo: 5 * MINUTE_MS,
  starttls: 5 * MINUTE_MS,
  auth: 5 * MINUTE_MS,
  mail: 5 * MINUTE_MS,
  rcpt: 5 * MINUTE_MS,
  data: 2 * MINUTE_MS,
  text: 3 * MINUTE_MS,
  dot: 10 * MINUTE_MS,
};
