/** Worlds in which an earlier version was recorded: the results of the original's configuration, check by check. */
import type { ProcessScript, WorldScript } from './scripted-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const SERVER = '0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11';
const appId = (number: number) => `E10F6C3${number}-0000-4000-8000-00C04FD430C8`;

/** The keys of the original, as its users write them; a second between samples keeps the record short. */
const LIMITS = `[shellprocess]
name: dllhost.exe
delay: 1000
maxcpuprocent: 20
maxmemoryprocent: 20
`;

const COM = `[commethod]
sysname: ФронтОфис
delay: 30000
time_cache: 10000
alarm_metric: 10
witerezult: 100
login: monitor
password:
`;

/** Settings that restore the former rules where the second edition changed them. */
const AS_BEFORE = `confirm: 1
suspects: any
unload_on: timeout, rpc, error
several_hosts: notify
check_load: as-written
`;

/** Written with its former value: unknown to the earlier version. */
const FLOOR_AT_ONCE = 'floor_after: 0 s\n';

const idle = (number: number, changes: Partial<ProcessScript> = {}): ProcessScript => ({
  appId: appId(number),
  ageMs: 12 * HOUR,
  cpu: [[0, 1]],
  memory: [[0, 150]],
  ...changes,
});

const host = (changes: Partial<ProcessScript> = {}): ProcessScript => ({
  ...idle(0),
  appId: SERVER,
  ...changes,
});

export interface Recorded {
  readonly script: WorldScript;
  /** Lines of this version that restore the former rules, by section. */
  readonly asBefore?: { readonly shellprocess?: string; readonly commethod?: string };
  /** The server is called at times other than before. */
  readonly hasOtherCalls?: boolean;
}

const limits = (untilMs: number, processes: readonly ProcessScript[], more = ''): Recorded => ({
  script: { ini: `${LIMITS}${more}`, untilMs, processes },
});

const com = (untilMs: number, server: WorldScript['server'], neighbours: ProcessScript[] = []) => ({
  script: {
    ini: `${LIMITS.replace(/(maxcpuprocent|maxmemoryprocent): 20/g, '$1: 90')}${COM}`,
    untilMs,
    processes: neighbours,
    ...(server && { server }),
  },
  asBefore: { shellprocess: FLOOR_AT_ONCE, commethod: AS_BEFORE },
});

export const recorded: Readonly<Record<string, Recorded>> = {
  'one process burns, one grows, one stays': limits(5 * MINUTE, [
    idle(1, {
      cpu: [
        [0, 1],
        [60_000, 60],
      ],
    }),
    idle(2, {
      memory: [
        [0, 150],
        [90_000, 4_000],
      ],
    }),
    idle(3),
  ]),
  'a fresh process burns within its first half minute': limits(5 * MINUTE, [
    idle(1, {
      fromMs: 20_000,
      cpu: [
        [0, 90],
        [20_000, 1],
      ],
    }),
    idle(2, { fromMs: 20_000, cpu: [[0, 90]] }),
  ]),
  'a process is over its limit for a moment, the limit wants three of four': limits(
    5 * MINUTE,
    [
      idle(1, {
        cpu: [
          [0, 1],
          [60_000, 400],
          [61_000, 1],
        ],
      }),
      idle(2, {
        cpu: [
          [0, 1],
          [60_000, 400],
        ],
      }),
    ],
    'sustain: 3 of 4\n',
  ),
  'a process survives three attempts': limits(15 * MINUTE, [
    idle(1, {
      cpu: [
        [0, 1],
        [60_000, 60],
      ],
      survives: 3,
    }),
  ]),
  'a process may not be stopped': limits(5 * MINUTE, [
    idle(1, {
      cpu: [
        [0, 1],
        [60_000, 60],
      ],
      isDenied: true,
    }),
  ]),
  'an application burns again and again': limits(45 * MINUTE, [
    idle(1, {
      cpu: [
        [0, 1],
        [5_000, 60],
      ],
      againMs: 10_000,
    }),
  ]),
  'only observed': {
    script: {
      ini: `[monitor]\nmode: observe\n${LIMITS}`,
      untilMs: 5 * MINUTE,
      processes: [
        idle(1, {
          cpu: [
            [0, 1],
            [60_000, 60],
          ],
        }),
        idle(2),
      ],
    },
  },
  'the server answers for hours': com(2 * HOUR, { host: host(), faults: [] }, [idle(1)]),
  'the server hangs without a trace beside quiet neighbours': com(
    2 * HOUR,
    { host: host(), faults: [{ fromMs: 10 * MINUTE, kind: 'hangs' }] },
    [idle(1), idle(2)],
  ),
  'the server hangs and burns': com(
    HOUR,
    {
      host: host({
        cpu: [
          [0, 1],
          [15 * MINUTE, 80],
        ],
      }),
      faults: [{ fromMs: 15 * MINUTE, kind: 'hangs' }],
    },
    [idle(1)],
  ),
  'the server errs while its memory has grown twelvefold': com(
    HOUR,
    {
      host: host({
        memory: [
          [0, 100],
          [20 * MINUTE, 1_200],
        ],
      }),
      faults: [{ fromMs: 20 * MINUTE, kind: 'errs' }],
    },
    [idle(1)],
  ),
  'the login is refused': {
    ...com(
      HOUR,
      { host: host(), faults: [{ fromMs: 10 * MINUTE, kind: 'refuses', isLasting: true }] },
      [idle(1)],
    ),
    // A login that is tried too often locks an account: the interval of such checks begins at two minutes now.
    hasOtherCalls: true,
  },
  'the check has never succeeded': {
    ...com(HOUR, { host: host(), faults: [{ fromMs: 0, kind: 'errs', isLasting: true }] }, [
      idle(1),
    ]),
    // An error before the first success may be a wrong login: it has the interval of one.
    hasOtherCalls: true,
  },
};

/** The brake used to count by image name: now each check counts each application separately. */
export const twoApplications = limits(30 * MINUTE, [
  idle(1, {
    cpu: [
      [0, 1],
      [5_000, 60],
    ],
    againMs: 10_000,
  }),
  idle(2, {
    fromMs: 12 * MINUTE + 7_000,
    cpu: [[0, 60]],
  }),
]);

/** The configuration for this version: the script's with the lines that restore the former rules. */
export function iniOf({ script, asBefore = {} }: Recorded): string {
  return script.ini
    .replace('[shellprocess]\n', `[shellprocess]\n${asBefore.shellprocess ?? ''}`)
    .replace('[commethod]\n', `[commethod]\n${asBefore.commethod ?? ''}`);
}
