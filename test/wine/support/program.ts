/** Windows programs under Wine. */
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startWine, wineProcesses, type WineProcess } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';

export interface Program {
  /** Its PID in Linux, not in Windows. */
  readonly linuxPid: number;
  readonly isRunning: () => boolean;
  readonly out: () => string;
  readonly error: () => string;
  /** Its exit code; -1 when it was ended by a signal. */
  readonly ended: Promise<number>;
}

/** Starts a program, ended with the test. Its output goes to files: Node cannot use a Linux pipe here. */
export function startProgram(
  words: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Program {
  const files = mkdtempSync(join(tmpdir(), 'wine-program-'));
  const [out, error] = ['out', 'error'].map((name) => join(files, name)) as [string, string];
  const descriptors = [openSync(out, 'w'), openSync(error, 'w')] as const;
  const child = startWine(ROOT, words, {
    cwd: folder,
    stdio: ['ignore', ...descriptors],
    environment: { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...environment },
  });
  for (const descriptor of descriptors) closeSync(descriptor);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    linuxPid: child.pid ?? 0,
    isRunning,
    out: () => readFileSync(out, 'utf8'),
    // Wine prints some messages by itself, whatever its channels are set to: about an unreadable drive, for example.
    error: () => readFileSync(error, 'utf8').replaceAll(/^wine: .*\r?\n/gm, ''),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? -1));
    }),
  };
}

/** Processes in Wine with this in their command line. */
export function running(text: string | RegExp): WineProcess[] {
  return wineProcesses(ROOT).filter(({ commandLine }) =>
    typeof text === 'string' ? commandLine.includes(text) : text.test(commandLine),
  );
}
