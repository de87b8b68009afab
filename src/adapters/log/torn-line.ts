import type { FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 65_536;
const LINE_END = 10;

/** Position of the end of the last whole line of a file; the rest was cut short by a full disk or a loss of power. */
export async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const piece = Buffer.alloc(PIECE_BYTES);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - PIECE_BYTES);
    const { bytesRead } = await handle.read(piece, 0, end - start, start);
    const at = piece.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}
