/** Files of the record: one for each hour of UTC, with a part number where an hour has several; compressed when closed. */

export interface RecordFile {
  readonly name: string;
  /** Start of its hour. */
  readonly hourUnixMs: number;
  readonly part: number;
  readonly isCompressed: boolean;
}

export interface SizedFile extends RecordFile {
  readonly bytes: number;
}

export const HOUR_MS = 3_600_000;
const NAME = /^(\d{4}-\d\d-\d\dT\d\d)(?:\.(\d{1,4}))?\.record(\.gz)?$/;

/** Name of the file for the hour of this time: `2026-11-26T03.record`. */
export function nameOf(unixMs: number): string {
  return `${stem(unixMs)}.record`;
}

/** Name of a compressed part: `2026-11-26T03.record.gz`, from the second part on `2026-11-26T03.2.record.gz`. */
export function compressedName(hourUnixMs: number, part: number): string {
  return `${stem(hourUnixMs)}${part === 1 ? '' : `.${part}`}.record.gz`;
}

function stem(unixMs: number): string {
  return new Date(unixMs).toISOString().slice(0, 13);
}

/** Parses a file name; `undefined` for a file that is not part of the record. */
export function parseName(name: string): RecordFile | undefined {
  const [, hour, part, compressed] = NAME.exec(name) ?? [];
  const hourUnixMs = Date.parse(`${hour ?? ''}:00:00Z`);
  if (Number.isNaN(hourUnixMs)) return undefined;
  return { name, hourUnixMs, part: Number(part ?? 1), isCompressed: compressed !== undefined };
}

/** Orders files, oldest first; within an hour the compressed parts precede the one being written. */
export function inOrder<Each extends RecordFile>(files: readonly Each[]): Each[] {
  const last = ({ isCompressed }: RecordFile) => (isCompressed ? 0 : 1);
  return [...files].sort(
    (one, other) =>
      one.hourUnixMs - other.hourUnixMs || last(one) - last(other) || one.part - other.part,
  );
}

/**
 * Files to delete: those older than the given days, then the oldest until the others fit.
 * @param current name of the file being written, which is kept
 */
export function surplus(
  files: readonly SizedFile[],
  current: string,
  { days, maxBytes }: { readonly days: number; readonly maxBytes: number },
  nowUnixMs: number,
): SizedFile[] {
  const oldestMs = nowUnixMs - days * 24 * HOUR_MS;
  let bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  return inOrder(files).filter((each) => {
    if (each.name === current) return false;
    const goes = each.hourUnixMs + HOUR_MS <= oldestMs || bytes > maxBytes;
    if (goes) bytes -= each.bytes;
    return goes;
  });
}
