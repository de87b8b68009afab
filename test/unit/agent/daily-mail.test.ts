/** The daily mail on a clock that is moved: once a day, whatever happens to clocks and agents. */
import { afterEach, describe, expect, it } from 'vitest';
import { DailyMail } from '../../../src/agent/telling/daily-mail.js';
import { parseSchedule } from '../../../src/core/schedule.js';
import {
  beginStory,
  addEvent,
  type IncidentStory,
} from '../../../src/core/telling/incident-story.js';
import type { DailyNotice } from '../../../src/core/telling/notice.js';
import type { Clock } from '../../../src/ports.js';
import { target } from '../../support/build.js';

const HOUR = 3_600_000;
const ownZone = process.env['TZ'];
afterEach(() => inZone(ownZone));

function inZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
}

/** A machine whose time advances in steps of its waits, and the content of its disk. */
class Machine {
  wallMs: number;
  kept: unknown;
  stories: IncidentStory[] = [];
  readonly mails: DailyNotice[] = [];

  constructor(at: string) {
    this.wallMs = Date.parse(at);
  }

  /** Runs an agent for some time; with `answers` the server answers at its start. */
  async run(forMs: number, answers: readonly number[] = []): Promise<void> {
    const untilMs = this.wallMs + forMs;
    const ending = new AbortController();
    const clock: Clock = {
      monotonicMs: () => this.wallMs,
      wallMs: () => this.wallMs,
      sleep: (ms) => {
        this.wallMs += ms * 20;
        if (this.wallMs >= untilMs) ending.abort();
        return Promise.resolve();
      },
    };
    const daily = new DailyMail(parseSchedule('08:00')!, {
      clock,
      hostName: 'SRV01',
      journal: () => undefined,
      notify: (notice) => {
        if (notice.kind === 'daily') this.mails.push(notice);
        return Promise.resolve();
      },
      incidentStore: {
        load: () => Promise.resolve(this.stories),
        save: () => Promise.resolve(),
        release: () => undefined,
      },
      dailyStore: {
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
    const running = daily.run(ending.signal);
    await Promise.resolve();
    await Promise.resolve();
    for (const each of answers) daily.answered(each);
    await running;
  }

  get times(): string[] {
    return this.mails.map(({ at }) => new Date(at).toISOString().slice(5, 13));
  }
}

describe('the daily mail', () => {
  it('comes once a day by local time, across both changes of the clocks', async () => {
    inZone('Europe/Berlin');
    const spring = new Machine('2026-03-28T00:00:00Z');
    await spring.run(3 * 24 * HOUR);
    expect(spring.times).toEqual(['03-28T07', '03-29T06', '03-30T06']);
    const autumn = new Machine('2026-10-24T00:00:00Z');
    await autumn.run(3 * 24 * HOUR);
    expect(autumn.times).toEqual(['10-24T06', '10-25T07', '10-26T07']);
    inZone('Europe/Moscow');
    const moscow = new Machine('2026-03-28T00:00:00Z');
    await moscow.run(3 * 24 * HOUR);
    expect(moscow.times).toEqual(['03-28T05', '03-29T05', '03-30T05']);
  });

  it('comes once a day, however often the agent is started', async () => {
    inZone('UTC');
    const machine = new Machine('2026-11-26T07:00:00Z');
    for (let each = 0; each < 48; each++) await machine.run(HOUR);
    expect(machine.times).toEqual(['11-26T08', '11-27T08']);
  });

  it('is not sent by the first agent for what lies in the past', async () => {
    inZone('UTC');
    const machine = new Machine('2026-11-26T09:00:00Z');
    await machine.run(HOUR);
    expect(machine.times).toEqual([]);
  });

  it('comes late when no agent worked at its time', async () => {
    inZone('UTC');
    const machine = new Machine('2026-11-26T07:00:00Z');
    await machine.run(HOUR / 2);
    machine.wallMs = Date.parse('2026-11-26T10:30:00Z');
    await machine.run(HOUR);
    expect(machine.times).toEqual(['11-26T10']);
  });

  it('reports the day before: incidents, stops, the slowest answer of any agent', async () => {
    inZone('UTC');
    const machine = new Machine('2026-11-25T10:00:00Z');
    const story = (opened: string, stopped: readonly string[]): IncidentStory => {
      const openedUnixMs = Date.parse(opened);
      const begun = beginStory(
        {
          id: 'x',
          key: 'x',
          check: 'com',
          application: undefined,
          subject: 'x',
          openedUnixMs,
          openedMs: 0,
          evidenceMs: 0,
          stops: 0,
          cure: 'none',
          times: [],
          said: [],
          mailedMs: undefined,
        },
        { hostName: 'SRV01', observes: false },
        { monotonicMs: 0, wallMs: openedUnixMs },
      );
      return stopped.reduce(
        (all, at) =>
          addEvent(all, {
            atUnixMs: Date.parse(at),
            level: 'warn',
            action: 'stop',
            sentence: {
              kind: 'stop-outcome',
              target: target(),
              outcome: { kind: 'stopped', tookMs: 40 },
              attempt: 1,
            },
          }),
        begun,
      );
    };
    machine.stories = [
      story('2026-11-25T12:00:00Z', ['2026-11-25T12:01:00Z', '2026-11-26T01:00:00Z']),
      story('2026-11-24T23:00:00Z', ['2026-11-25T00:10:00Z']),
      story('2026-11-26T02:00:00Z', ['2026-11-26T02:01:00Z']),
    ];
    await machine.run(HOUR, [40, 4_100.4, 700]);
    await machine.run(HOUR, [90]);
    machine.wallMs = Date.parse('2026-11-26T07:30:00Z');
    await machine.run(HOUR, [9_000]);
    expect(machine.mails).toMatchObject([
      { incidents: 1, stops: 2, slowestMs: 4_100, dayUnixMs: Date.parse('2026-11-25T00:00:00Z') },
    ]);
  });

  it.each([[{}], [null], [{ metUnixMs: 'x' }], [{ metUnixMs: 1, today: {} }]])(
    'begins anew where the file holds %j',
    async (value) => {
      inZone('UTC');
      const machine = new Machine('2026-11-26T07:00:00Z');
      machine.kept = value;
      await machine.run(2 * HOUR);
      expect(machine.times).toEqual(['11-26T08']);
    },
  );
});
