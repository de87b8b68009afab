/**
 * Reads the pixels of a PNG with 8 bits per channel, with nothing but zlib: independent of the program that drew it.
 */
import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** The red, green and blue of each, row by row. */
  readonly rgb: (x: number, y: number) => readonly [number, number, number];
  /** Number of pixels darker than half grey, within this part. */
  readonly dark: (left?: number, top?: number, right?: number, bottom?: number) => number;
}

export function readPng(png: Buffer): Pixels {
  let width = 0;
  let height = 0;
  let channels = 0;
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const part = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      width = part.readUInt32BE(0);
      height = part.readUInt32BE(4);
      if (part[8] !== 8 || part[12] !== 0) throw new Error('not 8 bits, or interlaced');
      channels = { 2: 3, 6: 4 }[part[9] ?? 0] ?? 0;
      if (channels === 0) throw new Error(`colour type ${part[9]}`);
    }
    if (name === 'IDAT') packed.push(part);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * channels;
  const rows = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at++) {
      const left = at >= channels ? (rows[y * stride + at - channels] ?? 0) : 0;
      const above = y > 0 ? (rows[(y - 1) * stride + at] ?? 0) : 0;
      const corner = y > 0 && at >= channels ? (rows[(y - 1) * stride + at - channels] ?? 0) : 0;
      const value = raw[y * (stride + 1) + 1 + at] ?? 0;
      rows[y * stride + at] = value + predicted(filter, left, above, corner);
    }
  }
  const rgb = (x: number, y: number) => {
    const at = y * stride + x * channels;
    return [rows[at] ?? 0, rows[at + 1] ?? 0, rows[at + 2] ?? 0] as const;
  };
  const dark = (left = 0, top = 0, right = width, bottom = height) => {
    let count = 0;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const [red, green, blue] = rgb(x, y);
        if (red + green + blue < 3 * 128) count++;
      }
    }
    return count;
  };
  return { width, height, rgb, dark };
}

/** PNG (third edition), 9.2. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return Math.floor((left + above) / 2);
    case 4: {
      const guess = left + above - corner;
      const distances = [left, above, corner].map((each) => Math.abs(guess - each));
      const least = Math.min(...distances);
      return [left, above, corner][distances.indexOf(least)] ?? 0;
    }
    default:
      return 0;
  }
}
