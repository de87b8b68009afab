import { sampleOnce } from '../../adapters/powershell/commands/one-sample.js';
import { openStopper } from '../../adapters/powershell/commands/stopper.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Seen } from '../../core/doctor/seen.js';
import { shellsOf, type DoctorContext } from '../context.js';
import { startWorkload, workloadImage, type Workload } from '../workload.js';

/** Ten seconds in the ticks of a FILETIME. */
const OTHER_START = 100_000_000n;
const ENDS_WITHIN_MS = 3_000;
/** Shorter than the step, so that a hanging PowerShell is recognised as such. */
const SAMPLE_MS = 4_000;

/** Tests the real stopper on a child of the doctor: refused with a wrong start time, stopped with the right one. */
export async function tryToStop(context: DoctorContext, signal: AbortSignal): Promise<StepResult> {
  const started = await startWorkload({ share: 0, holdBytes: 1 }, context.clock, signal);
  if (!started.ok) return notKnown([{ kind: 'reason', reason: started.reason }]);
  const end = () => started.value.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await stopBothWays(started.value, context, signal);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

async function stopBothWays(
  workload: Workload,
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const shells = shellsOf(context);
  const sample = await sampleOnce(shells.watch, workloadImage, 'process', signal, SAMPLE_MS);
  if (!sample.ok) return notKnown([{ kind: 'reason', reason: sample.reason }]);
  const target = sample.value.rows.find(({ pid }) => pid === workload.pid);
  if (!target) return notKnown([{ kind: 'reason', reason: { kind: 'answer-empty' } }]);
  const own = new Set([
    process.pid,
    process.ppid,
    ...[shells.watch, shells.act, shells.ask].flatMap(({ pids }) => pids),
  ]);
  const stop = openStopper(shells.act, () => own);
  const right = context.learned.machine?.canStopOthers ?? null;
  const seen: Seen[] = right === null ? [] : [{ kind: 'stop-right', has: right }];

  const wrongStart = (BigInt(target.startedAt) + OTHER_START).toString();
  const refused = await stop({ ...target, startedAt: wrongStart }, signal);
  seen.push({ kind: 'stop', asked: 'wrong-start', outcome: refused });
  if (!workload.isRunning()) {
    return failed([...seen, { kind: 'stopped-wrongly' }], [{ kind: 'send-report' }]);
  }
  const stopped = await stop(target, signal);
  seen.push({ kind: 'stop', asked: 'right', outcome: stopped });
  const isGone = await workload.ended(ENDS_WITHIN_MS, signal);
  return judge(seen, { refused, stopped, isGone, right });
}

interface Tried {
  readonly refused: StopOutcome;
  readonly stopped: StopOutcome;
  readonly isGone: boolean;
  readonly right: boolean | null;
}

function judge(seen: readonly Seen[], { refused, stopped, isGone, right }: Tried): StepResult {
  const advice: Advice[] = [];
  const wasRefused = refused.kind === 'refused' && refused.reason === 'identity-changed';
  if (stopped.kind !== 'stopped' || !isGone) advice.push({ kind: 'stop-refused' });
  if (!wasRefused && advice.length === 0) advice.push({ kind: 'send-report' });
  // Any account may stop its own child, but not a dllhost of another account.
  if (right === false) advice.push({ kind: 'elevated' });
  if (advice.length > 0) return failed(seen, advice);
  return right === null ? notKnown(seen) : passed(seen);
}
