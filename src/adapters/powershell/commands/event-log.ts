import { afterFailure, listed, noBackoff, waitLeftMs } from '../../../core/backoff.js';
import { foreign } from '../../../core/foreign.js';
import type { Reason } from '../../../core/reason.js';
import type { Clock } from '../../../ports.js';
import { systemClock } from '../../clock/clock.js';
import type { Shell } from '../shell/shell.js';
import { asTable, unusable } from './answer.js';

export interface EventLogEntry {
  readonly eventId: number;
  readonly entryType: 'Information' | 'Warning' | 'Error';
  readonly message: string;
}

const SOURCE = 'comwatch';
const DEADLINE_MS = 3_000;
const MOST_WAITING = 50;
/** No rest after the first two failures in a row. */
const WAITS = listed([0, 0, 10 * 60_000]);

/**
 * Writes to the Windows Event Log through a shell, one entry at a time, without blocking the caller: a full queue drops
 * entries, and after the third consecutive failure and each further one it pauses for ten minutes.
 */
export function openEventLog(
  shell: Pick<Shell, 'call'>,
  onFailure: (reason: Reason) => void,
  clock: Pick<Clock, 'monotonicMs'> = systemClock,
): (entry: EventLogEntry) => void {
  let waiting = 0;
  let backoff = noBackoff;
  return (entry) => {
    if (waiting >= MOST_WAITING || waitLeftMs(backoff, clock.monotonicMs()) > 0) return;
    waiting++;
    void writeEvent(shell, entry).then((failure) => {
      waiting--;
      const nowMs = clock.monotonicMs();
      // An entry already in progress when the pause began.
      if (waitLeftMs(backoff, nowMs) > 0) return;
      backoff = failure ? afterFailure(backoff, WAITS, nowMs) : noBackoff;
      if (failure && waitLeftMs(backoff, nowMs) > 0) onFailure(failure);
    });
  };
}

/** Writes one entry and waits for it; returns the reason when it was not written. */
export async function writeEvent(
  shell: Pick<Shell, 'call'>,
  entry: EventLogEntry,
): Promise<Reason | undefined> {
  const answer = await shell.call(
    'Write-AgentEvent',
    {
      Source: SOURCE,
      EventId: entry.eventId,
      EntryType: entry.entryType,
      Message: entry.message.slice(0, 30_000),
    },
    DEADLINE_MS,
  );
  const table = answer.ok ? asTable(answer.value.output) : undefined;
  if (table?.['written'] === true) return undefined;
  const detail = table?.['detail'];
  return typeof detail === 'string' && detail !== '' ? foreign(detail) : unusable(answer);
}
