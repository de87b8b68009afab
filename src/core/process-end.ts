import type { ProcessEnd } from './reason.js';

/** How a process ended, as Node gives it: a code or a signal. */
export function processEnd(code: number | null, signal: string | null): ProcessEnd {
  if (signal !== null) return { kind: 'signal', signal };
  return code === null ? { kind: 'unknown' } : { kind: 'code', code };
}
