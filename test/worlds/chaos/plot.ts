/** Events of one chaotic world: drawn from a seed, printable, and a list, so that it can be shortened. */
import type { Mood } from '../../../src/simulation/com-server.js';
import { Random } from '../../../src/simulation/random.js';

export type Happening = { readonly atMs: number } & (
  | { readonly kind: 'host-breaks'; readonly mood: Mood; readonly which: number }
  | { readonly kind: 'hosts-heal' }
  | { readonly kind: 'host-ends'; readonly which: number }
  | { readonly kind: 'host-leaks'; readonly toMegabytes: number; readonly forMs: number }
  | { readonly kind: 'host-burns'; readonly percent: number; readonly forMs: number }
  | { readonly kind: 'host-survives'; readonly times: number }
  | { readonly kind: 'host-is-denied' }
  | { readonly kind: 'outside-breaks'; readonly mood: Mood; readonly forMs: number }
  | { readonly kind: 'no-activation'; readonly hresult: number; readonly forMs: number }
  | {
      readonly kind: 'neighbour-burns';
      readonly which: number;
      readonly percent: number;
      readonly forMs: number;
    }
  | {
      readonly kind: 'neighbour-leaks';
      readonly which: number;
      readonly toMegabytes: number;
      readonly forMs: number;
    }
  | { readonly kind: 'neighbour-ends'; readonly which: number }
  | { readonly kind: 'neighbour-survives'; readonly which: number; readonly times: number }
  | { readonly kind: 'source-fails'; readonly chance: number; readonly forMs: number }
  | { readonly kind: 'source-drops'; readonly chance: number; readonly forMs: number }
  | { readonly kind: 'source-is-late'; readonly byMs: number; readonly forMs: number }
  | { readonly kind: 'source-restarts' }
  | { readonly kind: 'wmi-dies'; readonly forMs: number }
  | { readonly kind: 'catalogue-dies'; readonly forMs: number }
  | { readonly kind: 'disk-is-full'; readonly forMs: number }
  | { readonly kind: 'disk-is-slow'; readonly writesInMs: number; readonly forMs: number }
  | { readonly kind: 'clock-is-set'; readonly byMs: number }
  | { readonly kind: 'agent-restarts' }
);

export interface Plot {
  readonly seed: number;
  readonly ini: string;
  readonly lengthMs: number;
  readonly hosts: number;
  readonly startsInMs: number;
  readonly neighbours: readonly {
    readonly percent: number;
    readonly isSystem: boolean;
    readonly isOwn: boolean;
    readonly isHidden: boolean;
  }[];
  readonly happenings: readonly Happening[];
}

const MINUTE = 60_000;

/** @param lengthMs of the world's time */
export function drawPlot(seed: number, lengthMs: number): Plot {
  const random = new Random(seed);
  const ini = drawSettings(random);
  const hosts = random.chance(0.15) ? random.integer(2, 3) : 1;
  const neighbours = Array.from({ length: random.integer(0, 5) }, () => ({
    percent: random.pick([0.5, 2, 8, 15, 30, 60]),
    isSystem: random.chance(0.08),
    isOwn: random.chance(0.08),
    isHidden: random.chance(0.05),
  }));
  const count = random.integer(4, Math.max(5, Math.round(lengthMs / (4 * MINUTE))));
  const happenings = Array.from({ length: count }, () => drawHappening(random, lengthMs));
  happenings.sort((one, other) => one.atMs - other.atMs);
  const startsInMs = random.pick([500, 4_000, 4_000, 20_000, 90_000]);
  return { seed, ini, lengthMs, hosts, startsInMs, neighbours, happenings };
}

function drawSettings(random: Random): string {
  const suspects = random.pick(['', '', '', '', 'suspects = application\n', 'suspects = any\n']);
  return `
[shellprocess]
delay = ${random.pick(['1 s', '1 s', '2 s', '500 ms'])}
maxcpuprocent = ${random.pick([20, 20, 50, 150])}
maxmemoryprocent = ${random.pick([20, 20, 5])}
grace = ${random.pick(['30 s', '30 s', '5 s', '2 min'])}
sustain = ${random.pick(['1 of 1', '1 of 1', '2 of 3', '5 of 5'])}
cpu_window = ${random.pick(['5 s', '5 s', '1 s', '20 s'])}
[commethod]
sysname = ФронтОфис
login = monitor
delay = ${random.pick(['5 s', '10 s', '30 s', '120 ms'])}
witerezult = ${random.pick(['5 s', '10 s', '20 s'])}
activation_timeout = ${random.pick(['10 s', '30 s'])}
time_cache = ${random.pick(['600 s', '1800 s', '10000 s'])}
alarm_metric = ${random.pick([10, 10, 3, 5])}
settle = ${random.pick(['30 s', '30 s', '5 s'])}
when_none = ${random.pick(['application', 'application', 'application', 'notify'])}
confirm = ${random.pick([2, 2, 2, 1, 4])}
${suspects}[monitor]
mode = ${random.chance(0.05) ? 'observe' : 'act'}
max_stops = ${random.pick([5, 5, 2, 1])}
max_stops_window = ${random.pick(['10 min', '10 min', '2 min'])}
remind = ${random.pick(['1 h', '20 min'])}
`;
}

