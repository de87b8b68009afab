/** Compares the scheduled task with the one that `install.ps1` registers. */

/** Values of its definition as stored; an empty text is the default of the Task Scheduler. */
export interface AgentTask {
  readonly state: string;
  readonly lastResult: string;
  readonly execute: string;
  readonly argument: string;
  readonly workingFolder: string;
  readonly account: string;
  readonly level: string;
  readonly boot: boolean;
  readonly repetition: string;
  readonly timeLimit: string;
  readonly instances: string;
  readonly onBattery: string;
  readonly stopOnBattery: string;
  readonly priority: string;
  readonly whenAvailable: string;
  readonly restartCount: string;
  readonly restartInterval: string;
  readonly enabled: string;
}

/** Elements of the definition, as the Task Scheduler schema names them. */
export interface TaskDifference {
  readonly element: string;
  readonly found: string;
  readonly expected: string;
}

interface Wanted {
  readonly element: string;
  readonly key: keyof AgentTask;
  readonly accepts: (value: string) => boolean;
  readonly expected: string;
}

const equals = (...values: readonly string[]) => {
  const lower = values.map((value) => value.toLowerCase());
  return (value: string) => lower.includes(value.toLowerCase());
};

/**
 * Defaults of the Task Scheduler (source: Task Scheduler schema): a task ends after 72 hours, runs below normal
 * priority and not on batteries.
 */
const wanted: readonly Wanted[] = [
  // cmd.exe removes variables of the machine first.
  {
    element: 'Exec/Command',
    key: 'execute',
    accepts: (value) => /(^|[\\/])(node|cmd)\.exe"?$/i.test(value),
    expected: 'node.exe',
  },
  {
    element: 'Exec/Arguments',
    key: 'argument',
    accepts: (value) => /main\.mjs"? run --config "?[^"]+/i.test(value),
    expected: 'main.mjs run --config …',
  },
  {
    element: 'BootTrigger',
    key: 'boot',
    accepts: equals('true'),
    expected: 'true',
  },
  {
    element: 'Repetition/Interval',
    key: 'repetition',
    accepts: equals('PT5M'),
    expected: 'PT5M',
  },
  {
    element: 'RunLevel',
    key: 'level',
    accepts: equals('HighestAvailable'),
    expected: 'HighestAvailable',
  },
  {
    element: 'ExecutionTimeLimit',
    key: 'timeLimit',
    accepts: equals('PT0S'),
    expected: 'PT0S',
  },
  {
    element: 'MultipleInstancesPolicy',
    key: 'instances',
    accepts: equals('IgnoreNew', ''),
    expected: 'IgnoreNew',
  },
  {
    element: 'DisallowStartIfOnBatteries',
    key: 'onBattery',
    accepts: equals('false'),
    expected: 'false',
  },
  {
    element: 'StopIfGoingOnBatteries',
    key: 'stopOnBattery',
    accepts: equals('false'),
    expected: 'false',
  },
  { element: 'Priority', key: 'priority', accepts: equals('4', '5', '6'), expected: '5' },
  {
    element: 'StartWhenAvailable',
    key: 'whenAvailable',
    accepts: equals('true'),
    expected: 'true',
  },
  {
    element: 'RestartOnFailure/Interval',
    key: 'restartInterval',
    accepts: equals('PT1M'),
    expected: 'PT1M',
  },
];

export function taskDifferences(task: AgentTask): TaskDifference[] {
  return wanted
    .map(({ element, key, accepts, expected }) => ({
      element,
      found: String(task[key]),
      expected,
      accepts,
    }))
    .filter(({ found, accepts }) => !accepts(found))
    .map(({ element, found, expected }) => ({ element, found, expected }));
}

/** Enabling it is the operators' decision: it is shown, but is no difference. */
export function isDisabled({ enabled, state }: AgentTask): boolean {
  return enabled.toLowerCase() === 'false' || state === 'Disabled';
}
