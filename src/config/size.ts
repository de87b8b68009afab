/** Sizes on disk as written in a file. */
import { decimal, invalid, valid, type Kind } from './kinds.js';

const MB = 2 ** 20;
const UNITS: Readonly<Record<string, number>> = {
  '': MB,
  mb: MB,
  мб: MB,
  gb: 1_024 * MB,
  гб: 1_024 * MB,
};

/** Bytes; a bare number is megabytes. */
export function size(minMb: number, maxMb: number): Kind<number> {
  return {
    expected: { kind: 'size', minMb, maxMb },
    read: (text) => {
      const match = /^([\d.,]+)\s*(\p{L}*)$/u.exec(text);
      const amount = decimal(match?.[1] ?? '');
      const factor = UNITS[match?.[2]?.toLowerCase() ?? ''];
      if (!match || amount === undefined || factor === undefined) return invalid;
      const bytes = Math.round(amount * factor);
      return bytes >= minMb * MB && bytes <= maxMb * MB ? valid(bytes) : invalid;
    },
    write: (bytes) => `${bytes / MB} MB`,
  };
}
