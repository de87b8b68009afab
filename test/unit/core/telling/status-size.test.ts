import { describe, expect, it } from 'vitest';
import { readStatus } from '../../../../src/adapters/state/status-parse.js';
import { fitStatus, MOST_STATUS_BYTES } from '../../../../src/core/telling/status-size.js';
import type { AgentStatus } from '../../../../src/core/telling/status.js';

const NOW = Date.UTC(2026, 10, 26);

function status(applications: number, processes: number, name: string): AgentStatus {
  const indices = (count: number) => Array.from({ length: count }, (_, each) => each);
  return {
    form: 1,
    version: '0.1.0',
    hostName: 'SRV01',
    pid: 4712,
    image: 'node.exe',
    startedUnixMs: NOW,
    task: 'comwatch',
    writtenUnixMs: NOW,
    mode: 'act',
    configFile: `C:\\${name}\\monitor.ini`,
    configReadUnixMs: NOW,
    configChanged: false,
    mailsWaiting: 0,
    memoryBytes: 1e8,
    cpuPercent: 1,
    longestStallMs: 5,
    stopRight: true,
    shells: [{ role: 'watch', pids: indices(500) }],
    sources: indices(applications).map(() => ({
      image: name,
      lastSampleUnixMs: NOW,
      source: 'cim',
    })),
    applications: indices(applications).map((at) => ({
      name: `${name} ${at}`,
      image: name,
      progid: name,
      limits: { cpu: 20, memory: 20 },
      probe: { atUnixMs: NOW, outcome: 'ok', stage: null, failureClass: null, stages: {} },
      pause: { application: null, untilUnixMs: NOW, why: name, withCalls: false, isWindow: false },
      processes: indices(processes).map((pid) => ({
        pid,
        name,
        startedUnixMs: NOW,
        appId: '{0AB0C1D2-0000-0000-0000-000000000000}',
        cpuPercent: 1.25,
        memoryPercent: 1.25,
        workingSetBytes: 123_456_789,
        cpuFloor: 1.25,
        memoryFloor: 1.25,
        ageMs: 123_456_789,
        isJudged: true,
        excludedBy: null,
      })),
      more: 1,
    })),
    moreApplications: 0,
    incidents: indices(20).map((at) => ({
      id: `20261126-${at}`,
      check: 'com',
      application: name,
      subject: name,
      openedUnixMs: NOW,
      stops: 1,
      cure: 'none',
    })),
    brake: indices(50).map((at) => ({ key: `com/${name}/${at}`, untilUnixMs: NOW })),
    pauses: indices(applications).map(() => ({
      application: name,
      untilUnixMs: NOW,
      why: name,
      withCalls: false,
      isWindow: false,
    })),
    loops: indices(applications).map((at) => ({ name: `com ${at}`, dueUnixMs: NOW })),
    answers: Object.fromEntries(
      indices(20).map((at) => [
        at.toString(16).padStart(16, '0'),
        { kind: 'unknown-application', known: indices(applications).map(() => name) } as const,
      ]),
    ),
  };
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('status.json', () => {
  it('stays as it is while there is room', () => {
    const small = status(1, 10, 'dllhost.exe');
    expect(fitStatus({ ...small, brake: [], incidents: [] })).toEqual({
      ...small,
      brake: [],
      incidents: [],
    });
  });

  it.each([
    ['many processes', 1, 2_000, 'dllhost.exe'],
    ['long names', 5, 40, 'Я'.repeat(300)],
    ['many applications', 300, 5, 'ФронтОфис'],
    ['all of it', 300, 50, 'Я'.repeat(300)],
  ])(
    'of %s stays below 48 kB, is read back, counts what is left out and keeps the loops',
    (_, ...of) => {
      const [applications, processes] = of;
      const cut = fitStatus(status(...of));
      expect(bytesOf(cut)).toBeLessThanOrEqual(MOST_STATUS_BYTES);
      expect(readStatus(JSON.parse(JSON.stringify(cut)))).toEqual(cut);
      expect(cut.applications.length + cut.moreApplications).toBe(applications);
      for (const each of cut.applications)
        expect(each.processes.length + each.more).toBe(processes + 1);
      expect(cut.loops.length).toBe(bytesOf(cut.loops) > 20_000 ? 100 : applications);
      expect(Object.keys(cut.answers)).toContain('0000000000000013');
    },
  );
});
