import { incidentId } from '../core/acting/incident.js';
import type { Machine } from '../core/observing/model.js';
import { SampleHealth } from './observing/sample-health.js';
import type { Clock, Journal, MachineReader, Notifier } from '../ports.js';

const ASK_AGAIN_MS = 5_000;

interface StartPorts {
  readonly clock: Clock;
  readonly hostName: string;
  readonly readMachine: MachineReader;
  readonly journal: Journal;
  readonly notify: Notifier;
}

/** Asks until a shell answers: an agent that starts before PowerShell can must not give up. */
export async function learnMachine(
  { clock, hostName, readMachine, journal, notify }: StartPorts,
  signal: AbortSignal,
): Promise<Machine | undefined> {
  const health = new SampleHealth(journal, notify, hostName);
  while (!signal.aborted) {
    const machine = await readMachine(signal);
    const now = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
    if (machine) {
      health.worked(now);
      journal({
        level: 'info',
        action: 'machine',
        message:
          `${machine.hostName}: ${machine.logicalProcessors} logical processors, ` +
          `${Math.round(machine.physicalMemoryBytes / 2 ** 20)} MB, PowerShell ${machine.powershellVersion}`,
        fields: {
          'host.os.full': machine.osVersion,
          'comwatch.machine.logical_processors': machine.logicalProcessors,
          'comwatch.machine.physical_memory_bytes': machine.physicalMemoryBytes,
          'comwatch.shell.version': machine.powershellVersion,
          'comwatch.shell.language_mode': machine.languageMode,
          'comwatch.shell.culture': machine.culture,
          'comwatch.shell.execution_policies': machine.executionPolicies,
        },
      });
      return machine;
    }
    health.failed('PowerShell does not answer', now);
    await clock.sleep(ASK_AGAIN_MS, signal);
  }
  return undefined;
}

/** Without the right to stop others' processes the agent only watches: said at once, not at the first breach. */
export function reportRights(machine: Machine, { clock, journal, notify }: StartPorts): void {
  if (machine.canStopOthers !== false) return;
  const at = clock.wallMs();
  const id = `${incidentId(at, 0)}-rights`;
  journal({
    level: 'error',
    action: 'rights',
    message:
      "This account may not stop other accounts' processes: run as SYSTEM or an administrator",
    incidentId: id,
    mailed: true,
  });
  notify({
    kind: 'trouble',
    id,
    incidentId: id,
    hostName: machine.hostName,
    at,
    trouble: 'no-stop-right',
    detail: '',
  });
}
