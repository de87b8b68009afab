import type { Notice } from '../core/notice.js';
import { describeEn } from './en/notice.js';
import type { Language } from './language.js';
import { describeRu } from './ru/notice.js';

/** A notice in words; the mail's plain text and HTML are both made from it. */
export interface Description {
  /** After `[comwatch] HOST`, in the subject and at the top: what happened, shortest first. */
  readonly headline: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** What the reader should do, or that there is nothing to do. */
  readonly advice: string;
}

export function describeNotice(notice: Notice, language: Language): Description {
  return language === 'ru' ? describeRu(notice) : describeEn(notice);
}
