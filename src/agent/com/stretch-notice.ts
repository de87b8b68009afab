import { applicationFields } from '../telling/fields.js';
import type { ComCheckRules } from './com-check-ports.js';
import { afterAnswerMs } from '../../core/judging/com-schedule.js';
import { NotificationLog } from '../../core/notification-log.js';
import type { Journal } from '../../ports.js';

/** Reports once that the check would load its server, and the longer interval used instead. */
export function stretchNotice(
  { verdict, application }: Pick<ComCheckRules, 'verdict' | 'application'>,
  journal: Journal,
): (quickestMs: number | undefined) => void {
  const log = new NotificationLog();
  return (quickestMs) => {
    const { delayMs } = verdict;
    const stretchedMs = afterAnswerMs(verdict, quickestMs);
    if (stretchedMs <= delayMs || !log.isNews('distance', 'stretched')) return;
    journal({
      level: 'info',
      action: 'probe',
      sentence: { kind: 'check-stretched', delayMs, stretchedMs },
      fields: applicationFields(application),
    });
  };
}
