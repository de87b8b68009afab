/**
 * (w) The released package under Wine, with the real Windows PowerShell; CPU and memory are Linux's figures for its
 * processes.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  beginWine,
  compiler,
  endWine,
  missingPackages,
  startWine,
  windowsPath,
  wineProcesses,
} from '../tools/wine/wine.mjs';
import { PACES, WATCHED, type InsideLine } from './inside-wine-lines.js';
import { cpuMs, root, waitFor } from './parts.js';
import { cpuFigures } from './wine-agent.js';
import { DRIVE, environment, linuxPids, PROGRAM, PWSH } from './wine-parts.js';
import { hangFigure, reactionFigure } from './wine-reaction.js';
import { figure, sleep, withGoal, type BenchResult, type Figure } from './statistics.js';

const PRESENT = 50;
/** By then a program of Wine has been loaded. */
const LOADED_MS = 1_500;
const TITLE = '(w) the Windows package under Wine, the real Windows PowerShell 7';
export async function benchWine(): Promise<BenchResult> {
  const missing = missingPackages();
  if (missing.length > 0)
    return { title: TITLE, figures: [], notes: [`SKIPPED: not installed: ${missing.join(' ')}`] };
  await endWine(root);
  await beginWine(root);
  try {
    await fill();
    const present = wineProcesses(root).length;
    const figures = [...(await shellFigures()), ...(await floorFigures()), ...(await cpuFigures())];
    figures.push(await reactionFigure(), await hangFigure());
    return { title: TITLE, figures, notes: [`${present} processes present`] };
  } finally {
    await endWine(root);
  }
}

function compile(source: string, program: string, ...options: string[]): void {
  const words = ['-O2', '-static', '-o', program, join(root, 'bench', source), ...options];
  execFileSync(compiler, words);
}

/** Five processes to watch, and others up to a total of fifty. */
async function fill(): Promise<void> {
  const folder = join(DRIVE, 'com-server');
  writeFileSync(join(folder, 'other.exe'), readFileSync(join(folder, 'dllhost.exe')));
  const idle = (name: string) => {
    startWine(root, [`C:\\com-server\\${name}`, 'idle', '1'], { cwd: folder, environment });
  };
  for (let count = 0; count < WATCHED; count++) idle('dllhost.exe');
  await sleep(3_000);
  for (let count = wineProcesses(root).length; count < PRESENT; count++) idle('other.exe');
  await sleep(3_000);
}

/** The part of a sample that no shell can avoid. */
async function floorFigures(): Promise<Figure[]> {
  const folder = join(DRIVE, 'com-server');
  compile('snapshot.cpp', join(folder, 'snapshot.exe'), '-municode', '-lntdll');
  const figures: Figure[] = [];
  for (const { delayMs, rounds } of PACES) {
    const words = ['C:\\com-server\\snapshot.exe', 'dllhost.exe', String(delayMs), String(rounds)];
    const child = startWine(root, words, { cwd: folder, environment });
    await waitFor(() => linuxPids('snapshot.exe').length > 0);
    await sleep(LOADED_MS);
    const pids = linuxPids('snapshot.exe');
    const [cpuBefore, begun] = [cpuMs(pids), performance.now()];
    await sleep((delayMs * rounds) / 2);
    if (child.exitCode !== null) throw new Error(`snapshot.exe: exit code ${child.exitCode}`);
    const percent = (100 * (cpuMs(pids) - cpuBefore)) / (performance.now() - begun);
    const name = `a program in C++ that takes the same sample, delay ${delayMs} ms`;
    figures.push(figure(name, '% of a core', [percent]));
    await waitFor(() => child.exitCode !== null, delayMs * rounds);
  }
  return figures;
}

async function shellFigures(): Promise<Figure[]> {
  const folder = join(root, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'inside-wine.jsonl');
  const out = openSync(file, 'w');
  const script = windowsPath(join(root, 'out', 'bundles', 'bench-inside-wine.mjs'));
  const echo = join(folder, 'echo.exe');
  compile('echo.cpp', echo);
  const module = `${PROGRAM}\\ps\\comwatch.psd1`;
  const words = [`${PROGRAM}\\node.exe`, script, PWSH, module, windowsPath(echo)];
  const child = startWine(root, words, { environment, stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  let cpuBefore = 0;
  const begun = new Map<number, number>();
  const figures: Figure[] = [];
  let seen = 0;
  while (child.exitCode === null) {
    await sleep(20);
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    for (; seen < lines.length; seen++) {
      const line = JSON.parse(lines[seen] ?? '') as InsideLine;
      switch (line.kind) {
        case 'echo': {
          figures.push(figure('a program in C++ that sends a line back', 'ms', line.values));
          break;
        }
        case 'framing': {
          const of = figure('framing: round trip of the smallest request', 'ms', line.values);
          figures.push(withGoal(of, '<= 0.5 ms median', of.median <= 0.5));
          break;
        }
        case 'round': {
          const of = figure(`round: ${PRESENT} present, ${WATCHED} watched`, 'ms', line.values);
          figures.push(withGoal(of, '<= 5 ms median', of.median <= 5));
          break;
        }
        case 'begins':
          cpuBefore = cpuMs(linuxPids('pwsh.exe'));
          begun.set(line.delayMs, performance.now());
          break;
        case 'ends': {
          const took = performance.now() - (begun.get(line.delayMs) ?? 0);
          const percent = (100 * (cpuMs(linuxPids('pwsh.exe')) - cpuBefore)) / took;
          const goal = PACES.find(({ delayMs }) => delayMs === line.delayMs)?.goalPercent ?? 0;
          const of = figure(`sampling shell, delay ${line.delayMs} ms`, '% of a core', [percent]);
          figures.push(withGoal(of, `<= ${goal} %`, percent <= goal));
          break;
        }
      }
    }
  }
  if (child.exitCode !== 0) throw new Error(`inside Wine: exit code ${child.exitCode}`);
  return figures;
}
