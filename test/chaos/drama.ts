/** Events of a run: faults, one of each kind at a time, hosts that come and go, kills of the agent. */
import { kinds, type Fault, type Kind, type Since } from './faults.js';
import type { World } from './world.js';

export interface Course {
  readonly world: World;
  readonly lengthMs: number;
  readonly random: () => number;
  readonly say: (text: string) => void;
  readonly isInterrupted: () => boolean;
}

/** Every fourth end of an agent is requested rather than a kill. */
const ASKED_EVERY = 4;
/** Data that the disk has not taken is in memory: an agent that is killed then may lose it. */
const DISK_REST_MS = 15_000;
/** An agent that starts on a disk that takes nothing watches nevertheless: wait for that, or for this time. */
const READ_ONLY_MS = 60_000;
const TICK_MS = 100;
/** The notice of a host that has just been stopped is being written and mailed: the worst moment for a kill. */
const AFTER_STOP_MS = 300;
/** Time from an agent's first sample to its kill; sooner after a stop. */
const SHORTEST_LIFE_MS = 6_000;
const LONGEST_LIFE_MS = 20_000;

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Running {
  readonly kind: Kind;
  readonly fault: Fault | undefined;
  /** It ends then, or the next one begins. */
  readonly untilMs: number;
}

export class Drama {
  readonly counts = new Map<Kind['name'], number>();
  readonly #course: Course;
  readonly #since = new Map<Kind['name'], Since>();
  #running: Running[];
  #lifeMs = LONGEST_LIFE_MS;
  #nextHostMs = 0;
  #diskWellMs = 0;

  constructor(course: Course, nowMs: number) {
    this.#course = course;
    this.#running = kinds.map((kind) => this.#rest(kind, nowMs));
  }

  async turn(nowMs: number): Promise<void> {
    const { world } = this.#course;
    world.watchServer();
    world.agents.look();
    // An agent that ended by itself is counted; the run goes on with another one.
    if (world.agents.pid === undefined || world.agents.hasEnded) world.agents.start();
    this.#hosts(nowMs);
    for (const [index, { kind, fault, untilMs }] of this.#running.entries()) {
      if (nowMs < untilMs) continue;
      this.#running[index] = fault ? await this.#end(kind, fault, nowMs) : await this.#begin(kind);
    }
  }

  /** Hastens the next kill in half of the cases. */
  stopped(): void {
    if (this.#course.random() > 0.5) return;
    const { world, random } = this.#course;
    const { readyForMs } = world.agents;
    if (readyForMs > 0) this.#lifeMs = readyForMs + random() * AFTER_STOP_MS;
  }

  /** The agent's state is on disk, and it is working: an earlier request would meet a Node that is still loading. */
  mayRestart(nowMs: number): boolean {
    const disk = this.#running.find(({ kind }) => kind.name === 'disk');
    return (
      disk?.fault === undefined &&
      nowMs - this.#diskWellMs > DISK_REST_MS &&
      this.#course.world.agents.readyForMs > 0
    );
  }

  async killAgent(nowMs: number): Promise<void> {
    const { world, random, say } = this.#course;
    if (world.agents.readyForMs < this.#lifeMs || !this.mayRestart(nowMs)) return;
    this.#lifeMs = SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
    if (world.agents.count % ASKED_EVERY === 0) {
      await this.restart();
      return;
    }
    say(`agent ${world.agents.count} killed`);
    await world.agents.killNow();
    if (random() < 0.3 && world.disk.canFail && world.disk.makeReadOnly(true)) {
      say('the disk is read-only at the start of the agent');
      world.agents.start();
      const untilMs = Date.now() + READ_ONLY_MS;
      while (world.agents.readyForMs === 0 && Date.now() < untilMs) await sleep(TICK_MS);
      world.disk.makeReadOnly(false);
      this.#diskWellMs = Date.now();
      return;
    }
    world.agents.start();
  }

  async restart(): Promise<void> {
    const { world, say } = this.#course;
    say(`agent ${world.agents.count} asked to end`);
    await world.agents.askToEnd();
    world.agents.start();
  }

  async endFaults(): Promise<void> {
    for (const { fault } of this.#running) await fault?.end();
    this.#course.world.server.become('ok');
  }

  async #begin(kind: Kind): Promise<Running> {
    const { world, random, say } = this.#course;
    const since = this.#since.get(kind.name) ?? { endedMs: 0, calls: 0 };
    const fault = await kind.begin(world, random, since);
    if (!fault) return this.#rest(kind, Date.now());
    say(`${kind.name}: ${fault.label}`);
    this.counts.set(kind.name, (this.counts.get(kind.name) ?? 0) + 1);
    return { kind, fault, untilMs: Date.now() + fault.lastsMs };
  }

  async #end(kind: Kind, fault: Fault, nowMs: number): Promise<Running> {
    await fault.end();
    this.#since.set(kind.name, { endedMs: Date.now(), calls: this.#course.world.checks() });
    if (kind.name === 'disk') this.#diskWellMs = nowMs;
    return this.#rest(kind, nowMs);
  }

  #rest(kind: Kind, nowMs: number): Running {
    const lastsMs = kind.everyMs * (0.5 + this.#course.random());
    return { kind, fault: undefined, untilMs: nowMs + lastsMs };
  }

  /** Some come, some exit by themselves, and some exceed their limits. */
  #hosts(nowMs: number): void {
    const { world, random } = this.#course;
    if (nowMs < this.#nextHostMs) return;
    this.#nextHostMs = nowMs + 1_000 + random() * 2_000;
    const idle = world.hosts.running('idle');
    if (idle.length < 6) world.hosts.start('idle');
    else world.hosts.end(pick(idle, random));
    const over = [...world.hosts.running('burn'), ...world.hosts.running('leak')];
    if (over.length < 2 && random() < 0.5) world.hosts.start(random() < 0.5 ? 'burn' : 'leak');
    else if (over.length > 0 && random() < 0.05) world.hosts.end(pick(over, random));
  }
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}
