import type { FailureDetail } from '../core/judging/probe-result.js';
import { detailEn } from './en/detail.js';
import type { Language } from './language.js';
import { detailRu } from './ru/detail.js';

export function detailText(detail: FailureDetail, language: Language): string {
  return language === 'ru' ? detailRu(detail) : detailEn(detail);
}
