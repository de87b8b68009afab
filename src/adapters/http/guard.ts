/** Access to the status page. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Names under which a browser on this computer reaches it. A page of another site whose own name resolves to 127.0.0.1
 * has none of them.
 */
const OWN_NAMES = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;

export type Guard = (request: Pick<IncomingMessage, 'headers'>) => 'in' | 'no-token' | 'wrong-host';

/** @param token empty: no token is required on this computer */
export function openGuard(token: string): Guard {
  if (token === '') {
    return ({ headers: { host = '' } }) => (OWN_NAMES.test(host) ? 'in' : 'wrong-host');
  }
  // Digests have a fixed length: the time of the comparison reveals nothing.
  const key = randomBytes(32);
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  const expected = digest(token);
  return ({ headers: { authorization = '' } }) =>
    timingSafeEqual(digest(shownToken(authorization)), expected) ? 'in' : 'no-token';
}

/**
 * The token of `Bearer TOKEN`, or the password of `Basic`; the user name is ignored. Source: RFC 6750, 2.1, and RFC
 * 7617, 2.
 */
function shownToken(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return '';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
