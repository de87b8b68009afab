import type { SimulatedProcess } from './simulated-process.js';
import type { Witness } from './witness.js';
import type { World } from './world.js';
import { sameTarget } from '../core/observing/identity.js';
import type { ProbeAnswer } from '../core/judging/probe-result.js';
import type { SuspectRule } from '../core/judging/com-state.js';
import type { BreachedLimit } from '../core/judging/limits.js';
import type { StopOutcome } from '../core/acting/stop-outcome.js';
import type { Target } from '../core/observing/model.js';
import type { JournalEvent } from '../core/telling/journal-event.js';
import type { Notice } from '../core/telling/notice.js';

/** One attempt to stop a process, and the true state of that process. */
export interface Stop {
  readonly atMs: number;
  readonly target: Target;
  /** `host`: it hosts the class of a server of this world; `gone`: the process did not exist any more. */
  readonly of: 'host' | 'neighbour' | 'gone';
  readonly appId: string | undefined;
  /** Whether stopping it helps. */
  readonly wasBroken: boolean;
  readonly ageMs: number;
  outcome: StopOutcome | undefined;
}

export interface Mail {
  readonly atMs: number;
  readonly notice: Notice;
}

/** Record of an agent's actions in a world: stops, mails and failed calls, together with the truth. */
export class Account implements Witness {
  readonly stops: Stop[] = [];
  readonly mails: Mail[] = [];
  readonly events: { readonly atMs: number; readonly event: JournalEvent }[] = [];
  samples = 0;
  calls = 0;
  failedCalls = 0;
  /** Time of the server's last answer to the check (monotonic). */
  lastAnswerMs = -Infinity;
  readonly #world: World;
  readonly #keepEvents: boolean;

  /** @param keepEvents whether to keep the journal, which is long for a long night */
  constructor(world: World, keepEvents = true) {
    this.#world = world;
    this.#keepEvents = keepEvents;
  }

  sampled(): void {
    this.samples++;
  }

  probed(_progid: string, { kind }: ProbeAnswer, _beganMs: number, atMs: number): void {
    this.calls++;
    if (kind === 'ok') this.lastAnswerMs = atMs;
    if (kind === 'failed') this.failedCalls++;
  }

  stopping(target: Target, found: SimulatedProcess | undefined, atMs: number): void {
    const isIt = found?.target.startedAt === target.startedAt;
    const isHost = this.#world.servers.some(({ hosts }) =>
      hosts.some(({ process }) => process === found),
    );
    this.stops.push({
      atMs,
      target,
      of: !found || !isIt ? 'gone' : isHost ? 'host' : 'neighbour',
      appId: found?.appId,
      wasBroken: found?.isBroken === true,
      ageMs: found ? atMs - found.bornMs : 0,
      outcome: undefined,
    });
  }

  stopped(target: Target, outcome: StopOutcome): void {
    const stop = this.stops.findLast((each) => !each.outcome && sameTarget(each.target, target));
    if (stop) stop.outcome = outcome;
  }

  noticed(notice: Notice, atMs: number): void {
    this.mails.push({ atMs, notice });
  }

  wrote(event: JournalEvent, atMs: number): void {
    if (this.#keepEvents && event.level !== 'debug') this.events.push({ atMs, event });
  }

  /** The check that required this stop, and the evidence against the process; `undefined` where no mail gives it. */
  askedBy({ target }: Stop): Asked | undefined {
    for (const { notice } of this.mails) {
      if (notice.kind === 'probe' && notice.deed.kind === 'tried') {
        const { suspect } = notice.deed;
        if (sameTarget(suspect.target, target)) {
          return { check: 'com', why: suspect.rule, application: notice.application };
        }
      }
      if (notice.kind === 'breach' && sameTarget(notice.target, target)) {
        return {
          check: 'limits',
          why: notice.breached[0] ?? 'cpu',
          application: notice.application,
        };
      }
    }
    return undefined;
  }

  isOfComCheck(stop: Stop): boolean {
    return this.askedBy(stop)?.check === 'com';
  }
}

/** The check that required a stop, and the evidence. */
export interface Asked {
  readonly check: 'limits' | 'com';
  readonly why: BreachedLimit | SuspectRule;
  readonly application: string | undefined;
}
