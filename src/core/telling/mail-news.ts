/** News of an open incident that is mailed at once and not with the next reminder. */
import { hasKey, keyAbout, wordsBefore } from '../observing/identity.js';
import type { Target } from '../observing/model.js';
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
  const target = triedTarget(notice);
  if (!target || notice.deed.kind !== 'tried' || isStop(notice)) return undefined;
  return keyAbout(notice.deed.outcome.kind, target);
}

function triedTarget(notice: Notice): Target | undefined {
  if (notice.kind === 'breach') return notice.target;
  return notice.kind === 'probe' && 'suspect' in notice.deed
    ? notice.deed.suspect.target
    : undefined;
}

/** Whether the news of this key and notice is among those of before, the process seen by whichever source. */
export function isKnownNews(before: readonly string[], key: string, notice: Notice): boolean {
  const target = triedTarget(notice);
  const words = target && wordsBefore(key, target);
  return words === undefined ? before.includes(key) : hasKey(before, words, target);
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
