/** Whether everything that happens is told: each once, each to its end. */
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

/** Actions that begin or go on with an incident; every other one ends it. */
const GOES_ON = new Set(['breach', 'plan', 'stop', 'suspect', 'probe-failed', 'probe']);
/** After a disturbance the agent may not have the figures that the reference has. */
const UNSURE_MS = 60_000;
const SLACK_MS = 2 * 60_000;
/** An incident of the last moments may not be on the disk yet. */
const WRITTEN_AFTER_MS = 10_000;
/**
 * Whose AppID nobody knows: "check + AppID of the process (its image name where unknown)". The contract says so of the brake,
 * and an incident belongs to the same.
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
  readonly #notices = new Set<string>();
  readonly #incidents = new Map<string, Incident>();
  /** What an incident of the limits is about, and when it was last over. */
  readonly #breaches = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();
  #failedMs: number | undefined;
  #disturbedMs = 0;
  #clockSetMs = -Infinity;
  #sampledMs = -Infinity;
  /** The last sample that showed anything. */
  #seenMs = -Infinity;
  /** The last failed check. */
  #unansweredMs = 0;
  /** A process was last over a limit, or may have been, or ended. */
  #breachedMs = 0;

  constructor(world: World, rules: ReferenceRules, figures: Figures) {
    this.#world = world;
    this.#rules = rules;
    this.#figures = figures;
  }

  agentBegan(atMs: number): void {
    this.#disturbedMs = atMs;
    this.#failedMs = undefined;
    for (const [id, { lastMs }] of this.#incidents) {
      if (!this.#isKept(lastMs, atMs)) this.#incidents.delete(id);
    }
    this.#outcomes.clear();
  }

  clockWasSet(_byMs: number, atMs: number): void {
    this.#disturbedMs = atMs;
    this.#clockSetMs = atMs;
  }

  disturbed(atMs: number): void {
    this.#disturbedMs = atMs;
  }

  /** The sample before was judged by now: this one is not fed to the figures yet. */
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
    const pid = fields?.['process.pid'];
    if (action === 'breach' && typeof pid === 'number') {
      const seen = [...this.#figures.targets.values()].findLast((each) => each.pid === pid);
      if (seen) this.#breaches.set(subjectOf(seen), atMs);
    }
    if (action === 'stop' && typeof pid === 'number') {
      this.#outcomes.set(String(pid), (this.#outcomes.get(String(pid)) ?? 0) - 1);
    }
    if (incidentId === undefined) return;
    const incident = this.#incidents.get(incidentId) ?? {
      isOfComCheck: /-com(\.\d+)?$/.test(incidentId),
      lastMs: 0,
      isOver: false,
      wasMailed: false,
    };
    incident.lastMs = atMs;
    incident.isOver = !GOES_ON.has(action);
    this.#incidents.set(incidentId, incident);
  }

  noticed({ id, incidentId }: Notice, atMs: number): void {
    if (this.#notices.has(id)) this.#say(atMs, `the mail ${id} twice`);
    this.#notices.add(id);
    const incident = this.#incidents.get(incidentId);
    if (incident) incident.wasMailed = true;
  }

  processEnded(_ended: unknown, atMs: number): void {
    this.#breachedMs = atMs;
  }

  stopped({ pid }: Target, _outcome: StopOutcome, atMs: number): void {
    const count = (this.#outcomes.get(String(pid)) ?? 0) + 1;
    this.#outcomes.set(String(pid), count);
    if (count < 0) this.#say(atMs, `an outcome for ${pid} was written that there was not`);
    if (count > 1) this.#say(atMs, `an outcome for ${pid} was not written`);
  }

  #judged(): void {
    const atMs = this.#sampledMs;
    for (const seen of this.#figures.present) {
      if (seen.lastSeenMs === atMs && limitsAreReason(seen, this.#rules)) this.#breachedMs = atMs;
    }
    if (atMs - this.#disturbedMs < Math.max(UNSURE_MS, 3 * this.#rules.cpuWindowMs)) return;
    for (const seen of this.#figures.present) {
      if (seen.lastSeenMs !== atMs || !isOverBeyondDoubt(seen, this.#rules)) continue;
      const subject = subjectOf(seen);
      const sinceMs = this.#breaches.get(subject) ?? -Infinity;
      // An incident that has closed meanwhile is another one: it has a beginning of its own.
      if (atMs - sinceMs > this.#rules.quietMs + SLACK_MS)
        this.#say(atMs, `${seen.pid} is over its limits, and no record says so`);
      this.#breaches.set(subject, atMs);
    }
  }

  /** What the disk did not take, or has by another clock, the next agent does not know. */
  #isKept(lastMs: number, beganMs: number): boolean {
    const { isFull, writesInMs } = this.#world.disk;
    return (
      !isFull &&
      writesInMs === 0 &&
      beganMs - lastMs > WRITTEN_AFTER_MS &&
      this.#clockSetMs < lastMs
    );
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
