/** Stage and cause of a mail server's refusal or failure. */

/** Stage of a mail transaction, named by the answer that is still expected. */
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

/** Action that an operator can take. */
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
