import { open, stat } from 'node:fs/promises';

const MOST_BYTES = 1_000_000;

export type BytesAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** A folder, or a pipe or device, reading from which may never end. */
  | { readonly kind: 'not-a-file'; readonly isFolder: boolean }
  | { readonly kind: 'too-large'; readonly bytes: number };

/** Content of a configuration file, whatever is found in its place. Rejects with the message of the system. */
export async function readBytes(path: string): Promise<BytesAnswer> {
  // Checked by name first: opening a pipe would wait for ever.
  const named = await stat(path);
  if (!named.isFile()) return { kind: 'not-a-file', isFolder: named.isDirectory() };
  const handle = await open(path);
  try {
    // The file may have been replaced meanwhile by being saved.
    const { size } = await handle.stat();
    if (size > MOST_BYTES) return { kind: 'too-large', bytes: size };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return { kind: 'bytes', bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}
