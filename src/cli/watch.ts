/** One configuration in force: composes the agent, runs it, ends it. */
import { runAgent } from '../agent/agent.js';
import { openGuardedIncidents, openGuardedStore } from '../adapters/state/guarded-store.js';
import { openGuardedStopper } from '../adapters/state/guarded-stopper.js';
import type { DiskTurn } from '../adapters/files/json-file.js';
import type { HealthFile } from '../adapters/state/health-file.js';
import type { InstanceLock } from '../adapters/state/instance-lock.js';
import { machineWarnings } from '../config/warnings.js';
import type { AgentPorts, ImageSampler } from '../agent/shared.js';
import type { Reason } from '../core/reason.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { compose, type Composition } from '../compose/compose.js';
import type { Monitoring } from '../compose/monitoring.js';
import { Crash } from './crash.js';
import { lastWordMs } from './last-word.js';
import { exitCode, type Output } from './output.js';
import type { Reload, Taken } from './reloads.js';
import { warn, tellCrash, writeReload, writeStart, type RunOptions } from './start-records.js';
import type { Steered } from './steered.js';
import { tellLocked, tellTakenOver, tellUnlocked } from './tell-lock.js';

/** State that lasts for the whole life of the process. */
export interface Session {
  readonly options: RunOptions;
  readonly language: Language;
  readonly output: Output;
  /** Aborted when the process is to end. */
  readonly ending: AbortSignal;
  /** Aborted when another agent holds the state folder. */
  readonly takenOver: () => Reason | undefined;
  /** Resolves when a disk that was slow has taken the lock. */
  readonly locked: Promise<void>;
  /** Reason why the state folder could not be locked. */
  readonly unlocked: Reason | undefined;
  readonly lock: InstanceLock;
  readonly health: HealthFile;
  /** Called when the disk begins to refuse the health report. */
  readonly onHealthTurn: (turn: DiskTurn) => void;
  /** Reports the defaults that differ from those of the version that ran here before. */
  readonly upgrade: (composition: Composition) => Promise<void>;
}

/** Watches under one configuration until the process is to end or another configuration is to be loaded. */
export async function watch(
  session: Session,
  taken: Taken,
  { steered, monitoring }: { readonly steered: Steered; readonly monitoring: Monitoring },
  reload: Reload,
): Promise<number> {
  const { options, language, output, ending, takenOver, unlocked, lock, health } = session;
  const { config } = taken;
  const texts = cliTexts(language);
  const composed = await compose(config, options.debug, output.error, language, {
    isHeld: () => lock.isHeld(),
  });
  if (!composed.ok) {
    output.error(texts.run.shell(composed.reason));
    return exitCode.failed;
  }
  const composition = composed.value;
  const { journal } = composition;
  const onEnding = () => {
    output.out(texts.run.stopping);
    if (ending.reason instanceof Crash) tellCrash(ending.reason, composition.ports);
    const cause = takenOver();
    if (cause) tellTakenOver(cause, composition.ports);
  };
  if (ending.aborted) onEnding();
  else ending.addEventListener('abort', onEnding, { once: true });
  if (unlocked && reload.isFirst) tellUnlocked(config.monitor.stateDir, unlocked, journal);
  if (reload.isFirst) void session.locked.then(() => tellLocked(config.monitor.stateDir, journal));
  reload.attach(journal);
  session.onHealthTurn(composition.onHealthTurn);
  const watched = monitoring.attach(config, composition);
  const attached: Promise<void>[] = [];
  let isFault = false;
  try {
    if (reload.isFirst) {
      writeStart(config, taken.warnings, journal, options);
      attached.push(session.upgrade(composition));
    } else writeReload(taken, journal);
    await runAgent(
      config,
      {
        ...watched.ports,
        ...guardedStores(composition.ports, lock),
        sampler: (of) => reporting(composition.ports.sampler(of), health.report),
        stop: openGuardedStopper(composition.ports.stop, lock),
      },
      {
        once: options.once,
        onControls: (controls) => {
          attached.push(steered.attach(config, composition, controls));
        },
        onReady: (machine) => {
          const { minimumSpacingMs } = composition.ports.sampler(config.applications[0].watch);
          warn(machineWarnings(config, machine, minimumSpacingMs()), journal);
          output.out(
            texts.run.started(machine.hostName, config.applications[0].watch.name, config.file),
          );
          if (config.monitor.mode === 'observe') output.out(texts.run.observing);
        },
      },
      AbortSignal.any([ending, reload.signal]),
    );
    return takenOver() === undefined ? exitCode.ok : exitCode.failed;
  } catch (error) {
    const crash = new Crash(error);
    isFault = true;
    output.error(texts.unexpected(crash.where));
    tellCrash(crash, composition.ports);
    return exitCode.failed;
  } finally {
    await Promise.all([...attached, watched.close()]);
    steered.detach();
    ending.removeEventListener('abort', onEnding);
    const isEnd = !reload.signal.aborted || ending.aborted;
    const isUncaught = ending.reason instanceof Crash;
    const hasLastWord = isFault || isUncaught || takenOver() !== undefined;
    await end(composition, isEnd, hasLastWord ? lastWordMs(isUncaught) : undefined);
  }
}

/** An agent that has lost its folder writes nothing there. */
function guardedStores({ dailyStore, weeklyStore, ...ports }: AgentPorts, lock: InstanceLock) {
  return {
    brakeStore: openGuardedStore(ports.brakeStore, lock),
    intentStore: openGuardedStore(ports.intentStore, lock),
    memoryStore: openGuardedStore(ports.memoryStore, lock),
    pauseStore: openGuardedStore(ports.pauseStore, lock),
    ...(dailyStore && { dailyStore: openGuardedStore(dailyStore, lock) }),
    ...(weeklyStore && { weeklyStore: openGuardedStore(weeklyStore, lock) }),
    incidentStore: openGuardedIncidents(ports.incidentStore, lock),
  };
}

/** A sample proves that the agent works. */
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

async function end(
  composition: Composition,
  isEnd: boolean,
  lastMailsMs: number | undefined,
): Promise<void> {
  if (isEnd) {
    const sentence = { kind: 'agent-stopped' } as const;
    composition.journal({ level: 'info', action: 'agent-stop', sentence });
  }
  await composition.close(lastMailsMs, !isEnd);
}
