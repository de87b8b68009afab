/** One application of the configuration: its settings, its two checks, its incidents. */
import type { ApplicationParts } from './application-parts.js';
import { ComCheck } from './com/com-check.js';
import { ComReport } from './com/com-report.js';
import { Durations } from './com/durations.js';
import { KnownGood } from './com/known-good.js';
import { LimitCheck } from './limits/limit-check.js';
import { proveCures } from './limits/prove-cures.js';
import { ApplicationFinder } from './observing/application-finder.js';
import type { Member } from './observing/membership.js';
import type { Observer } from './observing/observer.js';
import { scopeOf, type ApplicationKey } from './observing/scope.js';
import { journalOf } from './telling/fields.js';
import { LastingCondition } from './telling/lasting-condition.js';
import { Reporter } from './telling/reporter.js';
import type { ApplicationConfig } from '../config/config.js';
import { instantOf, type Instant } from '../core/instant.js';
import { isUnknownBreach } from '../core/judging/limits.js';
import { serverTimeMs } from '../core/judging/probe-result.js';
import { imageName } from '../core/observing/identity.js';
import type { Machine } from '../core/observing/model.js';
import type { Watched } from '../core/observing/process-table.js';
import type { StatusProbe } from '../core/telling/status.js';
import type { Clock, Probe } from '../ports.js';
import { probeStatus } from './steering/probe-status.js';

export class Application implements Member {
  readonly key: string;
  readonly image: string;
  readonly scope: ApplicationFinder | undefined;
  readonly finder: ApplicationFinder | undefined;
  readonly health: LastingCondition | undefined;
  readonly com: ComCheck | undefined;
  readonly config: ApplicationConfig;
  readonly #parts: ApplicationParts;
  #observer: Observer | undefined;
  #lastProbe: StatusProbe | undefined;
  #limits: LimitCheck | undefined;
  #pace: Clock | undefined;

  constructor(config: ApplicationConfig, parts: ApplicationParts) {
    const { name, watch, com } = config;
    this.key = name ?? '';
    this.image = imageName(watch.name);
    this.config = config;
    this.#parts = parts;
    const scope = scopeOf(config);
    this.scope = scope && this.#find(scope);
    const isOfClass = this.scope === undefined || watch.application !== undefined;
    const ofClass = com && isOfClass ? this.#find({ progid: com.progid }) : this.scope;
    this.finder = this.scope ?? ofClass;
    this.health =
      this.scope && new LastingCondition('application', { ...parts.ports, application: name });
    this.com = com && ofClass && this.#comCheck(com, ofClass);
    const { maxCpuPercent: cpu, maxMemoryPercent: memory } = config.limits ?? {};
    const isLimited = cpu !== undefined && memory !== undefined;
    parts.stories.watch(name, isLimited ? { cpu, memory } : null);
  }

  /** Registers with the process table as soon as there is one. */
  watch(observer: Observer, machine: Machine): void {
    this.#observer = observer;
    const limits = this.#limitCheck(machine);
    this.#limits = limits;
    const { stories } = this.#parts;
    observer.onSample((seen, signal) => {
      stories.sampled(this.config.name, () => this.#ownOf(seen.processes), seen.now);
      this.#identify(seen.processes, signal);
      limits?.judge(seen, signal);
      this.com?.sampled(seen);
    });
    observer.onBreak(() => limits?.breakSeries());
  }

  /** Pacing of the passes of its COM check, in place of the clock. */
  get pace(): Clock | undefined {
    return this.#pace;
  }

  /** The last result of the COM check. */
  get lastProbe(): StatusProbe | undefined {
    return this.#lastProbe;
  }

  /** Resets the counts after a pause. */
  countAnew(): void {
    this.#limits?.breakSeries();
    this.com?.countAnew();
  }

  /** Its processes in the last sample; none when that is old. */
  own(): readonly Watched[] {
    return this.#ownOf(this.#observer?.current ?? []);
  }

  #ownOf(processes: readonly Watched[]): readonly Watched[] {
    return this.#parts.membership(this.image).own(this.key, processes);
  }

