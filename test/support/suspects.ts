/** Builders for the COM check: processes with floors, processes that host an application. */
import type { ProbeFailure } from '../../src/core/judging/probe-result.js';
import type { Watched } from '../../src/core/observing/process-table.js';
import { FloorWindow } from '../../src/core/observing/window.js';
import { target, watched } from './build.js';

/** A process with a floor and a present figure of CPU and memory. */
export function floored(
  pid: number,
  figures: {
    readonly cpu?: readonly [floor: number, now: number | null];
    readonly memory?: readonly [floor: number, now: number];
  },
  changes: Partial<Watched> = {},
): Watched {
  const { cpu = [50, 50], memory = [5, 5] } = figures;
  const window = (floor: number) => {
    const made = new FloorWindow(3_600_000);
    made.push(0, floor);
    return made;
  };
  return watched({
    target: target({ pid }),
    figures: { cpuPercent: cpu[1], memoryPercent: memory[1], workingSetBytes: 2 ** 20 },
    cpuFloor: window(cpu[0]),
    memoryFloor: window(memory[0]),
    ...changes,
  });
}

export const APP_ID = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';

export function host(pid: number, appId = APP_ID, changes: Partial<Watched> = {}): Watched {
  return watched({
    target: target({ pid }),
    commandLine: { kind: 'read', text: `dllhost.exe /Processid:${appId}` },
    ...changes,
  });
}

/** A process of the application that stands out by its figures. */
export function grown(pid: number, cpu: readonly [floor: number, now: number | null]): Watched {
  return floored(pid, { cpu }, { commandLine: host(pid).commandLine });
}

/** The server died: no call of these hangs in it. */
export const died = {
  failureClass: 'rpc',
  hresult: '0x800706BE',
  name: 'RPC_S_CALL_FAILED',
} as const;

/** The server answers with an error. */
export const errs = { failureClass: 'error', hresult: '0x80004005', name: 'E_FAIL' } as const;

export function failure(changes: Partial<ProbeFailure> = {}): ProbeFailure {
  return {
    failureClass: 'timeout',
    stage: 'authorize',
    hresult: null,
    name: '',
    detail:
      changes.hresult === undefined
        ? { kind: 'no-answer', afterMs: 100 }
        : { kind: 'foreign', text: 'сбой' },
    ...changes,
  };
}
