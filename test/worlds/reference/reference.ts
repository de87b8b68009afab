/**
 * Watches an agent at work and checks at every stop whether the contract gives a reason for it. Written from the
 * contract, not from the code: it shares no rule with src/core.
 */
import type { SimulatedProcess } from '../../../src/simulation/simulated-process.js';
import type { Witness } from '../../../src/simulation/witness.js';
import type { World } from '../../../src/simulation/world.js';
import type { ComServer } from '../../../src/simulation/com-server.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import type { Target } from '../../../src/core/observing/model.js';
import type { ProbeAnswer } from '../../../src/core/judging/probe-result.js';
import type { SampleAnswer } from '../../../src/ports.js';
import { ComHistory } from './com-history.js';
import { whyNot, type Accused } from './com-reason.js';
import { Figures, keyOf, type Seen } from './figures.js';
import { limitsAreReason } from './limit-reason.js';
import type { ReferenceRules } from './rules.js';

export interface Violation {
  readonly atMs: number;
  readonly what: string;
}

const SYSTEM_APPLICATION = /02d4b3f1-fd88-11d1-960d-00805fc79235/i;
const FIRST_RETRY_MS = 5_000;
/** All keys of a machine together, in units of `max_stops`. */
const MACHINE_SHARE = 4;

export class Reference implements Witness {
  readonly violations: Violation[] = [];
  readonly figures: Figures;
  readonly #rules: ReferenceRules;
  readonly #world: World;
  readonly #server: ComServer | undefined;
  readonly #history: ComHistory | undefined;
  readonly #underWay = new Set<string>();
  /** What an attempt that is under way counts for when it ends its process. */
  readonly #counted = new Map<string, () => void>();
  readonly #failedAt = new Map<string, number>();
  #attempts: { readonly atMs: number; readonly brakeKey: string | undefined }[] = [];
  #isBrakeForgotten = false;

