/** Rules for replacing a working shell: PowerShell sessions leak memory over months. */
import type { RecycleCause } from '../../../core/telling/sentences/shell.js';

export interface RecycleLimits {
  readonly calls: number;
  readonly ageMs: number;
  readonly memoryBytes: number;
  /** Number of calls between two readings of its memory. */
  readonly askMemoryEvery: number;
}

export const RECYCLE: RecycleLimits = {
  calls: 100_000,
  ageMs: 12 * 3_600_000,
  memoryBytes: 400 * 2 ** 20,
  askMemoryEvery: 2_000,
};

export interface ShellLife {
  readonly calls: number;
  readonly ageMs: number;
}

/** Reason for replacing it; `undefined` if there is none. */
export function wornOut(
  { calls, ageMs }: ShellLife,
  limits: RecycleLimits,
): RecycleCause | undefined {
  if (calls >= limits.calls) return { kind: 'calls', calls };
  if (ageMs >= limits.ageMs) return { kind: 'age', ageMs };
  return undefined;
}

export function asksMemory({ calls }: ShellLife, { askMemoryEvery }: RecycleLimits): boolean {
  return calls % askMemoryEvery === 0;
}

export function outgrown(
  bytes: number | undefined,
  { memoryBytes }: RecycleLimits,
): RecycleCause | undefined {
  return bytes !== undefined && bytes > memoryBytes ? { kind: 'memory', bytes } : undefined;
}
