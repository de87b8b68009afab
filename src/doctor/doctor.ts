/** Assembles the steps and runs them. */
import { hostname } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { makeShells } from '../compose/compose.js';
import { secretsOf } from '../compose/secrets.js';
import type { Config } from '../config/config.js';
import { redactor } from '../config/redact.js';
import type { DoctorReport } from '../core/doctor/model.js';
import type { StepId } from '../core/doctor/step-id.js';
import { CLOSING_MS, TOTAL_MS } from '../core/doctor/steps.js';
import type { Journal } from '../ports.js';
import { version } from '../version.js';
import type { DoctorContext } from './context.js';
import { runSteps, type Progress, type StepRun } from './run-steps.js';
import { loadBridges } from './steps/bridge.js';
import { callServers } from './steps/com-call.js';
import { findClasses } from './steps/com-class.js';
import { readBothWays } from './steps/command-lines.js';
import { checkDisk, checkRights } from './steps/files.js';
import { checkTask, checkVariables } from './steps/machine.js';
import { tryMail } from './steps/mail.js';
import { measureRecording } from './steps/recording.js';
import { tryEventLog, tryProtection } from './steps/records.js';
import { greetShells } from './steps/shells.js';
import { compareSources } from './steps/sources.js';
import { tryToStop } from './steps/stopping.js';
import { checkVersions } from './steps/versions.js';

export interface DoctorOptions {
  /** Whether passwords protected by the machine could not be read. */
  readonly isLocked: boolean;
  readonly journal: Journal;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Part of the overall limit that was used before, in milliseconds. */
  readonly usedMs?: number;
  /** Factor for all time limits; for machines under test. */
  readonly patience?: number;
}

/** Implementations of the steps; a step without one reports nothing. */
export const allSteps: Readonly<
  Record<StepId, (context: DoctorContext, signal: AbortSignal) => ReturnType<StepRun>>
> = {
  versions: checkVersions,
  variables: checkVariables,
  shells: greetShells,
  recording: measureRecording,
  edge: loadBridges,
  sources: compareSources,
  'command-lines': readBothWays,
  stop: tryToStop,
  'com-class': findClasses,
  'com-call': callServers,
  'event-log': tryEventLog,
  secrets: tryProtection,
  rights: checkRights,
  disk: checkDisk,
  mail: tryMail,
  task: checkTask,
};

/** Runs every step and returns the report, with the secrets of the configuration removed. Never rejects. */
export async function runDoctor(config: Config, options: DoctorOptions): Promise<DoctorReport> {
  const { isLocked, journal, progress, signal, usedMs = 0, patience = 1 } = options;
  const at = systemClock.wallMs();
  const beganMs = systemClock.monotonicMs();
  const made = makeShells(config, journal);
  const context: DoctorContext = {
    config,
    isLocked,
    clock: systemClock,
    journal,
    platform: process.platform,
    environment: process.env,
    shells: made,
    learned: {},
  };
  const redact = redactorOf(config);
  const runs = Object.fromEntries(
    Object.entries(allSteps).map(([id, step]) => [id, (own: AbortSignal) => step(context, own)]),
  ) as Record<StepId, StepRun>;
  try {
    const steps = await runSteps(runs, {
      clock: systemClock,
      progress: { ...progress, ended: (report) => progress.ended(redact(report)) },
      totalMs: (TOTAL_MS - CLOSING_MS) * patience - usedMs,
      signal,
      patience,
    });
    return redact({
      version: version(),
      hostName: hostname(),
      at,
      tookMs: Math.round(systemClock.monotonicMs() - beganMs),
      configuration: config.file,
      steps,
    });
  } finally {
    if (made.ok) {
      const { watch, act, ask } = made.value;
      await Promise.allSettled([watch.close(), act.close(), ask.close()]);
    }
  }
}

/** Replaces secrets in every text of a value. */
function redactorOf(config: Config): <Value>(value: Value) => Value {
  const redact = redactor(secretsOf(config));
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clean(each)]));
  };
  return <Value>(value: Value) => clean(value) as Value;
}
