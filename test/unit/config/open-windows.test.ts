/** Maintenance windows by local time, across both changes of the clocks. */
import { afterEach, describe, expect, it } from 'vitest';
import { openWindowsOf } from '../../../src/config/open-windows.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ownZone = process.env['TZ'];
afterEach(() => inZone(ownZone));

function inZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
}

/** Intervals in which a window is open within two days, checked every minute. */
function open(zone: string, cron: string, forMs: number, from: string, days = 2): string[] {
  inZone(zone);
  const windows = openWindowsOf([
    { application: undefined, withCalls: false, windows: [{ cron, forMs }] },
  ]);
  const found: string[] = [];
  const begin = Date.parse(from);
  let isOpen = false;
  for (let now = begin; now < begin + days * 24 * HOUR; now += MINUTE) {
    const [window] = windows(now);
    if (Boolean(window) === isOpen) continue;
    isOpen = Boolean(window);
    if (window) expect(window.beganUnixMs).toBe(now);
    found.push(`${isOpen ? 'from' : 'to'} ${new Date(now).toISOString().slice(5, 16)}Z`);
  }
  return found;
}

describe('a maintenance window', () => {
  it('begins by local time and lasts as long as it is long', () => {
    expect(open('Europe/Moscow', '0 2 * * SUN', 2 * HOUR, '2026-11-28T00:00:00Z')).toEqual([
      'from 11-28T23:00Z',
      'to 11-29T01:00Z',
    ]);
  });

  it('lasts two hours in the night that skips one', () => {
    // In Berlin 02:00 becomes 03:00 at 01:00 UTC.
    expect(open('Europe/Berlin', '0 1 * * *', 2 * HOUR, '2026-03-28T12:00:00Z', 1)).toEqual([
      'from 03-29T00:00Z',
      'to 03-29T02:00Z',
    ]);
  });

  it('begins when the clocks have changed where its time is skipped', () => {
    expect(open('Europe/Berlin', '30 2 * * *', HOUR, '2026-03-28T12:00:00Z', 1)).toEqual([
      'from 03-29T01:00Z',
      'to 03-29T02:00Z',
    ]);
  });

  it('is open once in the night that has an hour twice', () => {
    // In Berlin 03:00 becomes 02:00 at 01:00 UTC: 02:30 is at 00:30 and at 01:30 UTC.
    expect(open('Europe/Berlin', '30 2 * * *', 30 * MINUTE, '2026-10-24T12:00:00Z', 1)).toEqual([
      'from 10-25T00:30Z',
      'to 10-25T01:00Z',
    ]);
    expect(open('Europe/Berlin', '0 1 * * *', 3 * HOUR, '2026-10-24T12:00:00Z', 1)).toEqual([
      'from 10-24T23:00Z',
      'to 10-25T02:00Z',
    ]);
  });

  it('keeps its local time before and after a change, and all the year in Moscow', () => {
    const begins = (zone: string, from: string) =>
      open(zone, '0 4 * * *', HOUR, from, 3).filter((each) => each.startsWith('from'));
    expect(begins('Europe/Berlin', '2026-03-27T12:00:00Z')).toEqual([
      'from 03-28T03:00Z',
      'from 03-29T02:00Z',
      'from 03-30T02:00Z',
    ]);
    expect(begins('Europe/Berlin', '2026-10-23T12:00:00Z')).toEqual([
      'from 10-24T02:00Z',
      'from 10-25T03:00Z',
      'from 10-26T03:00Z',
    ]);
    expect(begins('Europe/Moscow', '2026-03-27T12:00:00Z')).toEqual([
      'from 03-28T01:00Z',
      'from 03-29T01:00Z',
      'from 03-30T01:00Z',
    ]);
  });

  it('is found when the agent starts in its midst, and when the clock is set back into it', () => {
    inZone('UTC');
    const windows = openWindowsOf([
      { application: 'A', withCalls: true, windows: [{ cron: '0 2 * * *', forMs: HOUR }] },
    ]);
    const noon = Date.parse('2026-11-26T12:00:00Z');
    expect(windows(noon)).toEqual([]);
    const within = Date.parse('2026-11-26T02:20:00Z');
    const began = Date.parse('2026-11-26T02:00:00Z');
    const expected = {
      application: 'A',
      withCalls: true,
      beganUnixMs: began,
      endsUnixMs: began + HOUR,
    };
    expect(windows(within)).toEqual([expected]);
    expect(windows(noon)).toEqual([]);
    expect(windows(began)).toEqual([expected]);
    expect(windows(began - 1)).toEqual([]);
    expect(windows(began + HOUR)).toEqual([]);
  });
});
