/** Combines several notices into one mail that names each of them. */
import { isStop } from './mail-news.js';
import { summarized, type Notice, type SummaryNotice } from './notice.js';

/** Maximum number of notices listed in one mail; of the others only the number is given, and each is in the log. */
const MOST_LISTED = 40;

/** Combines the events of one incident, oldest first, into one mail of its thread. */
export function inOne(notices: readonly Notice[]): Notice {
  const [first] = notices;
  if (!first) throw new Error('no notices for a mail');
  return notices.length === 1 ? first : digest(notices);
}

/** Combines all of them into one mail, oldest first; in the thread of an incident where all belong to it. */
export function digest(notices: readonly Notice[]): SummaryNotice {
  const each = notices.flatMap(taken);
  const summary = summarized(notices);
  const { incidentId } = notices[0] ?? summary;
  const isOfOne = notices.every((other) => other.incidentId === incidentId);
  return {
    ...summary,
    cause: isOfOne ? 'incident' : 'burst',
    ...(isOfOne && { incidentId }),
    ...(isOfOne && notices.some(({ opens }) => opens) && { opens: true }),
    of: listed(each),
  };
}

/** Splits a digest into the notices that it lists. */
function taken(notice: Notice): readonly Notice[] {
  return notice.kind === 'summary' && notice.of ? notice.of : [notice];
}

/** Selects the notices to list: stops first, then the latest, and always the last one, which gives the current state. */
function listed(notices: readonly Notice[]): readonly Notice[] {
  if (notices.length <= MOST_LISTED) return notices;
  const last = notices.at(-1);
  const ranked = [
    ...notices.filter((each) => !isStop(each) && each !== last),
    ...notices.filter((each) => isStop(each) && each !== last),
  ];
  const kept = new Set(ranked.slice(1 - MOST_LISTED));
  return notices.filter((each) => kept.has(each) || each === last);
}
