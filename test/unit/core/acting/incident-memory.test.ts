import { describe, expect, it } from 'vitest';
import { recallIncidents, storeIncident } from '../../../../src/core/acting/incident-memory.js';
import { incidentKey, type Incident } from '../../../../src/core/acting/incident.js';

const subject = {
  check: 'limits',
  application: 'front',
  subject: '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}',
} as const;
const incident: Incident = {
  ...subject,
  id: '20261124-211504.123-4712',
  key: incidentKey(subject),
  openedUnixMs: 1_764_000_000_000 - 50_000,
  openedMs: 10_000,
  evidenceMs: 55_000,
  stops: 2,
  cure: 'expected',
  times: [1_764_000_000_000 - 50_000],
  said: ['plan stop 7 1', 'mail stopped 7 1'],
  mailedMs: 20_000,
};
const SAVED = { monotonicMs: 60_000, wallMs: 1_764_000_000_000 };
const next = { monotonicMs: 500, wallMs: SAVED.wallMs + 10_000 };
const kept = (of: Incident) => JSON.parse(JSON.stringify(storeIncident(of, SAVED))) as object;
const stored = kept(incident);
const recall = (...values: unknown[]) => recallIncidents(values, SAVED.wallMs, next).open;

describe('open incidents', () => {
  it('go on in the next agent, with what was said and when the last mail went', () => {
    const moved = (ms: number) => ms - 70_000 + 500;
    expect(recall(kept(incident))).toEqual([
      {
        ...incident,
        openedMs: moved(10_000),
        evidenceMs: moved(55_000),
        mailedMs: moved(20_000),
      },
    ]);
  });

  it('need neither an application nor a mail', () => {
    const unnamed = { check: 'com', application: undefined, subject: 'Trade.Server' } as const;
    const quiet = { ...incident, ...unnamed, key: incidentKey(unnamed), mailedMs: undefined };
    const [recalled] = recall(kept(quiet));
    expect(recalled).toMatchObject({ ...unnamed, key: 'com/Trade.Server' });
    expect(recalled?.mailedMs).toBeUndefined();
  });

  it('of an earlier version came at no known times', () => {
    const earlier = JSON.parse(JSON.stringify({ ...stored, times: undefined })) as object;
    expect(recall(earlier)).toMatchObject([{ id: incident.id, times: [] }]);
  });

  it('are 1,000 at most', () => {
    const many = Array.from({ length: 1_001 }, (_, n) => ({ ...stored, id: `${n}` }));
    const { open } = recallIncidents(many, SAVED.wallMs, next);
    expect(open).toHaveLength(1_000);
    expect(open.at(-1)?.id).toBe('999');
  });

  it('have identifiers that do no harm on a console', () => {
    expect(recall({ ...stored, id: 'a\u001b[2Jb' })[0]?.id).not.toContain('\u001b');
  });

  it('are left out one by one when they are none', () => {
    const bad = [
      null,
      'x',
      { ...stored, check: 'other' },
      { ...stored, stops: -1 },
      { ...stored, said: [1] },
      { ...stored, cure: 'perhaps' },
      { ...stored, evidenceUnixMs: SAVED.wallMs + 1 },
      { ...stored, subject: 'x'.repeat(301) },
      { ...stored, id: 5 },
      { ...stored, application: 5 },
      { ...stored, openedUnixMs: -1 },
      { ...stored, evidenceUnixMs: 'x' },
      { ...stored, mailedUnixMs: null },
      { ...stored, times: ['x'] },
      { ...stored, times: Array.from({ length: 1_001 }, () => 1) },
      { ...stored, said: undefined },
      { ...stored, said: ['x'.repeat(301)] },
      { ...stored, said: Array.from({ length: 201 }, () => 'x') },
    ];
    for (const each of bad) expect(recall(each, stored)).toHaveLength(1);
    expect(recallIncidents(bad.filter(Boolean), SAVED.wallMs, next).ended).toHaveLength(1);
    for (const cure of ['none', 'expected', 'proven'])
      expect(recall({ ...stored, cure })).toHaveLength(1);
    expect(recallIncidents({}, SAVED.wallMs, next)).toEqual({ open: [], ended: [] });
  });

  it.each([
    ['the clock was set back', -3_600_000],
    ['the agent was off for more than a day', 25 * 3_600_000],
  ])('have ended when %s: nothing is certain of them', (_, byMs) => {
    const late = { ...next, wallMs: SAVED.wallMs + byMs };
    const { open, ended } = recallIncidents([stored], SAVED.wallMs, late);
    expect(open).toEqual([]);
    expect(ended).toMatchObject([{ id: incident.id, stops: 2 }]);
    expect(ended[0]!.evidenceMs - ended[0]!.openedMs).toBe(45_000);
  });

  it('have ended one by one when their times lie ahead', () => {
    const ahead = { ...stored, id: 'ahead', evidenceUnixMs: SAVED.wallMs + 1 };
    const { open, ended } = recallIncidents([ahead, stored], SAVED.wallMs, next);
    expect(open.map(({ id }) => id)).toEqual([incident.id]);
    expect(ended.map(({ id }) => id)).toEqual(['ahead']);
  });
});
