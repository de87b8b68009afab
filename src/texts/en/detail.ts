import type { FailureDetail } from '../../core/judging/probe-result.js';
import { formatDuration } from '../format.js';

/** Details of a failed call. */
export function detailEn(detail: FailureDetail): string {
  switch (detail.kind) {
    case 'foreign':
      return detail.text;
    case 'no-answer':
      return `no answer within ${formatDuration(detail.afterMs, 'en')}`;
    case 'unexpected-answer':
      return `unexpected answer: "${detail.shown}"`;
  }
}
