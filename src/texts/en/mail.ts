import type { MailHint, MailStage } from '../../core/mail-reason.js';

export const mailStagesEn: Readonly<Record<MailStage, string>> = {
  connect: 'connecting',
  tls: 'TLS handshake',
  greeting: 'greeting',
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  auth: 'login',
  mail: 'MAIL FROM',
  rcpt: 'RCPT TO',
  data: 'DATA',
  text: 'text of the mail',
  dot: 'end of the mail',
};

export const mailHintsEn: Readonly<Record<MailHint, string>> = {
  'nothing-listens':
    'nothing listens there, or a firewall rejects the connection: check [mail] host and port',
  'host-unknown': 'DNS does not know this name: check [mail] host',
  'dns-unavailable':
    'the name could not be resolved for now: check the DNS servers of this computer',
  'no-answer-to-connect':
    'nothing answers at this address and port: check [mail] host and port, and the firewalls in between',
  'no-route': 'there is no route to this address: check the network of this computer',
  'closed-before-greeting':
    'the server closed the connection before greeting: it may accept only certain computers, or expect TLS from the start (tls = implicit)',
  'needs-implicit-tls': 'this port expects TLS from the start: set tls = implicit',
  'tls-on-plain-port':
    'this port does not begin with TLS: set tls = required or opportunistic, usually with port = 587 or 25',
  'tls-version':
    'the server offers only TLS versions or ciphers that are no longer accepted: enable TLS 1.2 there, or set tls = off if clear text may be used',
  'starttls-missing':
    'the server offers no STARTTLS: for port 465 set tls = implicit; tls = opportunistic sends without it',
  'certificate-expired': "the server's certificate has expired: renew it there",
  'certificate-not-yet-valid':
    "the server's certificate is not valid yet: check the clocks of both computers",
  'certificate-not-trusted':
    "the server's certificate was not issued by an authority that this computer trusts: use one that is, or set tls = opportunistic, which does not verify it",
  'certificate-of-another-host':
    "the server's certificate is for another name: set [mail] host to a name in the certificate",
  'handshake-failed-with-login':
    'the password is not sent without encryption after a failed handshake: enable TLS 1.2 on the server, remove [mail] user, or set tls = off if clear text may be used',
  'windows-login-only':
    'the server accepts only a Windows login (NTLM, Kerberos), which comwatch does not support: enable Basic authentication over TLS on the receive connector, or let this computer relay without login and remove [mail] user',
  'login-not-offered':
    'the server offers no login here, so none was made: use the port for clients (587) with TLS, or remove [mail] user',
  'login-refused': 'the server refused the login: check [mail] user and password',
  'login-required': 'the server wants a login: set [mail] user and password',
  'starttls-required': 'the server wants an encrypted connection: set tls = required',
  'sender-not-allowed':
    'this account or computer may not send as [mail] sender: set sender to the address of the account, or grant the right Send As',
  'relaying-denied':
    'the server does not relay to this address for this computer: set [mail] user and password, or allow the address of this computer on the server',
  'helo-refused':
    'the server refuses the name of this computer: set [mail] helo to a full DNS name of it',
  'recipient-unknown': 'the server does not know this address: check [mail] recipients',
  'try-later': 'the server asks to try again later (greylisting or overload); comwatch will',
  'text-refused':
    'the server refused the content of the mail: check its filter rules for [mail] sender',
  'session-refused': 'the server refuses mail from this computer: ask its administrator',
};
