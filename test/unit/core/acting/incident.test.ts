import { describe, expect, it } from 'vitest';
import {
  afterRecovery,
  incidentId,
  incidentKey,
  isFlapping,
  isReminderDue,
  isSaidOf,
  repeatSuffix,
  sayOnce,
  withTime,
  type Incident,
} from '../../../../src/core/acting/incident.js';
import { fileTime, STARTED_UNIX_MS, target } from '../../../support/build.js';

const HOUR = 3_600_000;
const OPENED_MS = 10_000;
const incident = (changes: Partial<Incident> = {}): Incident => ({
  id: 'id',
  key: 'com/Trade.Server',
  check: 'com',
  application: undefined,
  subject: 'Trade.Server',
  openedUnixMs: Date.UTC(2026, 10, 24, 21, 15, 4, 123),
  openedMs: OPENED_MS,
  evidenceMs: OPENED_MS,
  stops: 0,
  cure: 'none',
  times: [],
  said: [],
  mailedMs: undefined,
  ...changes,
});

describe('an incident', () => {
  it('is of one check, what it is about, and the application', () => {
    const key = { check: 'limits', application: undefined, subject: 'dllhost.exe' } as const;
    expect(incidentKey(key)).toBe('limits/dllhost.exe');
    expect(incidentKey({ ...key, application: 'front' })).toBe('limits/dllhost.exe/front');
  });

  it('has an identifier that sorts by time', () => {
    expect(incidentId(incident().openedUnixMs, 4712)).toBe('20261124-211504.123-4712');
  });

  it('says each thing once', () => {
    const first = sayOnce(incident(), 'plan stop 7');
    expect(first.isNew).toBe(true);
    const second = sayOnce(first.incident, 'plan stop 7');
    expect(second).toEqual({ isNew: false, incident: first.incident });
    expect(sayOnce(first.incident, 'plan stop 8').incident.said).toEqual([
      'plan stop 7',
      'plan stop 8',
    ]);
  });

  it('says each thing of a process once, whichever source shows it', () => {
    const byCim = target();
    const byNet = target({ startedAt: `${byCim.startedAt.slice(0, -1)}7` });
    const { incident: once } = sayOnce(incident(), 'mail stopped', byCim);
    expect(once.said).toEqual([`mail stopped ${byCim.pid} ${byCim.startedAt}`]);
    expect(sayOnce(once, 'mail stopped', byNet)).toEqual({ isNew: false, incident: once });
    expect(isSaidOf(once, byNet)).toBe(true);
    expect(sayOnce(once, 'mail survived 1', byNet).isNew).toBe(true);
    const successor = target({ startedAt: fileTime(STARTED_UNIX_MS + 60_000) });
    expect(sayOnce(once, 'mail stopped', successor).isNew).toBe(true);
    expect(isSaidOf(once, successor)).toBe(false);
  });

  it('remembers the last 200 things that it said', () => {
    let current = incident();
    for (let n = 0; n < 201; n++) current = sayOnce(current, `${n}`).incident;
    expect(current.said).toHaveLength(200);
    expect(current.said.at(0)).toBe('1');
    expect(current.said.at(-1)).toBe('200');
  });

  it('is mailed again when its last mail is old enough, and not before the first', () => {
    expect(isReminderDue(incident({ mailedMs: 5_000 }), 5_000 + HOUR - 1, HOUR)).toBe(false);
    expect(isReminderDue(incident({ mailedMs: 5_000 }), 5_000 + HOUR, HOUR)).toBe(true);
    expect(isReminderDue(incident(), 5_000 + 9 * HOUR, HOUR)).toBe(false);
  });
});

describe('an incident whose end was mailed', () => {
  const said = ['plan stop 7', 'mail stopped 7', 'no-action x', 'time 7'];
  const recovered = afterRecovery(incident({ said, mailedMs: 20_000, cure: 'expected' }));

  it('mails again what it mailed before, and nothing else twice', () => {
    expect(recovered).toMatchObject({ mailedMs: undefined, cure: 'proven' });
    expect(recovered.said).toEqual(['plan stop 7', 'time 7', 'recovered']);
    expect(sayOnce(recovered, 'mail stopped 7').isNew).toBe(true);
    expect(sayOnce(recovered, 'plan stop 7').isNew).toBe(false);
  });

  it('flaps from the second end on', () => {
    expect(isFlapping(recovered)).toBe(false);
    const twice = afterRecovery(recovered);
    expect(isFlapping(twice)).toBe(true);
    expect(twice.said).toEqual(['plan stop 7', 'time 7', 'recovered', 'recovered-again']);
    expect(isFlapping(afterRecovery(twice))).toBe(true);
  });

  it('gives its further mails identifiers of their own', () => {
    expect(repeatSuffix(incident(), OPENED_MS + 5_000, false)).toBe('');
    expect(repeatSuffix(incident(), OPENED_MS + 5_000.4, true)).toBe('-5000');
    expect(repeatSuffix(recovered, OPENED_MS + 7_000, false)).toBe('-7000');
  });
});

describe('the times that trouble came', () => {
  const NOW = Date.UTC(2026, 10, 24, 22, 0);

  it('are those of the last hour', () => {
    expect(withTime([NOW - HOUR, NOW - HOUR + 1, NOW - 5], NOW)).toEqual([
      NOW - HOUR + 1,
      NOW - 5,
      NOW,
    ]);
  });

  it('are not those that lie ahead, of a clock that was set back', () => {
    expect(withTime([NOW, NOW + 1], NOW)).toEqual([NOW, NOW]);
  });

  it('are the last 1,000, in whole milliseconds', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => NOW - 2_000 + n);
    const times = withTime(many, NOW + 0.4);
    expect(times).toHaveLength(1_000);
    expect(times.at(0)).toBe(NOW - 1_999);
    expect(times.at(-1)).toBe(NOW);
  });
});
