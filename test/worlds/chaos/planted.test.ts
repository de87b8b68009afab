/** Faults that are planted on purpose, one at a time: an invariant that finds none of them would prove nothing. */
import { describe, expect, it } from 'vitest';
import type { Witness } from '../../../src/simulation/witness.js';
import { play, type Planted } from './play.js';
import type { Happening, Plot } from './plot.js';

const MINUTE = 60_000;
const RPC_S_SERVER_UNAVAILABLE = -2147023174;

const SETTINGS = `
[shellprocess]
delay = 2 s
maxcpuprocent = 20
grace = 2 min
[commethod]
sysname = ФронтОфис
login = monitor
delay = 10 s
witerezult = 10 s
alarm_metric = 100
activation_timeout = 10 s
settle = 5 min
confirm = 3
[monitor]
mode = act
max_stops = 2
remind = 20 min
`;

function changed(line: string): string {
  const key = line.split(' ')[0] ?? '';
  const known = new RegExp(`^${key} = .*$`, 'm');
  if (known.test(SETTINGS)) return SETTINGS.replace(known, line);
  return SETTINGS.replace('[commethod]\n', `[commethod]\n${line}\n`);
}

const hangs: Happening = {
  atMs: 20 * MINUTE,
  kind: 'host-breaks',
  mood: { kind: 'hangs' },
  which: 0,
};
const hangsOutside: Happening = {
  atMs: 20 * MINUTE,
  kind: 'outside-breaks',
  mood: { kind: 'hangs' },
  forMs: 60 * MINUTE,
};
const burns: Happening = {
  atMs: 20 * MINUTE,
  kind: 'neighbour-burns',
  which: 0,
  percent: 15,
  forMs: 60 * MINUTE,
};

const ordinary = { isSystem: false, isOwn: false, isHidden: false };

function plotOf(happenings: readonly Happening[], neighbour = 0.5, ini = SETTINGS): Plot {
  return {
    seed: 1,
    ini,
    lengthMs: 90 * MINUTE,
    hosts: 1,
    startsInMs: 4_000,
    // Every second neighbour works without a pause, at a third of its figure.
    neighbours: [0.5, 3 * neighbour].map((percent) => ({ percent, ...ordinary })),
    happenings,
  };
}

/** Leaves out what the agent writes under this action. */
const unwritten =
  (action: string) =>
  (witness: Required<Witness>): Witness => ({
    ...witness,
    wrote: (event, atMs) => {
      if (event.action !== action) witness.wrote(event, atMs);
    },
  });

const restarts = [21, 23, 25, 27, 29, 31].map((minute): Happening => ({
  atMs: minute * MINUTE,
  kind: 'agent-restarts',
}));

const cases: readonly [string, Plot, Planted, RegExp][] = [
  [
    'stops what is younger than grace',
    plotOf([], 80),
    { ini: changed('grace = 1 s') },
    /younger than grace/,
  ],
  [
    'stops though it should only observe',
    plotOf([], 80, changed('mode = observe')),
    { ini: SETTINGS },
    /only observes/,
  ],
  [
    'has a limit of its own',
    plotOf([], 15),
    { ini: changed('maxcpuprocent = 5') },
    /stop of dllhost/,
  ],
  ['forgets the brake', plotOf([], 80), { ini: changed('max_stops = 50') }, /window of the brake/],
  [
    'loses the brake when it is started anew',
    plotOf(restarts, 80),
    { forgets: 'brake.json' },
    /window of the brake/,
  ],
  [
    'stops the host at the first failure',
    plotOf([hangs]),
    {
      ini: changed('confirm = 1').replace('[commethod]\n', '[commethod]\nsuspects = application\n'),
    },
    /silent failures|does not stand out/,
  ],
  [
    'stops a neighbour first',
    plotOf([burns, { ...hangs, atMs: 25 * MINUTE }], 0.5, changed('alarm_metric = 10')),
    { ini: changed('suspects = any').replace('alarm_metric = 100', 'alarm_metric = 10') },
    /a neighbour before any host/,
  ],
  [
    'does not wait for a fresh host',
    plotOf(
      [{ ...hangsOutside, mood: { kind: 'fails', hresult: RPC_S_SERVER_UNAVAILABLE } }],
      0.5,
      changed('settle = 1 h'),
    ),
    { ini: changed('settle = 0 s') },
    /a host ended a moment ago/,
  ],
  [
    'leaves a hung host as it is',
    plotOf([hangs]),
    { ini: changed('when_none = notify'), heard: unwritten('suspect') },
    /no record says why/,
  ],
  [
    'does not remind of what lasts',
    plotOf([hangsOutside]),
    { ini: changed('remind = 24 h') },
    /not reminded of/,
  ],
  [
    'never ends an incident',
    plotOf([{ ...hangsOutside, forMs: 5 * MINUTE }]),
    {
      ini: SETTINGS.replace('[monitor]\n', '[monitor]\nquiet = 20 h\n'),
      heard: unwritten('probe-recovered'),
    },
    /has no end in the log/,
  ],
  [
    'writes no failed check',
    plotOf([hangs]),
    { heard: unwritten('probe-failed') },
    /is in no record/,
  ],
  ['writes no breach', plotOf([], 80), { heard: unwritten('breach') }, /no record says so/],
  ['writes no outcome', plotOf([], 80), { heard: unwritten('stop') }, /was not written/],
  [
    'mails twice',
    plotOf([hangs]),
    {
      heard: (witness) => ({
        ...witness,
        noticed: (notice, atMs) => {
          witness.noticed(notice, atMs);
          witness.noticed(notice, atMs);
        },
      }),
    },
    /the mail .* twice/,
  ],
];

describe('an agent with a planted fault', () => {
  it.each(cases)('that %s is found', async (_name, plot, planted, expected) => {
    expect((await play(plot)).violation?.what).toBeUndefined();
    expect((await play(plot, planted)).violation?.what).toMatch(expected);
  });
});
