/**
 * Checks that every broken host is stopped in time, unless the record gives a reason why not, and that lasting trouble
 * is repeated.
 */
import type { ComServer, Host } from '../../../src/simulation/com-server.js';
import type { Witness } from '../../../src/simulation/witness.js';
import type { ProbeAnswer } from '../../../src/core/judging/probe-result.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import type { Target } from '../../../src/core/observing/model.js';
import type { Violation } from './reference.js';
import type { ReferenceRules } from './rules.js';

/** Records that give the reason why a host that does not answer is left alone. Intermediate steps are no reason. */
const EXCUSES = new Set([
  'class',
  'unproven',
  'no-suspect',
  'unresolved',
  'no-host',
  'several-hosts',
  'young',
  'not-now',
]);
const SILENT_FAILURES = 3;
/** No check is stretched beyond this while the server answers. */
const LONGEST_DISTANCE_MS = 60_000;
/** Of the trial calls while three calls hang. */
const TRIAL_MS = 10 * 60_000;
const SLACK_MS = 90_000;

interface Broken {
  readonly host: Host;
  readonly sinceMs: number;
}

export class Liveness implements Witness {
  readonly violations: Violation[] = [];
  /** Broken hosts that had to be stopped in time, and were. */
  cured = 0;
  /** Those of them that the agent has left alone, giving a reason. */
  excused = 0;
  readonly #rules: ReferenceRules;
  readonly #server: ComServer;
  #broken: Broken | undefined;
  #isExcused = false;
  #disturbedMs = 0;
  #answeredMs = -Infinity;
  #failingSinceMs: number | undefined;
  #mailedMs: number | undefined;

  constructor(server: ComServer, rules: ReferenceRules) {
    this.#server = server;
    this.#rules = rules;
  }

  /** The knowledge of the agent may have changed: the wait for a broken host begins again. */
  disturbed(atMs: number): void {
    this.#broken = undefined;
    this.#disturbedMs = atMs;
  }

  agentBegan(atMs: number): void {
    this.disturbed(atMs);
    this.#failingSinceMs = undefined;
  }

  probed(_progid: string, answer: ProbeAnswer, _beganMs: number, atMs: number): void {
    if (answer.kind === 'ok') {
      this.#answeredMs = atMs;
      this.#failingSinceMs = undefined;
    }
    if (answer.kind !== 'failed') return;
    // "Nothing is counted, stopped or backed off" while the server is being shut down.
    if (answer.failure.failureClass === 'stopping') {
      this.disturbed(atMs);
      this.#failingSinceMs = undefined;
    } else this.#failingSinceMs ??= atMs;
  }

  wrote({ action, fields }: JournalEvent): void {
    const why = fields?.['comwatch.no_action'];
    if (typeof why === 'string' && EXCUSES.has(why)) this.#isExcused = true;
    // Not stopped, with the reason: held back by the brake, denied, protected.
    if (action === 'brake-on' || action === 'plan') this.#isExcused = true;
  }

  /** Survivors and processes that may not be stopped are recorded as such. */
  stopped({ pid }: Target, outcome: StopOutcome): void {
    const isIt = this.#broken?.host.process.target.pid === pid;
    if (isIt && outcome.kind !== 'stopped') this.#isExcused = true;
  }

  noticed({ kind }: Notice, atMs: number): void {
    if (kind === 'probe' || kind === 'probe-turn') this.#mailedMs = atMs;
  }

  /** Called every minute of the world. */
  look(atMs: number): void {
    this.#lookForBroken(atMs);
    this.#lookForReminder(atMs);
  }

  #lookForBroken(atMs: number): void {
    const [host, ...others] = this.#server.hosts;
    const before = this.#broken;
    if (before && !before.host.process.isAlive) this.cured++;
    const isJudged =
      host && others.length === 0 && this.#server.condition.kind === 'runs' && isSilent(host);
    if (!isJudged) {
      this.#broken = undefined;
      return;
    }
    if (before?.host !== host) {
      this.#isExcused = false;
      // Counts only if the server has answered its check since: earlier failures do not concern this host.
      const hasAnswered =
        this.#answeredMs >= Math.max(host.registersAtMs, this.#disturbedMs) &&
        this.#failingSinceMs === undefined;
      this.#broken = hasAnswered ? { host, sinceMs: atMs } : undefined;
      return;
    }
    const boundMs = this.#boundMs();
    if (boundMs === undefined || atMs - before.sinceMs < boundMs) return;
    if (this.#isExcused) this.excused++;
    else {
      const { pid } = host.process.target;
      const lasts = `${Math.round((atMs - before.sinceMs) / 1000)} s of ${Math.round(boundMs / 1000)}`;
      this.#say(atMs, `the host ${pid} hangs, ${lasts}, and no record says why it runs`);
    }
    this.#broken = undefined;
  }

  /** `undefined` where these settings stop no host for silent failures alone. */
  #boundMs(): number | undefined {
    const { mode, com, graceMs } = this.#rules;
    if (mode !== 'act' || !com || com.suspects === 'any') return undefined;
    const needed = Math.max(SILENT_FAILURES, com.confirm);
    // Failures that led to no stop double the interval.
    const waitsMs = 2 ** needed * Math.max(com.delayMs, 1_000);
    const restsMs = Math.max(0, needed - SILENT_FAILURES) * TRIAL_MS;
    return (
      LONGEST_DISTANCE_MS +
      needed * com.callMs +
      waitsMs +
      restsMs +
      com.settleMs +
      graceMs +
      SLACK_MS
    );
  }

  #lookForReminder(atMs: number): void {
    const { com, remindMs } = this.#rules;
    if (!com || this.#failingSinceMs === undefined || this.#mailedMs === undefined) return;
    const sinceMs = Math.max(this.#mailedMs, this.#failingSinceMs);
    if (atMs - sinceMs < remindMs + TRIAL_MS + com.callMs + SLACK_MS) return;
    this.#say(atMs, `failing since ${this.#failingSinceMs} ms, and not reminded of`);
    this.#failingSinceMs = undefined;
  }

  #say(atMs: number, what: string): void {
    this.violations.push({ atMs, what });
  }
}

/** Whether it hangs in such a way that every call to it counts as one without an answer. */
function isSilent({ mood }: Host): boolean {
  return mood.kind === 'hangs' || mood.kind === 'hangs-whole';
}
