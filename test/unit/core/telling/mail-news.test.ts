import { expect, it } from 'vitest';
import { isKnownNews } from '../../../../src/core/telling/mail-news.js';
import type { Notice } from '../../../../src/core/telling/notice.js';
import { target } from '../../../support/build.js';

const byCim = target();
const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });
const key = (words: string, { pid, startedAt } = byCim) => `${words} ${pid} ${startedAt}`;
/** Only what is read of it. */
const survived = { kind: 'breach', target: byNet, deed: { kind: 'tried' } } as unknown as Notice;

it('is no news that a process survived whose start another source tells otherwise', () => {
  expect(isKnownNews([key('survived')], key('survived', byNet), survived)).toBe(true);
});

it('is news when it is another outcome, or of another process', () => {
  expect(isKnownNews([key('refused')], key('survived', byNet), survived)).toBe(false);
  const other = key('survived', target({ pid: 5 }));
  expect(isKnownNews([other], key('survived', byNet), survived)).toBe(false);
});
