import { describe, expect, it } from 'vitest';
import type { RecordEntry } from '../../../src/core/recording/entry.js';
import { RecordView } from '../../../src/core/viewing/record-view.js';

const START_MS = 1_700_000_000_000;
const STARTED_AT = '133000000000000000';
const at = (second: number) => ({ monotonicMs: second * 1_000, wallMs: START_MS + second * 1_000 });

const start: RecordEntry = {
  kind: 'start',
  at: at(0),
  mode: 'act',
  applications: [
    {
      name: null,
      image: 'dllhost.exe',
      progid: 'meAppServer.AppServer',
      limits: { cpu: 20, memory: 10 },
    },
  ],
  settings: [],
};

const machine = {
  kind: 'machine',
  at: at(0),
  machine: { logicalProcessors: 4, physicalMemoryBytes: 1_000_000_000 },
} as RecordEntry;

/** A process that uses a quarter of a core. */
const sample = (second: number): RecordEntry => ({
  kind: 'sample',
  image: 'dllhost.exe',
  beganMs: second * 1_000,
  at: at(second),
  sample: {
    source: 'cim',
    takenAtMs: second * 1_000,
    readEndedMs: second * 1_000,
    generation: 1,
    dropped: 0,
    rows: [
      {
        pid: 7,
        startedAt: STARTED_AT,
        name: 'dllhost.exe',
        cpuTime100ns: second * 2_500_000,
        workingSetBytes: 50_000_000,
        commandLine: { kind: 'unread' },
      },
    ],
  },
});

describe('a record as a report shows it', () => {
  it('has the figures that the agent had, computed from its samples', () => {
    const view = new RecordView(START_MS, START_MS + 100_000);
    for (const entry of [start, machine]) view.take(entry);
    for (let second = 0; second <= 60; second++) view.take(sample(second));
    const [curve] = view.history.curves;
    expect(curve).toMatchObject({ pid: 7, name: 'dllhost.exe', application: null });
    expect(curve?.cpuPercent.slice(0, 5)).toEqual([null, null, null, null, null]);
    expect(new Set(curve?.cpuPercent.slice(5))).toEqual(new Set([25]));
    expect(new Set(curve?.memoryPercent)).toEqual(new Set([5]));
    expect(view.history.toUnixMs).toBe(START_MS + 60_000);
  });

  it('shows nothing of before and after its span', () => {
    const view = new RecordView(START_MS + 20_000, START_MS + 40_000);
    for (const entry of [start, machine]) view.take(entry);
    for (let second = 0; second <= 60; second++) view.take(sample(second));
    const times = view.history.curves[0]?.atUnixMs ?? [];
    expect([times[0], times.at(-1)]).toEqual([START_MS + 20_000, START_MS + 40_000]);
  });

  it('marks what was stopped, and has each call with its class', () => {
    const view = new RecordView(START_MS, START_MS + 100_000);
    for (const entry of [start, machine, sample(1), sample(2)]) view.take(entry);
    const target = { pid: 7, startedAt: STARTED_AT, name: 'dllhost.exe' };
    const common = { application: null, progid: 'meAppServer.AppServer', isPending: false };
    view.take({
      kind: 'probe',
      ...common,
      beganMs: 2_000,
      at: at(3),
      answer: {
        kind: 'failed',
        times: { activate: 20.4 },
        failure: {
          failureClass: 'timeout',
          stage: 'authorize',
          hresult: null,
          name: '',
          detail: { kind: 'no-answer', afterMs: 3_000 },
        },
      },
    });
    const deed = {
      kind: 'deed',
      check: 'com',
      application: null,
      incidentId: 'i',
      target,
    } as const;
    view.take({
      ...deed,
      beganMs: 3_000,
      at: at(4),
      outcome: { kind: 'survived', waitedMs: 1, detail: { kind: 'foreign', text: '' } },
    });
    expect(view.history.curves[0]?.stoppedUnixMs).toBeNull();
    view.take({ ...deed, beganMs: 3_000, at: at(5), outcome: { kind: 'stopped', tookMs: 9 } });
    expect(view.history.curves[0]?.stoppedUnixMs).toBe(START_MS + 5_000);
    expect(view.history.probes).toEqual([
      { atUnixMs: START_MS + 3_000, application: null, class: 'timeout', stages: { activate: 20 } },
    ]);
  });
});
