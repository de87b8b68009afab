import { isIPv6 } from 'node:net';

/** Labels of letters, digits and hyphens, at least two (RFC 5321 4.1.2). */
const DOMAIN_NAME =
  /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/**
 * Name of the agent in EHLO: the configured one, else the full name of the machine, else the address of the connection
 * (RFC 5321 4.1.3). The host name of a Windows server rarely contains its domain.
 */
export function greetingName(
  configured: string | undefined,
  hostName: string,
  localAddress: string | undefined,
): string {
  if (configured !== undefined && configured !== '') return configured;
  const isLocal = /^localhost\b/i.test(hostName);
  if (DOMAIN_NAME.test(hostName) && !isLocal && !/^[\d.]+$/.test(hostName)) return hostName;
  const address = (localAddress ?? '127.0.0.1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
  return isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`;
}
