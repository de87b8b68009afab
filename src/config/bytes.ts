import { open, stat } from 'node:fs/promises';

const MOST_BYTES = 1_000_000;

export type BytesAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** A folder, or a pipe or device, of which reading may never end. */
  | { readonly kind: 'not-a-file'; readonly isFolder: boolean }
  | { readonly kind: 'too-large'; readonly bytes: number };

/** What a configuration file holds, whatever has been put in its place. Rejects with what the system says. */
export async function readBytes(path: string): Promise<BytesAnswer> {
  // By its name first: opening a pipe would wait for ever.
  const named = await stat(path);
  if (!named.isFile()) return { kind: 'not-a-file', isFolder: named.isDirectory() };
  const handle = await open(path);
  try {
    // Whoever saves the file may have replaced it meanwhile.
    const { size } = await handle.stat();
    if (size > MOST_BYTES) return { kind: 'too-large', bytes: size };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return { kind: 'bytes', bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}
