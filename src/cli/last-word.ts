/** Mails the trouble that ends an agent. */
import { hostname } from 'node:os';
import { incidentId } from '../core/acting/incident.js';
import type { Reason } from '../core/reason.js';
import type { ConditionName, TroubleNotice } from '../core/telling/notice.js';
import type { Clock } from '../ports.js';

/** The agent that took over has read the outbox already: a mail not sent now waits for its next start. */
const LAST_WORD_MS = 20_000;
/**
 * Less time than an uncaught error leaves the process, which then closes log and record; the next agent mails the rest.
 */
const CRASH_WORD_MS = 3_000;

/** Time for the mail server. */
export function lastWordMs(isUncaught: boolean): number {
  return isUncaught ? CRASH_WORD_MS : LAST_WORD_MS;
}

export function lastWord(
  condition: Extract<ConditionName, 'instance' | 'fault'>,
  reason: Reason,
  clock: Pick<Clock, 'wallMs'>,
): TroubleNotice {
  const at = clock.wallMs();
  const id = incidentId(at, condition);
  return {
    kind: 'trouble',
    id,
    incidentId: id,
    hostName: hostname(),
    at,
    condition,
    state: 'failing',
    reason,
    lastedMs: 0,
    isReminder: false,
  };
}
