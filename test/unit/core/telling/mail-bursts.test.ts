import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/core/telling/notice.js';
import { describeNotice } from '../../../../src/texts/notice.js';
import {
  base,
  brake,
  breach,
  HOUR,
  MINUTE,
  Operators,
  START,
  trouble,
} from '../../../support/operators.js';

describe('trouble of the agent itself', () => {
  it('is reminded of every hour until it is over', () => {
    const operators = new Operators();
    operators.tell(trouble('failing'));
    operators.wait(3.5 * HOUR);
    operators.tell(trouble('over'));
    operators.wait(3 * HOUR);
    expect(operators.kinds).toEqual(['trouble', 'trouble', 'trouble', 'trouble', 'trouble']);
    expect(operators.mails[2]).toMatchObject({ isReminder: true, lastedMs: MINUTE + 2 * HOUR });
  });

  it('is reminded of once an hour though it reminds of itself', () => {
    const operators = new Operators();
    operators.tell(trouble('failing'));
    for (let half = 0; half < 4; half++) {
      operators.wait(30 * MINUTE);
      operators.tell(trouble('failing', true));
    }
    expect(operators.mails).toHaveLength(3);
  });

  it('is not reminded of by an agent that does not have it', () => {
    const operators = new Operators();
    operators.tell(trouble('failing'));
    operators.restart();
    operators.wait(5 * HOUR);
    expect(operators.mails).toHaveLength(1);
  });
});

describe('the brake', () => {
  it('is one thread from its hold to its end, reminded of also by the next agent', () => {
    const operators = new Operators();
    operators.tell(brake('on', START + 3 * HOUR));
    operators.wait(1.5 * HOUR);
    operators.restart();
    operators.wait(2 * HOUR);
    operators.tell(brake('off'));
    expect(operators.kinds).toEqual(['brake', 'brake', 'brake', 'brake']);
    expect(new Set(operators.mails.map(({ incidentId }) => incidentId)).size).toBe(1);
    operators.wait(3 * HOUR);
    expect(operators.mails).toHaveLength(4);
  });
});

describe('the daily mail', () => {
  it('comes by itself in a burst, and when max_mails are sent', () => {
    const operators = new Operators({ maxMails: 3 });
    for (let at = 0; at < 6; at++) operators.tell(breach(`i${at}`));
    const daily = { incidents: 1, stops: 1, slowestMs: null, dayUnixMs: START };
    operators.tell({ ...base('d'), kind: 'daily', ...daily });
    expect(operators.kinds).toEqual(['breach', 'breach', 'daily']);
  });
});

describe('the watchdog', () => {
  it('mails each time', () => {
    const operators = new Operators();
    const seen = { pid: 7, startedUnixMs: START, fault: 'gone', byMs: 1, loops: [] } as const;
    for (let time = 0; time < 2; time++) {
      operators.tell({ ...base(`w${time}`), kind: 'watchdog', ...seen });
    }
    expect(operators.kinds).toEqual(['watchdog', 'watchdog']);
  });
});

describe('a burst', () => {
  it('is three mails and a digest of the rest, that names each', () => {
    const operators = new Operators();
    for (let at = 0; at < 30; at++) operators.tell(breach(`i${at}`));
    expect(operators.mails).toHaveLength(3);
    operators.wait(2 * MINUTE);
    expect(operators.mails).toHaveLength(4);
    expect(operators.mails[3]).toMatchObject({ kind: 'summary', cause: 'burst', count: 27 });
    const [, ...rows] = describeNotice(operators.mails[3] as Notice, 'ru').rows;
    expect(rows).toHaveLength(27);
    expect(rows[0]?.[1]).toContain('dllhost.exe');
  });

  it('costs twenty mails an hour at most, and loses nothing', () => {
    const operators = new Operators();
    for (let at = 0; at < 350; at++) {
      operators.tell(breach(`i${at}`));
      operators.wait(10_000);
    }
    expect(operators.mails.length).toBeLessThanOrEqual(20);
    operators.wait(2 * HOUR);
    const told = operators.mails.reduce(
      (sum, each) => sum + (each.kind === 'summary' ? each.count : 1),
      0,
    );
    expect(told).toBe(350);
  });
});
