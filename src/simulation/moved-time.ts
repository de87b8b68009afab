import type { Clock } from '../ports.js';

interface Due {
  readonly atMs: number;
  readonly order: number;
  /** `undefined` after cancellation. */
  run: (() => void) | undefined;
  /** Brings the event forward to now when it is aborted. */
  readonly signal: AbortSignal | undefined;
}

/** Number of events at one instant that counts as a loop that never waits. */
const MOST_AT_ONCE = 100_000;
/** Number of events between two turns of the real event loop. */
const REAL_TURN_EVERY = 2_048;

/**
 * Time that is moved by hand: nothing waits for a real clock. Events run in the order of their times; after each one
 * all its consequences at the same instant are completed before the time moves on.
 */
export class MovedTime implements Clock {
  readonly #heap: Due[] = [];
  readonly #signals = new WeakSet<AbortSignal>();
  #nowMs = 0;
  #order = 0;
  #events = 0;
  #wallOffsetMs: number;

  /** @param startWallMs wall time at the beginning, milliseconds since the Unix epoch */
  constructor(startWallMs: number) {
    this.#wallOffsetMs = startWallMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#nowMs + this.#wallOffsetMs;
  }

  /** Sets the wall clock forward or, with a negative number, back. */
  setWallBy(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Calls back at this time, or at once when it has passed. Returns a function that cancels it. */
  at(atMs: number, run: () => void): () => void {
    const due = this.#due(atMs, run);
    return () => {
      due.run = undefined;
    };
  }

  after(ms: number, run: () => void): () => void {
    return this.at(this.#nowMs + ms, run);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.sleepUntil(this.#nowMs + Math.max(0, ms), signal);
  }

  /** Resolves at this very time, or at once when the signal is aborted. */
  sleepUntil(atMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#heed(signal);
      this.#due(atMs, resolve, signal);
    });
  }

  /** Moves to `untilMs` through all events due before. */
  async runUntil(untilMs: number): Promise<void> {
    let atOnce = 0;
    // Required in a callback of `nextTick`, e.g. for a message of another process: there the next one comes before the
    // promises.
    await Promise.resolve();
    await everythingElse();
    for (let next = this.#heap[0]; next && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#pop();
      const { run } = next;
      if (!run) continue;
      atOnce = next.atMs > this.#nowMs ? 0 : atOnce + 1;
      if (atOnce > MOST_AT_ONCE) throw new Error(`time stands still at ${this.#nowMs} ms`);
      this.#nowMs = next.atMs;
      run();
      await everythingElse();
      if (++this.#events % REAL_TURN_EVERY === 0) await realWorld();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #due(atMs: number, run: () => void, signal?: AbortSignal): Due {
    const due: Due = {
      atMs: Math.max(atMs, this.#nowMs),
      order: this.#order++,
      run,
      signal,
    };
    this.#push(due);
    return due;
  }

  /** Waits under this signal end when it is aborted, in the order in which they began. */
  #heed(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    const wakeAll = () => {
      const asleep = this.#heap.filter((due) => due.signal === signal);
      for (const due of asleep.sort((one, other) => one.order - other.order)) {
        const { run } = due;
        due.run = undefined;
        run?.();
      }
    };
    signal.addEventListener('abort', wakeAll, { once: true });
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.push(due) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || isBefore(parent, due)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!child || isBefore(last, child)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = last;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/**
 * Resolves when no promise is left that could continue by itself: Node runs the callbacks of `nextTick` only when its
 * queue of promise reactions is empty. Source: Node.js documentation, "The Node.js event loop".
 */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** Lets the real event loop run: signals, output. It costs far more than an event. */
function realWorld(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
