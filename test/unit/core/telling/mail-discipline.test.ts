import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/core/telling/notice.js';
import { describeNotice } from '../../../../src/texts/notice.js';
import {
  breach,
  closed,
  HOUR,
  MINUTE,
  Operators,
  recovered,
  survived,
  waiting,
} from '../../../support/operators.js';

describe('mails of an incident', () => {
  it('are one when it opens, with the first outcome, one for each stop after that, and one when it closes', () => {
    const operators = new Operators();
    operators.tell(breach());
    for (let stop = 0; stop < 3; stop++) {
      operators.wait(5 * MINUTE);
      operators.tell(breach());
      expect(operators.mails).toHaveLength(stop + 2);
    }
    operators.wait(15 * MINUTE);
    operators.tell(closed());
    expect(operators.kinds).toEqual(['breach', 'breach', 'breach', 'breach', 'closed']);
    expect(operators.mails.map(({ opens }) => opens === true)).toEqual([
      true,
      ...[false, false, false, false],
    ]);
  });

  it('say at the latest after a minute that a process was stopped, several of them in one', () => {
    const operators = new Operators();
    operators.tell(breach());
    operators.wait(10_000);
    const second = operators.tell(breach());
    operators.wait(10_000);
    const third = operators.tell(breach());
    operators.wait(40_000);
    expect(operators.mails).toHaveLength(2);
    expect(operators.mails[1]).toMatchObject({ incidentId: 'i1', count: 2, cause: 'incident' });
    expect(operators.told).toEqual(expect.arrayContaining([second, third]));
  });

  it('name the application in a digest, too', () => {
    const operators = new Operators();
    for (let stop = 0; stop < 3; stop++) {
      operators.tell({ ...breach(), application: 'БэкОфис' });
      operators.wait(10_000);
    }
    operators.wait(MINUTE);
    expect(operators.kinds).toEqual(['breach', 'summary']);
    expect(operators.mails.map(({ application }) => application)).toEqual(['БэкОфис', 'БэкОфис']);
  });

  it('are at most three for three hangs in a minute, whenever in it they come and end', () => {
    for (let second = 1; second < 59; second += 3) {
      for (let third = second; third <= 60; third += 3) {
        for (const answersAfter of [0, 0.5, 1]) {
          const operators = new Operators();
          const hangsAtS = [0, second, third, 75];
          for (const [index, atS] of hangsAtS.slice(0, 3).entries()) {
            const nextS = hangsAtS[index + 1] ?? 0;
            operators.tell(breach());
            operators.tell(breach('i1', { kind: 'gone' }));
            operators.wait((nextS - atS) * 1_000 * answersAfter);
            operators.tell(recovered());
            operators.wait((nextS - atS) * 1_000 * (1 - answersAfter));
          }
          operators.wait(HOUR);
          const { length } = operators.mails;
          expect({ second, third, answersAfter, isMore: length > 3 }).toMatchObject({
            isMore: false,
          });
          expect(operators.told).toHaveLength(7);
        }
      }
    }
  });

  it('show the last event, and name those before it', () => {
    const operators = new Operators();
    operators.tell(breach());
    for (let stop = 0; stop < 2; stop++) operators.tell(breach());
    operators.tell({ ...closed(), application: 'X' });
    const last = operators.mails[1] as Notice;
    expect(last).toMatchObject({ kind: 'summary', cause: 'incident' });
    const { headline, rows } = describeNotice(last, 'ru');
    expect(headline).toContain(describeNotice(closed(), 'ru').headline);
    expect(headline).toContain('и ещё 2 до этого');
    expect(rows.filter(([, value]) => value.includes('dllhost.exe 4712'))).toHaveLength(2);
    expect(describeNotice(last, 'en').headline).toContain('and 2 more before it');
  });

  it('open with the first outcome if it comes within seconds', () => {
    for (const afterMs of [3_000, 20_000]) {
      const operators = new Operators();
      operators.tell(waiting());
      operators.wait(afterMs);
      const stop = operators.tell(breach());
      const [first] = operators.mails;
      expect(operators.mails).toHaveLength(1);
      expect(first?.opens).toBe(true);
      expect(operators.told.includes(stop)).toBe(afterMs === 3_000);
      operators.wait(MINUTE);
      expect(operators.told).toContain(stop);
      expect(operators.mails.filter(({ opens }) => opens)).toHaveLength(1);
    }
  });

  it('say in the subject of a digest that a process was stopped, also when the server answers since', () => {
    const operators = new Operators();
    operators.tell(breach());
    operators.tell(breach('i1', undefined, 99));
    operators.tell(recovered());
    operators.wait(2 * MINUTE);
    const { headline, rows } = describeNotice(operators.mails[1] as Notice, 'ru');
    expect(headline).toMatch(/снова отвечает.*; dllhost\.exe 99: выгружен.*и ещё 1 до этого/);
    // Includes the content that the mail of the stop alone would have had.
    const alone = describeNotice(breach('i1', undefined, 99), 'ru').rows;
    expect(alone.length).toBeGreaterThan(2);
    expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(alone.map(([name]) => name)));
  });

  it('say once more that it has come back after an end, then only that it is over for good', () => {
    const operators = new Operators();
    for (let hang = 0; hang < 4; hang++) {
      operators.tell(breach());
      operators.tell(recovered());
      operators.wait(5 * MINUTE);
    }
    expect(operators.kinds).toEqual(['breach', 'probe-turn', 'breach', 'breach', 'breach']);
    operators.wait(15 * MINUTE);
    expect(operators.kinds.slice(5)).toEqual(['probe-turn']);
  });

  it('say once that a process does not let itself be stopped', () => {
    const operators = new Operators();
    operators.tell(breach());
    for (let attempt = 0; attempt < 4; attempt++) {
      operators.wait(5 * MINUTE);
      operators.tell(breach('i1', survived));
    }
    expect(operators.kinds).toEqual(['breach', 'breach']);
    operators.tell(breach('i1', survived, 99));
    expect(operators.mails).toHaveLength(3);
  });

  it('remind every hour while it lasts, also of what was not mailed by itself', () => {
    const operators = new Operators();
    operators.tell(breach('i1', survived));
    for (let attempt = 0; attempt < 18; attempt++) {
      operators.wait(10 * MINUTE);
      operators.tell(breach('i1', survived));
    }
    const reminders = operators.mails.filter((each) => 'isReminder' in each && each.isReminder);
    expect(reminders).toHaveLength(3);
  });

  it('remind an hour after the last of them', () => {
    const operators = new Operators();
    operators.tell(breach('i1', survived));
    operators.wait(50 * MINUTE);
    operators.tell(breach());
    operators.tell(breach('i1', survived));
    operators.wait(59 * MINUTE);
    expect(operators.mails).toHaveLength(2);
    operators.wait(MINUTE);
    expect(operators.mails).toHaveLength(3);
  });

  it('tell the end of one that an earlier version has mailed', () => {
    const operators = new Operators();
    operators.tell(closed('old'));
    operators.tell(recovered('older'));
    operators.wait(2 * MINUTE);
    expect(operators.kinds).toEqual(['closed', 'probe-turn']);
  });

  it('say the third time within an hour', () => {
    const notice = { ...breach(), timesWithinHour: 3 };
    expect(describeNotice(notice, 'ru').headline).toContain('3-й раз за час');
    expect(describeNotice(notice, 'en').headline).toContain('3rd time within an hour');
    const twice = { ...breach(), timesWithinHour: 2 };
    expect(describeNotice(twice, 'en').headline).not.toContain('time within');
  });

  it('go on in the next agent', () => {
    const operators = new Operators();
    operators.tell(breach());
    operators.restart();
    const stop = operators.tell(breach());
    operators.tell(recovered());
    operators.restart();
    operators.wait(2 * MINUTE);
    expect(operators.mails.length).toBeLessThanOrEqual(3);
    expect(operators.mails.filter(({ opens }) => opens)).toHaveLength(1);
    expect(operators.told).toContain(stop);
    expect(operators.told).toHaveLength(3);
  });
});
