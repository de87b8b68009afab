/** Reads an earlier agent's state of the mails; invalid parts are ignored. */
import { isCount, isFigure, isListOf, isShortText, isTable } from '../table.js';
import type { MailState } from './mail-discipline.js';
import type { Notice } from './notice.js';

const MOST = 1_000;

type Thread = MailState['threads'][number];

export function parseMails(value: unknown): MailState | undefined {
  if (!isTable(value)) return undefined;
  const { threads, sent, held, leaving } = value;
  if (!isListOf(sent, isFigure, MOST) || !Array.isArray(threads)) return undefined;
  if (!Array.isArray(held) || !Array.isArray(leaving)) return undefined;
  return {
    sent,
    threads: threads.slice(0, MOST).filter(isThread),
    held: held.slice(0, MOST).filter(isNotice),
    leaving: leaving.slice(0, MOST).filter(isNotice),
  };
}

function isThread(value: unknown): value is Thread {
  if (!isTable(value)) return false;
  const { incidentId, lastUnixMs, helpless, ends, isOver, end, standing, news } = value;
  return (
    isShortText(incidentId) &&
    isFigure(lastUnixMs) &&
    isListOf(helpless, (each): each is string => isShortText(each), MOST) &&
    typeof isOver === 'boolean' &&
    isCount(ends) &&
    (end === null || (isTable(end) && isNotice(end['notice']) && isFigure(end['dueUnixMs']))) &&
    (standing === null || isNotice(standing)) &&
    isListOf(news, isNotice, MOST)
  );
}

/** The outbox sets a notice aside that cannot be put into words. */
function isNotice(value: unknown): value is Notice {
  if (!isTable(value)) return false;
  const { kind, id, incidentId, hostName, at, of } = value;
  const isKnown = [kind, id, incidentId, hostName].every((each) => isShortText(each));
  return isKnown && isFigure(at) && (of === undefined || isListOf(of, isNotice, MOST));
}
