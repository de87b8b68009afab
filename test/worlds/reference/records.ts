/** Checks that everything that happens is recorded: once, and to its end. */
import type { Witness } from '../../../src/simulation/witness.js';
import type { World } from '../../../src/simulation/world.js';
import type { ProbeAnswer } from '../../../src/core/judging/probe-result.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import type { Target } from '../../../src/core/observing/model.js';
import type { SampleAnswer } from '../../../src/ports.js';
import { isOverBeyondDoubt, limitsAreReason } from './limit-reason.js';
import type { Figures, Seen } from './figures.js';
import type { Violation } from './reference.js';
import type { ReferenceRules } from './rules.js';

/** Actions that begin or continue an incident; every other one ends it. */
const GOES_ON = new Set(['breach', 'plan', 'stop', 'suspect', 'probe-failed', 'probe']);
/** After a disturbance the agent may lack figures that the reference has. */
const UNSURE_MS = 60_000;
const SLACK_MS = 2 * 60_000;
/**
 * Subject of a process with an unknown AppID: "check + AppID of the process (its image name where unknown)". The
 * contract says so of the brake, and an incident has the same subject.
 */
const UNKNOWN = 'unknown';

interface Incident {
  readonly isOfComCheck: boolean;
  lastMs: number;
  isOver: boolean;
  wasMailed: boolean;
}

export class Records implements Witness {
  readonly violations: Violation[] = [];
  readonly #world: World;
  readonly #rules: ReferenceRules;
  readonly #figures: Figures;
  readonly #notices = new Map<string, number>();
  readonly #incidents = new Map<string, Incident>();
  /** Subject of an incident of the limits, and the time when it was last over. */
  readonly #breaches = new Map<string, number>();
  /** Outcomes that are not recorded yet, by PID. */
  readonly #outcomes = new Map<number, number>();
  /** PIDs of attempts that have not ended their process, as far as is known. */
  readonly #open = new Set<number>();
  #failedMs: number | undefined;
  #disturbedMs = 0;
  #clockSetMs = -Infinity;
  #sampledMs = -Infinity;
  /** The last sample that showed anything. */
  #seenMs = -Infinity;
  /** The last failed check. */
  #unansweredMs = 0;
  /** Time when a process was last over a limit, or may have been, or ended. */
  #breachedMs = 0;

  constructor(world: World, rules: ReferenceRules, figures: Figures) {
    this.#world = world;
    this.#rules = rules;
    this.#figures = figures;
  }

