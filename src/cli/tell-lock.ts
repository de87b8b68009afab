/** What an agent says of the lock of its state folder. */
import { hostname } from 'node:os';
import { incidentId } from '../core/acting/incident.js';
import type { Reason } from '../core/reason.js';
import type { StateSentence } from '../core/telling/sentences/state.js';
import type { Clock, Journal, Notifier } from '../ports.js';

interface Tellers {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly notify: Notifier;
}

/** Another agent has the folder, and this one ends: a record and a mail. */
export function tellTakenOver(reason: Reason, { clock, journal, notify }: Tellers): void {
  const at = clock.wallMs();
  const id = incidentId(at, 'instance');
  writeLock({ kind: 'lock-lost', cause: reason }, journal, id);
  void notify({
    kind: 'trouble',
    id,
    incidentId: id,
    hostName: hostname(),
    at,
    condition: 'instance',
    state: 'failing',
    reason,
    lastedMs: 0,
    isReminder: false,
  });
}

/** A disk that takes no lock is no reason to watch nothing. */
export function tellUnlocked(folder: string, cause: Reason, journal: Journal): void {
  writeLock({ kind: 'lock-missing', folder, cause }, journal);
}

/** The disk has taken the lock at last. */
export function tellLocked(folder: string, journal: Journal): void {
  journal({ level: 'info', action: 'lock', sentence: { kind: 'lock-taken', folder } });
}

function writeLock(sentence: StateSentence, journal: Journal, id?: string): void {
  journal({
    level: 'error',
    action: 'lock',
    sentence,
    ...(id !== undefined && { incidentId: id }),
    mailed: true,
  });
}
