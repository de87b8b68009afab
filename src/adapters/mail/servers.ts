import type { MailConfig } from '../../config/config.js';

/** Encryption of the connection to a server. */
export type Encryption =
  | { readonly kind: 'none' }
  /** TLS from the first byte. */
  | { readonly kind: 'implicit'; readonly verified: boolean }
  | { readonly kind: 'starttls'; readonly required: boolean; readonly verified: boolean };

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly encryption: Encryption;
}

/** The port on which TLS begins at once (RFC 8314). */
const IMPLICIT_TLS_PORT = 465;

/** `host` or `host:port`; an IPv6 address needs brackets when a port follows. */
const HOST_AND_PORT = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:]+))(?::(?<port>\d{1,5}))?$/;

/** The servers of `[mail] host`, separated by commas, in the order in which they are tried. */
export function mailServers(config: MailConfig): readonly MailServer[] {
  return config.host
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const { bracketed, plain, port } = HOST_AND_PORT.exec(each)?.groups ?? {};
      const number = port === undefined ? config.port : Number(port);
      return {
        host: bracketed ?? plain ?? each,
        port: number,
        encryption: encryptionOf(config.tls, number),
      };
    });
}

/** Opportunistic TLS protects against listeners only; a self-signed relay is better than clear text. */
function encryptionOf(tls: MailConfig['tls'], port: number): Encryption {
  const isImplicitPort = port === IMPLICIT_TLS_PORT;
  switch (tls) {
    case 'off':
      return { kind: 'none' };
    case 'implicit':
      return { kind: 'implicit', verified: true };
    case 'required':
      return isImplicitPort
        ? { kind: 'implicit', verified: true }
        : { kind: 'starttls', required: true, verified: true };
    case 'opportunistic':
      return isImplicitPort
        ? { kind: 'implicit', verified: false }
        : { kind: 'starttls', required: false, verified: false };
  }
}

export function serverName({ host, port }: MailServer): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
