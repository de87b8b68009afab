/** The real Windows PowerShell 7 alone: scripts that it runs to their end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driveOf, windowsPath } from '../../../tools/wine/wine.mjs';
import { path, ROOT } from '../../support/paths.js';
import { startProgram } from './program.js';

export const PWSH = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe';
const NODE = 'C:\\comwatch\\app\\node.exe';
const folder = join(driveOf(ROOT), 'scripts');

export interface ScriptOutcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a file with parameters, as `-File` takes them. */
export async function runScriptFile(
  file: string,
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<ScriptOutcome> {
  mkdirSync(folder, { recursive: true });
  const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'];
  const program = startProgram(
    [NODE, windowsPath(path('test/wine/support/hidden.mjs')), PWSH, ...options, file, ...words],
    folder,
    { TERM: 'dumb', POWERSHELL_TELEMETRY_OPTOUT: '1', ...environment },
  );
  const code = await program.ended;
  return { code, out: program.out(), error: program.error() };
}

/** Answer of a script with these lines: its last line, written as JSON. */
export async function answerOf(lines: readonly string[]): Promise<unknown> {
  mkdirSync(folder, { recursive: true });
  const head = [
    "$ErrorActionPreference = 'Stop'",
    '[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)',
    "Import-Module 'C:\\comwatch\\app\\ps\\comwatch.psd1'",
  ];
  writeFileSync(join(folder, 'script.ps1'), `\uFEFF${[...head, ...lines, ''].join('\r\n')}`);
  const { code, out, error } = await runScriptFile('C:\\scripts\\script.ps1');
  if (code !== 0) throw new Error(`the script ended with ${code}: ${out}${error}`);
  return JSON.parse(out.trim().split(/\r?\n/).at(-1) ?? '') as unknown;
}
