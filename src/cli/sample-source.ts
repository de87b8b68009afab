/** Source of the figures of `comwatch sample`: the agent's own sampler, process table and state folder, read only. */
import { systemClock } from '../adapters/clock/clock.js';
import { openApplicationReader } from '../adapters/powershell/commands/application.js';
import { openSampler, type SamplerParts } from '../adapters/powershell/commands/sampler.js';
import type { Shell } from '../adapters/powershell/shell/shell.js';
import { openBrakeStore } from '../adapters/state/brake-store.js';
import { scopeOf, whyUnknown } from '../agent/observing/scope.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import { instantOf } from '../core/instant.js';
import { imageName } from '../core/observing/identity.js';
import type { Reason } from '../core/reason.js';
import type { Machine } from '../core/observing/model.js';
import {
  emptyWatch,
  observe,
  type Watched,
  type WatchState,
} from '../core/observing/process-table.js';
import type { Journal } from '../ports.js';
import { rowsOf, type BrakeView, type Resolved, type SampleView } from './sample-view.js';

/** Two failures hand over to the next of three sources; the first answer of the last one counts. */
const MOST_TRIES = 5;

/** One image name: its sampler and its process table. */
interface Image {
  readonly watch: ApplicationConfig['watch'];
  readonly sampler: SamplerParts;
  state: WatchState;
}

export class SampleReader {
  readonly #config: Config;
  readonly #machine: Machine;
  readonly #shell: Shell;
  readonly #images: readonly Image[];
  readonly #resolved = new Map<ApplicationConfig, Resolved>();

  constructor(
    config: Config,
    machine: Machine,
    { shell, ask }: { readonly shell: Shell; readonly ask: Shell },
    journal: Journal,
  ) {
    this.#config = config;
    this.#machine = machine;
    this.#shell = ask;
    const byName = new Map(config.applications.map(({ watch }) => [imageName(watch.name), watch]));
    this.#images = [...byName.values()].map((watch) => ({
      watch,
      sampler: openSampler({
        shell,
        asking: ask,
        processName: watch.name,
        source: watch.source,
        journal,
      }),
      state: emptyWatch,
    }));
  }

  /** Minimum interval of two samples. */
  get spacingMs(): number {
    return Math.max(
      ...this.#images.map(({ watch, sampler }) =>
        Math.max(watch.delayMs, sampler.minimumSpacingMs()),
      ),
    );
  }

  /** Time after which every figure is known. */
  get measuringMs(): number {
    return Math.max(this.spacingMs, ...this.#images.map(({ watch }) => watch.cpuWindowMs));
  }

  get isEmpty(): boolean {
    return this.#watched().length === 0;
  }

  /** Takes one sample of every image, from the next source where one fails; returns the reason when none answers. */
  async take(signal: AbortSignal): Promise<Reason | undefined> {
    for (const image of this.#images) {
      let failure: Reason | undefined;
      for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries++) {
        failure = await this.#takeOf(image, signal);
        if (failure === undefined) break;
      }
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  async view(signal: AbortSignal): Promise<SampleView> {
    for (const each of this.#config.applications) await this.#resolve(each, signal);
    const unresolved = [...this.#resolved].flatMap(([each, answer]) =>
      answer.kind === 'unknown' ? [{ name: calledBy(each), reason: answer.reason }] : [],
    );
    return {
      config: this.#config,
      machine: this.#machine,
      atMs: systemClock.wallMs(),
      source: this.#images[0]?.sampler.source() ?? 'cim',
      brake: await readBrake(this.#config.monitor.stateDir, systemClock.wallMs()),
      rows: rowsOf(this.#config, this.#watched(), this.#resolved),
      unresolved,
    };
  }

  /** Whether the command line of some process is still being read. */
  get hasUnread(): boolean {
    return this.#watched().some(({ commandLine }) => commandLine.kind === 'unread');
  }

  #watched(): Watched[] {
    return this.#images.flatMap(({ state }) => [...state.watched.values()]);
  }

  async #takeOf(image: Image, signal: AbortSignal): Promise<Reason | undefined> {
    const answer = await image.sampler.sample(signal);
    if (!answer.ok) return answer.reason;
    const { cpuWindowMs, cpuBasis, graceMs } = image.watch;
    const now = instantOf(systemClock);
    const { logicalProcessors, physicalMemoryBytes } = this.#machine;
    const rules = {
      cpuWindowMs,
      cpuBasis,
      graceMs,
      timeCacheMs: 60_000,
      logicalProcessors,
      physicalMemoryBytes,
    };
    const context = { now, spacingMs: this.spacingMs, rules };
    image.state = observe(image.state, answer.value, context).state;
    return undefined;
  }

  /** Looks it up once, and again only while it is not known. */
  async #resolve(each: ApplicationConfig, signal: AbortSignal): Promise<void> {
    const scope = scopeOf(each);
    if (!scope || this.#resolved.get(each)?.kind === 'known') return;
    const answer = await openApplicationReader(this.#shell)({ ...scope, catalog: true }, signal);
    if (!answer.ok) this.#resolved.set(each, { kind: 'unknown', reason: answer.reason });
    else {
      const { appId, instancePids } = answer.found;
      const reason = whyUnknown(scope, answer.found, calledBy(each));
      this.#resolved.set(
        each,
        appId === null ? { kind: 'unknown', reason } : { kind: 'known', appId, instancePids },
      );
    }
  }
}

/** The COM+ application whose hosts are judged, as referred to in the configuration. */
function calledBy(each: ApplicationConfig): string {
  const { application, progid } = scopeOf(each) ?? {};
  return application ?? progid ?? '';
}

/** Holds that have not ended yet. */
async function readBrake(stateDir: string, nowMs: number): Promise<BrakeView> {
  const answer = await openBrakeStore(stateDir).load();
  switch (answer.kind) {
    case 'absent':
      return { kind: 'free' };
    case 'unreadable':
      return { kind: 'unreadable', reason: answer.reason };
    case 'state': {
      const holds = Object.entries(answer.state).flatMap(([key, { hold }]) =>
        hold && hold.untilMs > nowMs ? [{ key, untilMs: hold.untilMs }] : [],
      );
      return holds.length === 0 ? { kind: 'free' } : { kind: 'held', holds };
    }
  }
}
