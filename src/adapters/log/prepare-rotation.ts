import { renameSync, rmSync } from 'node:fs';
import type { Reason } from '../../core/reason.js';
import { systemTrouble } from '../../core/system-trouble.js';

/**
 * Makes room for a rotation by deleting the oldest file. Returns the reason when that, or renaming the others, is not
 * possible now; then nothing has been moved. On Windows a file that another program has open without FILE_SHARE_DELETE
 * cannot be renamed at all, not even to its own name, and `Get-Content -Wait` of PowerShell 5.1 opens it so; see
 * "Creating and Opening Files" in the Win32 documentation.
 * @param files from the live one to the oldest
 */
export function tryPrepareRotation(files: readonly string[]): Reason | undefined {
  const moved = files.slice(0, -1);
  const [oldest] = files.slice(-1);
  try {
    for (const file of moved) {
      try {
        renameSync(file, file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    if (oldest !== undefined) rmSync(oldest, { force: true });
    return undefined;
  } catch (error) {
    return systemTrouble(error);
  }
}
