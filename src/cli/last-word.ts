/** What an agent mails of trouble that ends it. */
import { hostname } from 'node:os';
import { incidentId } from '../core/acting/incident.js';
import type { Reason } from '../core/reason.js';
import type { ConditionName, TroubleNotice } from '../core/telling/notice.js';
import type { Clock } from '../ports.js';

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
