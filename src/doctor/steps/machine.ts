/** The scheduled task, and variables that affect the programs it starts. */
import { readTask, readVariables } from '../../adapters/powershell/commands/machine-facts.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import { isDisabled, taskDifferences } from '../../core/doctor/task.js';
import { reachingVariables, startVariables } from '../../core/doctor/variables.js';
import { shellsOf, type DoctorContext } from '../context.js';

const TASK_NAME = 'comwatch';
/** SYSTEM: the account of the task by default. */
const SYSTEM = 'S-1-5-18';

export async function checkTask(context: DoctorContext, signal: AbortSignal): Promise<StepResult> {
  const answer = await readTask(shellsOf(context).ask, TASK_NAME, signal);
  if (!answer.ok) return notKnown([{ kind: 'reason', reason: answer.reason }]);
  const task = answer.value;
  if (!task) return notKnown([{ kind: 'no-task' }], [{ kind: 'install' }]);
  const { state, lastResult, account, execute } = task;
  const differences = taskDifferences(task);
  const seen: Seen[] = [
    { kind: 'task', state, lastResult, account, execute },
    ...differences.map((difference) => ({ kind: 'task-differs', difference }) as const),
  ];
  if (differences.length > 0) return failed(seen, [{ kind: 'install-again' }]);
  return passed(seen, isDisabled(task) ? [{ kind: 'task-disabled' }] : []);
}

/** Names only: values of variables may hold secrets. */
export async function checkVariables(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { shells, learned, environment } = context;
  const own = reachingVariables(Object.keys(environment));
  const task =
    learned.machine && shells.ok
      ? await readVariables(shells.value.ask, SYSTEM, signal)
      : undefined;
  const machine = task?.ok ? reachingVariables(task.value.machine) : [];
  const account = task?.ok ? reachingVariables(task.value.account) : [];
  const found: Seen[] = [
    { kind: 'variables', where: 'process', names: own } as const,
    { kind: 'variables', where: 'machine', names: machine } as const,
    { kind: 'variables', where: 'account', names: account } as const,
  ].filter(({ names }) => names.length > 0);
  const seen: Seen[] = [
    ...(found.length > 0 ? found : [{ kind: 'no-variables' } as const]),
    ...(task?.ok === false ? [{ kind: 'reason', reason: task.reason } as const] : []),
  ];
  // Variables of this console alone do not reach the task; where those of the task cannot be read, the console's are
  // the best guess.
  const reached = task?.ok ? [...machine, ...account] : own;
  const names = startVariables(reached);
  if (names.length > 0) return failed(seen, [{ kind: 'remove-variables', names }]);
  return task?.ok === false ? notKnown(seen) : passed(seen);
}
