/** The status page with a view made by the test, on the real listener. */
import { join } from 'node:path';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { openGuard } from '../../src/adapters/http/guard.js';
import { openListener } from '../../src/adapters/http/listener.js';
import { pageFile } from '../../src/adapters/http/page-files.js';
import type { View, ViewCurve, ViewUpdate } from '../../src/core/viewing/view.js';
import { ROOT } from './paths.js';
import { agentStatus, statusProcess } from './status.js';

const DAY_MS = 24 * 3_600_000;
const HOSTILE = '<img src=x onerror="window.hacked=1">';

/** Twenty processes with a day by the minute and a quarter of an hour by the second, calls, incidents with hostile texts. */
export function busyView(nowMs: number): View {
  const processes = Array.from({ length: 20 }, (_, at) =>
    statusProcess(4_000 + 4 * at, {
      name: at === 3 ? `${HOSTILE}.exe` : 'dllhost.exe',
      startedUnixMs: nowMs - DAY_MS,
      cpuPercent: 1.5 + (at % 5),
      memoryPercent: 2 + (at % 7) / 2,
      memoryFloor: 1.8,
      appId: at % 2 ? '{B4E8A3C1-0000-4000-8000-00000000000B}' : null,
    }),
  );
  const curves = processes.map(({ pid, name, startedUnixMs, ...each }, at): ViewCurve => {
    const minutes = Array.from(
      { length: 24 * 60 - 15 },
      (_, minute) => nowMs - DAY_MS + minute * 60_000,
    );
    const seconds = Array.from({ length: 450 }, (_, second) => nowMs - 900_000 + second * 2_000);
    const atUnixMs = [...minutes, ...seconds];
    return {
      ...{ pid, name, startedUnixMs, application: null, atUnixMs, stoppedUnixMs: null },
      cpuPercent: atUnixMs.map((ms) => wave(ms, at, each.cpuPercent ?? 0)),
      memoryPercent: atUnixMs.map((ms) => wave(ms, at + 9, each.memoryPercent)),
    };
  });
  const probes = Array.from({ length: 2_000 }, (_, index) => {
    const isBad = index === 1_985 || index === 1_986;
    return {
      atUnixMs: nowMs - (2_000 - index) * 30_000,
      application: null,
      class: isBad ? 'timeout' : 'ok',
      stages: {
        activate: 20 + (index % 7),
        authorize: isBad ? 3_000 : 180 + 60 * Math.sin(index / 5),
        'session-info': 40,
        'log-out': 8,
      },
    };
  });
  const open = nowMs - 8 * 60_000;
  const status = agentStatus(processes, {
    hostName: 'SRV-APP-01',
    startedUnixMs: nowMs - 3 * DAY_MS,
    writtenUnixMs: nowMs,
    configReadUnixMs: nowMs - 2 * DAY_MS,
    mode: 'observe',
    configChanged: true,
    pauses: [
      {
        application: null,
        untilUnixMs: nowMs + 3_600_000,
        why: HOSTILE,
        withCalls: false,
        isWindow: false,
      },
    ],
    brake: [{ key: 'com/{B4E8A3C1-0000-4000-8000-00000000000B}', untilUnixMs: nowMs + 600_000 }],
    sources: [{ image: 'dllhost.exe', lastSampleUnixMs: nowMs - 900, source: 'cim' }],
    loops: [{ name: 'dllhost.exe', dueUnixMs: nowMs + 60_000 }],
  });
  const [application] = status.applications;
  return {
    form: 1,
    status: {
      ...status,
      applications: application
        ? [
            {
              ...application,
              probe: {
                atUnixMs: nowMs - 12_000,
                outcome: 'ok',
                stage: null,
                failureClass: null,
                stages: { activate: 21, authorize: 184, 'session-info': 41, 'log-out': 8 },
              },
            },
          ]
        : [],
    },
    history: { fromUnixMs: nowMs - DAY_MS, toUnixMs: nowMs, curves, probes },
    incidents: [
      {
        ...{
          id: '20261126-031500.120-com',
          check: 'com',
          application: null,
          subject: 'meAppServer.AppServer',
        },
        ...{ openedUnixMs: open, closedUnixMs: null, isCured: false, stops: 1 },
        events: [
          {
            atUnixMs: open,
            level: 'warn',
            text: both(
              'meAppServer.AppServer: нет ответа за 3 с',
              'meAppServer.AppServer: no answer within 3 s',
            ),
          },
          {
            atUnixMs: open + 4_000,
            level: 'error',
            text: both(`Ошибка: ${HOSTILE}`, `Error: ${HOSTILE}`),
          },
          {
            atUnixMs: open + 9_000,
            level: 'warn',
            text: both('dllhost.exe 4012 выгружен за 0,4 с', 'dllhost.exe 4012 stopped in 0.4 s'),
          },
        ],
      },
      {
        ...{
          id: '20261125-221002.900-4056',
          check: 'limits',
          application: null,
          subject: 'dllhost.exe',
        },
        ...{
          openedUnixMs: open - 5 * 3_600_000,
          closedUnixMs: open - 5 * 3_600_000 + 90_000,
          isCured: true,
          stops: 1,
        },
        events: [
          {
            atUnixMs: open - 5 * 3_600_000,
            level: 'warn',
            text: both(
              'dllhost.exe 4056: память 12,4 % > 10 %',
              'dllhost.exe 4056: memory 12.4 % > 10 %',
            ),
          },
        ],
      },
    ],
    configuration: [
      {
        title: 'shellprocess',
        settings: [
          { key: 'delay', text: '1 s' },
          { key: 'maxcpuprocent', text: '20' },
        ],
      },
      {
        title: 'commethod',
        settings: [
          { key: 'login', text: HOSTILE },
          { key: 'password', text: '***' },
        ],
      },
    ],
    heading: null,
  };
}

const both = (ru: string, en: string) => ({ ru, en });

function wave(ms: number, seed: number, mean: number): number {
  const value =
    mean * (1 + 0.5 * Math.sin(ms / 240_000 + seed) + 0.2 * Math.sin(ms / 17_000 + 3 * seed));
  return Math.round(Math.max(0, value) * 100) / 100;
}

/** Resolves to the address; `view` and `update` are called at each request. */
export async function servePage(
  port: number,
  view: () => View,
  update: () => ViewUpdate,
  onPath: (path: string) => void = () => undefined,
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const listener = await openListener({
    host: '127.0.0.1',
    port,
    guard: openGuard(''),
    clock: systemClock,
    answer: (path) => {
      onPath(path);
      return path === '/view.json'
        ? { contentType: 'application/json; charset=utf-8', body: JSON.stringify(view()) }
        : pageFile(join(ROOT, 'dist', 'page'), path);
    },
    events: () => JSON.stringify(update()),
  });
  return { address: `http://127.0.0.1:${port}/`, close: listener.close };
}
