/** Durations as written in a file. */
import { decimal, invalid, valid, type Kind, type TimeUnit } from './kinds.js';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  мс: 1,
  s: 1_000,
  sec: 1_000,
  с: 1_000,
  сек: 1_000,
  m: 60_000,
  min: 60_000,
  м: 60_000,
  мин: 60_000,
  h: 3_600_000,
  ч: 3_600_000,
  час: 3_600_000,
  d: 86_400_000,
  д: 86_400_000,
};

/** A duration in milliseconds; `bare` is the unit of a bare number. */
export function duration(bare: TimeUnit, minMs: number, maxMs: number): Kind<number> {
  return {
    expected: { kind: 'duration', minMs, maxMs, bare },
    read: (text, unit) => {
      const match = /^([\d.,]+)\s*(\p{L}*)$/u.exec(text);
      const amount = decimal(match?.[1] ?? '');
      const name = match?.[2]?.toLowerCase() ?? '';
      const factor = name === '' ? ((unit ?? bare) === 's' ? 1_000 : 1) : UNITS[name];
      if (amount === undefined || factor === undefined) return invalid;
      // 1.005 s is 1005 ms, not 1004.9999999999999.
      const ms = Math.round(amount * factor * 1_000) / 1_000;
      return ms >= minMs && ms <= maxMs ? valid(ms) : invalid;
    },
    write: written,
  };
}

/** Formats it in the unit that a person would use: 120 s, not 2 min; 10 min, not 600 s. */
function written(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0)
    return ms % 86_400_000 === 0 ? `${ms / 86_400_000} d` : `${ms / 3_600_000} h`;
  if (ms >= 300_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms > 0 && ms % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}
