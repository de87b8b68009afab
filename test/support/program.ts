/** The program as it is started from a build. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { MAIN } from './paths.js';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out: string;
  error: string;
}

/** Starts the program; it is ended after the test at the latest. */
export function comwatch(
  words: string[],
  cwd: string,
  environment: Record<string, string> = { LANG: 'en_US.UTF-8' },
): Run {
  // .NET looks for its packages below HOME.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  const child = spawn(process.execPath, [MAIN, ...words], { cwd, env });
  started.push(child);
  const run: Run = {
    child,
    out: '',
    error: '',
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
  child.stdout.on('data', (chunk: Buffer) => (run.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (run.error += chunk.toString('utf8')));
  return run;
}

/** A folder to run in, with a configuration if one is given. */
export function folder(ini?: string, name = 'monitor.ini'): string {
  const dir = mkdtempSync(join(tmpdir(), 'comwatch-run-'));
  if (ini !== undefined) writeFileSync(join(dir, name), ini);
  return dir;
}

export const logOf = (dir: string) =>
  existsSync(join(dir, 'monitor.log')) ? readFileSync(join(dir, 'monitor.log'), 'utf8') : '';
