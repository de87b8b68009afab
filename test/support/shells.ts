import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { logShell } from '../../src/adapters/powershell/shell/shell-log.js';
import { Shell, type ShellOptions } from '../../src/adapters/powershell/shell/shell.js';
import type { JournalEvent } from '../../src/core/telling/journal-event.js';
import { DLLHOST, FAULTY_POWERSHELL, MODULE, POWERSHELL } from './paths.js';

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

export interface TestShell {
  readonly shell: Shell;
  readonly events: JournalEvent[];
  /** Switches faults of the stand-ins, and of the proxy where there is one, on and off while the shell runs. */
  readonly faults: (text: string) => void;
}

/** A shell of the real PowerShell with stand-ins, closed after the test. */
export function openShell(faults = '', options: Partial<ShellOptions> = {}): TestShell {
  const test = makeShell(faults, options);
  toClose.push(() => test.shell.close());
  return test;
}

/** One for all tests of a block that need no separate one: a start takes seconds. Closed after the last of them. */
export function shareShell(options: Partial<ShellOptions> = {}): (faults?: string) => TestShell {
  let shared: TestShell | undefined;
  afterAll(() => shared?.shell.close());
  return (faults = '') => {
    shared ??= makeShell('', options);
    shared.faults(faults);
    return shared;
  };
}

function makeShell(faults: string, options: Partial<ShellOptions>): TestShell {
  const events: JournalEvent[] = [];
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-faults-')), 'faults');
  writeFileSync(file, faults);
  const shell = new Shell({
    executable: POWERSHELL,
    modulePath: MODULE,
    onEvent: logShell('test', (event) => void events.push(event), {
      ...(options.redact && { redact: options.redact }),
    }),
    ...options,
    environment: { COMWATCH_STAND_IN_FAULTS_FILE: file, ...options.environment },
  });
  return { shell, events, faults: (text) => writeFileSync(file, text) };
}

/** The same behind the proxy, which can hang, die and garble: see ../stand-ins/README.md for its faults. */
export function openFaultyShell(faults = '', options: Partial<ShellOptions> = {}): TestShell {
  return openShell(faults, { executable: FAULTY_POWERSHELL, ...options });
}

/** The workload as a script for a copy of node.exe where there is no C workload. */
const scripts: Readonly<Record<string, string>> = {
  idle: 'setInterval(() => {}, 1e9)',
  burn: 'setInterval(() => { const end = Date.now() + 10; while (Date.now() < end); }, 20)',
  leak: 'const kept = []; setInterval(() => kept.length < 100 && kept.push(Buffer.alloc(1 << 20, 1)), 1)',
};

/** A real process named dllhost.exe, ended after the test. On Windows it is a copy of node.exe. */
export function startDllhost(...words: string[]): ChildProcess & { pid: number } {
  return startWorkload(DLLHOST, words);
}

const copies = new Map<string, string>();

/** The same under a unique name: agents of parallel tests stop processes named dllhost.exe. */
export function startNamed(name: string, ...words: string[]): ChildProcess & { pid: number } {
  const copy = copies.get(name) ?? join(mkdtempSync(join(tmpdir(), 'comwatch-named-')), name);
  if (!copies.has(name)) copyFileSync(DLLHOST, copy);
  copies.set(name, copy);
  return startWorkload(copy, words);
}

function startWorkload(file: string, words: string[]): ChildProcess & { pid: number } {
  const child =
    process.platform === 'win32'
      ? spawn(copyOfNode(), ['-e', scripts[words[0] ?? 'idle'] ?? '', ...words], {
          stdio: 'ignore',
        })
      : spawn(file, [...words, '--with-parent'], { stdio: 'ignore' });
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

/** Waits until a condition is true; fails after the deadline, which allows for the start of a shell. */
export async function until(
  what: () => boolean | Promise<boolean>,
  deadlineMs = 60_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
