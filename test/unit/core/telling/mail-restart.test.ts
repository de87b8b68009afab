import { describe, expect, it } from 'vitest';
import { goOn, left, noMails, take } from '../../../../src/core/telling/mail-discipline.js';
import { parseMails } from '../../../../src/core/telling/mail-discipline-file.js';
import {
  breach,
  HOUR,
  MINUTE,
  Operators,
  recovered,
  rules,
  START,
  survived,
} from '../../../support/operators.js';

describe('an agent that ends', () => {
  it('mails what still waits in one mail', () => {
    const operators = new Operators();
    operators.tell(breach());
    const stop = operators.tell(breach());
    const answer = operators.tell(recovered());
    operators.end();
    expect(operators.mails).toHaveLength(2);
    expect(operators.told).toEqual([expect.anything(), stop, answer]);
    operators.restart();
    operators.wait(HOUR);
    expect(operators.mails).toHaveLength(2);
  });

  it('keeps for the next one what max_mails holds back', () => {
    const operators = new Operators({ maxMails: 3 });
    for (let at = 0; at < 6; at++) operators.tell(breach(`i${at}`));
    operators.end();
    expect(operators.mails).toHaveLength(3);
    const late = [operators.tell(breach('late1')), operators.tell(breach('late2'))];
    operators.end();
    operators.restart();
    expect(operators.mails).toHaveLength(3);
    operators.wait(61 * MINUTE);
    expect(operators.told).toEqual(expect.arrayContaining(late));
    expect(operators.told).toHaveLength(8);
  });

  it('is killed, and the next one sends what was on its way', () => {
    const { state, send } = take(noMails, breach(), rules, START);
    const next = goOn(parseMails(JSON.parse(JSON.stringify(state))) ?? noMails);
    expect(send).toHaveLength(1);
    expect(next.send).toEqual(send);
    expect(left(next.state, next.send).leaving).toEqual([]);
  });
});

describe('a clock that is set back', () => {
  it('delays neither news, nor the end, nor a reminder', () => {
    const operators = new Operators();
    operators.tell(breach());
    operators.tell(breach('i2'));
    operators.tell(recovered('i2'));
    operators.nowMs -= 72 * HOUR;
    const stop = operators.tell(breach());
    operators.tell(breach('i1', survived));
    operators.wait(2 * MINUTE);
    expect(operators.told).toContain(stop);
    expect(operators.kinds).toHaveLength(3);
    operators.wait(14 * MINUTE);
    expect(operators.kinds.slice(3)).toEqual(['probe-turn']);
    operators.tell(breach('i1', survived));
    operators.wait(HOUR);
    expect(operators.mails.at(-1)).toMatchObject({ isReminder: true });
  });

  it('does not keep the mails of the hour that has not come yet', () => {
    const operators = new Operators();
    for (let at = 0; at < 60; at++) operators.tell(breach(`i${at}`));
    operators.nowMs -= 72 * HOUR;
    operators.wait(MINUTE);
    expect(operators.mails).toHaveLength(4);
    expect(operators.mails[3]).toMatchObject({ kind: 'summary', count: 57 });
  });
});

it.each([undefined, 'x', {}, { threads: [], sent: ['x'], held: [], leaving: [] }])(
  'takes %j for no state of mails',
  (value) => {
    expect(parseMails(value)).toBeUndefined();
  },
);
