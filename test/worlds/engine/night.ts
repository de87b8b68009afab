/** A night in a simulated world, described step by step: the real agent between simulated ports, on moved time. */
import { Account, type Stop } from '../../../src/simulation/account.js';
import type { ComServer } from '../../../src/simulation/com-server.js';
import { inBursts, sizeOf, type CpuLoad } from '../../../src/simulation/load.js';
import { SimulatedAgent } from '../../../src/simulation/simulated-agent.js';
import { World, type Neighbour, type WorldOptions } from '../../../src/simulation/world.js';
import type { Witness } from '../../../src/simulation/witness.js';
import type { EventAction } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import { configOf, shipped } from './settings.js';

const UNITS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;

/** `90 s`, `7 min`, `9 h` in milliseconds. */
export function ms(duration: string): number {
  const found = /^(\d+(?:\.\d+)?) (ms|s|min|h)$/.exec(duration);
  if (!found) throw new Error(`not a duration: ${duration}`);
  return Number(found[1]) * UNITS[found[2] as keyof typeof UNITS];
}

export class Night {
  readonly world: World;
  readonly agent: SimulatedAgent;
  readonly account: Account;
  /** Time of the last query of the COM+ catalogue. */
  lastCatalogueQuestionMs = -Infinity;
  #isBegun = false;

  constructor(ini = shipped, options: WorldOptions = {}, witnesses: readonly Witness[] = []) {
    this.world = new World(options);
    this.account = new Account(this.world);
    this.world.catalogue.onQuestion = () => (this.lastCatalogueQuestionMs = this.nowMs);
    this.agent = new SimulatedAgent(this.world, configOf(ini), [this.account, ...witnesses]);
  }

  get nowMs(): number {
    return this.world.time.monotonicMs();
  }

  /** Lets this time pass; the agent starts with the first of it. */
  async run(duration: string): Promise<void> {
    if (!this.#isBegun) this.agent.begin();
    this.#isBegun = true;
    await this.world.time.runUntil(this.nowMs + ms(duration));
    if (this.agent.fault) throw new Error('the agent ended by itself', { cause: this.agent.fault });
  }

  /** Neighbours with legitimate load, each for a part of every period, not all at once. */
  busyNeighbours(count: number, percent: number, busy: string, every: string): Neighbour[] {
    return Array.from({ length: count }, (_, index) =>
      this.world.addNeighbour({
        cpu: () =>
          inBursts({
            percent,
            everyMs: ms(every),
            forMs: ms(busy),
            fromMs: (ms(every) * index) / count,
          }),
        memory: () => sizeOf(150),
      }),
    );
  }

  /** The load of a server that works for a part of every period. */
  bursts(percent: number, busy: string, every: string): CpuLoad {
    return inBursts({ percent, everyMs: ms(every), forMs: ms(busy) });
  }

  /** Sets the wall clock; `-1 h` sets it back. */
  setWallBy(duration: string): void {
    const isBack = duration.startsWith('-');
    this.world.time.setWallBy(isBack ? -ms(duration.slice(1)) : ms(duration));
  }

  get neighbourStops(): readonly Stop[] {
    return this.account.stops.filter((stop) => stop.of === 'neighbour');
  }

  get hostStops(): readonly Stop[] {
    return this.account.stops.filter((stop) => stop.of === 'host');
  }

  /** Neighbours that the COM check stopped. */
  get neighboursBlamed(): readonly Stop[] {
    return this.neighbourStops.filter((stop) => this.account.isOfComCheck(stop));
  }

  /** Events of one kind in the journal. */
  events(action: EventAction) {
    return this.account.events.filter(({ event }) => event.action === action);
  }

  get troubles(): string[] {
    return this.mails
      .filter((each) => each.kind === 'trouble')
      .map(({ condition, state }) => `${condition} ${state}`);
  }

  get mails(): readonly Notice[] {
    return this.account.mails.map(({ notice }) => notice);
  }

  /** Duration of the last outage; `Infinity` while it lasts. */
  curedInMs({ outages }: ComServer): number {
    const last = outages.at(-1);
    if (!last) throw new Error('nothing was broken');
    return (last.untilMs ?? Infinity) - last.fromMs;
  }
}
