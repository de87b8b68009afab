import type { AgentStatus, StatusProcess } from '../../src/core/telling/status.js';

export function statusProcess(pid: number, changes: Partial<StatusProcess> = {}): StatusProcess {
  return {
    pid,
    name: 'dllhost.exe',
    startedUnixMs: 1_000_000 + pid,
    appId: null,
    cpuPercent: 3,
    memoryPercent: 1.5,
    workingSetBytes: 50_000_000,
    cpuFloor: 1,
    memoryFloor: 1.2,
    ageMs: 600_000,
    isJudged: true,
    excludedBy: null,
    ...changes,
  };
}

/** A healthy agent with one application. */
export function agentStatus(
  processes: readonly StatusProcess[],
  changes: Partial<AgentStatus> = {},
): AgentStatus {
  return {
    form: 1,
    version: '1.0.0',
    hostName: 'SRV01',
    pid: 4_000,
    image: 'node.exe',
    task: 'comwatch',
    startedUnixMs: 1_000_000,
    writtenUnixMs: 2_000_000,
    configFile: 'C:\\ProgramData\\comwatch\\monitor.ini',
    configReadUnixMs: 1_000_000,
    configChanged: false,
    mailsWaiting: 0,
    memoryBytes: 70_000_000,
    cpuPercent: 0.4,
    longestStallMs: 5,
    shells: [{ role: 'watch', pids: [4_001] }],
    mode: 'act',
    sources: [{ image: 'dllhost.exe', lastSampleUnixMs: 1_999_000, source: 'cim' }],
    applications: [
      {
        name: null,
        image: 'dllhost.exe',
        progid: 'meAppServer.AppServer',
        limits: { cpu: 20, memory: 10 },
        probe: null,
        pause: null,
        processes,
        more: 0,
      },
    ],
    incidents: [],
    brake: [],
    pauses: [],
    loops: [{ name: 'dllhost.exe', dueUnixMs: 2_060_000 }],
    stopRight: true,
    moreApplications: 0,
    answers: {},
    ...changes,
  };
}
