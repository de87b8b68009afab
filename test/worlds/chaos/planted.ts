/** Worlds for planted faults, and filters of what the reference is notified of. */
import type { Witness } from '../../../src/simulation/witness.js';
import type { Happening, Plot } from './plot.js';

export const MINUTE = 60_000;
export const RPC_S_SERVER_UNAVAILABLE = -2147023174;

export const SETTINGS = `
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

export function changed(line: string): string {
  const key = line.split(' ')[0] ?? '';
  const known = new RegExp(`^${key} = .*$`, 'm');
  if (known.test(SETTINGS)) return SETTINGS.replace(known, line);
  return SETTINGS.replace('[commethod]\n', `[commethod]\n${line}\n`);
}

export const hangs = {
  atMs: 20 * MINUTE,
  kind: 'host-breaks',
  mood: { kind: 'hangs' },
  which: 0,
} satisfies Happening;
export const hangsOutside = {
  atMs: 20 * MINUTE,
  kind: 'outside-breaks',
  mood: { kind: 'hangs' },
  forMs: 60 * MINUTE,
} satisfies Happening;
export const burns = {
  atMs: 20 * MINUTE,
  kind: 'neighbour-burns',
  which: 0,
  percent: 15,
  forMs: 60 * MINUTE,
} satisfies Happening;

const ordinary = { isSystem: false, isOwn: false, isHidden: false };

export function plotOf(happenings: readonly Happening[], neighbour = 0.5, ini = SETTINGS): Plot {
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

/** Drops the agent's records of this action. */
export const unwritten =
  (action: string) =>
  (witness: Required<Witness>): Witness => ({
    ...witness,
    wrote: (event, atMs) => {
      if (event.action !== action) witness.wrote(event, atMs);
    },
  });

/** Drops the agent's records of this action after the first one. */
export const firstOnly =
  (action: string) =>
  (witness: Required<Witness>): Witness => {
    let wasWritten = false;
    return {
      ...witness,
      wrote: (event, atMs) => {
        if (event.action === action && wasWritten) return;
        wasWritten ||= event.action === action;
        witness.wrote(event, atMs);
      },
    };
  };

export const restarts = [21, 23, 25, 27, 29, 31].map((minute): Happening => ({
  atMs: minute * MINUTE,
  kind: 'agent-restarts',
}));
