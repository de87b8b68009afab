import { isStop } from '../core/telling/mail-news.js';
import type { Notice, SummaryNotice } from '../core/telling/notice.js';
import type { Description } from './description.js';
import { describeEn } from './en/notice.js';
import { formatTime } from './format.js';
import type { Language } from './language.js';
import { describeRu } from './ru/notice.js';

export function describeNotice(notice: Notice, language: Language): Description {
  if (notice.kind === 'summary' && notice.cause === 'incident') return latest(notice, language);
  const description = language === 'ru' ? describeRu(notice) : describeEn(notice);
  const { headline, rows } = description;
  const again = isAgain(notice) ? AGAIN[language](notice.timesWithinHour ?? 0) : undefined;
  return {
    ...description,
    headline: again === undefined ? headline : `${headline} (${again.short})`,
    rows: [
      ...rows,
      ...(again === undefined ? [] : [again.row]),
      ...(isObserved(notice) ? [MODES[language]] : []),
    ],
  };
}

/** Several events of one incident: the last of them gives the current state. */
function latest({ of = [], count }: SummaryNotice, language: Language): Description {
  const last = of.at(-1);
  if (!last) throw new Error('a digest without its events');
  const { more, before } = EARLIER[language];
  const described = describeNotice(last, language);
  const earlier = of
    .slice(0, -1)
    .map((each) => [formatTime(each.at), describeNotice(each, language).headline] as const);
  const others = count - of.length;
  const stop = isStop(last) ? undefined : of.findLast(isStop);
  // The stopped process and the reason are not repeated in the next mail.
  const stopped = stop && describeNotice(stop, language);
  const headlines = [described.headline, ...(stopped ? [stopped.headline] : [])];
  return {
    ...described,
    headline: `${headlines.join('; ')} (${more(count - 1)})`,
    rows: [
      ...described.rows,
      ...(stopped ? [[stopped.headline, ''] as const, ...stopped.rows] : []),
      [before, ''],
      ...earlier,
      ...(others > 0 ? [[more(others), ''] as const] : []),
    ],
  };
}

const EARLIER = {
  en: { more: (count: number) => `and ${count} more before it`, before: 'Before it' },
  ru: { more: (count: number) => `и ещё ${count} до этого`, before: 'До этого' },
} as const;

/** Two occurrences may be chance. */
const SAID_TIMES = 3;

function isAgain({ kind, timesWithinHour }: Notice): boolean {
  return (kind === 'breach' || kind === 'probe') && (timesWithinHour ?? 0) >= SAID_TIMES;
}

interface Again {
  readonly short: string;
  readonly row: readonly [string, string];
}

const AGAIN: Readonly<Record<Language, (times: number) => Again>> = {
  en: (times) => ({
    short: `${ordinal(times)} time within an hour`,
    row: ['Repeated', `${ordinal(times)} time within an hour: stopping helps for a while only`],
  }),
  ru: (times) => ({
    short: `${times}-й раз за час`,
    row: ['Повторение', `${times}-й раз за час: выгрузка помогает лишь на время`],
  }),
};

function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}

const MODES: Readonly<Record<Language, readonly [string, string]>> = {
  en: ['Mode', 'observation only (mode = observe): nothing was stopped'],
  ru: ['Режим', 'только наблюдение (mode = observe): ничего не выгружено'],
};

/** Mails of an incident name it; those about the agent itself do not. */
function isObserved({ kind, observes }: Notice): boolean {
  switch (kind) {
    case 'breach':
    case 'brake':
    case 'probe':
    case 'probe-turn':
    case 'closed':
      return observes === true;
    case 'trouble':
    case 'late':
    case 'upgrade':
    case 'bridge':
    case 'watchdog':
    case 'daily':
    case 'weekly':
    case 'summary':
    case 'test':
      return false;
  }
}
