import type { Reason } from '../core/reason.js';
import { reasonEn } from './en/reason.js';
import type { Language } from './language.js';
import { reasonRu } from './ru/reason.js';

export function reasonText(reason: Reason, language: Language): string {
  return language === 'ru' ? reasonRu(reason) : reasonEn(reason);
}
