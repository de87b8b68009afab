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
import type { Figures } from './figures.js';
import type { Violation } from './reference.js';
import type { ReferenceRules } from './rules.js';

/** Actions that begin or go on with an incident; every other one ends it. */
const GOES_ON = new Set(['breach', 'plan', 'stop', 'suspect', 'probe-failed', 'probe']);
/** After a disturbance the agent may not have the figures that the reference has. */
const UNSURE_MS = 60_000;
const SLACK_MS = 2 * 60_000;
const UNKNOWN = 'unknown';

interface Incident {
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
  /** AppIDs of the processes that an open incident of the limits is about, and until when it is open. */
  readonly #breaches = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();
  #failedMs: number | undefined;
  #disturbedMs = 0;
  #sampledMs = -Infinity;
  #blindMs = -Infinity;
  /** The last failed check, or the last process that may have been over a limit. */
  #troubledMs = 0;

  constructor(world: World, rules: ReferenceRules, figures: Figures) {
    this.#world = world;
    this.#rules = rules;
    this.#figures = figures;
  }

  agentBegan(atMs: number): void {
    this.#disturbedMs = atMs;
    this.#failedMs = undefined;
    this.#incidents.clear();
    this.#outcomes.clear();
  }

  clockWasSet(_byMs: number, atMs: number): void {
    this.#disturbedMs = atMs;
  }

  disturbed(atMs: number): void {
    this.#disturbedMs = atMs;
  }

  /** The sample before was judged by now: this one is not fed to the figures yet. */
  sampled({ ok }: SampleAnswer, atMs: number): void {
    this.#judged();
    this.#sampledMs = atMs;
    // Without a sample nobody knows whether a breach is over.
    if (!ok) this.#blindMs = atMs;
  }

  probed(_progid: string, answer: ProbeAnswer, _beganMs: number, atMs: number): void {
    if (this.#failedMs !== undefined) {
      this.#say(atMs, `the check that failed at ${this.#failedMs} ms is in no record`);
    }
    if (answer.kind !== 'ok') this.#troubledMs = atMs;
    const isTold = answer.kind === 'failed' && !isStopping(answer);
    this.#failedMs = isTold ? atMs : undefined;
  }

  wrote({ action, incidentId, fields }: JournalEvent, atMs: number): void {
    if (action === 'probe-failed') this.#failedMs = undefined;
    const pid = fields?.['process.pid'];
    if (action === 'breach' && typeof pid === 'number') {
      this.#breaches.set(this.#world.machine.find(pid)?.appId ?? '', atMs);
      const seen = [...this.#figures.targets.values()].findLast((each) => each.pid === pid);
      if (seen && seen.commandLine === undefined) this.#breaches.set(UNKNOWN, atMs);
    }
    if (action === 'stop' && typeof pid === 'number') {
      this.#outcomes.set(String(pid), (this.#outcomes.get(String(pid)) ?? 0) - 1);
    }
    if (incidentId === undefined) return;
    const incident = this.#incidents.get(incidentId) ?? {
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

  stopped({ pid }: Target, _outcome: StopOutcome, atMs: number): void {
    const count = (this.#outcomes.get(String(pid)) ?? 0) + 1;
    this.#outcomes.set(String(pid), count);
    if (count < 0) this.#say(atMs, `an outcome for ${pid} was written that there was not`);
    if (count > 1) this.#say(atMs, `an outcome for ${pid} was not written`);
  }

  #judged(): void {
    const atMs = this.#sampledMs;
    for (const seen of this.#figures.targets.values()) {
      if (seen.lastSeenMs === atMs && limitsAreReason(seen, this.#rules)) this.#troubledMs = atMs;
    }
    if (atMs - this.#disturbedMs < Math.max(UNSURE_MS, 3 * this.#rules.cpuWindowMs)) return;
    for (const seen of this.#figures.targets.values()) {
      if (seen.lastSeenMs !== atMs || !isOverBeyondDoubt(seen, this.#rules)) continue;
      const appId = this.#world.machine.find(seen.pid)?.appId;
      if (appId === undefined) continue;
      // What nobody can identify has one incident, that of the image.
      const known = seen.commandLine === undefined ? [appId, UNKNOWN] : [appId];
      const subject = known.find((each) => this.#breaches.has(each)) ?? appId;
      const sinceMs = this.#breaches.get(subject);
      if (sinceMs === undefined)
        this.#say(atMs, `${seen.pid} is over its limits, and no record says so`);
      else this.#breaches.set(subject, atMs);
    }
  }

  /** Incidents that have been quiet for so long that they must have ended by now. */
  checkEnds(atMs: number): void {
    for (const [id, { isOver, lastMs }] of this.#incidents) {
      const quietSinceMs = Math.max(lastMs, this.#troubledMs);
      if (isOver || atMs - quietSinceMs < this.#rules.quietMs + SLACK_MS) continue;
      if (atMs - this.#blindMs < SLACK_MS) continue;
      this.#say(atMs, `the incident ${id} has no end in the log`);
      this.#incidents.delete(id);
    }
  }

  #say(atMs: number, what: string): void {
    this.violations.push({ atMs, what });
  }
}

/** CO_E_SERVER_STOPPING and a disabled application: nothing is counted and nothing need be written. */
function isStopping({
  failure: { hresult, failureClass },
}: Extract<ProbeAnswer, { kind: 'failed' }>) {
  const classes: readonly string[] = ['stopping'];
  return hresult === '0x80080008' || hresult === '0x80004027' || classes.includes(failureClass);
}
