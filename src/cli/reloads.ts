/** Reloads the configuration file while the agent runs. */
import { isProvenBy } from '../adapters/state/proven-store.js';
import { provenBy } from '../compose/probe.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import type { Warning } from '../config/problem.js';
import type { WatchStatus } from '../core/telling/status.js';
import type { Answer } from '../core/telling/steering.js';
import type { Journal } from '../ports.js';
import { openConfig } from './open-config.js';

/** A configuration that may be put into force. */
export interface Taken {
  readonly config: Config;
  readonly warnings: readonly Warning[];
  /** Applications whose `[commethod]` stays unchanged: they have an open incident, and the new one is not proven. */
  readonly keptFrom: readonly (string | undefined)[];
}

/** The time during which one configuration is in force. */
export interface Reload {
  readonly isFirst: boolean;
  /** Aborted when another configuration replaces it. */
  readonly signal: AbortSignal;
  readonly attach: (journal: Journal) => void;
}

export class Reloads {
  readonly #observe: boolean;
  readonly #ending: AbortSignal;
  #current: Taken | undefined;
  #next: Taken | undefined;
  #begun = 0;
  #turn = new AbortController();
  #journal: Journal | undefined;
  #asking: Promise<Answer> | undefined;

  /**
   * @param observe whether the command line demands observe mode, whatever the file says
   * @param ending aborted when the process is to end: a read in progress is given up
   */
  constructor(observe: boolean, ending: AbortSignal) {
    this.#observe = observe;
    this.#ending = ending;
  }

  begin(current: Taken): Reload {
    this.#current = current;
    this.#next = undefined;
    this.#turn = new AbortController();
    const isFirst = this.#begun++ === 0;
    return {
      isFirst,
      signal: this.#turn.signal,
      attach: (journal) => (this.#journal = journal),
    };
  }

  /** The configuration that follows the present one. */
  taken(): Taken | undefined {
    return this.#next;
  }

  /** Reads the file; with a single problem the agent continues as before. One read at a time. */
  ask(status: WatchStatus | undefined): Promise<Answer> {
    this.#asking ??= this.#ask(status).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Applies changes that an open incident had delayed, once it is closed. */
  again(status: WatchStatus | undefined): void {
    const kept = this.#current?.keptFrom ?? [];
    if (kept.length > 0 && !kept.some((name) => hasIncident(status, name))) void this.ask(status);
  }

  async #ask(status: WatchStatus | undefined): Promise<Answer> {
    const before = this.#current;
    if (!before || this.#turn.signal.aborted) return { kind: 'reloading' };
    const { file, monitor } = before.config;
    const loaded = await openConfig(file, true, { signal: this.#ending });
    // What was not read in time says nothing about the file.
    if (this.#ending.aborted) return { kind: 'reloading' };
    if (!loaded.ok) {
      const problems = loaded.problems.length;
      this.#journal?.({
        level: 'error',
        action: 'configuration',
        sentence: { kind: 'reload-refused', file, problems },
      });
      return { kind: 'reload-refused', problems };
    }
    const { config, warnings } = this.#observe ? observing(loaded) : loaded;
    if (config.monitor.stateDir !== monitor.stateDir) return { kind: 'restart-needed' };
    this.#next = keeping(before.config, { config, warnings, keptFrom: [] }, status);
    this.#turn.abort();
    return { kind: 'reloading' };
  }
}

/** The configuration with `--observe` applied. */
export function observing({ config, warnings }: Pick<Taken, 'config' | 'warnings'>): Taken {
  const monitor = { ...config.monitor, mode: 'observe' as const };
  return { config: { ...config, monitor }, warnings, keptFrom: [] };
}

/** A new check that is not proven could not act during an open incident, so the old one stays until the incident is closed. */
export function keeping(before: Config, next: Taken, status: WatchStatus | undefined): Taken {
  const keptFrom: (string | undefined)[] = [];
  const keep = (each: ApplicationConfig): ApplicationConfig => {
    const old = before.applications.find(({ name }) => name === each.name)?.com;
    if (!old || !each.com || isProvenBy(provenBy(each.com), provenBy(old))) return each;
    if (!hasIncident(status, each.name)) return each;
    keptFrom.push(each.name);
    return { ...each, com: old };
  };
  const [first, ...others] = next.config.applications;
  const applications = [keep(first), ...others.map(keep)] as const;
  return { ...next, config: { ...next.config, applications }, keptFrom };
}

function hasIncident(status: WatchStatus | undefined, name: string | undefined): boolean {
  return (status?.incidents ?? []).some(
    ({ check, application }) => check === 'com' && application === (name ?? null),
  );
}
