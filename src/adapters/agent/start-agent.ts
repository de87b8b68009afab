/** Starts an agent in the way it is normally run on this machine. */
import { execFile, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { foreign } from '../../core/foreign.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';

/** Task names that install.ps1 and the Task Scheduler accept. */
const TASK_NAME = /^[\w .()-]{1,100}$/;
const TASK_DEADLINE_MS = 20_000;

export function isTaskName(text: string): boolean {
  return TASK_NAME.test(text);
}

export interface AgentStart {
  /** The scheduled task that runs the agent; `undefined` if it was started by hand. */
  readonly task: string | undefined;
  readonly configFile: string;
}

/**
 * Starts the scheduled task if there is one, so that the agent runs with the account and the rights of the task; else
 * this program again, with the same configuration, in a process of its own without a console. Returns the reason when
 * it could not be started; whether it works is seen in status.json.
 */
export function startAgent({ task, configFile }: AgentStart): Promise<Reason | undefined> {
  return task !== undefined && process.platform === 'win32'
    ? runTask(task)
    : runProgram(configFile);
}

/** Whether operators have disabled the task: then it must not be started. False if that cannot be determined. */
export async function isTaskDisabled(task: string | undefined): Promise<boolean> {
  if (task === undefined || process.platform !== 'win32') return false;
  const found = await schtasks(['/query', '/tn', `\\${task}`, '/xml']);
  return found.ok && isDisabledIn(found.value);
}

/** The definition of a task is the same in every language of Windows; triggers have an element Enabled, too. */
export function isDisabledIn(definition: string): boolean {
  const settings = /<Settings>[^]*<\/Settings>/.exec(definition)?.[0] ?? '';
  return /<Enabled>\s*false\s*<\/Enabled>/i.test(settings);
}

async function runTask(name: string): Promise<Reason | undefined> {
  const ran = await schtasks(['/run', '/tn', `\\${name}`]);
  return ran.ok ? undefined : foreign(ran.reason);
}

/** Runs schtasks; resolves to its output, or to the message of its failure. */
function schtasks(words: readonly string[]): Promise<Result<string, string>> {
  const system = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32');
  return new Promise((resolve) => {
    execFile(
      join(system, 'schtasks.exe'),
      words,
      { timeout: TASK_DEADLINE_MS, windowsHide: true },
      (error, out, said) => resolve(error ? failure(said.trim() || error.message) : success(out)),
    );
  });
}

function runProgram(configFile: string): Promise<Reason | undefined> {
  const [node, main = ''] = [process.execPath, process.argv[1]];
  return new Promise((resolve) => {
    const child = spawn(node, [...process.execArgv, main, 'run', '--config', configFile], {
      cwd: dirname(configFile),
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.once('error', (error) => resolve(foreign(error.message)));
    child.once('spawn', () => {
      child.unref();
      resolve(undefined);
    });
  });
}
