import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Everything that tests write lies in one folder, which is gone afterwards. PowerShells that tests start by themselves leave the
 * start-up profile alone that all of an account share: see src/adapters/powershell/shell/shell-environment.ts.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['DOTNET_MultiCoreJitMinNumCpus'] = 'FFFF';
  return () => rmSync(folder, { recursive: true, force: true });
}
