/** News of an open incident that is mailed at once and not with the next reminder. */
import { targetKey } from '../observing/identity.js';
import type { Notice } from './notice.js';

/** A process was stopped, or had ended when it was to be: each one is news. */
export function isStop(notice: Notice): boolean {
  if (notice.kind === 'late') return true;
  if (notice.kind !== 'breach' && notice.kind !== 'probe') return false;
  const { deed } = notice;
  return deed.kind === 'tried' && (deed.outcome.kind === 'stopped' || deed.outcome.kind === 'gone');
}

/**
 * Reason why the agent cannot help, so that a person has to act. Stops held back by the brake have a mail of their own.
 */
export function helplessKey(notice: Notice): string | undefined {
  if (notice.kind !== 'breach' && notice.kind !== 'probe') return undefined;
  const { deed } = notice;
  switch (deed.kind) {
    case 'tried':
      return triedKey(notice);
    case 'no-action':
      return HELPLESS.includes(deed.why.kind) ? deed.why.kind : undefined;
    case 'observed':
    case 'braked':
      return undefined;
  }
}

/** Key of a news item: one for each process and outcome, since a survivor is tried repeatedly. */
function triedKey(notice: Extract<Notice, { readonly kind: 'breach' | 'probe' }>) {
  const { deed } = notice;
  if (deed.kind !== 'tried') return undefined;
  const target = 'suspect' in deed ? deed.suspect.target : 'target' in notice && notice.target;
  return target && !isStop(notice) ? `${deed.outcome.kind} ${targetKey(target)}` : undefined;
}

const HELPLESS: readonly string[] = [
  'class',
  'unproven',
  'no-suspect',
  'not-in-the-process',
  'unresolved',
  'no-host',
  'several-hosts',
];

/** Whether nothing was stopped yet and a stop may follow soon. */
export function mayBeFollowed(notice: Notice): boolean {
  if (notice.kind !== 'probe' || notice.deed.kind !== 'no-action') return false;
  return FOLLOWED.includes(notice.deed.why.kind);
}

const FOLLOWED: readonly string[] = ['waiting', 'no-suspect', 'unresolved', 'no-host', 'young'];
