// Runs a program as the agent starts its shells: with pipes, and with a console that has no window. PowerShell without a
// console ends at once.
import { spawn } from 'node:child_process';

/**
 * Output written before the end has been read by then. The end of the pipes is not awaited: Wine's console may keep
 * them open.
 */
const READ_MS = 1_000;

const [program, ...words] = process.argv.slice(2);
const child = spawn(program, words, { windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
child.stdout.on('data', (bytes) => process.stdout.write(bytes));
child.stderr.on('data', (bytes) => process.stderr.write(bytes));
child.on('exit', (code) => setTimeout(() => process.exit(code ?? 1), READ_MS));
