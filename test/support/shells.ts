import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { Shell, type ShellOptions } from '../../src/adapters/powershell/shell/shell.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import { DLLHOST, HOST, MODULE } from './paths.js';

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

export interface TestShell {
  readonly shell: Shell;
  readonly events: JournalEvent[];
  /** Switches faults on and off while the shell runs. */
  readonly faults: (text: string) => void;
}

/** A shell over the test host, closed after the test. */
export function openShell(faults = '', options: Partial<ShellOptions> = {}): TestShell {
  const events: JournalEvent[] = [];
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-faults-')), 'faults');
  writeFileSync(file, faults);
  const shell = new Shell({
    role: 'test',
    executable: HOST,
    modulePath: MODULE,
    journal: (event) => void events.push(event),
    environment: { COMWATCH_HOST_FAULTS_FILE: file },
    ...options,
  });
  toClose.push(() => shell.close());
  return { shell, events, faults: (text) => writeFileSync(file, text) };
}

/** What the workload does, as a script for a copy of node.exe where there is no C workload. */
const scripts: Readonly<Record<string, string>> = {
  idle: 'setInterval(() => {}, 1e9)',
  burn: 'setInterval(() => { const end = Date.now() + 10; while (Date.now() < end); }, 20)',
  leak: 'const kept = []; setInterval(() => kept.length < 100 && kept.push(Buffer.alloc(1 << 20, 1)), 1)',
};

/** A real process named dllhost.exe, ended after the test. On Windows it is a copy of node.exe. */
export function startDllhost(...words: string[]): ChildProcess & { pid: number } {
  const child =
    process.platform === 'win32'
      ? spawn(copyOfNode(), ['-e', scripts[words[0] ?? 'idle'] ?? '', ...words], {
          stdio: 'ignore',
        })
      : spawn(DLLHOST, [...words, '--with-parent'], { stdio: 'ignore' });
  toClose.push(() => child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('dllhost.exe did not start');
  return child as ChildProcess & { pid: number };
}

function copyOfNode(): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'comwatch-node-')), 'dllhost.exe');
  copyFileSync(process.execPath, copy);
  return copy;
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Waits until something is true; fails after the deadline. */
export async function until(
  what: () => boolean | Promise<boolean>,
  deadlineMs = 5_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