  constructor(world: World, rules: ReferenceRules) {
    this.#world = world;
    this.#rules = rules;
    this.figures = new Figures(rules);
    this.#server = world.servers.find(({ options }) => options.progid === rules.com?.progid);
    const isProven =
      rules.com !== undefined && world.disk.files.has(`proven-${rules.com.progid}.json`);
    const isPool = (this.#server?.options.hosts ?? 1) > 1;
    this.#history = rules.com && new ComHistory(rules.com, isProven, isPool);
  }

  agentBegan(): void {
    // A restarted agent cannot know what its disk did not take, or has with the time of a clock that was set.
    if (this.#isBrakeForgotten || this.#world.disk.isFull) this.#attempts = [];
    this.#isBrakeForgotten = false;
  }

  clockWasSet(): void {
    this.#isBrakeForgotten = true;
  }

  sampled(answer: SampleAnswer, atMs: number): void {
    if (!answer.ok) return;
    const { machine } = this.#world;
    this.figures.feed(answer.value, atMs, (pid) => machine.find(pid)?.bornMs ?? atMs);
  }

  probed(_progid: string, answer: ProbeAnswer, beganMs: number, atMs: number): void {
    this.#history?.add(answer, beganMs, atMs, () => this.#standOut(atMs));
  }

  processEnded(ended: SimulatedProcess, atMs: number): void {
    if (ended.appId === this.#server?.options.appId) this.#history?.hostEnded(atMs);
  }

  stopping(target: Target, found: SimulatedProcess | undefined, atMs: number): void {
    const key = keyOf(target);
    const say = (what: string) =>
      this.violations.push({ atMs, what: `stop of ${target.name} ${target.pid}: ${what}` });
    if (this.#rules.mode === 'observe') say('the agent only observes');
    if (target.name.toLowerCase() !== this.#rules.name) say('it is not named');
    const seen = this.figures.targets.get(key);
    if (!seen || !this.figures.isPresent(key)) say('no sample has shown it lately');
    if (this.#world.ownPids.has(target.pid)) say('it belongs to the agent');
    if (found && SYSTEM_APPLICATION.test(found.commandLine)) say('it hosts the System Application');
    if (this.#underWay.has(key)) say('another attempt on it is under way');
    const failedMs = this.#failedAt.get(key);
    if (failedMs !== undefined && atMs - failedMs < FIRST_RETRY_MS)
      say('its next attempt is not due');
    this.#underWay.add(key);
    if (!seen || found?.target.startedAt !== target.startedAt) return;
    if (atMs - seen.startedMs < this.#rules.graceMs) say('it is younger than grace');
    this.#judge(seen, found, atMs, say);
    this.#brake(atMs, say);
  }

  stopped(target: Target, outcome: StopOutcome, atMs: number): void {
    const key = keyOf(target);
    this.#underWay.delete(key);
    // "Once per incident; if its successor errs too": an attempt that a process survives has no successor.
    if (outcome.kind === 'stopped') this.#counted.get(key)?.();
    this.#counted.delete(key);
    if (outcome.kind === 'survived' || outcome.kind === 'refused') this.#failedAt.set(key, atMs);
  }

  #judge(seen: Seen, found: SimulatedProcess, atMs: number, say: (what: string) => void): void {
    const history = this.#history;
    const byLimits = limitsAreReason(seen, this.#rules);
    const accused = this.#accused(seen, found, atMs);
    const against = history ? whyNot(history, accused, atMs) : 'there is no COM check';
    if (!byLimits && against !== undefined) say(against);
    if (!byLimits && seen.commandLine === undefined && !this.#isListed(found))
      say('it is not identified');
    const brakeKey =
      byLimits === (against === undefined) ? undefined : `${byLimits} ${found.appId}`;
    this.#attempts.push({ atMs, brakeKey });
    if (!history) return;
    const isError = history.last?.failure === 'error';
    // A process that stood out proves nothing about the wait when none does. "What was decided already goes on": a
    // survivor is tried again for the reason for which it was chosen.
    const doesStandOut = accused.ratio > history.rules.alarmMetric;
    const isSilent = !isError && (history.chosenSilent.get(seen.key) ?? !doesStandOut);
    if (against === undefined && !byLimits) history.chosenSilent.set(seen.key, isSilent);
    this.#counted.set(seen.key, () => {
      if (!accused.isHost) return;
      history.hostStops.push(atMs);
      if (byLimits || against !== undefined) return;
      history.firstStopMs ??= atMs;
      if (isError) history.errorStops++;
      if (isSilent) history.stopsInVain.push(atMs);
    });
    if (against !== undefined) return;
    history.attempted.add(seen.key);
    if (!byLimits && !accused.isHost) history.neighboursStopped.add(seen.key);
  }

  #brake(atMs: number, say: (what: string) => void): void {
    const { windowMs, maxStops } = this.#rules;
    this.#attempts = this.#attempts.filter((each) => atMs - each.atMs < windowMs);
    const { brakeKey } = this.#attempts.at(-1)!;
    const same = this.#attempts.filter((each) => each.brakeKey === brakeKey).length;
    if (brakeKey !== undefined && same > maxStops)
      say(`${same} attempts within the window of the brake`);
    const all = this.#attempts.length;
    if (all > MACHINE_SHARE * maxStops) say(`${all} attempts on the machine within the window`);
  }

  #accused(seen: Seen, found: SimulatedProcess, atMs: number): Accused {
    const hosts = this.#server?.hosts.map(({ process }) => process) ?? [];
    // "The next only after settle and three more": an older one that was tried without success has had its turn.
    const isOlder = (each: SimulatedProcess) =>
      each.bornMs < found.bornMs && !this.#history?.attempted.has(keyOf(each.target));
    return {
      key: seen.key,
      isHost: found.appId === this.#server?.options.appId,
      ageMs: atMs - found.bornMs,
      ratio: this.figures.ratio(seen, atMs),
      isOldestHost: !hosts.some(isOlder),
      hosts: hosts.length,
      isResolved: !this.#world.catalogue.isEmpty && hosts.every((each) => this.#isRead(each)),
      hasAnswered: this.#history?.answeredSince(found.bornMs) ?? false,
    };
  }

  #isRead({ target }: SimulatedProcess): boolean {
    return this.figures.targets.get(keyOf(target))?.commandLine !== undefined;
  }

  /** The catalogue shows which class runs in it. */
  #isListed({ appId }: SimulatedProcess): boolean {
    return appId === this.#server?.options.appId && !this.#world.catalogue.isEmpty;
  }

  #standOut(atMs: number): Set<string> {
    const metric = this.#rules.com?.alarmMetric ?? Infinity;
    const standing = new Set<string>();
    for (const [key, seen] of this.figures.targets) {
      if (this.figures.isPresent(key) && this.figures.ratio(seen, atMs) > metric) standing.add(key);
    }
    return standing;
  }
}
