/** Result of a run: what was lost, doubled, orphaned, wrongly stopped, and how memory grew. */
import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { isAlive } from '../support/com-server.js';
import type { Played } from './play.js';
import type { World } from './world.js';

export interface Account {
  readonly stopped: number;
  readonly mails: number;
  /** Received twice because the line broke before the answer was read, or the agent was killed while it read it. */
  readonly repeated: number;
  /** Counts that must be zero, each with its items. */
  readonly faults: Readonly<Record<FaultName, readonly string[]>>;
  readonly memory: Growth | undefined;
}

export const faultNames = [
  'lost',
  'doubled',
  'orphaned',
  'wrongly stopped',
  'not stopped',
  'ended by itself',
  'torn log lines',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Growth {
  readonly fromMb: number;
  readonly toMb: number;
  readonly percent: number;
  readonly rssMb: number;
}

/** Maximum time until an answer that was read is on disk, on a busy machine. */
const REMOVAL_MS = 10_000;
const FEWEST_READINGS = 40;
/** By then an agent has called its server, stopped hosts and sent mails. */
const WARM_UP_MS = 75_000;

export async function account(world: World, played: Played): Promise<Account> {
  const stoppedHosts = world.hosts.all.filter(({ end }) => end === 'by-agent');
  const stops = readStops(world);
  const servers = world.server.pids();
  const stoppedServers = servers.filter((pid) => world.broken.has(pid) && !isAlive(pid));
  const texts = await Promise.all(world.mail.taken.map(({ text }) => textOf(text)));
  const mailed = (pid: number) =>
    texts.some((text) => new RegExp(`${world.image}.{0,8}\\b${pid}\\b`).test(text));
  const { doubled, repeated } = doubles(world);
  return {
    stopped: stoppedHosts.length + stoppedServers.length,
    mails: world.mail.taken.length,
    repeated,
    faults: {
      lost: [
        ...stoppedHosts.filter(({ pid }) => !mailed(pid)).map(({ role, pid }) => `${role} ${pid}`),
        ...stoppedServers.filter((pid) => !mailed(pid)).map((pid) => `COM server ${pid}`),
        ...played.unsettled.filter((each) => each.startsWith('in the outbox')),
      ],
      doubled,
      orphaned: [...world.agents.orphans].map(([pid, what]) => `${pid} ${what}`),
      'wrongly stopped': [
        ...stoppedHosts.filter(({ role }) => role === 'idle').map(({ pid }) => `idle ${pid}`),
        ...servers
          .filter((pid) => stops.pids.has(pid) && !world.broken.has(pid))
          .map((pid) => `COM server ${pid}`),
      ],
      'not stopped': played.unsettled.filter((each) => !each.startsWith('in the outbox')),
      'ended by itself': world.agents.badEnds,
      'torn log lines': stops.torn.slice(world.agents.killedMs.length),
    },
    memory: growth(world, played),
  };
}

function readStops(world: World): { readonly pids: Set<number>; readonly torn: string[] } {
  const pids = new Set<number>();
  const torn: string[] = [];
  for (const file of world.logs) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      try {
        const record = JSON.parse(line) as Record<string, unknown>;
        const isStop = record['event.action'] === 'stop';
        if (isStop && record['comwatch.outcome'] === 'stopped')
          pids.add(Number(record['process.pid']));
      } catch {
        torn.push(line.slice(0, 120));
      }
    }
  }
  return { pids, torn };
}

async function textOf(raw: string): Promise<string> {
  const { subject = '', text = '' } = await simpleParser(Buffer.from(raw, 'latin1'));
  return `${subject}\n${text}`;
}

function doubles(world: World): { readonly doubled: string[]; readonly repeated: number } {
  const { killedMs } = world.agents;
  const doubled: string[] = [];
  let repeated = 0;
  const before = new Map<string, (typeof world.mail.taken)[number]>();
  for (const taken of world.mail.taken) {
    const key = `${taken.id} ${taken.recipient}`;
    const first = before.get(key);
    before.set(key, taken);
    if (!first) continue;
    const isCut = killedMs.some((ms) => ms >= first.atMs && ms - first.atMs < REMOVAL_MS);
    if (first.acknowledged && !isCut) doubled.push(key);
    else repeated++;
  }
  return { doubled, repeated };
}

/**
 * Growth of the memory that the agent keeps alive, measured after a full collection: once it is warm, the first third
 * against the last.
 */
function growth(world: World, { steadyFromMs, steadyUntilMs }: Played): Growth | undefined {
  const readings = readFileSync(world.memoryFile, 'utf8')
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .filter(([, atMs = 0]) => atMs >= steadyFromMs && atMs <= steadyUntilMs);
  const last = readings.at(-1)?.[0];
  const ownReadings = readings.filter(([pid]) => pid === last);
  const bornMs = ownReadings[0]?.[1] ?? 0;
  const own = ownReadings.filter(([, atMs = 0]) => atMs - bornMs >= WARM_UP_MS);
  if (own.length < FEWEST_READINGS) return undefined;
  const third = Math.floor(own.length / 3);
  const live = (part: readonly number[][]) =>
    lowest(part.map(([, , bytes = 0]) => bytes)) / 2 ** 20;
  const fromMb = live(own.slice(0, third));
  const toMb = live(own.slice(-third));
  const rssMb = lowest(own.slice(-third).map(([, , , bytes = 0]) => bytes)) / 2 ** 20;
  return { fromMb, toMb, percent: (100 * (toMb - fromMb)) / fromMb, rssMb };
}

/** A low value, not the lowest: short-lived data, such as a letter or an answer, is no growth. */
function lowest(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? 0;
}
