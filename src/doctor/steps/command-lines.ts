import { readCommandLines, type CommandLineRow } from '../../adapters/powershell/commands/rows.js';
import { sampleOnce } from '../../adapters/powershell/commands/one-sample.js';
import { unusable } from '../../adapters/powershell/commands/answer.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import { sameInstant } from '../../core/observing/identity.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import { shellsOf, type DoctorContext } from '../context.js';
import { startWorkload } from '../workload.js';

/** Deadlines whose sum is shorter than the step, so that a hanging PowerShell is recognised as such. */
const SAMPLE_MS = 4_000;
const DEADLINE_MS = 5_000;
const MOST_PIDS = 200;

interface Reading {
  readonly way: 'process' | 'cim';
  readonly tookMs: number;
  readonly rows: Result<readonly CommandLineRow[], Reason>;
}

/** Command lines of the watched processes and of a child of the doctor, from the process itself and from WMI. */
export async function readBothWays(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { clock, config } = context;
  const { watch } = shellsOf(context);
  const started = await startWorkload({ share: 0, holdBytes: 1 }, clock, signal);
  if (!started.ok) return notKnown([{ kind: 'reason', reason: started.reason }]);
  try {
    const pids = [started.value.pid];
    const { name } = config.applications[0].watch;
    const sample = await sampleOnce(watch, name, 'process', signal, SAMPLE_MS);
    if (sample.ok) pids.push(...sample.value.rows.map(({ pid }) => pid));
    const wanted = [...new Set(pids)].slice(0, MOST_PIDS);
    const own = await read('process', wanted, context, signal);
    const cim = await read('cim', wanted, context, signal);
    return judge(wanted.length, own, cim, context.platform === 'win32');
  } finally {
    started.value.close();
  }
}

async function read(
  way: Reading['way'],
  pids: readonly number[],
  context: DoctorContext,
  signal: AbortSignal,
): Promise<Reading> {
  const { clock } = context;
  const beganMs = clock.monotonicMs();
  const parameters = { Id: [...pids], Way: way };
  const { ask } = shellsOf(context);
  const answer = await ask.call('Get-TargetCommandLine', parameters, DEADLINE_MS, signal);
  const rows = answer.ok ? readCommandLines(answer.value.output) : undefined;
  const tookMs = Math.round(clock.monotonicMs() - beganMs);
  return { way, tookMs, rows: rows ? success(rows) : failure(unusable(answer)) };
}

function judge(count: number, own: Reading, cim: Reading, isWindows: boolean): StepResult {
  const differing = differences(own, cim);
  // Functions of Windows read the processes themselves.
  const seen: Seen[] = [
    ...(isWindows ? [seenOf(own, count)] : []),
    seenOf(cim, count),
    ...(differing.length > 0 ? [{ kind: 'command-lines-differ', pids: differing } as const] : []),
  ];
  if (differing.length > 0) return failed(seen, [{ kind: 'send-report' }]);
  if (isWindows && readCount(own) === 0) return failed(seen, [{ kind: 'allow-assembly' }]);
  if (Math.max(readCount(own), readCount(cim)) < count) return failed(seen, [{ kind: 'elevated' }]);
  // The agent needs WMI for command lines that the processes themselves do not give; here they give all of them.
  return passed(seen, cim.rows.ok ? [] : [{ kind: 'wmi' }]);
}

function readCount({ rows }: Reading): number {
  return rows.ok ? rows.value.filter(({ commandLine }) => commandLine !== null).length : 0;
}

function seenOf(reading: Reading, of: number): Seen {
  const { way, tookMs, rows } = reading;
  return rows.ok
    ? { kind: 'command-lines', way, read: readCount(reading), of, tookMs }
    : { kind: 'command-lines-failed', way, reason: rows.reason };
}

function differences(own: Reading, cim: Reading): number[] {
  if (!own.rows.ok || !cim.rows.ok) return [];
  const known = new Map(own.rows.value.map((row) => [row.pid, row]));
  return cim.rows.value
    .filter(({ pid, startedAt, commandLine }) => {
      const other = known.get(pid);
      if (!other || other.commandLine === null || commandLine === null) return false;
      // A PID that was reused between the two is no evidence.
      return (
        sameInstant(other.startedAt, startedAt) && other.commandLine.trim() !== commandLine.trim()
      );
    })
    .map(({ pid }) => pid);
}
