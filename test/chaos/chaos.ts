/**
 * `npm run chaos -- --minutes 20`: the agent as it ships, on real processes of a name of their own, while its shells, its
 * child, mail server, disk, clock and the agent itself are broken again and again. Prints what was lost, doubled, orphaned,
 * wrongly stopped, and how memory grew; ends with 1 unless all of it is nothing.
 */
import { parseArgs } from 'node:util';
import { account, faultNames, type Account } from './account.js';
import { play, type Played } from './play.js';
import { World } from './world.js';

const MOST_GROWTH_PERCENT = 3;
const MOST_LISTED = 10;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('usage: npm run chaos -- [--minutes 20] [--seed 7]');
  process.exit(2);
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interrupted.abort());

const startedMs = Date.now();
const world = new World();
process.on('exit', () => world.kill());

function say(text: string): void {
  const seconds = Math.round((Date.now() - startedMs) / 1_000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  console.log(`${time.padStart(6)}  ${text}`);
}

/** The same faults in the same order for the same seed; the machine determines what they meet. */
function seeded(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function print(found: Account, played: Played): boolean {
  const row = (name: string, value: string) => console.log(`  ${name.padEnd(18)} ${value}`);
  const { agents, mail } = world;
  console.log();
  row('faults', [...played.faults].map(([name, count]) => `${name} ${count}`).join(', '));
  row('agent', `killed ${agents.killedMs.length} times, asked to end ${agents.restarts} times`);
  row(
    'stopped',
    `${found.stopped} of ${world.hosts.all.length} hosts and ${world.server.pids().length} servers`,
  );
  row('mails', `${mail.taken.length}, of them ${found.repeated} again since the line had broken`);
  for (const name of faultNames) {
    row(name, String(found.faults[name].length));
    for (const each of found.faults[name].slice(0, MOST_LISTED)) console.log(`      ${each}`);
  }
  const { memory } = found;
  const mb = (value: number) => value.toFixed(2);
  row(
    'memory',
    memory
      ? `${memory.percent >= 0 ? '+' : ''}${memory.percent.toFixed(1)} % (${mb(memory.fromMb)} -> ${mb(memory.toMb)} MB alive, ${Math.round(memory.rssMb)} MB resident)`
      : 'the last agent did not live long enough to tell: take more minutes',
  );
  if (!world.disk.canFail) row('SKIPPED', 'faults of the disk: this account may not mount one');
  if (played.latestMs > 1_000) row('busy machine', `this run came ${played.latestMs} ms late once`);
  const isNothing = faultNames.every((name) => found.faults[name].length === 0);
  return isNothing && memory !== undefined && memory.percent < MOST_GROWTH_PERCENT;
}

console.log(`Chaos of ${minutes} min on processes named ${world.image}, seed ${seed}.`);
await world.open();
const played = await play({
  world,
  lengthMs: minutes * 60_000,
  random: seeded(seed),
  say,
  isInterrupted: () => interrupted.signal.aborted,
});
if (interrupted.signal.aborted) {
  console.log('\nInterrupted: nothing is counted.');
  world.kill();
  world.close();
  process.exit(130);
}
const isGood = print(await account(world, played), played);
world.kill();
await world.mail.close();
if (isGood) {
  world.close();
  process.exit(0);
}
console.log(`\nThe last words of the agents:\n${world.agents.output.slice(-3_000)}`);
world.keep();
process.exit(1);
