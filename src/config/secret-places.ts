/** Positions of the passwords in a configuration file, to the byte: only these are rewritten. */
import { encodingOf, type Encoding } from './decode.js';
import { readDialect } from './dialect.js';
import { isSecretKey } from './sections.js';
import { isProtected } from './secret.js';

export interface SecretPlace {
  readonly section: string;
  readonly key: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly codePage: Encoding['codePage'];
}

/** The clear passwords of a valid file; throws where a position is not certain. */
export function clearSecrets(bytes: Uint8Array): SecretPlace[] {
  const encoding = encodingOf(bytes);
  const decoder = new TextDecoder(encoding.name, { ignoreBOM: true });
  const text = new TextDecoder(encoding.name).decode(bytes);
  const starts = lineStarts(text);
  return readDialect(text)
    .entries.filter(({ section, key }) => isSecretKey(section, key))
    .filter(({ value }) => value !== '' && !isProtected(value))
    .map(({ section, key, line, column, value }) => {
      const before = text.slice(0, (starts[line - 1] ?? 0) + column - 1);
      const offset = encoding.markBytes + byteLength(before, encoding);
      const length = byteLength(value, encoding);
      if (decoder.decode(bytes.subarray(offset, offset + length)) !== value) {
        throw new Error(`the place of [${section}] ${key} in line ${line} cannot be made sure of`);
      }
      return { section, key, line, offset, length, codePage: encoding.codePage };
    });
}

/** The file with the protected value at each position. All other bytes stay. */
export function withProtected(
  bytes: Uint8Array,
  values: readonly { readonly place: SecretPlace; readonly value: string }[],
): Buffer {
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (const { place, value } of [...values].sort((a, b) => a.place.offset - b.place.offset)) {
    pieces.push(bytes.subarray(done, place.offset), encoded(value, place.codePage));
    done = place.offset + place.length;
  }
  return Buffer.concat([...pieces, bytes.subarray(done)]);
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
}

function byteLength(text: string, { name }: Encoding): number {
  switch (name) {
    case 'utf-8':
      return Buffer.byteLength(text, 'utf8');
    case 'utf-16le':
    case 'utf-16be':
      return text.length * 2;
    case 'windows-1251':
      return text.length;
  }
}

/** A protected value is ASCII. */
function encoded(value: string, codePage: Encoding['codePage']): Buffer {
  if (codePage === 1200) return Buffer.from(value, 'utf16le');
  if (codePage === 1201) return Buffer.from(value, 'utf16le').swap16();
  return Buffer.from(value, 'ascii');
}
