/** Where and why a mail server did not take a mail. */

/** Where a mail transaction stands: what the server has yet to answer. */
export type MailStage =
  | 'connect'
  | 'tls'
  | 'greeting'
  | 'ehlo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'text'
  | 'dot';

/** What an operator may do about it. */
export type MailHint =
  | 'nothing-listens'
  | 'host-unknown'
  | 'dns-unavailable'
  | 'no-answer-to-connect'
  | 'no-route'
  | 'closed-before-greeting'
  | 'needs-implicit-tls'
  | 'tls-on-plain-port'
  | 'tls-version'
  | 'starttls-missing'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-not-trusted'
  | 'certificate-of-another-host'
  | 'handshake-failed-with-login'
  | 'windows-login-only'
  | 'login-not-offered'
  | 'login-refused'
  | 'login-required'
  | 'starttls-required'
  | 'sender-not-allowed'
  | 'relaying-denied'
  | 'helo-refused'
  | 'recipient-unknown'
  | 'try-later'
  | 'text-refused'
  | 'session-refused';
