import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { HOST, ROOT } from './paths.js';

/** What PowerShell's own parser has against the scripts of a folder, one line each. */
export function sourceProblems(folder: string): string[] {
  const script = join(ROOT, 'test', 'ps', 'Find-SourceProblem.ps1');
  const printed = execFileSync(HOST, ['-File', script, '-Folder', folder], { encoding: 'utf8' });
  return printed.split(/\r?\n/).filter((line) => line !== '');
}
