/** The ports that use a separate process for each request, and the clock. */
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { openLookBack } from '../../../src/adapters/replay/look-back.js';
import { path, SCRIPTED_HOST } from '../paths.js';
import { openProbe } from '../probes.js';
import { transactionOf } from '../transaction.js';
import type { PortTrial } from './trial.js';

const DEADLINE_MS = 3_000;
const never = new AbortController().signal;

const programs: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'is not there': ['/nowhere/node'],
  'is a folder': [path('test')],
  'has no name': [''],
  'has a name that no system takes': ['node\0'],
  'has more arguments than a system takes': [
    process.execPath,
    ...Array<string>(20).fill('x'.repeat(200_000)),
  ],
  'ends at once': scripted(''),
  throws: scripted('throw new Error("a fault")'),
  'prints null': scripted('console.log("null")'),
  'prints half an answer': scripted('process.stdout.write(\'{"counts":{"replayed":1,\')'),
  'prints other types': scripted(
    'console.log(JSON.stringify({ counts: [], span: 7, stops: "x" }))',
  ),
  'prints bytes': scripted('process.stdout.write(Buffer.from("fffe00c328", "hex"))'),
  'closes its pipes and stays': scripted(
    'process.stdout.destroy(); process.stderr.destroy(); setInterval(() => {}, 1e6)',
  ),
  'does not end': scripted('setInterval(() => {}, 1e6)'),
};

function scripted(script: string): readonly [string, ...string[]] {
  return [process.execPath, '-e', script, '--'];
}

const lookBacks = Object.entries(programs).map(([title, program]) => ({
  ports: ['LookBack'],
  title: `a program that ${title}`,
  run: async () => {
    const look = openLookBack({
      configFile: path('monitor.ini'),
      sustain: { needed: 1, of: 1 },
      program,
      deadlineMs: DEADLINE_MS,
    });
    const looked = await look(7, never);
    if (looked.ok) throw new Error('a replay without an answer counts');
  },
}));

const lookBackOfNoFolder: PortTrial = {
  ports: ['LookBack'],
  title: 'a configuration in a folder that no system takes',
  run: () => openLookBack({ configFile: '/a\0/monitor.ini', sustain: undefined })(7, never),
};

/** More of them: test/unit/com. */
const transactions = ['say null', 'say {"kind":', 'flood', 'authorize=hang-until-cancel', 'late'];
const starts = ['say null', 'shout Error: a fault', 'hang'];

const probes: readonly PortTrial[] = [
  ...transactions.map((behaviour) => ({
    ports: ['Probe'],
    title: `a process that does: ${behaviour}`,
    run: () => probed(behaviour, {}),
  })),
  ...starts.map((start) => ({
    ports: ['Probe'],
    title: `a process that does at its start: ${start}`,
    run: () => probed('ok', { COMWATCH_TEST_START: start }),
  })),
  {
    ports: ['Probe'],
    title: 'a process whose script is not there',
    run: () => probed('ok', {}, '/nowhere.mjs'),
  },
  {
    ports: ['Probe'],
    title: 'a process whose script no system takes',
    run: () => probed('ok', {}, 'a\0b'),
  },
];

async function probed(
  behaviour: string,
  env: Record<string, string>,
  script = SCRIPTED_HOST,
): Promise<void> {
  const host = { script, assemblyFile: '', typeName: '', env };
  const { runner } = openProbe(
    transactionOf(behaviour),
    {},
    { host, startDeadlineMs: DEADLINE_MS },
  );
  for (const keepPending of [false, true]) {
    const { kind } = await runner.probe({ keepPending }, never);
    if (!['ok', 'failed', 'unavailable'].includes(kind)) throw new Error(kind);
  }
}

const times: PortTrial = {
  ports: ['Clock'],
  title: 'a sleep of no time that there is',
  run: async () => {
    const ending = new AbortController();
    await Promise.all([Number.NaN, -1, 0].map((ms) => systemClock.sleep(ms, never)));
    const long = [Number.POSITIVE_INFINITY, 2 ** 40].map((ms) =>
      systemClock.sleep(ms, ending.signal),
    );
    ending.abort();
    await Promise.all(long);
    await systemClock.sleep(1e9, ending.signal);
    if (!(systemClock.monotonicMs() >= 0 && systemClock.wallMs() > 0)) throw new Error('no time');
  },
};

export const childTrials: readonly PortTrial[] = [
  ...lookBacks,
  lookBackOfNoFolder,
  ...probes,
  times,
];
