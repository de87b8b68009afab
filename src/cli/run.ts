import type { DiskTurn } from '../adapters/files/json-file.js';
import { takeExecutableName } from '../adapters/files/process-name.js';
import { openHealthFile } from '../adapters/state/health-file.js';
import { openLastRun } from '../adapters/state/last-run.js';
import { lockInstance } from '../adapters/state/instance-lock.js';
import { clearStopFile } from '../adapters/state/stop-file.js';
import type { Reason } from '../core/reason.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { version } from '../version.js';
import { Monitoring } from '../compose/monitoring.js';
import { Ending } from './ending.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { reportUpgrade } from './report-upgrade.js';
import { observing, Reloads, type Taken } from './reloads.js';
import { Steered } from './steered.js';
import type { RunOptions } from './start-records.js';
import { watch, type Session } from './watch.js';
import { isAborted } from '../core/is-aborted.js';

/**
 * Watches until the signal is aborted or the stop file appears. Never starts halfway: an invalid file ends it before
 * anything else.
 */
export async function run(
  file: string,
  options: RunOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  takeExecutableName();
  output.outlive?.();
  const ending = new Ending(signal, () => output.endSoon?.());
  try {
    return await runUntil(ending, file, options, language, output);
  } finally {
    ending.cease();
  }
}

async function runUntil(
  ending: Ending,
  file: string,
  options: RunOptions,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language);
  const { signal } = ending;
  const loaded = await openConfig(file, true, {
    signal,
    onRead: ({ monitor }) => ending.watchStopFile(monitor.stateDir),
  });
  if (signal.aborted) {
    output.out(texts.run.stopped);
    return exitCode.ok;
  }
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const first: Taken = options.observe ? observing(loaded) : { ...loaded, keptFrom: [] };

  // The lock comes before the log: two processes must not rotate one file.
  const { stateDir } = first.config.monitor;
  let takenOver: Reason | undefined;
  let onLocked = (): void => undefined;
  const locked = new Promise<void>((resolve) => (onLocked = resolve));
  const locking = await lockInstance(stateDir, {
    onLost: (pid) => {
      takenOver = { kind: 'lock-lost', pid };
      ending.ask();
    },
    onLocked,
    signal,
  });
  if (locking.kind === 'taken') {
    output.error(texts.run.taken(locking.pid, stateDir));
    return exitCode.failed;
  }
  const { lock } = locking;
  const lastRun = openLastRun(stateDir);
  const before = await lastRun.load();
  if (locking.kind === 'unlocked') {
    // The agent watches even if the state folder cannot be written.
    output.error(texts.run.stateDir(stateDir, locking.reason));
  }
  await ending.clearStale();
  let onHealthTurn: DiskTurn = () => undefined;
  const health = await openHealthFile(stateDir, version(), undefined, (reason) =>
    onHealthTurn(reason),
  );
  const session: Session = {
    options,
    language,
    output,
    ending: signal,
    takenOver: () => takenOver,
    locked,
    unlocked: locking.kind === 'unlocked' ? locking.reason : undefined,
    lock,
    health,
    onHealthTurn: (turn) => (onHealthTurn = turn),
    upgrade: (composition) => reportUpgrade(loaded, before, lastRun, composition),
  };
  const reloads = new Reloads(options.observe, signal);
  const steered: Steered = new Steered({
    stateDir,
    task: options.task,
    reload: () => reloads.ask(steered.running),
    passed: () => reloads.again(steered.running),
  });
  const monitoring = new Monitoring(() => steered.status);
  try {
    return await watchAll(session, first, { steered, monitoring }, reloads);
  } finally {
    // The state folder belongs to the other agent now: its health file and requests to it stay.
    const isOurs = takenOver === undefined;
    await steered.close(isOurs);
    if (isOurs) {
      await health.clear();
      await clearStopFile(stateDir);
    }
    await lock.release();
    output.out(texts.run.stopped);
  }
}

/** Watches under one configuration after the other, until the end or a failure. */
async function watchAll(
  session: Session,
  first: Taken,
  surroundings: { readonly steered: Steered; readonly monitoring: Monitoring },
  reloads: Reloads,
): Promise<number> {
  let current = first;
  for (;;) {
    const code = await watch(session, current, surroundings, reloads.begin(current));
    const next = reloads.taken();
    if (next === undefined || isAborted(session.ending) || code !== exitCode.ok) return code;
    current = next;
  }
}