  /** Processes over the limits whose application is not known are looked up in the catalogue. */
  #identify(processes: readonly Watched[], signal: AbortSignal): void {
    const { limits } = this.config;
    if (!limits || !this.finder) return;
    const identified = this.#parts.membership(this.image).identified(processes);
    if (identified.some((each) => isUnknownBreach(each, limits))) void this.finder.identify(signal);
  }

  #find(key: ApplicationKey): ApplicationFinder {
    const { clock, readApplication } = this.#parts.ports;
    const journal = journalOf(this.config.name, this.#parts.ports.journal);
    const everyone = () => this.#observer?.processes ?? [];
    return new ApplicationFinder(key, readApplication, clock, journal, everyone);
  }

  #limitCheck(machine: Machine): LimitCheck | undefined {
    const { config, ports, shared } = this.#parts;
    const { limits, watch, name: application } = this.config;
    if (!limits) return undefined;
    return new LimitCheck(
      {
        mode: config.monitor.mode,
        application,
        excluded: watch.exclude,
        limits,
        sustain: limits.sustain,
        cpuBasis: watch.cpuBasis,
        quietMs: config.monitor.quietMs,
      },
      {
        ...shared,
        ...ports,
        reporter: this.#reporter(),
        now: () => this.#now(),
        own: (processes) => this.#ownOf(processes),
      },
      machine,
    );
  }

  #comCheck(
    com: NonNullable<ApplicationConfig['com']>,
    finder: ApplicationFinder,
  ): ComCheck | undefined {
    const { config, ports, shared, memory } = this.#parts;
    const { name: application, watch } = this.config;
    const made = ports.com(this.config);
    if (!made) return undefined;
    this.#pace = made.pace;
    const { progid, slowMetric, timeCacheMs } = com;
    const { mode, quietMs, remindMs } = config.monitor;
    const common = { ...ports, application, progid };
    const known = memory.comOf(this.key, progid);
    const durations = new Durations({ ...common, slowMetric, timeCacheMs, quietMs, remindMs });
    durations.restore(known?.slowSpell, this.#now());
    const check = new ComCheck(
      {
        mode,
        application,
        excluded: watch.exclude,
        progid,
        verdict: { ...com.rules, timeCacheMs, floorAfterMs: watch.floorAfterMs },
        quietMs,
        hasNeighbours: this.scope === undefined,
      },
      {
        ...ports,
        ...shared,
        probe: this.#noting(made.probe),
        reporter: this.#reporter(),
        report: new ComReport({
          ...common,
          book: shared.book,
          reporter: this.#reporter(),
          alarmMetric: com.rules.alarmMetric,
          observes: mode === 'observe',
        }),
        health: new LastingCondition('com-check', { ...ports, application }),
        durations,
        knownGood: new KnownGood(made.proven, ports.journal, application),
        finder,
        own: () => this.own(),
        onAnswer: (began) => proveCures(shared.book, application, finder.appId, began),
        changed: () => memory.changed(),
      },
      known,
    );
    memory.keepCom(this.key, progid, check);
    return check;
  }

  /** Wraps the probe so that its last result can be read. */
  #noting(probe: Probe): Probe {
    return async (options, signal) => {
      const began = this.#now();
      const answer = await probe(options, signal);
      if (signal.aborted) return answer;
      const { monotonicMs, wallMs } = this.#now();
      this.#lastProbe = probeStatus(answer, wallMs);
      const tookMs = monotonicMs - began.monotonicMs;
      if (answer.kind !== 'unavailable') {
        this.#parts.stories.probed(this.config.name, wallMs, tookMs, answer.kind === 'ok');
      }
      if (answer.kind === 'ok') this.#parts.daily?.answered(serverTimeMs(answer.times));
      return answer;
    };
  }

  #reporter(): Reporter {
    const { config, ports, shared } = this.#parts;
    return new Reporter({
      ...ports,
      book: shared.book,
      remindMs: config.monitor.remindMs,
      brakeWallMs: (brakeMs, now) => shared.brake.wallMs(brakeMs, now),
    });
  }

  #now(): Instant {
    const { clock } = this.#parts.ports;
    return instantOf(clock);
  }
}
