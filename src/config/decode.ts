/** Bytes of a configuration file to text: what Notepad of any Windows may have written. */

export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';
  /** How Windows numbers it. */
  readonly codePage: 65001 | 1200 | 1201 | 1251;
  /** Length of the byte-order mark. */
  readonly markBytes: number;
}

const utf8 = { name: 'utf-8', codePage: 65001 } as const;
const utf16le = { name: 'utf-16le', codePage: 1200 } as const;
const utf16be = { name: 'utf-16be', codePage: 1201 } as const;

/** Byte-order mark, else the pattern of zero bytes, else strict UTF-8, else windows-1251. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { ...utf8, markBytes: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { ...utf16le, markBytes: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { ...utf16be, markBytes: 2 };
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  // Latin letters and line ends have a zero as their high byte: even places in UTF-16 BE, odd ones in LE.
  const [even = 0, odd = 0] = zeros;
  if (even + odd > bytes.length / 8) return { ...(even > odd ? utf16be : utf16le), markBytes: 0 };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ...utf8, markBytes: 0 };
  } catch {
    return { name: 'windows-1251', codePage: 1251, markBytes: 0 };
  }
}

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes).name).decode(bytes);
}
