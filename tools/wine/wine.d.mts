/** What the tests need of wine.mjs; see there. */
import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface WineProcess {
  readonly pid: number;
  /** Its path, as it was started: of Windows, or of Linux. */
  readonly program: string;
  readonly commandLine: string;
}

export interface ComClass {
  readonly name: string;
  readonly progid: string;
  readonly classId: string;
  readonly appId: string;
  readonly words: readonly string[];
}

/** The C++ compiler for Windows programs. */
export const compiler: string;

export function missingPackages(): string[];
export function prefixOf(root: string): string;
export function driveOf(root: string): string;
export function windowsPath(path: string): string;
export function startWine(
  root: string,
  words: readonly string[],
  options?: SpawnOptions & { readonly environment?: Readonly<Record<string, string>> },
): ChildProcess;
export function runWine(root: string, words: readonly string[]): Promise<void>;
export function wineProcesses(root: string): WineProcess[];
export function beginWine(root: string): Promise<void>;
export function endWine(root: string): Promise<void>;
