/** Composes the adapters according to a configuration: the only place that knows them all. */
import { hostname } from 'node:os';
import { eventLogEntry } from '../adapters/log/event-ids.js';
import { systemClock } from '../adapters/clock/clock.js';
import { openJournal, type OpenJournal } from '../adapters/log/journal.js';
import { openApplicationReader } from '../adapters/powershell/commands/application.js';
import { openEventLog } from '../adapters/powershell/commands/event-log.js';
import { openMachineReader } from '../adapters/powershell/commands/machine.js';
import { openSampler, type SamplerParts } from '../adapters/powershell/commands/sampler.js';
import type { Shell } from '../adapters/powershell/shell/shell.js';
import { openStopper } from '../adapters/powershell/commands/stopper.js';
import type { DiskTurn } from '../adapters/files/json-file.js';
import { openProvenStore } from '../adapters/state/proven-store.js';
import { openLookBack } from '../adapters/replay/look-back.js';
import type { AgentPorts } from '../agent/agent.js';
import { redactor } from '../config/redact.js';
import type { Config, Language } from '../config/config.js';
import { imageName } from '../core/observing/identity.js';
import type { Journal, LookBack, Notifier } from '../ports.js';
import type { Reason } from '../core/reason.js';
import { success, type Result } from '../core/result.js';
import { version } from '../version.js';
import { DiskHealth } from './disk-health.js';
import { provenBy } from './probe.js';
import { openMails } from './mails.js';
import { storesIn } from './stores.js';
import { makeProbes } from './probes.js';
import { openRecord, type RecordSurroundings } from './recording.js';
import { secretsOf } from './secrets.js';
import { makeShells, ownProcessesOf, pidsOf, type Shells } from './shells.js';

export { secretsOf } from './secrets.js';

export { makeShells, type Shells } from './shells.js';

/** Pause of the Event Log's adapter after failures. */
const EVENT_LOG_PAUSE_MS = 10 * 60_000;
const LAST_MAILS_MS = 2_000;

export interface Composition {
  readonly ports: AgentPorts;
  readonly journal: Journal;
  readonly listen: OpenJournal['listen'];
  /** Called when the disk begins to refuse the health report, which lies in the state folder, too. */
  readonly onHealthTurn: DiskTurn;
  /** Current state of its parts. */
  readonly parts: () => {
    readonly mailsWaiting: number;
    readonly shells: readonly { readonly role: string; readonly pids: readonly number[] }[];
  };
  /**
   * Ends everything: due mails get a last attempt of two seconds unless another time is given; nothing is lost. At most
   * two seconds more.
   * @param goesOn another composition takes over at once: held notices stay there
   */
  readonly close: (lastMailsMs?: number, goesOn?: boolean) => Promise<void>;
}

export async function compose(
  config: Config,
  debug: boolean,
  print: (line: string) => void,
  consoleLanguage: Language = 'en',
  surroundings?: RecordSurroundings,
): Promise<Result<Composition, Reason>> {
  const { stateDir, language } = config.monitor;
  const secrets = secretsOf(config);
  const log = await openJournal({
    ...config.log,
    version: version(),
    debug,
    secrets,
    print,
    language: consoleLanguage,
  });
  const made = makeShells(config, log.journal);
  if (!made.ok) {
    await log.close();
    return made;
  }
  const shells = made.value;
  shells.watch.open();
  shells.act.open();
  if (config.log.eventLog) mirrorInEventLog(log, shells.ask);
  const mails = await openMails(config, log.journal, language, surroundings?.isHeld);
  const runners = makeProbes(config, log.journal, mails.notify);
  for (const runner of runners.values()) runner.open();
  const children = () => [...[...runners.values()].flatMap(({ pids }) => pids), ...mails.pids()];
  const ownProcesses = ownProcessesOf(shells, children);
  const disk = watchDisk(log, mails.notify);
  mails.onTurn(disk.turnOf('mails'));
  const record = openRecord(config, disk, surroundings);
  return success({
    journal: log.journal,
    listen: log.listen,
    parts: () => ({ mailsWaiting: mails.waiting(), shells: pidsOf(shells) }),
    onHealthTurn: disk.turnOf('health'),
    ports: {
      clock: systemClock,
      hostName: hostname(),
      readMachine: openMachineReader(shells.watch),
      sampler: samplersOf(shells, log.journal),
      stop: openStopper(shells.act, ownProcesses),
      notify: mails.notify,
      journal: log.journal,
      ...storesIn(stateDir, disk, redactor(secrets)),
      readApplication: openApplicationReader(shells.ask),
      com: (application) => {
        const runner = runners.get(application);
        const { com, name } = application;
        if (!com || !runner) return undefined;
        return { probe: runner.probe, proven: openProvenStore(stateDir, provenBy(com), name) };
      },
      ownProcesses,
      lookBack: lookBackOf(config),
      ...(record.record && { record: record.record }),
    },
    close: async (lastMailsMs = LAST_MAILS_MS, goesOn = false) => {
      disk.close();
      await mails.finish(goesOn);
      const { watch, act, ask } = shells;
      // Together: one after the other, a hung call and a silent mail server would use up the time that an end may take.
      await Promise.all([
        ...[...runners.values()].map((runner) => runner.close()),
        mails.flush(lastMailsMs),
        Promise.allSettled([watch.close(), act.close()]),
      ]);
      // The last one writes to the Event Log what comes of the mails.
      await Promise.allSettled([record.close(), mails.close(), ask.close()]);
      await log.close();
    },
  });
}

function watchDisk({ journal, trouble: logTrouble }: OpenJournal, notify: Notifier): DiskHealth {
  const disk = new DiskHealth({
    clock: systemClock,
    journal,
    notify,
    hostName: hostname(),
    logTrouble,
  });
  void disk.watch();
  return disk;
}

/** One sampler for each image name, shared by all its applications. */
function samplersOf({ watch, ask }: Shells, journal: Journal): AgentPorts['sampler'] {
  const samplers = new Map<string, SamplerParts>();
  return ({ name, source }) => {
    const key = imageName(name);
    const known =
      samplers.get(key) ??
      openSampler({ shell: watch, asking: ask, processName: name, source, journal });
    samplers.set(key, known);
    return known;
  };
}

function mirrorInEventLog(log: OpenJournal, shell: Shell): void {
  shell.open();
  const write = openEventLog(shell, (reason) =>
    log.journal({
      level: 'warn',
      action: 'log',
      sentence: {
        kind: 'event-log-unwritable',
        cause: reason,
        pauseMs: EVENT_LOG_PAUSE_MS,
      },
    }),
  );
  log.addSink((event) => {
    const entry = eventLogEntry(event);
    if (entry) write(entry);
  });
}

function lookBackOf({ file, applications }: Config): LookBack {
  const judged = applications.find(({ limits }) => limits);
  return openLookBack({ configFile: file, sustain: judged?.limits?.sustain });
}
