import { describe, expect, it } from 'vitest';
import { isSwitchedOff, overall, type StepResult } from '../../../../src/core/doctor/model.js';
import { stepIds } from '../../../../src/core/doctor/step-id.js';
import { bytesPerDay } from '../../../../src/core/doctor/recording.js';
import { laneOf, steps } from '../../../../src/core/doctor/steps.js';
import { isDisabled, taskDifferences, type AgentTask } from '../../../../src/core/doctor/task.js';
import { reachingVariables, startVariables } from '../../../../src/core/doctor/variables.js';
import {
  frameworkName,
  isOldFramework,
  isOldLibuv,
  isOldWindows,
} from '../../../../src/core/doctor/versions.js';

/** As registered by install.ps1. */
const installed: AgentTask = {
  state: 'Running',
  lastResult: '267009',
  execute: '"C:\\Program Files\\comwatch\\1.0.0\\node.exe"',
  argument:
    '"C:\\Program Files\\comwatch\\1.0.0\\main.mjs" run --config "C:\\ProgramData\\comwatch\\monitor.ini"',
  workingFolder: 'C:\\Program Files\\comwatch\\1.0.0',
  account: 'S-1-5-18',
  level: 'HighestAvailable',
  boot: true,
  repetition: 'PT5M',
  timeLimit: 'PT0S',
  instances: 'IgnoreNew',
  onBattery: 'false',
  stopOnBattery: 'false',
  priority: '5',
  whenAvailable: 'true',
  restartCount: '999',
  restartInterval: 'PT1M',
  enabled: 'true',
};

describe('the scheduled task', () => {
  it('is as it should be when install.ps1 has registered it', () => {
    expect(taskDifferences(installed)).toEqual([]);
  });

  it('may start node.exe by way of cmd.exe, which takes variables away', () => {
    const wrapped = {
      execute: '"C:\\Windows\\System32\\cmd.exe"',
      argument: `/d /v:off /s /c "set "NODE_OPTIONS=" & ${installed.execute} ${installed.argument}"`,
    };
    expect(taskDifferences({ ...installed, ...wrapped })).toEqual([]);
  });

  it.each([
    ['ends after 72 hours', { timeLimit: '' }, 'ExecutionTimeLimit'],
    ['ends after a time', { timeLimit: 'PT72H' }, 'ExecutionTimeLimit'],
    ['runs below normal priority', { priority: '' }, 'Priority'],
    ['does not start on batteries', { onBattery: '' }, 'DisallowStartIfOnBatteries'],
    ['stops on batteries', { stopOnBattery: 'true' }, 'StopIfGoingOnBatteries'],
    ['does not start with Windows', { boot: false }, 'BootTrigger'],
    ['has no watchdog', { repetition: '' }, 'Repetition/Interval'],
    ['runs twice at a time', { instances: 'Parallel' }, 'MultipleInstancesPolicy'],
    ['runs something else', { execute: 'C:\\python.exe' }, 'Exec/Command'],
    ['has another command line', { argument: 'monitor.py' }, 'Exec/Arguments'],
    ['does not run elevated', { level: '' }, 'RunLevel'],
  ])('is reported when it %s', (_name, change, element) => {
    const found = taskDifferences({ ...installed, ...change });
    expect(found.map((each) => each.element)).toEqual([element]);
  });

  it('may be disabled: that is no difference', () => {
    const disabled = { ...installed, enabled: 'false' };
    expect(taskDifferences(disabled)).toEqual([]);
    expect(isDisabled(disabled)).toBe(true);
    expect(isDisabled(installed)).toBe(false);
  });
});

describe('what policies record in a day', () => {
  it('is what some rounds recorded, times the rounds of a day', () => {
    expect(bytesPerDay(1_000, 11_000, 10, 1_000)).toBe(1_000 * 86_400);
    expect(bytesPerDay(500, 500, 10, 120)).toBe(0);
  });

  it.each([
    ['it could not be read before', -1, 10],
    ['it could not be read after', 10, -1],
    ['the log began anew', 1_000, 10],
  ])('is not known where %s', (_name, before, after) => {
    expect(bytesPerDay(before, after, 10, 1_000)).toBeNull();
  });
});

describe('environment variables', () => {
  it('that reach into Node, .NET or edge-js are found by their names', () => {
    const names = ['Path', 'NODE_OPTIONS', 'COR_PROFILER', 'edge_use_coreclr', 'NODEPATH', 'TEMP'];
    expect(reachingVariables(names)).toEqual(['COR_PROFILER', 'NODE_OPTIONS', 'edge_use_coreclr']);
  });

  it('change the start of the agent when Node obeys them before it runs a line', () => {
    const names = ['NODE_OPTIONS', 'DOTNET_STARTUP_HOOKS', 'OPENSSL_CONF', 'COR_ENABLE_PROFILING'];
    expect(startVariables(names)).toEqual(['NODE_OPTIONS', 'OPENSSL_CONF']);
  });
});

describe('versions', () => {
  it.each([
    ['10.0.14393', false],
    ['10.0.20348', false],
    ['6.3.9600', true],
    ['10.0.10240', true],
    ['6.18.44-fc-v782', false],
  ])('of Windows: %s', (release, isOld) => {
    expect(isOldWindows(release)).toBe(isOld);
  });

  it('of .NET Framework are known by their release number', () => {
    expect([frameworkName('528049'), frameworkName('394806'), frameworkName('')]).toEqual([
      '4.8',
      '4.6.2',
      '',
    ]);
    expect([isOldFramework('394271'), isOldFramework('394802'), isOldFramework('')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of libuv: only 1.50 does not start on Server 2016', () => {
    expect(['1.46.0', '1.50.0', '1.51.0'].map(isOldLibuv)).toEqual([false, true, false]);
  });
});

describe('the whole', () => {
  const of = (state: StepResult['state'], ...seen: StepResult['seen']): StepResult => ({
    state,
    seen,
    advice: [],
  });
  const off = of('unknown', { kind: 'off', section: 'mail' });

  it.each([
    ['ok', [of('ok'), of('ok')]],
    ['failed', [of('ok'), of('unknown'), of('failed')]],
    ['unknown', [of('ok'), of('unknown')]],
    ['ok', [of('ok'), off]],
  ] as const)('is %s', (state, all) => {
    expect(overall(all)).toBe(state);
  });

  it('knows what is switched off from what is not known', () => {
    expect([off, of('unknown'), of('unknown', { kind: 'aborted' })].map(isSwitchedOff)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has every step in one lane, and no step before what it needs', () => {
    const order = [...laneOf('shell'), ...laneOf('outside')];
    expect([...order].sort()).toEqual([...stepIds].sort());
    for (const lane of [laneOf('shell'), laneOf('outside')]) {
      for (const [at, id] of lane.entries()) {
        expect(steps[id].needs.filter((need) => !lane.slice(0, at).includes(need))).toEqual([]);
      }
    }
  });
});
