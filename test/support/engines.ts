import { basename } from 'node:path';
import { findExecutable } from '../../src/adapters/powershell/shell/executable.js';
import type { SampleSource } from '../../src/core/observing/model.js';
import { HOST } from './paths.js';

export interface Engine {
  readonly name: string;
  readonly executable: string;
  readonly sources: readonly SampleSource[];
}

/**
 * The PowerShells of this machine: the test host everywhere but on Windows, a real pwsh where there is one (it has no CIM
 * and no counters off Windows), Windows PowerShell 5.1 on Windows. The last two have not run here yet.
 * COMWATCH_TEST_POWERSHELL names another one by its full path: PowerShell 7 on Windows.
 */
export function engines(): Engine[] {
  const all = ['cim', 'counter', 'process'] as const;
  const real = findExecutable(process.env['COMWATCH_TEST_POWERSHELL'] || undefined);
  if (process.platform === 'win32') {
    if (!real.ok) throw new Error(real.reason);
    return [{ name: basename(real.path), executable: real.path, sources: all }];
  }
  const host: Engine = { name: 'the test host', executable: HOST, sources: all };
  if (real.ok) return [host, { name: 'pwsh', executable: real.path, sources: ['process'] }];
  console.warn(
    'SKIPPED: there is no real pwsh on the PATH; the contract runs on the test host only',
  );
  return [host];
}
