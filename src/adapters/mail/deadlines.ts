import type { MailStage } from '../../core/mail-reason.js';

export type SmtpDeadlines = Readonly<Record<MailStage, number>>;

const MINUTE_MS = 60_000;

/**
 * Deadlines for the answers of the server: RFC 5321 4.5.3.2 for greeting, MAIL, RCPT, DATA, a block of text and the end
 * of the text. Others have the five minutes of a command. Windows itself gives up a connection that cannot be
 * established after 21 s.
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
