/** What an agent says of the lock of its state folder. */
import type { Reason } from '../core/reason.js';
import type { StateSentence } from '../core/telling/sentences/state.js';
import type { Clock, Journal, Notifier } from '../ports.js';
import { lastWord } from './last-word.js';

export interface Tellers {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly notify: Notifier;
}

/** Another agent has the folder, and this one ends: a record and a mail. */
export function tellTakenOver(reason: Reason, { clock, journal, notify }: Tellers): void {
  const notice = lastWord('instance', reason, clock);
  writeLock({ kind: 'lock-lost', cause: reason }, journal, notice.id);
  void notify(notice);
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
