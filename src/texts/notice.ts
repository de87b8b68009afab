import type { Notice } from '../core/telling/notice.js';
import type { Description } from './description.js';
import { describeEn } from './en/notice.js';
import type { Language } from './language.js';
import { describeRu } from './ru/notice.js';

export function describeNotice(notice: Notice, language: Language): Description {
  const description = language === 'ru' ? describeRu(notice) : describeEn(notice);
  if (!isObserved(notice)) return description;
  return { ...description, rows: [...description.rows, MODES[language]] };
}

const MODES: Readonly<Record<Language, readonly [string, string]>> = {
  en: ['Mode', 'observation only (mode = observe): nothing was stopped'],
  ru: ['Режим', 'только наблюдение (mode = observe): ничего не выгружено'],
};

/** Mails of an incident say it; what concerns the agent itself does not. */
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
    case 'summary':
    case 'test':
      return false;
  }
}
