/** Address of the status page. */
import { isIP } from 'node:net';
import { invalid, valid, type Kind } from './kinds.js';

export interface ListenAddress {
  /** An IP address, or `localhost`. */
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:8089`, `[::1]:8089`, `localhost:8089`. */
export const listenAddress: Kind<ListenAddress> = {
  expected: { kind: 'plain', form: 'listen-address' },
  read: (text) => {
    const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.]+)):(\d{1,5})$/i.exec(text);
    const host = (match?.[1] ?? match?.[2] ?? '').toLowerCase();
    const port = Number(match?.[3]);
    const isAddress = match?.[1] === undefined ? isIP(host) === 4 : isIP(host) === 6;
    const isKnown = isAddress || host === 'localhost';
    return isKnown && port >= 1 && port <= 65_535 ? valid({ host, port }) : invalid;
  },
  write: ({ host, port }) => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`),
};

/** Whether it is reachable from this computer only. Source: RFC 1122, 3.2.1.3 (127/8), and RFC 4291, 2.5.3. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
