/** The folder of the record: its content, and the compression of closed files. */
import { lstat, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  compressedName,
  inOrder,
  parseName,
  surplus,
  type SizedFile,
} from '../../core/recording/files.js';

const compress = promisify(gzip);
/** An hour has less than this even at the shortest delay; larger files are not compressed. */
const MOST_BYTES = 256 * 2 ** 20;

export function recordFolder(stateDir: string): string {
  return join(stateDir, 'record');
}

/** Oldest first; empty where the folder cannot be read. Links and folders are ignored. */
export async function listFiles(dir: string): Promise<SizedFile[]> {
  const names = await readdir(dir).catch(() => []);
  const found: SizedFile[] = [];
  for (const name of names) {
    const parsed = parseName(name);
    const stat = parsed && (await lstat(join(dir, name)).catch(() => undefined));
    if (parsed && stat?.isFile()) found.push({ ...parsed, bytes: stat.size });
  }
  return inOrder(found);
}

/**
 * Compresses every file except the current one, and deletes those that are too old or exceed the size. Rejects on a
 * disk error.
 */
export async function tidy(
  dir: string,
  current: string,
  bounds: { readonly days: number; readonly maxBytes: number },
  nowUnixMs: number,
): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.endsWith('.record.gz.tmp')) await rm(join(dir, name), { force: true });
  }
  for (const each of await listFiles(dir)) {
    if (!each.isCompressed && each.name !== current) await close(dir, each);
  }
  for (const each of surplus(await listFiles(dir), current, bounds, nowUnixMs)) {
    await rm(join(dir, each.name), { force: true });
  }
}

async function close(dir: string, { name, hourUnixMs, bytes }: SizedFile): Promise<void> {
  const file = join(dir, name);
  if (bytes > MOST_BYTES) return;
  const parts = (await listFiles(dir)).filter(
    (each) => each.isCompressed && each.hourUnixMs === hourUnixMs,
  );
  const last = parts.at(-1);
  // The agent was killed between the two: the file was compressed already, and still exists.
  const isDone = last && (await uncompressedBytes(join(dir, last.name))) === bytes % 2 ** 32;
  if (!isDone && bytes > 0) {
    const to = join(dir, compressedName(hourUnixMs, (last?.part ?? 0) + 1));
    await writeFile(`${to}.tmp`, await compress(await readFile(file)), { mode: 0o600 });
    await rename(`${to}.tmp`, to);
  }
  await rm(file, { force: true });
}

/** Uncompressed size as gzip stores it at the end (RFC 1952, ISIZE): modulo 2^32. */
async function uncompressedBytes(file: string): Promise<number | undefined> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size < 18) return undefined;
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, size - 4);
    return buffer.readUInt32LE(0);
  } finally {
    await handle.close();
  }
}
