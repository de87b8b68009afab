import type { FailureDetail } from '../../core/judging/probe-result.js';
import { formatDuration } from '../format.js';

/** Что можно сказать о неудавшемся вызове. */
export function detailRu(detail: FailureDetail): string {
  switch (detail.kind) {
    case 'foreign':
      return detail.text;
    case 'no-answer':
      return `нет ответа за ${formatDuration(detail.afterMs, 'ru')}`;
    case 'unexpected-answer':
      return `неожиданный ответ: «${detail.shown}»`;
  }
}
