/** Faults of a run. Each begins, lasts, and ends by itself; one of each kind at a time. */
import { MAIL_MOODS, type MailMood } from './mail-server.js';
import { signal } from './processes.js';
import type { World } from './world.js';

export interface Fault {
  readonly label: string;
  readonly lastsMs: number;
  readonly end: () => void | Promise<void>;
}

export interface Kind {
  readonly name: 'shells' | 'child' | 'mail server' | 'disk' | 'clock' | 'COM server';
  /** Average pause between the end of one and the next. */
  readonly everyMs: number;
  /** Undefined while the agent has not recovered from the previous one: the machine determines how long that takes. */
  readonly begin: (
    world: World,
    random: () => number,
    since: Since,
  ) => Fault | undefined | Promise<Fault>;
}

/** Time when the last fault of the kind was over, and the number of calls that the COM servers had received by then. */
export interface Since {
  readonly endedMs: number;
  readonly calls: number;
}

/** Three silent checks among this many are a reason to stop a server. */
const COM_WINDOW = 10;

const SHELL_FAULTS = [
  'hang=Get-ProcessSample',
  'hang=Stop-WatchedProcess',
  'exit0=Get-ProcessSample',
  'exit3=Get-ProcessSample',
  'exit0=Stop-WatchedProcess',
  'kill-self=Get-ProcessSample',
  'steal-stdin=Get-TargetCommandLine',
  'garbage',
  'stderr',
  'cp866',
  'bom',
  'crlf',
  'huge=5',
  'split',
  'coalesce',
];
const SERVER_FAULTS = ['hang', 'hang session-info', 'leak 120', 'burn', 'exit'] as const;
const CLOCK_MOVES_MS = [3_600_000, -3_600_000, 86_400_000, -30_000, 30_000];
const nothing = () => undefined;

const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] as T;

/** A process of the agent with a command line of this kind, killed or suspended for some seconds. */
function hit(world: World, pattern: RegExp, label: string, random: () => number) {
  const found = world.agents.family().filter(({ commandLine }) => pattern.test(commandLine));
  if (found.length === 0) return undefined;
  const { pid } = pick(found, random);
  if (random() < 0.6) {
    signal(pid, 'SIGKILL');
    return { label: `${label} killed`, lastsMs: 1_000, end: nothing };
  }
  signal(pid, 'SIGSTOP');
  return { label: `${label} kept still`, lastsMs: 5_000, end: () => signal(pid, 'SIGCONT') };
}

export const kinds: readonly Kind[] = [
  {
    name: 'shells',
    everyMs: 4_000,
    begin: (world, random, since) => {
      if (!world.agents.hasSampledSince(since.endedMs)) return undefined;
      if (random() < 0.3) return hit(world, /powershell\/pwsh|fault-proxy/, 'a shell', random);
      const fault = pick(SHELL_FAULTS, random);
      world.shellFaults(fault);
      return { label: fault, lastsMs: 4_000, end: () => world.shellFaults('') };
    },
  },
  {
    name: 'child',
    // A probe that gets no answer counts against the server.
    everyMs: 14_000,
    begin: (world, random, since) => {
      if (world.checks() - since.calls < COM_WINDOW) return undefined;
      return hit(world, /probe-host/, 'the child', random);
    },
  },
  {
    name: 'mail server',
    everyMs: 6_000,
    begin: async (world, random) => {
      const mood: MailMood = pick(MAIL_MOODS.slice(1), random);
      await world.mail.become(mood);
      return { label: mood, lastsMs: 5_000, end: () => world.mail.become('well') };
    },
  },
  {
    name: 'disk',
    everyMs: 45_000,
    begin: (world) => {
      if (!world.disk.canFail) return undefined;
      world.disk.fill();
      return { label: 'full', lastsMs: 5_000, end: () => world.disk.empty() };
    },
  },
  {
    name: 'clock',
    everyMs: 15_000,
    begin: (world, random) => {
      const byMs = pick(CLOCK_MOVES_MS, random);
      world.moveClock(byMs);
      return { label: `${byMs / 1_000} s`, lastsMs: 5_000, end: () => world.moveClock(0) };
    },
  },
  {
    name: 'COM server',
    everyMs: 12_000,
    begin: (world, random) => {
      if (world.server.pids().length === 0 || world.server.isBroken()) return undefined;
      const mode = pick(SERVER_FAULTS, random);
      world.server.become(mode);
      // A host that hangs or grows does so until it is stopped; one that exited by itself comes back healthy.
      const end = () => (mode === 'exit' ? world.server.become('ok') : undefined);
      return { label: mode, lastsMs: mode === 'exit' ? 1_500 : 25_000, end };
    },
  },
];
