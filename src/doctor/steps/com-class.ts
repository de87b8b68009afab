import { openApplicationReader } from '../../adapters/powershell/commands/application.js';
import { readCommandLines } from '../../adapters/powershell/commands/rows.js';
import { sampleOnce } from '../../adapters/powershell/commands/one-sample.js';
import type { ApplicationConfig, ComConfig } from '../../config/config.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Seen } from '../../core/doctor/seen.js';
import { applicationOf } from '../../core/judging/suspects.js';
import type { FoundApplication } from '../../ports.js';
import { shellsOf, type DoctorContext } from '../context.js';

const COMMAND_LINES_MS = 5_000;

interface Finding {
  readonly state: StepResult['state'];
  readonly seen: readonly Seen[];
  readonly advice: readonly Advice[];
}

/** Class, AppID, bitness and the processes that host it, of each COM check of the configuration. */
export async function findClasses(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const checks = checksOf(context);
  if (checks.length === 0) return notKnown([{ kind: 'off', section: 'commethod' }]);
  const findings: Finding[] = [];
  for (const { application, com } of checks) {
    findings.push(await findClass(context, application, com, signal));
  }
  const seen = findings.flatMap((each) => each.seen);
  const advice = findings.flatMap((each) => each.advice);
  if (findings.some(({ state }) => state === 'failed')) return failed(seen, advice);
  return findings.some(({ state }) => state === 'unknown')
    ? notKnown(seen, advice)
    : passed(seen, advice);
}

export function checksOf({
  config,
}: DoctorContext): { readonly application: ApplicationConfig; readonly com: ComConfig }[] {
  return config.applications.flatMap((application) =>
    application.com ? [{ application, com: application.com }] : [],
  );
}

async function findClass(
  context: DoctorContext,
  { watch }: ApplicationConfig,
  { progid }: ComConfig,
  signal: AbortSignal,
): Promise<Finding> {
  const read = openApplicationReader(shellsOf(context).ask);
  const query = {
    progid,
    ...(watch.application !== undefined && { application: watch.application }),
    catalog: true,
  };
  const answer = await read(query, signal);
  if (!answer.ok) {
    return notKnown([{ kind: 'reason', reason: answer.reason }], [{ kind: 'catalogue' }]);
  }
  const { found } = answer;
  const hosts = found.appId === null ? [] : await hostsOf(context, watch.name, found, signal);
  const { classId, appId, name, registered } = found;
  const seen: Seen[] = [
    { kind: 'class', progid, classId, appId, name, ...registered },
    ...(appId === null ? [] : [{ kind: 'hosts', progid, pids: hosts } as const]),
    ...(found.fault ? [{ kind: 'reason', reason: found.fault } as const] : []),
    ...(found.ambiguous
      ? [{ kind: 'reason', reason: { kind: 'application-ambiguous', name: progid } } as const]
      : []),
  ];
  return judge(seen, found, progid);
}

function judge(
  seen: readonly Seen[],
  { classId, appId, registered, ambiguous, fault }: FoundApplication,
  progid: string,
): Finding {
  if (classId === null) return failed(seen, [{ kind: 'register-class', progid }]);
  if (ambiguous) return failed(seen, [{ kind: 'catalogue' }]);
  if (appId === null) return notKnown(seen, [{ kind: 'catalogue' }]);
  const is32 = registered.bits32 && !registered.bits64;
  return passed(seen, [
    ...(is32 ? [{ kind: 'class-32', progid } as const] : []),
    ...(fault ? [{ kind: 'catalogue' } as const] : []),
  ]);
}

/** Hosts according to the catalogue, and according to the command lines of the watched processes. */
async function hostsOf(
  context: DoctorContext,
  name: string,
  { appId, instancePids }: FoundApplication,
  signal: AbortSignal,
): Promise<number[]> {
  const { watch, ask } = shellsOf(context);
  const sample = await sampleOnce(watch, name, 'process', signal);
  const pids = sample.ok ? sample.value.rows.map(({ pid }) => pid).slice(0, 100) : [];
  if (pids.length === 0) return [...instancePids];
  const parameters = { Id: pids, Way: 'process' };
  const answer = await ask.call('Get-TargetCommandLine', parameters, COMMAND_LINES_MS, signal);
  const rows = (answer.ok ? readCommandLines(answer.value.output) : undefined) ?? [];
  const named = rows.filter(
    ({ commandLine }) =>
      commandLine !== null &&
      applicationOf({ commandLine: { kind: 'read', text: commandLine } }) === appId,
  );
  return [...new Set([...instancePids, ...named.map(({ pid }) => pid)])].sort((a, b) => a - b);
}
