/** Faults that are planted on purpose, one at a time: an invariant that detects none of them would prove nothing. */
import { describe, expect, it } from 'vitest';
import { play, type Planted } from './play.js';
import {
  burns,
  changed,
  firstOnly,
  hangs,
  hangsOutside,
  MINUTE,
  plotOf,
  restarts,
  RPC_S_SERVER_UNAVAILABLE,
  SETTINGS,
  unwritten,
} from './planted.js';
import type { Plot } from './plot.js';

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
  [
    'writes only the first breach of a process',
    plotOf(
      [10, 60].map((minute) => ({
        ...burns,
        percent: 80,
        atMs: minute * MINUTE,
        forMs: 5 * MINUTE,
      })),
      0.5,
      changed('mode = observe'),
    ),
    { heard: firstOnly('breach') },
    /no record says so/,
  ],
  [
    'ends no incident of the limits',
    plotOf([{ ...burns, percent: 80, atMs: 10 * MINUTE, forMs: 5 * MINUTE }]),
    { heard: unwritten('incident-closed') },
    /has no end in the log/,
  ],
  [
    'stops a host before it is confirmed',
    plotOf([hangs], 0.5, changed('confirm = 6')),
    { ini: SETTINGS },
    /not confirmed/,
  ],
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
