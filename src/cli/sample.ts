import { systemClock } from '../adapters/clock/clock.js';
import { unusable } from '../adapters/powershell/commands/answer.js';
import { openMachineReader } from '../adapters/powershell/commands/machine.js';
import { makeShells, secretsOf } from '../compose/compose.js';
import { loadConfig } from '../config/load.js';
import { redactor } from '../config/redact.js';
import type { Journal } from '../ports.js';
import { cliTexts } from '../texts/cli.js';
import { formatDuration } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import { eventText } from '../texts/sentence.js';
import { columns } from './columns.js';

import { exitCode, reportConfigProblems, type Output } from './output.js';
import { SampleReader } from './sample-source.js';
import { sampleJson, sampleTable } from './sample-table.js';
import type { SampleView } from './sample-view.js';
import { isAborted } from '../core/is-aborted.js';

/** Command lines are waited for about ten seconds. */
const MOST_TRIES = 20;
const READ_AGAIN_MS = 500;

export interface SampleOptions {
  readonly watch: boolean;
  readonly json: boolean;
  readonly debug: boolean;
}

const CLEAR = '\u001b[2J\u001b[H';

/**
 * Prints a table of what the agent would see now; first measures CPU over the configured window. Nothing is stopped.
 */
export async function sample(
  file: string,
  options: SampleOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language);
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { config } = loaded;
  const redact = redactor(secretsOf(config));
  const journal: Journal = (event) => {
    if (options.debug || event.level === 'error' || event.action === 'source-changed') {
      output.error(redact(eventText(event, language)));
    }
  };
  const made = makeShells(config, journal);
  if (!made.ok) {
    output.error(texts.run.shell(made.reason));
    return exitCode.failed;
  }
  const { watch: shell, ask } = made.value;
  try {
    const machine = await openMachineReader(shell)(signal);
    if (!machine) {
      if (signal.aborted) return exitCode.ok;
      const answer = await shell.call('Get-ShellInformation', {}, 1_000, signal);
      output.error(texts.run.shell(unusable(answer)));
      return exitCode.failed;
    }
    const reader = new SampleReader(config, machine, { shell, ask }, journal);
    return await show(reader, options, language, output, signal);
  } finally {
    await Promise.allSettled([shell.close(), ask.close()]);
  }
}

async function show(
  reader: SampleReader,
  options: SampleOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).sample;
  const first = await reader.take(signal);
  if (signal.aborted) return exitCode.ok;
  if (first !== undefined) {
    output.error(texts.failed(first));
    return exitCode.failed;
  }
  if (!options.json && !options.watch && !reader.isEmpty) {
    output.error(texts.measuring(formatDuration(reader.measuringMs, language)));
  }
  do {
    await untilNext(reader, options.watch, signal);
    if (isAborted(signal)) break;
    const failure = await reader.take(signal);
    if (isAborted(signal)) break;
    if (failure !== undefined) {
      output.error(texts.failed(failure));
      if (!options.watch) return exitCode.failed;
    }
    if (!options.watch) await identify(reader, signal);
    for (const line of linesOf(await reader.view(signal), options, language)) output.out(line);
  } while (options.watch && !isAborted(signal));
  return exitCode.ok;
}

/** The shell that reads command lines may still be starting: without them processes cannot be assigned. */
async function identify(reader: SampleReader, signal: AbortSignal): Promise<void> {
  for (let tries = 0; reader.hasUnread && tries < MOST_TRIES && !isAborted(signal); tries++) {
    await systemClock.sleep(Math.max(reader.spacingMs, READ_AGAIN_MS), signal);
    if (!isAborted(signal)) await reader.take(signal);
  }
}

function untilNext(reader: SampleReader, watch: boolean, signal: AbortSignal): Promise<void> {
  if (watch) return systemClock.sleep(Math.max(1_000, reader.spacingMs), signal);
  return systemClock.sleep(reader.isEmpty ? 0 : reader.measuringMs, signal);
}

function linesOf(view: SampleView, options: SampleOptions, language: Language): string[] {
  if (options.json) return [sampleJson(view)];
  return [...(options.watch ? [CLEAR] : []), ...sampleTable(view, language, columns())];
}
