import type { Notice } from '../core/telling/notice.js';
import type { Description } from './description.js';
import { describeEn } from './en/notice.js';
import type { Language } from './language.js';
import { describeRu } from './ru/notice.js';

export function describeNotice(notice: Notice, language: Language): Description {
  return language === 'ru' ? describeRu(notice) : describeEn(notice);
}
