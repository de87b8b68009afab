import { incidentId } from '../core/acting/incident.js';
import { instantOf } from '../core/instant.js';
import { recordsSamples, type Machine } from '../core/observing/model.js';
import { LastingCondition } from './telling/lasting-condition.js';
import type { Clock, Journal, MachineReader, Notifier } from '../ports.js';
import { isAborted } from '../core/is-aborted.js';

const ASK_AGAIN_MS = 5_000;

interface StartPorts {
  readonly clock: Clock;
  readonly hostName: string;
  readonly readMachine: MachineReader;
  readonly journal: Journal;
  readonly notify: Notifier;
}

/** Repeats the request until a shell answers: an agent that starts before PowerShell is available must not give up. */
export async function learnMachine(
  { clock, hostName, readMachine, journal, notify }: StartPorts,
  signal: AbortSignal,
): Promise<Machine | undefined> {
  const health = new LastingCondition('sampling', { journal, notify, hostName });
  while (!signal.aborted) {
    const machine = await readMachine(signal);
    // A shell that is closed because the agent stops has not failed.
    if (isAborted(signal)) return undefined;
    const now = instantOf(clock);
    if (machine) {
      health.works(now);
      journal({
        level: 'info',
        action: 'machine',
        sentence: { kind: 'machine-known', ...machine },
        fields: {
          'host.os.full': machine.osVersion,
          'comwatch.machine.logical_processors': machine.logicalProcessors,
          'comwatch.machine.physical_memory_bytes': machine.physicalMemoryBytes,
          'comwatch.shell.version': machine.powershellVersion,
          'comwatch.shell.language_mode': machine.languageMode,
          'comwatch.shell.culture': machine.culture,
          'comwatch.shell.execution_policies': machine.executionPolicies,
          'comwatch.shell.recording': machine.recording ?? [],
        },
      });
      reportRecording(machine, journal);
      return machine;
    }
    health.fails({ kind: 'shell-silent' }, now);
    await clock.sleep(ASK_AGAIN_MS, signal);
  }
  return undefined;
}

/** Policies may record what the agent does with PowerShell, and fill a disk or an event log with it. */
function reportRecording({ recording: by = [] }: Machine, journal: Journal): void {
  if (by.length === 0) return;
  journal({
    level: recordsSamples(by) ? 'warn' : 'info',
    action: 'machine',
    sentence: { kind: 'powershell-recorded', by },
  });
}

/** Reports at once, not at the first breach, that the right to stop processes of other accounts is missing. */
export function reportRights(machine: Machine, { clock, journal, notify }: StartPorts): void {
  if (machine.canStopOthers !== false) return;
  const at = clock.wallMs();
  const id = `${incidentId(at, 0)}-rights`;
  journal({
    level: 'error',
    action: 'rights',
    sentence: { kind: 'stop-right-missing' },
    incidentId: id,
    mailed: true,
  });
  void notify({
    kind: 'trouble',
    id,
    incidentId: id,
    hostName: machine.hostName,
    at,
    condition: 'stop-right',
    state: 'failing',
    reason: undefined,
    lastedMs: 0,
    isReminder: false,
  });
}
