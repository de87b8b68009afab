/** Failures in a row until the next answer, as the check keeps them and as an earlier agent left them. */
import type { FailedProbe } from './com-report.js';
import type { Incident } from '../../core/acting/incident.js';
import type { Instant } from '../../core/instant.js';
import type { ComKnowledge } from '../../core/judging/com-memory.js';

export interface Spell {
  readonly began: Instant;
  readonly incident: Incident;
  failures: number;
  last: FailedProbe;
}

/** What the next agent needs of it. */
export function spellToKeep({ began, failures, last }: Spell): NonNullable<ComKnowledge['spell']> {
  const { failure, times } = last;
  return { beganMs: began.monotonicMs, failures, failure, times };
}

/** The spell of an earlier agent, in the time of this one. */
export function spellKept(
  { beganMs: monotonicMs, failures, failure, times }: NonNullable<ComKnowledge['spell']>,
  incident: Incident,
  now: Instant,
): Spell {
  return {
    began: { monotonicMs, wallMs: now.wallMs - (now.monotonicMs - monotonicMs) },
    incident,
    failures,
    last: { failure, times, floors: {}, failures },
  };
}
