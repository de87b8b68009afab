import { reasonText } from '../texts/reason.js';
import { eventText } from '../texts/sentence.js';
import { systemClock } from '../adapters/clock/clock.js';
import { openMachineReader } from '../adapters/powershell/commands/machine.js';
import { openSampler } from '../adapters/powershell/commands/sampler.js';
import type { Config } from '../config/config.js';
import { loadConfig } from '../config/load.js';
import type { Machine } from '../core/observing/model.js';
import {
  emptyWatch,
  observe,
  type Watched,
  type WatchState,
} from '../core/observing/process-table.js';
import type { Journal, Sampler } from '../ports.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { makeShells, secretsOf } from '../compose/compose.js';
import { redactor } from '../config/redact.js';
import { exitCode, wrong, type Output } from './output.js';
import { sampleJson, sampleTable, type SampleView } from './sample-table.js';

export interface SampleOptions {
  readonly watch: boolean;
  readonly json: boolean;
  readonly debug: boolean;
}

/** A table of what the agent would see now; measures CPU over the configured window first. */
export async function sample(
  file: string,
  options: SampleOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language);
  const loaded = await loadConfig(file);
  if (!loaded.ok) return wrong(file, loaded.problems, language, output);
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
  const shell = made.shells.watch;
  try {
    const machine = await openMachineReader(shell)(signal);
    if (!machine) {
      if (signal.aborted) return exitCode.ok;
      const answer = await shell.call('Get-ShellInformation', {}, 1_000, signal);
      output.error(texts.run.shell(answer.ok ? '' : answer.detail));
      return exitCode.failed;
    }
    const { name, source } = config.applications[0].watch;
    const sampler = openSampler({ shell, processName: name, source, journal });
    const spacingMs = Math.max(config.applications[0].watch.delayMs, sampler.minimumSpacingMs());
    const viewer = new Viewer(config, machine, sampler.sample, spacingMs);
    return await show(viewer, options, language, output, signal);
  } finally {
    await shell.close();
  }
}

async function show(
  viewer: Viewer,
  options: SampleOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language);
  const first = await viewer.next(signal);
  if (first !== undefined) {
    output.error(texts.sample.failed(first));
    return exitCode.failed;
  }
  if (!options.json && viewer.rows.length > 0 && !options.watch) {
    output.error(texts.sample.measuring(String(viewer.measuringMs / 1_000)));
  }
  for (let round = 0; !signal.aborted && (options.watch || round === 0); round++) {
    const pause = options.watch ? Math.max(1_000, viewer.spacingMs) : viewer.measuringMs;
    await systemClock.sleep(viewer.rows.length > 0 || options.watch ? pause : 0, signal);
    if (isAborted(signal)) break;
    const failure = await viewer.next(signal);
    if (failure !== undefined) {
      output.error(texts.sample.failed(failure));
      if (!options.watch) return exitCode.failed;
    }
    if (options.watch && !options.json) output.out('\u001b[2J\u001b[H');
    const lines = options.json ? [sampleJson(viewer)] : sampleTable(viewer, language);
    for (const line of lines) output.out(line);
  }
  return exitCode.ok;
}

/** Asked anew: the signal may have been aborted during an await, which the compiler does not see. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

class Viewer implements SampleView {
  readonly config: Config;
  readonly machine: Machine;
  readonly spacingMs: number;
  readonly #sample: Sampler;
  #state: WatchState = emptyWatch;

  constructor(config: Config, machine: Machine, take: Sampler, spacingMs: number) {
    this.config = config;
    this.machine = machine;
    this.spacingMs = spacingMs;
    this.#sample = take;
  }

  get rows(): readonly Watched[] {
    return [...this.#state.watched.values()];
  }

  /** After so long every figure is known. */
  get measuringMs(): number {
    return Math.max(this.config.applications[0].watch.cpuWindowMs, this.spacingMs);
  }

  /** Takes one sample; the reason when there is none. */
  async next(signal: AbortSignal): Promise<string | undefined> {
    const answer = await this.#sample(signal);
    if (!answer.ok) return reasonText(answer.reason, 'en');
    const { cpuWindowMs, cpuBasis, graceMs } = this.config.applications[0].watch;
    const now = { monotonicMs: systemClock.monotonicMs(), wallMs: systemClock.wallMs() };
    const { logicalProcessors, physicalMemoryBytes } = this.machine;
    const rules = {
      cpuWindowMs,
      cpuBasis,
      graceMs,
      timeCacheMs: 60_000,
      logicalProcessors,
      physicalMemoryBytes,
    };
    const context = { now, spacingMs: this.spacingMs, rules };
    this.#state = observe(this.#state, answer.sample, context).state;
    return undefined;
  }
}
