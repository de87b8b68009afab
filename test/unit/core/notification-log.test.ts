import { describe, expect, it } from 'vitest';
import { NotificationLog } from '../../../src/core/notification-log.js';

describe('a notification log', () => {
  it('takes for news what was not said last of the same subject', () => {
    const log = new NotificationLog();
    const turns = ['fails', 'fails', 'works', 'fails'].map((what) => log.isNews('disk', what));
    expect(turns).toEqual([true, false, true, true]);
    expect(log.isNews('mail', 'fails')).toBe(true);
  });

  it('takes nothing for news that is assumed', () => {
    const log = new NotificationLog({ disk: 'works' });
    expect([log.isNews('disk', 'works'), log.isNews('disk', 'fails')]).toEqual([false, true]);
  });

  it('takes everything for news of a subject that it has forgotten', () => {
    const log = new NotificationLog();
    log.isNews('disk', 'fails');
    expect([log.forget('disk'), log.forget('disk'), log.isNews('disk', 'fails')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
