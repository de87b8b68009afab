/** The weekly mail on a clock that is moved: once a week, whatever happens to agents. */
import { afterEach, describe, expect, it } from 'vitest';
import { WeeklyMail } from '../../../src/agent/telling/weekly-mail.js';
import type { Reason } from '../../../src/core/reason.js';
import { failure, success, type Result } from '../../../src/core/result.js';
import { parseSchedule } from '../../../src/core/schedule.js';
import type { WeeklyNotice } from '../../../src/core/telling/notice.js';
import type { WeekLookBack } from '../../../src/core/telling/weekly.js';
import type { Clock } from '../../../src/ports.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ownZone = process.env['TZ'];
afterEach(() => {
  if (ownZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ownZone;
});

const WEEK: WeekLookBack = {
  stops: 31,
  recovered: 27,
  ended: 0,
  unknown: 1,
  patient: { sustain: { needed: 4, of: 5 }, stops: 3 },
};

/** A machine whose time advances in steps of its waits, and the content of its disk. */
class Machine {
  wallMs: number;
  kept: unknown;
  looked: Result<WeekLookBack, Reason> = success(WEEK);
  /** Number of replays of the record, and whether the agent ends meanwhile. */
  replays = 0;
  endsMeanwhile = false;
  readonly mails: WeeklyNotice[] = [];

  constructor(at: string) {
    process.env['TZ'] = 'Europe/Moscow';
    this.wallMs = Date.parse(at);
  }

  async run(forMs: number, schedule = 'Monday 08:00'): Promise<void> {
    const untilMs = this.wallMs + forMs;
    const ending = new AbortController();
    const clock: Clock = {
      monotonicMs: () => this.wallMs,
      wallMs: () => this.wallMs,
      sleep: (ms) => {
        this.wallMs += ms * 40;
        if (this.wallMs >= untilMs) ending.abort();
        return Promise.resolve();
      },
    };
    const weekly = new WeeklyMail(parseSchedule(schedule)!, {
      clock,
      hostName: 'SRV01',
      mode: 'observe',
      journal: () => undefined,
      notify: (notice) => {
        if (notice.kind === 'weekly') this.mails.push(notice);
        return Promise.resolve();
      },
      lookBack: (days) => {
        expect(days).toBe(7);
        this.replays++;
        if (this.endsMeanwhile) ending.abort();
        return Promise.resolve(this.looked);
      },
      weeklyStore: {
        load: () =>
          Promise.resolve(
            this.kept === undefined ? { kind: 'absent' } : { kind: 'value', value: this.kept },
          ),
        save: (value) => {
          this.kept = JSON.parse(JSON.stringify(value));
          return Promise.resolve({ written: Promise.resolve(true) });
        },
      },
    });
    await weekly.run(ending.signal);
  }

  get times(): string[] {
    return this.mails.map(({ at }) => new Date(at + 3 * HOUR).toISOString().slice(5, 13));
  }
}

describe('the weekly mail', () => {
  it.each(['Monday 08:00', 'понедельник 08:00', 'пн 8:00'])(
    'comes once a week: %s',
    async (when) => {
      const machine = new Machine('2026-11-18T00:00:00Z');
      await machine.run(15 * DAY, when);
      expect(machine.times).toEqual(['11-23T08', '11-30T08']);
      expect(machine.replays).toBe(2);
      expect(machine.mails[0]).toMatchObject({ mode: 'observe', week: WEEK, reason: null });
    },
  );

  it('is not sent twice when the agent is started anew, nor for what was before its first start', async () => {
    const machine = new Machine('2026-11-23T06:00:00Z');
    await machine.run(HOUR);
    expect(machine.mails).toHaveLength(0);
    await machine.run(6 * DAY);
    await machine.run(2 * DAY);
    await machine.run(HOUR);
    expect(machine.times).toEqual(['11-30T08']);
  });

  it('is left to the next agent when this one ends while the record is replayed', async () => {
    const machine = new Machine('2026-11-22T12:00:00Z');
    machine.endsMeanwhile = true;
    await machine.run(2 * DAY);
    expect([machine.replays, machine.mails.length]).toEqual([1, 0]);
    machine.endsMeanwhile = false;
    await machine.run(HOUR);
    expect(machine.mails).toHaveLength(1);
  });

  it('says why there are no figures', async () => {
    const machine = new Machine('2026-11-22T12:00:00Z');
    machine.looked = failure({ kind: 'replay-late', deadlineMs: 600_000 });
    await machine.run(2 * DAY);
    expect(machine.mails).toMatchObject([
      { week: null, reason: { kind: 'replay-late', deadlineMs: 600_000 } },
    ]);
  });
});
