import { describe, expect, it } from 'vitest';
import { MailGate } from '../../../src/agent/telling/mail-gate.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import type { Clock, ValueStore } from '../../../src/ports.js';
import {
  breach,
  closed,
  HOUR,
  MINUTE,
  recovered,
  rules,
  START,
  survived,
  toldBy,
} from '../../support/operators.js';

/** Resolves when all work is waiting. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A clock that stands still until the test moves it. */
class MovedClock implements Clock {
  #ms = 0;
  /** Offset by which the wall clock was set. */
  aheadMs = START;
  readonly #sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();

  monotonicMs = () => this.#ms;
  wallMs = () => this.#ms + this.aheadMs;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        atMs: this.#ms + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      if (signal?.aborted) sleeper.wake();
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  async move(ms: number): Promise<void> {
    const untilMs = this.#ms + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#sleepers].sort((one, other) => one.atMs - other.atMs);
      if (!next || next.atMs > untilMs) break;
      this.#ms = Math.max(this.#ms, next.atMs);
      next.wake();
      await settled();
    }
    this.#ms = untilMs;
  }
}

/** State folder and outbox that outlive the agent; at the chosen step of writing it is killed. */
class Disk {
  value: unknown = undefined;
  readonly outbox = new Map<string, Notice>();
  steps = 0;
  killAt = Infinity;

  readonly store: ValueStore = {
    load: () =>
      Promise.resolve(
        this.value === undefined
          ? { kind: 'absent' as const }
          : { kind: 'value' as const, value: JSON.parse(this.value as string) as unknown },
      ),
    save: async (value) => {
      const text = JSON.stringify(value);
      await this.#step();
      this.value = text;
      await this.#step();
      return { written: Promise.resolve(true) };
    },
  };

  readonly notify = async (notice: Notice): Promise<void> => {
    await this.#step();
    this.outbox.set(notice.id, notice);
    await this.#step();
  };

  #step(): Promise<void> {
    // Nothing of the killed agent continues.
    return ++this.steps > this.killAt ? new Promise(() => undefined) : Promise.resolve();
  }
}

interface Changes {
  readonly store?: ValueStore;
  readonly isHeld?: () => Promise<boolean>;
}

async function agent(clock: MovedClock, disk: Disk, changes: Changes = {}) {
  const { store, notify } = disk;
  const gate = new MailGate({ rules, store, clock, redact: (each) => each, notify, ...changes });
  const opening = gate.open();
  await settled();
  return { gate, opening };
}

const told = (disk: Disk) => toldBy([...disk.outbox.values()]);

describe('the way from a notice to the outbox', () => {
  it('loses nothing at whichever step the agent is killed, and goes on with the same thread', async () => {
    const clock = new MovedClock();
    let killAt = 0;
    for (; ; killAt++) {
      const disk = new Disk();
      disk.killAt = killAt;
      const { gate } = await agent(clock, disk);
      const safe: string[] = [];
      for (const each of [breach(), breach(), closed()]) {
        void gate.notify(each).then(() => safe.push(each.id));
        await clock.move(10_000);
      }
      const isWhole = disk.steps < killAt;
      disk.killAt = Infinity;
      const next = await agent(clock, disk);
      const stop = breach('i1');
      await next.gate.notify(stop);
      await clock.move(2 * MINUTE);
      expect(told(disk)).toEqual(expect.arrayContaining([...safe, stop.id]));
      const openers = [...disk.outbox.values()].filter(({ opens }) => opens);
      expect(openers).toHaveLength(1);
      if (isWhole) break;
    }
    expect(killAt).toBeGreaterThan(10);
  });

  it('takes up in the next agent what waited in the one that was killed', async () => {
    const [clock, disk] = [new MovedClock(), new Disk()];
    const { gate } = await agent(clock, disk);
    const [first, second] = [breach(), breach()];
    await gate.notify(first);
    await gate.notify(second);
    expect(told(disk)).toEqual([first.id]);
    disk.killAt = 0;
    await clock.move(5 * MINUTE);
    disk.killAt = Infinity;
    await agent(clock, disk);
    expect(told(disk)).toEqual([first.id, second.id]);
  });

  it('is not held up by a disk that takes nothing', async () => {
    const [clock, disk] = [new MovedClock(), new Disk()];
    const store: ValueStore = {
      ...disk.store,
      save: async (_value, deadlineMs) => {
        await clock.sleep(deadlineMs, new AbortController().signal);
        return { written: Promise.resolve(false) };
      },
    };
    const { gate } = await agent(clock, disk, { store });
    const [first, second] = [breach(), breach()];
    void gate.notify(first);
    await clock.move(3_000);
    expect(told(disk)).toEqual([first.id]);
    void gate.notify(second);
    // Another composition would find nothing on disk.
    void gate.close(true);
    await clock.move(10_000);
    expect(told(disk)).toEqual([first.id, second.id]);
  });

  it('leaves everything to the agent that has taken over, but for its own last word', async () => {
    const [clock, disk] = [new MovedClock(), new Disk()];
    let isHeld = true;
    const { gate } = await agent(clock, disk, { isHeld: () => Promise.resolve(isHeld) });
    const [first, second, word] = [breach(), breach(), breach('i2')];
    await gate.notify(first);
    await gate.notify(second);
    const { value } = disk;
    isHeld = false;
    await gate.notify(word);
    const closing = gate.close();
    await clock.move(HOUR);
    await closing;
    expect(told(disk)).toEqual([first.id, word.id]);
    expect(disk.value).toBe(value);
  });
});

describe('an agent that ends', () => {
  it('mails what waits, and leaves it on disk for one that goes on at once', async () => {
    for (const goesOn of [false, true]) {
      const [clock, disk] = [new MovedClock(), new Disk()];
      const { gate } = await agent(clock, disk);
      await gate.notify(breach());
      await gate.notify(breach());
      await gate.notify(recovered());
      expect(told(disk)).toHaveLength(1);
      await gate.close(goesOn);
      expect(told(disk)).toHaveLength(goesOn ? 1 : 3);
      await agent(clock, disk);
      await clock.move(2 * MINUTE);
      expect(told(disk)).toHaveLength(3);
    }
  });
});

describe('a clock that is set', () => {
  it('back delays no stop by more than two minutes, and no reminder by more than an hour', async () => {
    const [clock, disk] = [new MovedClock(), new Disk()];
    const { gate } = await agent(clock, disk);
    await gate.notify(breach());
    await clock.move(30_000);
    const stop = breach();
    await gate.notify(stop);
    clock.aheadMs -= 100 * HOUR;
    await clock.move(2 * MINUTE);
    expect(told(disk)).toContain(stop.id);
    await gate.notify(breach('i1', survived));
    await gate.notify(breach('i1', survived));
    const before = disk.outbox.size;
    await clock.move(HOUR + 2 * MINUTE);
    expect(disk.outbox.size).toBeGreaterThan(before);
  });
});
