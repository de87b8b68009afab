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
  said: ['plan stop 7 1', 'mail stopped 7 1'],
  mailedMs: 20_000,
};
const SAVED = { monotonicMs: 60_000, wallMs: 1_764_000_000_000 };
const next = { monotonicMs: 500, wallMs: SAVED.wallMs + 10_000 };
const stored = JSON.parse(JSON.stringify(storeIncident(incident, SAVED))) as object;
const recall = (...values: unknown[]) => recallIncidents(values, SAVED.wallMs, next);

describe('open incidents', () => {
  it('go on in the next agent, with what was said and when the last mail went', () => {
    const moved = (ms: number) => ms - 70_000 + 500;
    expect(recall(stored)).toEqual([
      {
        ...incident,
        openedMs: moved(10_000),
        evidenceMs: moved(55_000),
        mailedMs: moved(20_000),
      },
    ]);
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
    ];
    expect(recall(...bad, stored)).toHaveLength(1);
    expect(recallIncidents({}, SAVED.wallMs, next)).toEqual([]);
  });

  it('are dropped when the clock was set back', () => {
    const back = { ...next, wallMs: SAVED.wallMs - 3_600_000 };
    expect(recallIncidents([stored], SAVED.wallMs, back)).toEqual([]);
  });
});
