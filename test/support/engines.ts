import { basename } from 'node:path';
import { findExecutable } from '../../src/adapters/powershell/shell/executable.js';
import type { SampleSource } from '../../src/core/observing/model.js';
import { POWERSHELL } from './paths.js';
import { reasonText } from '../../src/texts/reason.js';

export interface Engine {
  readonly name: string;
  readonly executable: string;
  readonly sources: readonly SampleSource[];
}

/**
 * The PowerShells of this machine: the real 7 of the build, with stand-ins for what only Windows has; Windows PowerShell
 * 5.1 on Windows, which has not run these tests yet. COMWATCH_TEST_POWERSHELL names another one by its full path:
 * PowerShell 7 on Windows, or one on Linux without stand-ins, which has no CIM and no counters there.
 */
export function engines(): Engine[] {
  const all = ['cim', 'counter', 'process'] as const;
  const named = process.env['COMWATCH_TEST_POWERSHELL'] || undefined;
  if (process.platform === 'win32' || named !== undefined) {
    const real = findExecutable(named);
    if (!real.ok) throw new Error(reasonText(real.reason, 'en'));
    const sources = process.platform === 'win32' ? all : (['process'] as const);
    return [{ name: basename(real.value), executable: real.value, sources }];
  }
  return [{ name: 'PowerShell with stand-ins', executable: POWERSHELL, sources: all }];
}
