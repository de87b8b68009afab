/** Every port that uses a shell, on the real `Shell` and a child that violates the protocol. */
import { systemClock, type TimedClock } from '../../../src/adapters/clock/clock.js';
import { openApplicationReader } from '../../../src/adapters/powershell/commands/application.js';
import { openMachineReader } from '../../../src/adapters/powershell/commands/machine.js';
import { openSampler } from '../../../src/adapters/powershell/commands/sampler.js';
import { openStopper } from '../../../src/adapters/powershell/commands/stopper.js';
import { RECYCLE } from '../../../src/adapters/powershell/shell/recycling.js';
import { Shell } from '../../../src/adapters/powershell/shell/shell.js';
import { path } from '../paths.js';
import type { PortTrial } from './trial.js';

const target = { pid: 4_712, startedAt: '134086500000000000', name: 'dllhost.exe' };

/** Request of each port to a shell. */
const asked = {
  Sampler: (shell: Shell) =>
    openSampler({
      shell,
      processName: 'dllhost.exe',
      source: 'process',
      journal: () => undefined,
    }).sample,
  Stopper: (shell: Shell) => (signal: AbortSignal) =>
    openStopper(shell, () => new Set([process.pid]))(target, signal),
  MachineReader: (shell: Shell) => openMachineReader(shell),
  ApplicationReader: (shell: Shell) => (signal: AbortSignal) =>
    openApplicationReader(shell)({ progid: 'App.Server', catalog: true }, signal),
};

/** Answers that end the child, or after which it is ended. */
const ends = ['throw', 'exit 0', 'half', 'long'];
/** Answers held back until the deadline. */
const silences = ['deaf', 'bytes', 'other-id'];
/** Answers that are well-formed but meaningless. */
const answers = [
  'nothing',
  'twice',
  'nested',
  ...['null', 'true', '7', '"text"', '[]', '{}', '[null]', '{"__proto__":null}'].map(output),
  output('{"rows":7,"takenAt":"1","takenUntil":"2","instances":"x","outcome":[]}'),
  output('{"rows":[null,[],7,{"pid":{}}],"takenAt":"1","takenUntil":"2","instances":[null,{}]}'),
  output('{"outcome":"stopped","tookMs":{},"hostName":[],"logicalProcessors":1e999}'),
  output('{"outcome":"refused","reason":"__proto__","detail":{"kind":5}}'),
  output('{"workingSetBytes":{"toString":1,"valueOf":1},"processId":{"toString":1}}'),
  output('{"workingSetBytes":[[]],"processId":1e999,"languageMode":{"toString":null}}'),
  ...['null', '[null]', '{}', '[{"message":{"toString":1}}]'].map((json) => `errors ${json}`),
];
/** Those of them that a beginning with another format is given. */
const hellos = ['nothing', 'output null', 'output 7', 'output []', ...answers.slice(-6, -4)];

function output(json: string): string {
  return `output ${json}`;
}

/** A deadline of a minute passes within three seconds. */
const hurried: TimedClock = {
  ...systemClock,
  after: (ms, run, options) => systemClock.after(ms / 20, run, options),
};

export const shellTrials: readonly PortTrial[] = [
  ...[...ends, ...hellos].map((hello) => trial(`at its start: ${hello}`, { hello })),
  ...ends.map((each) => trial(`as an answer: ${each}`, { answers: [each] })),
  ...silences.map((each) => trial(`as an answer: ${each}`, { answers: [each], clock: hurried })),
  trial('as answers: what is none', { answers }),
];

interface Script {
  readonly hello?: string;
  readonly answers?: readonly string[];
  readonly clock?: TimedClock;
}

function trial(title: string, script: Script): PortTrial {
  return { ports: Object.keys(asked), title, run: () => askAll(script) };
}

async function askAll({ hello = '', answers: list = [''], clock = systemClock }: Script) {
  const shell = new Shell({
    executable: path('test/support/ports/hostile-shell.mjs'),
    modulePath: '',
    environment: { COMWATCH_TEST_HELLO: hello, COMWATCH_TEST_ANSWERS: JSON.stringify(list) },
    backOffMs: [0],
    maxAnswerLength: 1_000_000,
    // Its memory is queried after every answer, and the query is answered in the same way.
    recycle: { ...RECYCLE, askMemoryEvery: 1 },
    onEvent: () => undefined,
    clock,
  });
  const { signal } = new AbortController();
  try {
    shell.open();
    // Each port gets each answer; the query of the memory comes in between.
    const rounds = list.length > 1 ? list.length : 1;
    for (let round = 0; round < rounds; round++) {
      // Without a beginning the shell itself answers, whatever the request.
      const ports = hello === '' ? Object.values(asked) : [asked.Sampler];
      for (const ask of ports) await ask(shell)(signal);
    }
  } finally {
    await shell.close();
  }
}