  agentBegan(atMs: number): void {
    this.#disturbedMs = atMs;
    this.#failedMs = undefined;
    const knownMs = this.#knownMs();
    for (const [id, { lastMs }] of this.#incidents) {
      if (lastMs >= knownMs) this.#incidents.delete(id);
    }
    for (const [id, mailedMs] of this.#notices) {
      if (mailedMs >= knownMs) this.#notices.delete(id);
    }
    for (const pid of this.#outcomes.keys()) this.#open.add(pid);
    this.#outcomes.clear();
  }

  clockWasSet(_byMs: number, atMs: number): void {
    this.#disturbedMs = atMs;
    this.#clockSetMs = atMs;
  }

  disturbed(atMs: number): void {
    this.#disturbedMs = atMs;
  }

  /** The previous sample has been judged by now: this one is not added to the figures yet. */
  sampled({ ok }: SampleAnswer, atMs: number): void {
    this.#judged();
    this.#sampledMs = atMs;
    if (ok) this.#seenMs = atMs;
  }

  probed(_progid: string, answer: ProbeAnswer, _beganMs: number, atMs: number): void {
    if (this.#failedMs !== undefined) {
      this.#say(atMs, `the check that failed at ${this.#failedMs} ms is in no record`);
    }
    if (answer.kind !== 'ok') this.#unansweredMs = atMs;
    const isTold = answer.kind === 'failed' && !isStopping(answer);
    this.#failedMs = isTold ? atMs : undefined;
  }

  wrote({ action, incidentId, fields }: JournalEvent, atMs: number): void {
    if (action === 'probe-failed') this.#failedMs = undefined;
    // Or so many samples omitted it that it seems to have ended.
    if (action === 'target-left') this.#ended(atMs);
    const pid = fields?.['process.pid'];
    if (action === 'breach' && typeof pid === 'number') {
      const seen = [...this.#figures.targets.values()].findLast((each) => each.pid === pid);
      if (seen) this.#breaches.set(subjectOf(seen), atMs);
    }
    if (action === 'stop' && typeof pid === 'number') {
      const count = this.#outcomes.get(pid) ?? 0;
      // A process that had survived an attempt, or an earlier agent, has ended after all.
      if (count > 0 || !this.#open.delete(pid)) this.#outcomes.set(pid, count - 1);
    }
    if (incidentId === undefined) return;
    const incident = this.#incidents.get(incidentId) ?? {
      isOfComCheck: /-com(\.\d+)?$/.test(incidentId),
      lastMs: 0,
      isOver: false,
      wasMailed: false,
    };
    incident.lastMs = atMs;
    // The outcome of an attempt may be known only after the end of its incident, and opens none.
    if (action !== 'stop') incident.isOver = !GOES_ON.has(action);
    this.#incidents.set(incidentId, incident);
  }

  noticed({ id, incidentId }: Notice, atMs: number): void {
    if (this.#notices.has(id)) this.#say(atMs, `the mail ${id} twice`);
    this.#notices.set(id, atMs);
    const incident = this.#incidents.get(incidentId);
    if (incident) incident.wasMailed = true;
  }

  processEnded(_ended: unknown, atMs: number): void {
    this.#ended(atMs);
  }

  /** "After the last breach or the end of the target." */
  #ended(atMs: number): void {
    this.#breachedMs = atMs;
    for (const [subject, overMs] of this.#breaches) {
      if (atMs - overMs < this.#rules.quietMs + SLACK_MS) this.#breaches.set(subject, atMs);
    }
  }

  stopped({ pid }: Target, { kind }: StopOutcome, atMs: number): void {
    const count = (this.#outcomes.get(pid) ?? 0) + 1;
    this.#outcomes.set(pid, count);
    if (kind === 'survived' || kind === 'unknown') this.#open.add(pid);
    if (count < 0) this.#say(atMs, `an outcome for ${pid} was written that there was not`);
    if (count > 1) this.#say(atMs, `an outcome for ${pid} was not written`);
  }

  #judged(): void {
    const atMs = this.#sampledMs;
    if (this.#seenMs !== atMs) return;
    for (const seen of this.#figures.present) {
      if (seen.lastSeenMs !== atMs || !limitsAreReason(seen, this.#rules)) continue;
      this.#breachedMs = atMs;
      const subject = subjectOf(seen);
      if (this.#breaches.has(subject)) this.#breaches.set(subject, atMs);
    }
    if (atMs - this.#disturbedMs < Math.max(UNSURE_MS, 3 * this.#rules.cpuWindowMs)) return;
    for (const seen of this.#figures.present) {
      if (seen.lastSeenMs !== atMs || !isOverBeyondDoubt(seen, this.#rules)) continue;
      // A sample that omitted it is no evidence about it.
      if (!this.#figures.isInLast(seen, this.#rules.limits?.of ?? 1)) continue;
      // A process that is already being stopped causes no new breach.
      if (this.#world.machine.find(seen.pid)?.target.startedAt !== seen.startedAt) continue;
      const subject = subjectOf(seen);
      if (!this.#breaches.has(subject))
        this.#say(atMs, `${seen.pid} is over its limits, and no record says so`);
      this.#breaches.set(subject, atMs);
    }
    // An incident that has closed is over: the next one has a beginning of its own. It closes at a sample.
    for (const [subject, overMs] of this.#breaches) {
      if (atMs - overMs > this.#rules.quietMs + SLACK_MS) this.#breaches.delete(subject);
    }
  }

  /** Until then an agent that starts anew knows what was: of later times, or by a clock that was set, nothing is written. */
  #knownMs(): number {
    const writtenMs = this.#world.disk.writtenMs.get('memory.json') ?? -Infinity;
    return this.#clockSetMs < writtenMs ? writtenMs : -Infinity;
  }

  /**
   * "They close quiet after the last breach or the end of the target." Whether a breach is over only a sample tells: where
   * none came, none is missed; an incident of the COM check needs none.
   */
  checkEnds(atMs: number): void {
    for (const [id, { isOver, lastMs, isOfComCheck }] of this.#incidents) {
      if (isOver) continue;
      const troubledMs = isOfComCheck ? this.#unansweredMs : this.#breachedMs;
      const knownMs = isOfComCheck ? atMs : this.#seenMs;
      if (knownMs - Math.max(lastMs, troubledMs) < this.#rules.quietMs + SLACK_MS) continue;
      this.#say(atMs, `the incident ${id} has no end in the log`);
      this.#incidents.delete(id);
    }
  }

  #say(atMs: number, what: string): void {
    this.violations.push({ atMs, what });
  }
}

/** What an incident of the limits is about: the command line of a host is its AppID. */
function subjectOf({ commandLine }: Seen): string {
  return commandLine ?? UNKNOWN;
}

/** CO_E_SERVER_STOPPING and a disabled application: nothing is counted and nothing need be written. */
function isStopping({
  failure: { hresult, failureClass },
}: Extract<ProbeAnswer, { kind: 'failed' }>) {
  const classes: readonly string[] = ['stopping'];
  return hresult === '0x80080008' || hresult === '0x80004027' || classes.includes(failureClass);
}
