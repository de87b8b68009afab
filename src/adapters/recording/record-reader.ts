/** Reads the black box, hour by hour, also while an agent writes it: nothing is locked or changed. */
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { RecordDecoder } from '../../core/recording/decode.js';
import type { RecordEntry } from '../../core/recording/entry.js';
import { HOUR_MS, type SizedFile } from '../../core/recording/files.js';
import { listFiles } from './record-folder.js';

const uncompress = promisify(gunzip);
const MOST_BYTES = 512 * 2 ** 20;
/** One piece usually holds an hour. */
const PIECE_BYTES = 512 * 2 ** 10;
const UNCOMPRESSED = {
  finishFlush: constants.Z_SYNC_FLUSH,
  maxOutputLength: MOST_BYTES,
  chunkSize: PIECE_BYTES,
};

export interface RecordPart {
  /** Entries of one hour; decoded on demand, once. */
  readonly entries: Iterable<RecordEntry>;
  readonly hourUnixMs: number;
  /** Progress over all files, from 0 to 1. */
  readonly done: number;
}

export interface RecordTotals {
  files: number;
  /** Number of these that could not be read at all. */
  unreadable: number;
  bytes: number;
  lines: number;
  /** Number of skipped lines. */
  broken: number;
  /** Whether a later version wrote some of it. */
  isNewer: boolean;
}

/** The files with entries since that time. */
export async function filesSince(dir: string, sinceUnixMs: number): Promise<SizedFile[]> {
  const files = await listFiles(dir);
  return files.filter(({ hourUnixMs }) => hourUnixMs + HOUR_MS > sinceUnixMs);
}

/** Entries of these files, oldest first; `totals` is updated on the way. */
export async function* readRecord(
  dir: string,
  files: readonly SizedFile[],
  totals: RecordTotals,
): AsyncGenerator<RecordPart> {
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  let next = files[0] && textOf(dir, files[0]);
  for (const [index, file] of files.entries()) {
    const text = await next;
    const following = files[index + 1];
    // Uncompressed while the previous one is processed.
    next = following && textOf(dir, following);
    totals.files++;
    done += file.bytes;
    totals.bytes += file.bytes;
    if (text === undefined) totals.unreadable++;
    else {
      const entries = entriesOf(text, totals);
      yield { entries, hourUnixMs: file.hourUnixMs, done: all === 0 ? 1 : done / all };
    }
  }
}

export const nothingRead = (): RecordTotals => ({
  files: 0,
  unreadable: 0,
  bytes: 0,
  lines: 0,
  broken: 0,
  isNewer: false,
});

function* entriesOf(text: string, totals: RecordTotals): Generator<RecordEntry> {
  const decoder = new RecordDecoder();
  for (const line of linesOf(text)) {
    if (line === '') continue;
    totals.lines++;
    const entry = decoder.decode(line);
    if (entry) yield entry;
  }
  totals.broken += decoder.broken;
  totals.isNewer ||= decoder.isNewer;
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield text.slice(from, to);
    from = to + 1;
  }
}

/** `undefined` for a file that cannot be read; for a truncated one, its readable part. */
async function textOf(dir: string, { name, isCompressed }: SizedFile): Promise<string | undefined> {
  const file = join(dir, name);
  try {
    const { size } = await lstat(file);
    if (size > MOST_BYTES) return undefined;
    const bytes = await readFile(file);
    return (isCompressed ? await uncompress(bytes, UNCOMPRESSED) : bytes).toString('utf8');
  } catch {
    return undefined;
  }
}
