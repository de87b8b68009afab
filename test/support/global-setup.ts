import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * All files written by tests are in one folder, which is removed afterwards. PowerShells started by tests do not use
 * the start-up profile shared by all of an account: see src/adapters/powershell/shell/shell-environment.ts.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['DOTNET_MultiCoreJitMinNumCpus'] = 'FFFF';
  return () => rmSync(folder, { recursive: true, force: true });
}
