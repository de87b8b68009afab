import { systemClock } from '../../adapters/clock/clock.js';
import { HostProcess } from '../../adapters/com/host-process.js';
import type { Connect } from '../../adapters/com/connection.js';
import { bridgesOf } from '../../compose/probe.js';
import type { Advice } from '../../core/doctor/advice.js';
import { failed, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import { foreign } from '../../core/foreign.js';
import type { BridgeName, BridgeSetting } from '../../core/judging/bridge.js';
import { success, type Result } from '../../core/result.js';
import type { Reason } from '../../core/reason.js';
import type { DoctorContext } from '../context.js';

/** Loading .NET takes under a second; a server at its limits takes longer. */
const START_DEADLINE_MS = 18_000;

/** Tests both ways to the COM server: whether a process of each loads .NET and the assembly of the COM check. */
export async function loadBridges(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { config, environment, platform } = context;
  const { edge, powershell } = bridgesOf(config.powershell.path, platform, environment);
  const seen = await Promise.all([
    load('edge', success(edge), context, signal),
    load('powershell', powershell, context, signal),
  ]);
  const loads = (way: BridgeName) =>
    seen.some((each) => each.kind === 'bridge' && each.way === way);
  const setting = config.applications.find(({ com }) => com)?.com?.bridge ?? 'auto';
  return judge(seen, setting, loads('edge'), loads('powershell'));
}

function judge(
  seen: readonly Seen[],
  setting: BridgeSetting,
  edge: boolean,
  powershell: boolean,
): StepResult {
  const second: Advice[] = edge ? [] : [{ kind: 'second-bridge' }];
  switch (setting) {
    case 'edge':
      return edge ? passed(seen) : failed(seen, [{ kind: 'bridge' }]);
    case 'powershell':
      return powershell ? passed(seen) : failed(seen, [{ kind: 'shell-policy' }]);
    case 'auto':
      return edge || powershell ? passed(seen, second) : failed(seen, [{ kind: 'bridge' }]);
  }
}

async function load(
  way: BridgeName,
  connect: Result<Connect, Reason>,
  { clock }: DoctorContext,
  signal: AbortSignal,
): Promise<Seen> {
  if (!connect.ok) return { kind: 'bridge-failed', way, reason: connect.reason };
  const beganMs = clock.monotonicMs();
  let host: HostProcess;
  try {
    host = new HostProcess(
      { connect: connect.value, startDeadlineMs: START_DEADLINE_MS },
      systemClock,
    );
  } catch (error) {
    return { kind: 'bridge-failed', way, reason: foreign((error as Error).message) };
  }
  const kill = () => host.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    const ready = await host.ready;
    if (!ready.ok) return { kind: 'bridge-failed', way, reason: ready.reason };
    const tookMs = Math.round(clock.monotonicMs() - beganMs);
    return { kind: 'bridge', way, ...ready.value, tookMs };
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}
