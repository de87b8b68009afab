import { afterEach, describe, expect, it } from 'vitest';
import { dueNow, lastDue, parseSchedule, writeSchedule } from '../../../src/core/schedule.js';

const HOUR = 3_600_000;
const ownZone = process.env['TZ'];
afterEach(() => inZone(ownZone));

/** Node obeys a change of TZ at once. */
function inZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
}

const read = (text: string) => {
  const schedule = parseSchedule(text);
  if (!schedule) throw new Error(`not read: ${text}`);
  return schedule;
};
const at = (iso: string) => Date.parse(iso);
const iso = (unixMs: number | undefined) =>
  unixMs === undefined ? undefined : new Date(unixMs).toISOString();

describe('a schedule', () => {
  it.each([
    ['08:00', '08:00'],
    [' 8:05 ', '08:05'],
    ['8.05', '08:05'],
    ['23:59', '23:59'],
    ['Monday 08:00', 'Monday 08:00'],
    ['mon 8:00', 'Monday 08:00'],
    ['SU 00:00', 'Sunday 00:00'],
    ['понедельник 08:00', 'Monday 08:00'],
    ['Пн. 08:00', 'Monday 08:00'],
    ['вс, 7:30', 'Sunday 07:30'],
  ])('reads %j as %j', (text, written) => {
    expect(writeSchedule(read(text))).toBe(written);
    expect(parseSchedule(written)).toEqual(read(text));
  });

  it.each(['', '24:00', '08:60', '8', '8:5', 'Mo', 'Moonday 08:00', '08:00 Monday', '-1:00'])(
    'does not read %j',
    (text) => expect(parseSchedule(text)).toBeUndefined(),
  );

  it('comes once on each day, whatever the clocks do', () => {
    for (const zone of ['Europe/Berlin', 'Europe/Moscow', 'Asia/Vladivostok', 'UTC']) {
      for (const text of ['08:00', '02:30', '00:00', '23:59']) {
        inZone(zone);
        const days = new Set<number>();
        const [from, to] = [at('2026-03-20T00:00:00Z'), at('2026-11-10T00:00:00Z')];
        for (let now = from; now < to; now += HOUR / 4) days.add(lastDue(read(text), now));
        const dates = new Set([...days].map((due) => new Date(due).toDateString()));
        expect([zone, text, dates.size]).toEqual([zone, text, days.size]);
        expect(days.size).toBeGreaterThanOrEqual(235);
      }
    }
  });

  it('is met by local time before and after a change of the clocks', () => {
    inZone('Europe/Berlin');
    const schedule = read('08:00');
    expect(iso(lastDue(schedule, at('2026-03-28T12:00:00Z')))).toBe('2026-03-28T07:00:00.000Z');
    expect(iso(lastDue(schedule, at('2026-03-29T12:00:00Z')))).toBe('2026-03-29T06:00:00.000Z');
    expect(iso(lastDue(schedule, at('2026-10-25T12:00:00Z')))).toBe('2026-10-25T07:00:00.000Z');
    // 02:30 does not exist on 29 March, and exists twice on 25 October.
    expect(iso(lastDue(read('02:30'), at('2026-03-29T12:00:00Z')))).toBe(
      '2026-03-29T01:30:00.000Z',
    );
    expect(iso(lastDue(read('02:30'), at('2026-10-25T12:00:00Z')))).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  it('comes on its day of the week', () => {
    inZone('Europe/Moscow');
    expect(iso(lastDue(read('Mon 08:00'), at('2026-11-26T10:00:00Z')))).toBe(
      '2026-11-23T05:00:00.000Z',
    );
    expect(iso(lastDue(read('Mon 08:00'), at('2026-11-23T04:59:00Z')))).toBe(
      '2026-11-16T05:00:00.000Z',
    );
  });

  it('is met once, a while late at most, whichever agent meets it', () => {
    inZone('UTC');
    const schedule = read('08:00');
    const due = at('2026-11-26T08:00:00Z');
    expect(dueNow(schedule, due - 24 * HOUR, due - 1)).toBeUndefined();
    expect(dueNow(schedule, due - 24 * HOUR, due)).toBe(due);
    expect(dueNow(schedule, due, due + HOUR)).toBeUndefined();
    // The machine was off until the evening, or until noon.
    expect(dueNow(schedule, due - 24 * HOUR, due + 13 * HOUR)).toBeUndefined();
    expect(dueNow(schedule, due - 24 * HOUR, due + 4 * HOUR)).toBe(due);
    // The clock was set back, and had once been years ahead.
    expect(dueNow(schedule, due, due - 20 * HOUR)).toBeUndefined();
    expect(dueNow(schedule, at('2031-01-01T08:00:00Z'), due)).toBe(due);
  });
});
