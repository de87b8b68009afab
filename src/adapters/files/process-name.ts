/** The name under which the system shows this process. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Takes the name of the executable, by which a process is identified before it is stopped. Windows always shows that one;
 * Linux shows the name of the first thread, which Node 24 calls MainThread. Source: proc(5), /proc/pid/comm.
 */
export function takeExecutableName(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/comm', basename(process.execPath));
  } catch {
    // It keeps the name that it has: who looks for another one finds no process.
  }
}
