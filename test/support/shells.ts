import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { Shell, type ShellOptions } from '../../src/adapters/powershell/shell.js';
import type { JournalEvent } from '../../src/core/journal-event.js';
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

/** A real process named dllhost.exe, ended after the test. */
export function startDllhost(...words: string[]): ChildProcess & { pid: number } {
  const child = spawn(DLLHOST, [...words, '--with-parent'], { stdio: 'ignore' });
  toClose.push(() => child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('dllhost.exe did not start');
  return child as ChildProcess & { pid: number };
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
