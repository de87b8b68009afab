/** The name under which the system shows this process. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Sets the name of the executable, by which a process is identified before it is stopped. Windows always shows that
 * one; Linux shows the name of the first thread, which Node 24 calls MainThread. Source: proc(5), /proc/pid/comm.
 */
export function takeExecutableName(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/comm', basename(process.execPath));
  } catch {
    // The process keeps its present name; a search for the other one then finds nothing.
  }
}
