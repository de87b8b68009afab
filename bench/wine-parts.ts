/** Parts shared by the benches under Wine: the agent in a folder of its own, and its processes as Linux sees them. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driveOf, startWine, wineProcesses } from '../tools/wine/wine.mjs';
import { root, waitFor } from './parts.js';

export const PWSH = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe';
export const PROGRAM = 'C:\\comwatch\\app';
export const DRIVE = driveOf(root);
export const environment = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

/** By the program alone: the arguments of another may name it. Wine's server has the suffix of its build. */
export const linuxPids = (name: string) =>
  wineProcesses(root).flatMap(({ pid, program }) =>
    [name, `${name}64`].includes(program.split(/[\\/]/).at(-1) ?? '') ? [pid] : [],
  );

export interface Agent {
  /** What it has logged so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts the released agent; the lines follow `[shellprocess]`. Resolves when both of its shells run. */
export async function startAgent(lines: readonly string[]): Promise<Agent> {
  const folder = join(DRIVE, 'comwatch bench');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const head = ['[monitor]', 'max_stops = 1000', '[powershell]', `path = ${PWSH}`];
  const all = [...head, '[shellprocess]', 'source = process', 'maxcpuprocent = 100000', ...lines];
  writeFileSync(join(folder, 'monitor.ini'), all.join('\r\n'));
  const words = [`${PROGRAM}\\node.exe`, `${PROGRAM}\\main.mjs`, 'run'];
  const agent: ChildProcess = startWine(root, words, { cwd: folder, environment });
  const file = join(folder, 'monitor.log');
  const log = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const ended = new Promise<void>((resolve) => agent.on('exit', () => resolve()));
  await waitFor(() => (log().match(/"shell-start"/g) ?? []).length >= 2, 180_000);
  return {
    log,
    stop: () => {
      writeFileSync(join(folder, 'state', 'stop'), '');
      return ended;
    },
  };
}
