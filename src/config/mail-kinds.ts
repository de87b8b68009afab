/** Kinds of the mail settings: hosts and addresses. */
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { invalid, valid, type Kind } from './kinds.js';
import { mixesAlphabets } from './letters.js';

const HIGHEST_PORT = 65_535;

/** Host names or addresses, each optionally with a port; in one text, in the order in which they are tried. */
export const hosts: Kind<string> = {
  expected: { kind: 'plain', form: 'mail-servers' },
  read: (text) => {
    const list = text.split(',').map((each) => each.trim());
    return list.every(isHostAndPort) ? valid(list.join(', ')) : invalid;
  },
  write: (text) => text,
};

/** The name in a mail client's greeting: a host name, or an address in brackets. */
export const greeting: Kind<string> = {
  expected: { kind: 'plain', form: 'greeting' },
  read: (text) => {
    const isAddress = /^\[(IPv6:)?[^[\]]+\]$/i.test(text);
    const address = text.slice(1, -1).replace(/^IPv6:/i, '');
    return (isAddress ? isIP(address) !== 0 : isHostName(text)) ? valid(text) : invalid;
  },
  write: (text) => text,
};

/** `address` or `Name <address>`; only the address is kept. */
export const address: Kind<string> = {
  expected: { kind: 'plain', form: 'mail-address' },
  read: (text) => {
    const found = addressOf(text);
    return found === undefined ? invalid : valid(found);
  },
  write: (text) => text,
};

/** Addresses of this form, without duplicates. */
export const addresses: Kind<readonly string[]> = {
  expected: { kind: 'plain', form: 'mail-addresses' },
  read: (text) => {
    const found = separated(text).map(addressOf);
    const list = found.filter((each) => each !== undefined);
    return list.length > 0 && list.length === found.length ? valid([...new Set(list)]) : invalid;
  },
  write: (list) => list.join(', '),
};

/** Parts between commas, semicolons and line ends outside quotes. */
function separated(text: string): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (!isQuoted && /[,;\n]/.test(char)) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${char}`);
  }
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}

function addressOf(text: string): string | undefined {
  if (isAddress(text)) return text;
  const at = text.lastIndexOf('<');
  const name = text.slice(0, Math.max(at, 0)).trim();
  const inner = text.slice(at + 1, -1).trim();
  const isNamed = at >= 0 && text.endsWith('>') && !/[<>@]/.test(name);
  return isNamed && isAddress(inner) ? inner : undefined;
}

function isAddress(text: string): boolean {
  const [local, domain, ...others] = text.split('@');
  if (local === undefined || domain === undefined || others.length > 0) return false;
  const isLiteral = /^\[[^[\]]+\]$/.test(domain) && isIP(domain.slice(1, -1)) !== 0;
  // No server takes a point at either end, or two together. Source: RFC 5321, 4.1.2.
  const isPointed = [local, domain].some((each) => /^\.|\.\.|\.$/.test(each));
  const isLocal = /^[^\s<>,;:"()[\]\\]{1,64}$/.test(local);
  return !isPointed && isLocal && (isLiteral || isHostName(domain));
}

function isHostAndPort(text: string): boolean {
  if (isIPv6(text)) return true;
  const { bracketed, plain, port } =
    /^(?:\[(?<bracketed>[^[\]]+)\]|(?<plain>[^:]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ??
    {};
  if (port !== undefined && (Number(port) < 1 || Number(port) > HIGHEST_PORT)) return false;
  return bracketed === undefined ? isHostName(plain ?? '') : isIPv6(bracketed);
}

/** Letters of any alphabet, but of a single one in each part of the name: a look-alike letter reaches no server. */
function isHostName(text: string): boolean {
  if (isIPv4(text)) return true;
  if (text.length > 253) return false;
  const labels = text.replace(/\.$/, '').split('.');
  // The resolver takes a name that ends in a number for an address.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return false;
  return labels.every(
    (each) => /^(?!-)[\p{L}\p{N}_-]{1,63}(?<!-)$/u.test(each) && !mixesAlphabets(each),
  );
}
