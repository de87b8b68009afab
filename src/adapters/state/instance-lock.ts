import { join } from 'node:path';
import { instantOf } from '../../core/instant.js';
import type { Reason } from '../../core/reason.js';
import { every, systemClock, type TimedClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { tryEnsureFolder, unwrittenBecause } from '../files/folder.js';
import { LockFile, STALE_MS } from './lock-file.js';

const TOUCH_MS = 5_000;
/** Age after which others may take over a lock; well before that the holder checks it again before it acts. */
const SURE_MS = STALE_MS - 2 * TOUCH_MS;
/** Too many agents compete for the lock, or it cannot be read. */
const GIVE_UP_MS = 10_000;
const LOOK_AGAIN_MS = 25;
/** A disk that takes longer does not let another agent take over the lock, either. */
const DISK_DEADLINE_MS = 500;
const RELEASE_DEADLINE_MS = 2_000;

export interface InstanceLock {
  /** Whether this agent still holds its folder: call before each stop. Reads the disk only when it must. */
  readonly isHeld: () => Promise<boolean>;
  /** Never rejects. */
  readonly release: () => Promise<void>;
}

export type LockAnswer =
  | { readonly kind: 'held'; readonly lock: InstanceLock }
  | { readonly kind: 'taken'; readonly pid: number }
  /** The disk takes no lock: the agent watches without one, and takes it as soon as the disk permits. */
  | { readonly kind: 'unlocked'; readonly lock: InstanceLock; readonly reason: Reason };

export interface LockOptions {
  /** Called once when another agent holds the folder: this one must stop no more processes and end. */
  readonly onLost?: (pid: number | null) => void;
  /** Called when a lock that the disk had refused is taken at last. */
  readonly onLocked?: () => void;
  readonly clock?: TimedClock;
  /** Aborted when the agent is to end: it no longer waits for a lock that cannot be read. */
  readonly signal?: AbortSignal;
}

/**
 * One agent per state folder: two would judge, stop and mail everything twice. The lock is a file that its holder
 * touches every five seconds, so a crash or a reused PID never keeps the next start out for long.
 */
export async function lockInstance(
  stateDir: string,
  {
    onLost = () => undefined,
    onLocked = () => undefined,
    clock = systemClock,
    signal = new AbortController().signal,
  }: LockOptions = {},
): Promise<LockAnswer> {
  const holding = new Holding(stateDir, clock, onLost, onLocked);
  const taken = await holding.take(signal);
  switch (taken.kind) {
    case 'held':
      return { kind: 'held', lock: holding.watch() };
    case 'taken':
      return taken;
    case 'unlocked':
      return { kind: 'unlocked', lock: holding.watch(), reason: taken.reason };
  }
}

type Taken =
  | { readonly kind: 'held' }
  | { readonly kind: 'taken'; readonly pid: number }
  | { readonly kind: 'unlocked'; readonly reason: Reason };

class Holding {
  readonly #stateDir: string;
  readonly #file: LockFile;
  readonly #clock: TimedClock;
  readonly #onLost: (pid: number | null) => void;
  readonly #onLocked: () => void;
  #state: 'held' | 'unlocked' | 'lost' | 'released' = 'unlocked';
  /**
   * Time when this agent last verified the lock (monotonic and wall: a sleep of the machine moves only one of them).
   */
  #sureAt = { monotonicMs: -Infinity, wallMs: 0 };
  #checking: Promise<void> | undefined;
  readonly #ending = new AbortController();

  constructor(
    stateDir: string,
    clock: TimedClock,
    onLost: (pid: number | null) => void,
    onLocked: () => void,
  ) {
    this.#stateDir = stateDir;
    this.#file = new LockFile(join(stateDir, 'agent.lock'), () => clock.wallMs());
    this.#clock = clock;
    this.#onLost = onLost;
    this.#onLocked = onLocked;
  }

  async take(signal: AbortSignal): Promise<Taken> {
    const noFolder = await tryEnsureFolder(this.#stateDir);
    const giveUpAtMs = this.#clock.monotonicMs() + GIVE_UP_MS;
    let pid = 0;
    while (this.#clock.monotonicMs() < giveUpAtMs) {
      const begunAt = this.#now();
      const look = await this.#file.look();
      switch (look.kind) {
        case 'failed':
          return { kind: 'unlocked', reason: look.reason };
        case 'lock': {
          pid = look.pid;
          if (look.isLive) return { kind: 'taken', pid };
          const succeeded = await this.#file.succeed(look);
          if (succeeded === true) return this.#held(begunAt);
          if (succeeded !== false) return { kind: 'unlocked', reason: succeeded };
          break;
        }
        case 'absent': {
          const made = await this.#file.create();
          if (made === 'made') return this.#held(begunAt);
          if (made !== 'exists')
            return { kind: 'unlocked', reason: unwrittenBecause(made, noFolder) };
          break;
        }
        case 'busy':
      }
      if (signal.aborted) break;
      await this.#clock.sleep(LOOK_AGAIN_MS, signal);
    }
    return pid > 0 && !signal.aborted
      ? { kind: 'taken', pid }
      : { kind: 'unlocked', reason: this.#file.notTaken };
  }

  watch(): InstanceLock {
    const callOff = every(this.#clock, TOUCH_MS, () => void this.#check(), { background: true });
    return {
      isHeld: () => this.#isHeld(),
      release: async () => {
        callOff();
        this.#ending.abort();
        const wasHeld = this.#state === 'held';
        this.#state = 'released';
        if (wasHeld)
          await within(this.#file.release(), RELEASE_DEADLINE_MS, this.#clock).catch(
            () => undefined,
          );
      },
    };
  }

  #held(sureAt: { readonly monotonicMs: number; readonly wallMs: number }): Taken {
    this.#state = 'held';
    this.#sureAt = sureAt;
    void this.#file
      .touch()
      .then(() => this.#file.sweep())
      .catch(() => undefined);
    return { kind: 'held' };
  }

  async #isHeld(): Promise<boolean> {
    if (this.#state === 'held' && !this.#isSure())
      await within(this.#check(), DISK_DEADLINE_MS, this.#clock);
    return this.#state !== 'lost' && this.#state !== 'released';
  }

  #isSure(): boolean {
    const now = this.#now();
    return (
      now.monotonicMs - this.#sureAt.monotonicMs < SURE_MS &&
      Math.abs(now.wallMs - this.#sureAt.wallMs) < SURE_MS
    );
  }

  /** A disk that does not answer is tried once. */
  #check(): Promise<void> {
    this.#checking ??= this.#look()
      .catch(() => undefined)
      .finally(() => {
        this.#checking = undefined;
      });
    return this.#checking;
  }

  async #look(): Promise<void> {
    switch (this.#state) {
      case 'lost':
      case 'released':
        return;
      case 'unlocked': {
        const taken = await this.take(this.#ending.signal);
        if (taken.kind === 'held') this.#onLocked();
        if (taken.kind === 'taken') this.#lost(taken.pid);
        return;
      }
      case 'held':
        return this.#lookHeld();
    }
  }

  async #lookHeld(): Promise<void> {
    const begunAt = this.#now();
    const look = await this.#file.look();
    switch (look.kind) {
      case 'lock':
        if (look.token !== this.#file.token) {
          this.#lost(look.pid);
          return;
        }
        await this.#file.touch();
        this.#sureAt = begunAt;
        return;
      case 'absent':
        // The folder was cleared: the lock is created again, unless another agent is quicker.
        if ((await this.#file.create()) === 'made') this.#sureAt = begunAt;
        return;
      case 'busy':
      case 'failed':
    }
  }

  #lost(pid: number): void {
    if (this.#state === 'released') return;
    this.#state = 'lost';
    this.#onLost(pid > 0 ? pid : null);
  }

  #now(): { readonly monotonicMs: number; readonly wallMs: number } {
    return instantOf(this.#clock);
  }
}
