/** Stories of incidents for tests. */
import type { IncidentCurves, ProbePoint } from '../../src/core/telling/incident-curves.js';
import { STORY_FORM, type IncidentStory } from '../../src/core/telling/incident-story.js';

const MINUTE_MS = 60_000;
const target = { pid: 4711, startedAt: '134086500000000000', name: 'dllhost.exe' };

/** A host that burns, is stopped a second after the opening, and a successor within its limits. */
export function storyAt(openedUnixMs: number, changes: Partial<IncidentStory> = {}): IncidentStory {
  const at = (afterMs: number) => openedUnixMs + afterMs;
  return {
    form: STORY_FORM,
    id: '20261126-030512.123-4711',
    check: 'limits',
    application: 'ФронтОфис',
    subject: 'dllhost.exe',
    hostName: 'SRV01',
    observes: false,
    openedUnixMs,
    evidenceUnixMs: at(1_000),
    closedUnixMs: at(15 * MINUTE_MS),
    end: 'quiet',
    stops: 1,
    cure: 'proven',
    provenUnixMs: at(40_000),
    times: [at(-30 * MINUTE_MS), at(-20 * MINUTE_MS), openedUnixMs],
    events: [
      {
        atUnixMs: openedUnixMs,
        level: 'warn',
        action: 'breach',
        sentence: {
          kind: 'breach',
          target,
          figures: { cpuPercent: 93, memoryPercent: 4, workingSetBytes: 6e8 },
          limits: { maxCpuPercent: 20, maxMemoryPercent: 20 },
        },
      },
      {
        atUnixMs: at(1_000),
        level: 'warn',
        action: 'stop',
        sentence: {
          kind: 'stop-outcome',
          target,
          outcome: { kind: 'stopped', tookMs: 120 },
          attempt: 1,
        },
      },
    ],
    leftOut: 0,
    curves: curvesAround(openedUnixMs),
    said: [],
    mailedUnixMs: at(1_500),
    ...changes,
  };
}

export function curvesAround(openedUnixMs: number): IncidentCurves {
  const steps = Array.from({ length: 90 }, (_, at) => at);
  const before = steps.map((at) => openedUnixMs - 15 * MINUTE_MS + at * 10_000);
  const after = steps.map((at) => openedUnixMs + 5_000 + at * 10_000);
  return {
    limits: { cpu: 20, memory: 20 },
    processes: [
      {
        pid: 4711,
        name: 'dllhost.exe',
        startedUnixMs: openedUnixMs - 86_400_000,
        points: [
          ...before.map((each, at) => [each, at > 84 ? 93 : 3 + (at % 4), 2 + at / 45] as const),
          [openedUnixMs, 93, 4] as const,
        ],
      },
      {
        pid: 5822,
        name: 'dllhost.exe',
        startedUnixMs: openedUnixMs + 2_000,
        points: after.map((each, at) => [each, at < 3 ? 40 : 4 + (at % 3), 1.5] as const),
      },
    ],
    probes: [...before, ...after]
      .filter((_, at) => at % 12 === 0)
      .map((each): ProbePoint => [each, 120, true])
      .concat([[openedUnixMs - 1_000, 100_000, false]]),
    stops: [openedUnixMs + 1_000],
  };
}
