// Runs a program as the agent starts its shells: with pipes, and with a console that has no window. PowerShell without a
// console ends at once.
import { spawn } from 'node:child_process';

/** What was written before the end is read by then. Its end is not waited for: Wine's console may keep the pipes. */
const READ_MS = 1_000;

const [program, ...words] = process.argv.slice(2);
const child = spawn(program, words, { windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
child.stdout.on('data', (bytes) => process.stdout.write(bytes));
child.stderr.on('data', (bytes) => process.stderr.write(bytes));
child.on('exit', (code) => setTimeout(() => process.exit(code ?? 1), READ_MS));
