import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailConfig } from '../../config/config.js';
import type { Notice } from '../../core/telling/notice.js';
import type { Language } from '../../texts/language.js';
import { within } from '../files/atomic.js';
import { renderMail } from './render.js';

export type SendAnswer =
  | { readonly kind: 'accepted'; readonly response: string }
  /** The server will never take it for this recipient: 5xx on sender, recipient or text. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** 4xx on sender, recipient or text: worth another try; the server may take other notices meanwhile. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Network, greeting, TLS, login, no answer: no other notice would fare better now. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** No mail can be made of it: it was written by another version of the agent. */
  | { readonly kind: 'unfit'; readonly reason: string };

const CONNECT_MS = 10_000;
const SOCKET_MS = 20_000;
/** Whatever happens within: no single try takes longer. */
const OVERALL_MS = 60_000;

export type Send = (notice: Notice, recipient: string) => Promise<SendAnswer>;

/**
 * Sends one notice to one recipient, in a transaction of its own: a refused recipient takes nothing from the others, and
 * what was accepted is known for each. Never rejects.
 */
export function openSmtp(config: MailConfig, language: Language): Send {
  const verified = config.tls === 'required' || config.tls === 'implicit';
  return async (notice, recipient) => {
    let mail: ReturnType<typeof compose>;
    try {
      mail = compose(config, notice, recipient, language);
    } catch (error) {
      return { kind: 'unfit', reason: (error as Error).message };
    }
    const transport = createTransport({
      host: config.host,
      port: config.port,
      secure: config.tls === 'implicit',
      requireTLS: config.tls === 'required',
      ignoreTLS: config.tls === 'off',
      // Opportunistic TLS protects against listeners only; a self-signed relay is better than clear text.
      tls: { rejectUnauthorized: verified },
      ...(config.user === ''
        ? {}
        : { auth: { user: config.user, pass: config.password.reveal() } }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SOCKET_MS,
      dnsTimeout: CONNECT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const answer = await within(transport.sendMail(mail), OVERALL_MS);
      if (answer === 'late')
        return { kind: 'unreachable', reason: `no answer in ${OVERALL_MS / 1000} s` };
      return { kind: 'accepted', response: answer.response };
    } catch (error) {
      return classify(error as SmtpError);
    } finally {
      transport.close();
    }
  };
}

function compose(config: MailConfig, notice: Notice, recipient: string, language: Language) {
  return {
    from: { name: `comwatch ${notice.hostName}`, address: config.sender },
    to: recipient,
    date: new Date(notice.at),
    messageId: messageId(notice, recipient),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Comwatch-Incident': notice.incidentId,
    },
    ...renderMail(notice, language),
  };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

function classify(error: SmtpError): SendAnswer {
  const reason = error.response ?? error.message;
  const isOfThisMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  if (!isOfThisMail) return { kind: 'unreachable', reason };
  return (error.responseCode ?? 0) >= 500
    ? { kind: 'refused', reason }
    : { kind: 'failed', reason };
}

/** The same for every try: a mail that arrives twice, because the answer was lost, is recognised as one. */
function messageId(notice: Notice, recipient: string): string {
  const to = createHash('sha256').update(recipient).digest('hex').slice(0, 12);
  const host = notice.hostName.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-');
  return `<${notice.id}.${to}@${host}.comwatch>`;
}
