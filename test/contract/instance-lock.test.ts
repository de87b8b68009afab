/** The lock of the state folder between real processes. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/clock.js';
import { lockInstance } from '../../src/adapters/state/instance-lock.js';
import { ROOT } from '../support/paths.js';
import { until } from '../support/shells.js';

const WORKER = fileURLToPath(new URL('../support/lock-worker.mjs', import.meta.url));
const LOCK = pathToFileURL(join(ROOT, 'dist/adapters/state/instance-lock.js')).href;
const ROUNDS = Number(process.env['COMWATCH_TEST_LOCK_ROUNDS'] ?? 10);
const DEAD_PID = 2 ** 22 + 1;

interface Message {
  readonly kind: string;
  readonly isHeld?: boolean;
  readonly pid?: number | null;
}

class Starter {
  readonly child: ChildProcess;
  readonly messages: Message[] = [];
  #waiting: ((message: Message) => void)[] = [];

  constructor(isDiskFull = false) {
    const words = [WORKER, process.env['COMWATCH_TEST_LOCK'] ?? LOCK];
    // No file may grow: files can be created but not written, as on a full disk.
    const limited = 'trap "" XFSZ; ulimit -f 0; exec "$0" "$@"';
    this.child = isDiskFull
      ? spawn('/bin/sh', ['-c', limited, process.execPath, ...words], {
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        })
      : fork(WORKER, words.slice(1));
    this.child.on('message', (message: Message) => {
      this.messages.push(message);
      this.#waiting.shift()?.(message);
    });
  }

  next(): Promise<Message> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  take(dir: string, at = 0): Promise<Message> {
    this.child.send({ take: dir, at });
    return this.next();
  }

  release(): Promise<Message> {
    this.child.send({});
    return this.next();
  }
}

const starters: Starter[] = [];
afterEach(() => {
  for (const { child } of starters.splice(0)) child.kill('SIGKILL');
});

async function start(isDiskFull = false): Promise<Starter> {
  const starter = new Starter(isDiskFull);
  starters.push(starter);
  await starter.next();
  return starter;
}

const folder = () => mkdtempSync(join(tmpdir(), 'comwatch-lock-'));
const old = new Date(Date.now() - 3_600_000);

const situations: Readonly<Record<string, (file: string) => void>> = {
  'a missing lock': () => undefined,
  'an empty lock': (file) => writeFileSync(file, ''),
  'a stale lock of a version before': (file) => {
    writeFileSync(file, String(process.pid));
    utimesSync(file, old, old);
  },
  'a lock of a dead agent': (file) =>
    writeFileSync(file, JSON.stringify({ token: 'a'.repeat(32), pid: DEAD_PID })),
  'a torn lock': (file) => writeFileSync(file, '{"token":"aaa'),
  'an empty folder as a lock': (file) => mkdirSync(file),
};

describe.each(Object.entries(situations))('three agents that start at once on %s', (_, lay) => {
  it('have one holder', { timeout: 10_000 + ROUNDS * 1_000 }, async () => {
    const three = await Promise.all([start(), start(), start()]);
    const rounds: string[] = [];
    const leftovers: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const dir = folder();
      lay(join(dir, 'agent.lock'));
      const at = Date.now() + 15;
      const answers = await Promise.all(three.map((each) => each.take(dir, at)));
      rounds.push(
        answers
          .map(({ kind }) => kind)
          .sort()
          .join(' '),
      );
      await Promise.all(three.map((each) => each.release()));
      leftovers.push(...readdirSync(dir));
    }
    expect(rounds).toEqual(rounds.map(() => 'held taken taken'));
    expect(leftovers).toEqual([]);
  });
});

it('is not taken from a holder that lives, and is free when that one ends', async () => {
  const dir = folder();
  const [one, other] = [await start(), await start()];
  expect((await one.take(dir)).kind).toBe('held');
  expect((await other.take(dir)).kind).toBe('taken');
  await one.release();
  expect((await other.take(dir)).kind).toBe('held');
});

it('is free at once when its holder was killed', async () => {
  const dir = folder();
  const [one, other] = [await start(), await start()];
  await one.take(dir);
  one.child.kill('SIGKILL');
  await sleep(100);
  expect((await other.take(dir)).kind).toBe('held');
});

it.skipIf(process.platform === 'win32')(
  'is lost by a holder that stood still while another one took it, and left to that one',
  { timeout: 30_000 },
  async () => {
    const dir = folder();
    const [one, other] = [await start(), await start()];
    await one.take(dir);
    one.child.kill('SIGSTOP');
    await until(() => isStopped(one.child.pid ?? 0));
    // State that an agent frozen for 40 s leaves behind.
    utimesSync(join(dir, 'agent.lock'), old, old);
    expect(await other.take(dir)).toEqual({ kind: 'held', isHeld: true });
    one.child.kill('SIGCONT');
    expect(await one.next()).toEqual({ kind: 'lost', pid: other.child.pid });
    const lock = readFileSync(join(dir, 'agent.lock'), 'utf8');
    await one.release();
    expect(readFileSync(join(dir, 'agent.lock'), 'utf8')).toBe(lock);
    expect(one.messages.map(({ kind }) => kind)).toEqual(['ready', 'held', 'lost', 'released']);
  },
);

/** A signal takes effect after it was sent. */
function isStopped(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')')).split(' ')[1] === 'T';
}

