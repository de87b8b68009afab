/** The ways in which a secret may stand in a text that somebody else has written. */
import { bytesIn, type OneByte } from './russian.js';

/** Escapes of quotes and signs: those of XML and HTML, of SQL and PowerShell, of a command line. */
const ESCAPES: readonly ((text: string) => string)[] = [
  (text) => inMarkup(text, '&#39;'),
  (text) => inMarkup(text, '&apos;'),
  (text) => text.replaceAll("'", "''"),
  (text) => text.replaceAll('"', '""'),
  (text) => text.replaceAll('"', '\\"'),
  (text) => text.replaceAll('"', '`"'),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  (text) => inAscii(JSON.stringify(text).slice(1, -1)),
  encodeURI,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replace(/[!'()*]/g, percentOf),
  (text) => new URLSearchParams([['', text]]).toString().slice(1),
];

/** What Windows, DOS and the mail servers of Unix take each other's bytes for. */
const MISREADINGS: readonly (readonly [saved: OneByte | 'utf-8', read: string])[] = [
  ['utf-8', 'latin1'],
  ['utf-8', 'windows-1251'],
  ['utf-8', 'ibm866'],
  ['utf-8', 'koi8-r'],
  ['windows-1251', 'latin1'],
  ['windows-1251', 'ibm866'],
  ['windows-1251', 'koi8-r'],
  ['cp866', 'windows-1251'],
  ['KOI8-R', 'windows-1251'],
];

/** The secret itself among them; other letter case and line breaks within it are for the search. */
export function formsOf(secret: string): string[] {
  // A lone surrogate has no encoding.
  const text = Buffer.from(secret, 'utf8').toString('utf8');
  const ansi = bytesIn(text, 'windows-1251');
  const byteForms = [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    ...(ansi === undefined ? [] : [Buffer.from(ansi)]),
  ].flatMap((bytes) => [bytes.toString('hex'), ...inBase64(bytes)]);
  const forms = [secret, ...ESCAPES.map((escape) => escape(text)), ...misread(text), ...byteForms];
  return [...new Set(forms)];
}

function inMarkup(text: string, apostrophe: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": apostrophe,
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

function inAscii(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function percentOf(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}

/** Base64 of the bytes alone and of them behind others, without what the next bytes would change; of both alphabets. */
function inBase64(bytes: Buffer): string[] {
  const alone = bytes.toString('base64').replace(/=+$/, '');
  const behind = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)];
    return whole.toString('base64').slice(from, to);
  });
  return [alone, ...behind].flatMap((each) => [
    each,
    each.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
}

function misread(text: string): string[] {
  return MISREADINGS.flatMap(([saved, read]) => {
    const bytes = saved === 'utf-8' ? Buffer.from(text) : bytesIn(text, saved);
    if (bytes === undefined) return [];
    // The decoder's Latin-1 is windows-1252; others keep the controls of C1.
    const plain = read === 'latin1' ? [Buffer.from(bytes).toString('latin1')] : [];
    return [new TextDecoder(read).decode(bytes), ...plain];
  });
}
