/** Text to bytes of the one-byte encodings that Node only reads. */

export type OneByte =
  'windows-1251' | 'ibm866' | 'koi8-r' | 'latin1' | 'iso-8859-5' | 'x-mac-cyrillic';

export function encode(text: string, encoding: OneByte): Buffer {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    const char = decoder.decode(Uint8Array.of(byte));
    if (!bytes.has(char)) bytes.set(char, byte);
  }
  return Buffer.from(
    Array.from(text, (char) => {
      const byte = bytes.get(char);
      if (byte === undefined) throw new Error(`${encoding} has no ${char}`);
      return byte;
    }),
  );
}

/** A text that was saved in one encoding and read in another. */
export function misread(text: string, saved: OneByte | 'utf-8', read: OneByte): string {
  const bytes = saved === 'utf-8' ? Buffer.from(text) : encode(text, saved);
  return new TextDecoder(read).decode(bytes);
}
