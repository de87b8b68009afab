import { HostProcess } from '../../adapters/com/host-process.js';
import { edgeVariables, target } from '../../compose/probe.js';
import { failed, passed, type StepResult } from '../../core/doctor/model.js';
import { foreign } from '../../core/foreign.js';
import { probeHostPath } from '../../parts.js';
import type { DoctorContext } from '../context.js';

/** Loading .NET takes under a second; a server at its limits takes longer. */
const START_DEADLINE_MS = 18_000;

/** The ways to the COM server: whether edge-js loads .NET and the assembly of the COM check, in a process of its own. */
export async function loadBridges(
  { clock, platform, environment }: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const beganMs = clock.monotonicMs();
  let host: HostProcess;
  try {
    host = new HostProcess({
      script: probeHostPath,
      ...target(platform, environment),
      env: edgeVariables(platform, environment),
      startDeadlineMs: START_DEADLINE_MS,
    });
  } catch (error) {
    const reason = foreign((error as Error).message);
    return failed([{ kind: 'bridge-failed', way: 'edge', reason }], [{ kind: 'bridge' }]);
  }
  const kill = () => host.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    const ready = await host.ready;
    const absent = { kind: 'bridge-absent' } as const;
    if (!ready.ok) {
      const seen = { kind: 'bridge-failed', way: 'edge', reason: ready.reason } as const;
      return failed([seen, absent], [{ kind: 'bridge' }]);
    }
    const tookMs = Math.round(clock.monotonicMs() - beganMs);
    return passed([{ kind: 'bridge', way: 'edge', ...ready.value, tookMs }, absent]);
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}
