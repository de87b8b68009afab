#!/usr/bin/env node
/** Entry point of the command line, and the only place that exits. */
import { setFlagsFromString } from 'node:v8';
import { systemClock } from './adapters/clock/clock.js';
import { Crash } from './cli/crash.js';
import { exitCode } from './cli/output.js';
import { runProgram } from './cli/program.js';
import { cliTexts } from './texts/cli.js';
import { systemLanguage } from './texts/language.js';

// The agent runs for months and needs little: without this V8 lets its young generation grow to 32 MB for nothing.
setFlagsFromString('--semi-space-growth-factor=1');

const language = systemLanguage(process.env);
let needsReader = true;
/** Time allowed for pending work after the end was requested. */
const LAST_EXIT_MS = 4_800;
const endSoon = () => exitAfter(LAST_EXIT_MS, exitCode.failed);
const output = {
  endSoon,
  outlive: () => void (needsReader = false),
  out: (line: string) => void process.stdout.write(`${line}\n`),
  error: (line: string) => void process.stderr.write(`${line}\n`),
};
const ending = new AbortController();

/**
 * Ends the process, whatever is still running, unless it has ended by itself: with the exit code of the command, unless
 * another is given (`process.exit(undefined)` would end with 0).
 */
function exitAfter(ms: number, code?: number): void {
  const exit = () => process.exit(code ?? process.exitCode);
  systemClock.after(ms, exit, { background: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const) {
  // SIGBREAK exists on Windows only, where it is Ctrl+Break.
  if (signal === 'SIGBREAK' && process.platform !== 'win32') continue;
  process.on(signal, () => {
    if (ending.signal.aborted) process.exit(exitCode.failed);
    ending.abort();
    endSoon();
  });
}
// A scheduled task has no console: the agent logs the reason, shuts down normally, and is restarted.
process.on('uncaughtException', (error) => {
  if (ending.signal.reason instanceof Crash) process.exit(exitCode.failed);
  const crash = new Crash(error);
  output.error(cliTexts(language).unexpected(crash.where));
  ending.abort(crash);
  endSoon();
});
// A reader that disappeared (`comwatch sample | head`) is no error, and the agent needs none: its log is a file.
process.stdout.on('error', () => {
  if (needsReader) process.exit(exitCode.ok);
});
process.stderr.on('error', () => undefined);
// The agent passes a channel to a command that it runs for itself, so that none is left behind when the agent is
// killed.
process.once('disconnect', () => process.exit(exitCode.failed));
process.channel?.unref();

try {
  process.exitCode = await runProgram(process.argv.slice(2), language, output, ending.signal);
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.error(cliTexts(language).unexpected(text));
  process.exitCode = exitCode.failed;
}
if (ending.signal.reason instanceof Crash) process.exitCode = exitCode.failed;
// Handles of dead shells or hung sockets must not keep an ended program alive.
exitAfter(300);
