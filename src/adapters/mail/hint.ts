/** Hint for the operator on a failure, by codes of Node and OpenSSL and by replies of the server. */
import type { MailHint, MailStage } from '../../core/mail-reason.js';
import type { SmtpFailure } from './connect.js';
import { isAboutRecipient, isAboutSender, parseReply, type Reply } from './reply.js';
import type { MailServer } from './servers.js';

export interface Circumstances {
  readonly server: MailServer;
  readonly hasLogin: boolean;
  /** Login mechanisms that the server announced; `undefined` if it announced none. */
  readonly authMethods: readonly string[] | undefined;
}

/** Codes of libuv and of certificate verification (`X509_V_ERR_*` of OpenSSL, as Node names them). */
const BY_CODE: Readonly<Record<string, MailHint>> = {
  ECONNREFUSED: 'nothing-listens',
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'dns-unavailable',
  ETIMEDOUT: 'no-answer-to-connect',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-of-another-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-not-trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-not-trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-not-trusted',
  CERT_UNTRUSTED: 'certificate-not-trusted',
};

/** Error texts of OpenSSL; their codes differ from version to version. */
const NOT_TLS = /wrong version number|packet length too long|unknown protocol|http request/i;
const OLD_TLS =
  /unsupported protocol|protocol version|no protocols available|no shared cipher|handshake failure|key too small|legacy|version too low|internal error/i;

export function hintOf(failure: SmtpFailure, circumstances: Circumstances): MailHint | undefined {
  return failure.response === undefined
    ? hintOfSilence(failure, circumstances)
    : hintOfReply(failure, parseReply(failure.response), failure.response, circumstances);
}

function hintOfSilence(
  { stage, code = '', text, deadlineMs, broken }: SmtpFailure,
  { server, authMethods, hasLogin }: Circumstances,
): MailHint | undefined {
  if (stage === 'auth' && hasLogin && authMethods !== undefined) return 'windows-login-only';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (stage === 'connect') return deadlineMs === undefined ? undefined : 'no-answer-to-connect';
  if (stage === 'tls' || stage === 'starttls') {
    return hintOfHandshake(stage, text, deadlineMs !== undefined);
  }
  if (stage !== 'greeting') return undefined;
  if (server.port === 465 || text.includes('\u0015\u0003')) return 'needs-implicit-tls';
  // A greeting that never ends is cut off on this side.
  const isCutOff = deadlineMs !== undefined || broken === 'mail-answer-too-long';
  return isCutOff ? undefined : 'closed-before-greeting';
}

function hintOfHandshake(
  stage: 'tls' | 'starttls',
  text: string,
  isLate: boolean,
): MailHint | undefined {
  if (NOT_TLS.test(text) || (stage === 'tls' && isLate)) return 'tls-on-plain-port';
  return OLD_TLS.test(text) || stage === 'starttls' ? 'tls-version' : undefined;
}

function hintOfReply(
  { stage }: SmtpFailure,
  reply: Reply,
  text: string,
  { hasLogin, authMethods, server }: Circumstances,
): MailHint | undefined {
  // A port that begins with TLS answers clear text with an alert.
  if (reply.code === 0) return stage === 'greeting' ? 'needs-implicit-tls' : undefined;
  if (stage === 'starttls') return reply.isPermanent ? 'starttls-missing' : 'try-later';
  if (!reply.isPermanent) return 'try-later';
  const isUnencrypted = server.encryption.kind !== 'implicit';
  if (isUnencrypted && /must issue (a )?starttls|encryption (is )?required/i.test(text))
    return 'starttls-required';
  if (reply.code === 530) return loginHint(hasLogin, authMethods);
  if (stage === 'greeting') return 'session-refused';
  if (stage === 'ehlo' || /\b(helo|ehlo|fqdn|fully.qualified)\b/i.test(text)) return 'helo-refused';
  if (stage === 'auth') return 'login-refused';
  return hintOfEnvelope(stage, reply, text, hasLogin && authMethods === undefined);
}

/** Permanent, after a greeting and a login that were accepted. */
function hintOfEnvelope(
  stage: MailStage,
  reply: Reply,
  text: string,
  isLoginMissing: boolean,
): MailHint {
  if (isAboutSender(reply) || /send ?as ?denied/i.test(text)) return 'sender-not-allowed';
  if (stage === 'mail')
    return /^5\.[17]\./.test(reply.enhanced) || reply.code === 553
      ? 'sender-not-allowed'
      : 'session-refused';
  if (stage !== 'rcpt') return 'text-refused';
  if (isAboutRecipient(reply)) return 'recipient-unknown';
  return isLoginMissing ? 'login-not-offered' : 'relaying-denied';
}

function loginHint(hasLogin: boolean, authMethods: readonly string[] | undefined): MailHint {
  if (!hasLogin) return 'login-required';
  return authMethods === undefined ? 'login-not-offered' : 'login-refused';
}
