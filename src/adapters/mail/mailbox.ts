/** One mailbox of a header: an address, with or without the name of its owner. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** RFC 5322 3.4, without comments and groups: `Name <address>`, `"Name" <address>`, `<address>`, `address`. */
const NAMED = /^\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^<>"]*))\s*<(?<address>[^<>\s]*)>\s*$/;

export function parseMailbox(text: string): Mailbox {
  const { quoted, plain, address } = NAMED.exec(text)?.groups ?? {};
  if (address === undefined) return { name: '', address: text.trim() };
  const name = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1');
  return { name: (name ?? '').trim(), address };
}

/** Key of a mailbox: equal for two spellings of one address, whatever the name and the case. */
export function mailboxKey(text: string): string {
  return parseMailbox(text).address.toLowerCase();
}
