import type { MailConfig } from './config.js';

/** How a mail password may travel where others can read it. */
export type ClearLogin =
  /** `tls = off`: it always goes in clear. */
  | 'always'
  /** `tls = opportunistic`: it does where the server offers no encryption, or somebody hides the offer. */
  | 'without-offer';

const LOOPBACK = /^(localhost|127\.[\d.]+|\[?::1\]?)$/i;

/** Whether the password of `[mail]` may cross the network unencrypted; `undefined`: it does not. */
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