describe('in one process', () => {
  it('knows before it acts that it has stood still and lost the lock', async () => {
    const dir = folder();
    const clock = { ...systemClock, nowMs: 0, monotonicMs: () => clock.nowMs };
    const lost: (number | null)[] = [];
    const answer = await lockInstance(dir, { clock, onLost: (pid) => void lost.push(pid) });
    if (answer.kind !== 'held') throw new Error(answer.kind);
    const file = join(dir, 'agent.lock');
    const other = JSON.stringify({ token: 'b'.repeat(32), pid: process.ppid });
    rmSync(file);
    writeFileSync(file, other);
    clock.nowMs += 40_000;
    expect(await answer.lock.isHeld()).toBe(false);
    expect(lost).toEqual([process.ppid]);
    await answer.lock.release();
    expect(readFileSync(file, 'utf8')).toBe(other);
  });

  it('makes its lock again when the folder was cleared', async () => {
    const dir = folder();
    const clock = { ...systemClock, nowMs: 0, monotonicMs: () => clock.nowMs };
    const answer = await lockInstance(dir, { clock });
    if (answer.kind !== 'held') throw new Error(answer.kind);
    rmSync(join(dir, 'agent.lock'));
    clock.nowMs += 40_000;
    expect(await answer.lock.isHeld()).toBe(true);
    expect(existsSync(join(dir, 'agent.lock'))).toBe(true);
    await answer.lock.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('lets the agent watch where no lock can be laid, and says why', async () => {
    const full = folder();
    mkdirSync(join(full, 'agent.lock', 'inner'), { recursive: true });
    const none = join(folder(), 'file');
    writeFileSync(none, '');
    chmodSync(none, 0o400);
    for (const [dir, kind] of [
      [full, 'file-not-plain'],
      [none, 'lock-not-taken'],
    ] as const) {
      const answer = await lockInstance(dir);
      expect(answer).toMatchObject({ kind: 'unlocked', reason: { kind } });
      if (answer.kind !== 'unlocked') return;
      expect(await answer.lock.isHeld()).toBe(true);
      await answer.lock.release();
    }
    expect(readdirSync(full)).toEqual(['agent.lock']);
  });

  it.skipIf(process.platform === 'win32')('leaves nothing behind on a full disk', async () => {
    const dir = folder();
    const starter = await start(true);
    expect(await starter.take(dir)).toMatchObject({ kind: 'unlocked' });
    expect(readdirSync(dir)).toEqual([]);
  });
});
