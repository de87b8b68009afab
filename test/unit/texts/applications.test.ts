/** Every mail and record that concerns one application of the configuration names it. */
import { describe, expect, it } from 'vitest';
import { describeNotice } from '../../../src/texts/notice.js';
import { eventText } from '../../../src/texts/sentence.js';
import { notices } from '../../support/examples/notices.js';

/** Kinds that concern the agent as a whole. */
const OF_THE_AGENT = ['bridge', 'daily', 'weekly', 'upgrade', 'summary', 'test', 'watchdog'];

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  it('every mail about an application has its name once in a row of its own', () => {
    const found = Object.values(notices)
      .flat()
      .flatMap((notice) => {
        const { rows } = describeNotice({ ...notice, application: 'БэкОфис' }, language);
        return OF_THE_AGENT.includes(notice.kind)
          ? []
          : [[notice.kind, rows.filter(([, value]) => value === 'БэкОфис').length]];
      });
    expect(found.length).toBeGreaterThan(6);
    expect(found).toEqual(found.map(([kind]) => [kind, 1]));
  });

  it('a record begins with the name of its application', () => {
    const sentence = { kind: 'state-unwritable' } as const;
    const fields = { 'comwatch.application': 'БэкОфис' };
    const text = eventText({ level: 'info', action: 'brake-state', sentence, fields }, language);
    expect(text).toMatch(/^\[БэкОфис\] \S/);
    const plain = eventText({ level: 'info', action: 'brake-state', sentence }, language);
    expect(text).toBe(`[БэкОфис] ${plain}`);
    const mail = { level: 'info', action: 'mail-sent', sentence, fields } as const;
    expect(eventText(mail, language)).toBe(plain);
  });
});
