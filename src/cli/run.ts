import { hostname } from 'node:os';
import { runAgent } from '../agent/agent.js';
import { openHealthFile } from '../adapters/state/health-file.js';
import { openGuardedStopper } from '../adapters/state/guarded-stopper.js';
import { lockInstance } from '../adapters/state/instance-lock.js';
import { clearStopFile, watchStopFile } from '../adapters/state/stop-file.js';
import type { Config } from '../config/config.js';
import { settingFields } from '../config/in-force.js';
import type { Warning } from '../config/problem.js';
import { machineWarnings } from '../config/warnings.js';
import type { ImageSampler } from '../agent/shared.js';
import { foreign } from '../core/foreign.js';
import type { Reason } from '../core/reason.js';
import type { StateSentence } from '../core/telling/sentences/state.js';
import type { Journal } from '../ports.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { warningText } from '../texts/problems.js';
import { reasonText } from '../texts/reason.js';
import { version } from '../version.js';
import { compose, type Composition } from '../compose/compose.js';
import { Crash } from './crash.js';
import { openConfig } from './open-config.js';
import { exitCode, wrong, type Output } from './output.js';

export interface RunOptions {
  readonly debug: boolean;
  readonly once: boolean;
  readonly observe: boolean;
}

/** Watches until the signal is aborted or the stop file appears. Never half-starts: a bad file ends it before anything. */
export async function run(
  file: string,
  options: RunOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  output.outlive?.();
  const texts = cliTexts(language);
  const loaded = await openConfig(file, true);
  if (!loaded.ok) return wrong(file, loaded.problems, language, output);
  const config = options.observe ? observing(loaded.config) : loaded.config;

  // The lock comes before the log: two processes must not rotate one file.
  const { stateDir } = config.monitor;
  const stop = new AbortController();
  let takenOver: Reason | undefined;
  const locking = await lockInstance(stateDir, {
    onLost: (pid) => {
      takenOver = { kind: 'lock-lost', pid };
      stop.abort();
    },
  });
  if (locking.kind === 'taken') {
    output.error(texts.run.taken(locking.pid, stateDir));
    return exitCode.failed;
  }
  const { lock } = locking;
  const composed = await compose(config, options.debug, output.error, language);
  if (!composed.ok) {
    output.error(texts.run.shell(composed.reason));
    await lock.release();
    return exitCode.failed;
  }
  const { composition } = composed;
  const ending = AbortSignal.any([signal, stop.signal]);
  const told = () => {
    output.out(texts.run.stopping);
    if (ending.reason instanceof Crash) writeCrash(ending.reason, composition.journal);
    if (takenOver) writeLock({ kind: 'lock-lost', cause: takenOver }, composition.journal);
  };
  ending.addEventListener('abort', told, { once: true });
  if (locking.kind === 'unlocked') {
    // A disk that takes nothing is no reason to watch nothing.
    const { reason } = locking;
    output.error(texts.run.stateDir(stateDir, reasonText(reason, language)));
    writeLock({ kind: 'lock-missing', folder: stateDir, cause: reason }, composition.journal);
  }
  const unwatch = await watchStopFile(stateDir, () => stop.abort());
  const health = await openHealthFile(stateDir, version());
  try {
    writeStart(config, loaded.warnings, composition.journal, options);
    await runAgent(
      config,
      {
        ...composition.ports,
        sampler: (watch) => reporting(composition.ports.sampler(watch), health.report),
        stop: openGuardedStopper(composition.ports.stop, lock),
      },
      {
        once: options.once,
        onReady: (machine) => {
          const { minimumSpacingMs } = composition.ports.sampler(config.applications[0].watch);
          warn(machineWarnings(config, machine, minimumSpacingMs()), composition.journal);
          output.out(
            texts.run.started(machine.hostName, config.applications[0].watch.name, config.file),
          );
          if (config.monitor.mode === 'observe') output.out(texts.run.observing);
        },
      },
      ending,
    );
    return takenOver === undefined ? exitCode.ok : exitCode.failed;
  } catch (error) {
    const crash = new Crash(error);
    output.error(texts.unexpected(crash.where));
    writeCrash(crash, composition.journal);
    return exitCode.failed;
  } finally {
    unwatch();
    // The state folder is the other agent's now: neither its health nor a request to it is taken away.
    if (takenOver === undefined) await health.clear();
    await end(composition);
    if (takenOver === undefined) await clearStopFile(stateDir);
    await lock.release();
    output.out(texts.run.stopped);
  }
}

/** An agent that gets a sample works. */
function reporting(sampler: ImageSampler, report: () => void): ImageSampler {
  return {
    ...sampler,
    sample: async (signal) => {
      const answer = await sampler.sample(signal);
      if (answer.ok) report();
      return answer;
    },
  };
}

function observing(config: Config): Config {
  return { ...config, monitor: { ...config.monitor, mode: 'observe' } };
}

function writeLock(sentence: StateSentence, journal: Journal): void {
  journal({ level: 'error', action: 'lock', sentence, mailed: true });
}

async function end(composition: Composition): Promise<void> {
  composition.journal({ level: 'info', action: 'agent-stop', sentence: { kind: 'agent-stopped' } });
  await composition.close();
}

function writeStart(
  config: Config,
  warnings: readonly Warning[],
  journal: Journal,
  { once }: RunOptions,
): void {
  const [{ name: first }, ...named] = config.applications;
  journal({
    level: 'info',
    action: 'agent-start',
    sentence: {
      kind: 'agent-started',
      version: version(),
      hostName: hostname(),
      file: config.file,
    },
    fields: {
      'agent.version': version(),
      'process.pid': process.pid,
      'comwatch.config.file': config.file,
      'comwatch.config.once': once,
      ...(first !== undefined && {
        'comwatch.application': first,
        ...settingFields(config, first),
      }),
      ...settingFields(config, undefined),
    },
  });
  for (const { name } of named) {
    journal({
      level: 'info',
      action: 'application-settings',
      sentence: { kind: 'application-configured', name: name ?? '' },
      fields: { 'comwatch.application': name ?? '', ...settingFields(config, name) },
    });
  }
  warn(warnings, journal);
}

function writeCrash(crash: Crash, journal: Journal): void {
  journal({
    level: 'error',
    action: 'agent-crash',
    sentence: { kind: 'agent-crashed', cause: foreign(crash.message) },
    fields: { 'error.message': crash.message, 'error.stack_trace': crash.where },
  });
}

function warn(warnings: readonly Warning[], journal: Journal): void {
  for (const warning of warnings) {
    journal({
      level: 'warn',
      action: 'configuration-warning',
      sentence: {
        kind: 'configuration-warning',
        words: { en: warningText(warning, 'en'), ru: warningText(warning, 'ru') },
      },
      fields: { 'comwatch.warning': warning.kind },
    });
  }
}
