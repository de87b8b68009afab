/** Reports about the lock of the state folder. */
import type { Reason } from '../core/reason.js';
import type { StateSentence } from '../core/telling/sentences/state.js';
import type { Clock, Journal, Notifier } from '../ports.js';
import { lastWord } from './last-word.js';

export interface Tellers {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly notify: Notifier;
}

/** Another agent holds the folder, and this one ends: a record and a mail. */
export function tellTakenOver(reason: Reason, { clock, journal, notify }: Tellers): void {
  const notice = lastWord('instance', reason, clock);
  writeLock({ kind: 'lock-lost', cause: reason }, journal, notice.id);
  void notify(notice);
}

/** Reports that the lock cannot be written; the agent watches all the same. */
export function tellUnlocked(folder: string, cause: Reason, journal: Journal): void {
  writeLock({ kind: 'lock-missing', folder, cause }, journal);
}

/** Reports that the lock was taken later. */
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