function drawMood(random: Random): Mood {
  return random.pick<Mood>([
    { kind: 'hangs' },
    { kind: 'hangs' },
    { kind: 'hangs-whole' },
    { kind: 'errs', text: 'внутренняя ошибка' },
    { kind: 'errs', text: 'ORA-28001: the password has expired' },
    // RPC_S_SERVER_UNAVAILABLE
    { kind: 'fails', hresult: -2147023174 },
    { kind: 'slow', takesMs: random.integer(500, 25_000) },
  ]);
}

function drawHappening(random: Random, lengthMs: number): Happening {
  const atMs = Math.round(random.between(0, lengthMs));
  const forMs = Math.round(random.pick([0.2, 1, 3, 10, 20]) * MINUTE * random.between(0.5, 1.5));
  const which = random.integer(0, 4);
  const kind = random.pick(KINDS);
  switch (kind) {
    case 'host-breaks':
      return { atMs, kind, mood: drawMood(random), which };
    case 'outside-breaks':
      return { atMs, kind, mood: drawMood(random), forMs };
    case 'hosts-heal':
    case 'host-is-denied':
    case 'source-restarts':
    case 'agent-restarts':
      return { atMs, kind };
    case 'host-ends':
    case 'neighbour-ends':
      return { atMs, kind, which };
    case 'host-leaks':
      return { atMs, kind, toMegabytes: random.integer(300, 9_000), forMs };
    case 'neighbour-leaks':
      return { atMs, kind, which, toMegabytes: random.integer(200, 9_000), forMs };
    case 'host-burns':
      return { atMs, kind, percent: random.integer(5, 300), forMs };
    case 'neighbour-burns':
      return { atMs, kind, which, percent: random.integer(5, 300), forMs };
    case 'host-survives':
      return { atMs, kind, times: random.integer(1, 4) };
    case 'neighbour-survives':
      return { atMs, kind, which, times: random.integer(1, 4) };
    case 'no-activation':
      // CO_E_SERVER_STOPPING, CO_E_SERVER_EXEC_FAILURE, CO_E_CLASS_DISABLED
      return { atMs, kind, hresult: random.pick([-2146959352, -2146959355, -2147467225]), forMs };
    case 'source-fails':
    case 'source-drops':
      return { atMs, kind, chance: random.pick([0.1, 0.5, 1]), forMs };
    case 'source-is-late':
      return { atMs, kind, byMs: random.integer(100, 12_000), forMs };
    case 'wmi-dies':
    case 'catalogue-dies':
    case 'disk-is-full':
      return { atMs, kind, forMs };
    case 'disk-is-slow':
      return { atMs, kind, writesInMs: random.integer(10, 4_000), forMs };
    case 'clock-is-set':
      return { atMs, kind, byMs: random.pick([-3_600_000, 3_600_000, -90_000, 90_000, 7_200_000]) };
  }
}

const KINDS = [
  'host-breaks',
  'host-breaks',
  'host-breaks',
  'host-breaks',
  'hosts-heal',
  'host-ends',
  'host-leaks',
  'host-burns',
  'host-survives',
  'host-is-denied',
  'outside-breaks',
  'outside-breaks',
  'no-activation',
  'neighbour-burns',
  'neighbour-burns',
  'neighbour-burns',
  'neighbour-leaks',
  'neighbour-ends',
  'neighbour-survives',
  'source-fails',
  'source-drops',
  'source-is-late',
  'source-restarts',
  'wmi-dies',
  'catalogue-dies',
  'disk-is-full',
  'disk-is-slow',
  'clock-is-set',
  'agent-restarts',
] as const satisfies readonly Happening['kind'][];
