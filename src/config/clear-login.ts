import type { MailConfig } from './config.js';

/** Ways in which a mail password may be sent in clear text. */
export type ClearLogin =
  /** `tls = off`: it is always sent in clear. */
  | 'always'
  /** `tls = opportunistic`: it is sent in clear if the server offers no encryption, or someone hides the offer. */
  | 'without-offer';

const LOOPBACK = /^(localhost|127\.[\d.]+|\[?::1\]?)$/i;

/** How the password of `[mail]` may cross the network unencrypted; `undefined` if it does not. */
export function clearLogin(mail: MailConfig): ClearLogin | undefined {
  const servers = mail.host.split(',').map((each) => each.trim());
  const isLocal = servers.every((each) => LOOPBACK.test(each.replace(/:\d+$/, '')));
  if (mail.user === '' || isLocal) return undefined;
  if (mail.tls === 'off') return 'always';
  const isImplicit = servers.every((each) =>
    /:\d+$/.test(each) ? each.endsWith(':465') : mail.port === 465,
  );
  return mail.tls === 'opportunistic' && !isImplicit ? 'without-offer' : undefined;
}
