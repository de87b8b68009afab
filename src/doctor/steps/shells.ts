import { existsSync } from 'node:fs';
import { findExecutable } from '../../adapters/powershell/shell/executable.js';
import { openMachineReader } from '../../adapters/powershell/commands/machine.js';
import { readWindows } from '../../adapters/powershell/commands/machine-facts.js';
import { unusable } from '../../adapters/powershell/commands/answer.js';
import { logShell } from '../../adapters/powershell/shell/shell-log.js';
import { Shell } from '../../adapters/powershell/shell/shell.js';
import { failed, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import type { Machine } from '../../core/observing/model.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import { shellModulePath } from '../../parts.js';
import type { DoctorContext } from '../context.js';

const OTHER_MS = 35_000;

/** The hello of the configured PowerShell, which the agent uses, and of the other one, which it could use. */
export async function greetShells(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { shells, config, clock } = context;
  if (!shells.ok) {
    return failed([{ kind: 'reason', reason: shells.reason }], [{ kind: 'shell-policy' }]);
  }
  const { watch, act, ask } = shells.value;
  // All three start at once; a Group Policy may delay each of them.
  for (const shell of [watch, act, ask]) shell.open();
  const found = findExecutable(config.powershell.path);
  const executable = found.ok ? found.value : '';
  const other = otherPowerShell(executable, context);
  const [own, second] = await Promise.all([
    greet(watch, executable, clock, signal),
    other === undefined ? undefined : greetOther(other, context, signal),
  ]);
  const seenOther = second === undefined ? [] : [seenOf(second)];
  if (!own.greeting.ok) return failed([seenOf(own), ...seenOther], [{ kind: 'shell-policy' }]);
  context.learned.machine = own.greeting.value;
  const windows = await readWindows(ask, signal);
  const pages: Seen[] = windows.ok
    ? [{ kind: 'code-pages', ...pick(windows.value) }]
    : [{ kind: 'reason', reason: windows.reason }];
  const policies = { kind: 'policies', policies: own.greeting.value.executionPolicies } as const;
  return passed([seenOf(own), policies, ...pages, ...seenOther]);
}

interface Greeted {
  readonly executable: string;
  readonly tookMs: number;
  readonly greeting: Result<Machine, Reason>;
}

async function greet(
  shell: Shell,
  executable: string,
  clock: DoctorContext['clock'],
  signal: AbortSignal,
): Promise<Greeted> {
  const beganMs = clock.monotonicMs();
  const machine = await openMachineReader(shell)(signal);
  const tookMs = Math.round(clock.monotonicMs() - beganMs);
  if (machine) return { executable, tookMs, greeting: success(machine) };
  // The next call answers with the reason why it does not start.
  const answer = await shell.call('Get-ShellInformation', {}, 1_000, signal);
  const reason = unusable(answer);
  return { executable, tookMs, greeting: failure(reason) };
}

async function greetOther(
  executable: string,
  { clock, journal }: DoctorContext,
  signal: AbortSignal,
): Promise<Greeted> {
  // It must not delay the one that the agent uses.
  const firstCallDeadlineMs = OTHER_MS;
  const onEvent = logShell('other', journal);
  const shell = new Shell({
    executable,
    modulePath: shellModulePath,
    onEvent,
    firstCallDeadlineMs,
  });
  try {
    return await greet(shell, executable, clock, signal);
  } finally {
    await shell.close();
  }
}

function seenOf({ executable, tookMs, greeting }: Greeted): Seen {
  if (!greeting.ok) return { kind: 'shell-failed', executable, reason: greeting.reason };
  const { powershellVersion: version, languageMode, culture } = greeting.value;
  return { kind: 'shell', executable, version, languageMode, culture, tookMs };
}

function pick({ console, oem, ansi }: { console: string; oem: string; ansi: string }) {
  return { console, oem, ansi };
}

/** Windows PowerShell if the other one is PowerShell 7, and vice versa. */
function otherPowerShell(
  executable: string,
  { platform, environment }: DoctorContext,
): string | undefined {
  if (platform !== 'win32') return undefined;
  if (!/powershell\.exe$/i.test(executable)) {
    const desktop = findExecutable(undefined);
    return desktop.ok && desktop.value.toLowerCase() !== executable.toLowerCase()
      ? desktop.value
      : undefined;
  }
  const core = `${environment['ProgramFiles'] ?? 'C:\\Program Files'}\\PowerShell\\7\\pwsh.exe`;
  return existsSync(core) ? core : undefined;
}
