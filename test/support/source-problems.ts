import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PWSH, ROOT } from './paths.js';

/** Complaints of PowerShell's own parser about the scripts of a folder, one line each. */
export function sourceProblems(folder: string): string[] {
  return sourceProblemsOf([folder])[0] ?? [];
}

/** The same of several folders, by one PowerShell. */
export function sourceProblemsOf(folders: readonly string[]): string[][] {
  const script = join(ROOT, 'test', 'ps', 'Find-SourceProblem.ps1');
  const list = join(mkdtempSync(join(tmpdir(), 'comwatch-folders-')), 'list.txt');
  writeFileSync(list, folders.join('\n'));
  const words = ['-NoProfile', '-File', script, '-ListFile', list];
  const printed = execFileSync(PWSH, words, {
    encoding: 'utf8',
    env: { ...process.env, TERM: 'dumb' },
  });
  const lines = printed.split(/\r?\n/).map((line) => line.split('\t'));
  return folders.map((_folder, at) =>
    lines.filter(([number]) => number === String(at)).map(([, problem]) => problem ?? ''),
  );
}
