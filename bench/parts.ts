/** Parts shared by the benches: shells of the real PowerShell with stand-ins, processes to watch, figures of /proc. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Shell } from '../src/adapters/powershell/shell/shell.js';
import { sleep } from './statistics.js';

export const root = process.cwd();
export const POWERSHELL = join(root, 'test', 'stand-ins', 'pwsh-with-stand-ins');
export const MODULE = join(root, 'dist', 'ps', 'comwatch.psd1');
export const MAIN = join(root, 'dist', 'main.js');
export const PROBE_HOST = join(root, 'dist', 'adapters', 'com', 'probe-host.js');
export const COM_TARGET = join(root, 'out', 'com-target', 'ComTarget.dll');
export const EDGE_ENV = {
  EDGE_USE_CORECLR: '1',
  EDGE_NATIVE: join(root, 'out', 'edge', 'edge_coreclr.node'),
  EDGE_BOOTSTRAP_DIR: join(root, 'out', 'edge', 'bootstrap'),
};
export const DLLHOST = join(root, 'out', 'workload', 'dllhost.exe');

const children: ChildProcess[] = [];
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

export function openShell(): Shell {
  return new Shell({
    executable: POWERSHELL,
    modulePath: MODULE,
    onEvent: () => undefined,
  });
}

export function start(
  command: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): ChildProcess {
  const child = spawn(command, words, { stdio: 'ignore', env: { ...process.env, ...environment } });
  children.push(child);
  return child;
}

export function startDllhost(...words: string[]): ChildProcess {
  return start(DLLHOST, [...words, '/Processid:{B}', '--with-parent']);
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** CPU time in milliseconds and resident memory in MB of one process. */
export function usage(pid: number): { cpuMs: number; memoryMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const jiffies = Number(fields[11]) + Number(fields[12]);
  return { cpuMs: jiffies * 10, memoryMb: (Number(fields[21]) * 4096) / 2 ** 20 };
}

export const cpuMs = (pids: readonly number[]) =>
  pids.reduce((sum, pid) => sum + usage(pid).cpuMs, 0);

/** Polls every 2 ms. */
export async function waitFor(what: () => boolean, deadlineMs = 10_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!what()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await sleep(2);
  }
}

/** PIDs of the children of a process. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
}
