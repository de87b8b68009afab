import { renameSync, rmSync } from 'node:fs';
import type { Reason } from '../../core/reason.js';
import { systemTrouble } from '../../core/system-trouble.js';

/**
 * Makes room for a rotation: the oldest file goes. Answers why that, or the renaming of the others, cannot be done now;
 * nothing was moved then. On Windows a file that another program has open without FILE_SHARE_DELETE can be renamed by
 * nobody, not even to its own name, and `Get-Content -Wait` of PowerShell 5.1 opens it so; see "Creating and Opening
 * Files" in the Win32 documentation.
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
