/** Judges by status.json whether an agent works, for `status` and the watchdog. */
import type { AgentStatus, StatusLoop } from './status.js';

/** Silence after which an agent counts as not working; it writes status.json every 15 s. */
export const SILENT_MS = 120_000;
/** A loop this far past its own deadline is stuck and not merely delayed. */
const LATE_MS = 120_000;

export type AgentHealth =
  | { readonly kind: 'works' }
  /** Silence of this length; or a time in the future of a clock that was set back. */
  | { readonly kind: 'silent'; readonly forMs: number }
  | { readonly kind: 'late'; readonly loops: readonly StatusLoop[]; readonly byMs: number };

export function healthOf(
  { writtenUnixMs, loops }: Pick<AgentStatus, 'writtenUnixMs' | 'loops'>,
  nowMs: number,
): AgentHealth {
  const forMs = nowMs - writtenUnixMs;
  if (Math.abs(forMs) > SILENT_MS) return { kind: 'silent', forMs: Math.max(0, forMs) };
  const late = loops.filter(({ dueUnixMs }) => nowMs - dueUnixMs > LATE_MS);
  if (late.length === 0) return { kind: 'works' };
  return {
    kind: 'late',
    loops: late,
    byMs: Math.max(...late.map(({ dueUnixMs }) => nowMs - dueUnixMs)),
  };
}

/** Whether two observations 30 s apart are of the same agent. */
export function isSameAgent(
  one: Pick<AgentStatus, 'pid' | 'startedUnixMs'>,
  other: Pick<AgentStatus, 'pid' | 'startedUnixMs'>,
): boolean {
  return one.pid === other.pid && one.startedUnixMs === other.startedUnixMs;
}
