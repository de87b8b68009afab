/** Gathers from a record the evidence on which limits are suggested. */
import { applicationOf } from '../judging/suspects.js';
import { imageName } from '../observing/identity.js';
import type { ProcessRow } from '../observing/model.js';
import { TargetMap } from '../observing/target-map.js';
import type {
  DeedEntry,
  LookupEntry,
  ProbeEntry,
  RecordEntry,
  SampleEntry,
} from '../recording/entry.js';
import { cpuLadder, MEMORY_LADDER, noCalls, type ApplicationEvidence } from './evidence.js';
import { Excursions, type RunEnd } from './excursions.js';
import { Calls } from './calls.js';
import { SeenProcess } from './seen-process.js';
import type { Watching } from './watching.js';

/** A gap between samples or calls longer than this is not counted. */
const GAP_MS = 15 * 60_000;

interface Of {
  readonly watching: Watching;
  readonly evidence: ApplicationEvidence;
  readonly calls: Calls;
  appIds: ReadonlySet<string>;
  lastSampleMs: number | undefined;
}

export class Gatherer {
  readonly #sinceUnixMs: number;
  readonly #watchings: readonly Watching[];
  readonly #processes = new TargetMap<SeenProcess>();
  readonly #stopped = new TargetMap<true>();
  #all: Of[] = [];
  #machine = { logicalProcessors: 64, physicalMemoryBytes: Infinity };

  constructor(watchings: readonly Watching[], sinceUnixMs: number) {
    this.#watchings = watchings;
    this.#sinceUnixMs = sinceUnixMs;
  }

  // eslint-disable-next-line complexity -- one case for each kind of entry
  take(entry: RecordEntry): void {
    switch (entry.kind) {
      case 'head':
        // A new file, not a new run of the agent.
        if (entry.entry.kind !== 'start') this.take(entry.entry);
        return;
      case 'machine':
        this.#machine = entry.machine;
        return;
      case 'start':
      case 'break':
      case 'end':
        // A new run has its own clock.
        this.#leaveAll();
        return;
      case 'lookup':
        this.#found(entry);
        return;
      case 'sample':
        this.#sampled(entry);
        return;
      case 'probe':
        this.#called(entry);
        return;
      case 'returned':
        if (entry.at.wallMs >= this.#sinceUnixMs) this.#of(entry)?.calls.returned(entry);
        return;
      case 'deed':
        this.#stoppedBy(entry);
        return;
      case 'state':
      case 'proven':
      case 'gap':
      case 'pass':
      case 'decision':
      case 'no-action':
      case 'brake':
      case 'pause':
      case 'request':
    }
  }

  /** Evidence of each application, in the given order. */
  finish(): readonly ApplicationEvidence[] {
    this.#leaveAll();
    return this.#applications.map(({ evidence }) => evidence);
  }

  get #applications(): readonly Of[] {
    if (this.#all.length === 0) this.#all = this.#watchings.map((each) => this.#begin(each));
    return this.#all;
  }

  #begin(watching: Watching): Of {
    const { logicalProcessors } = this.#machine;
    const most = watching.cpuBasis === 'machine' ? 100 : 100 * logicalProcessors;
    const evidence = {
      name: watching.name,
      cpu: new Excursions(cpuLadder(most)),
      memory: new Excursions(MEMORY_LADDER),
      samples: 0,
      coveredMs: 0,
      calls: noCalls(),
    };
    const calls = new Calls(evidence.calls, watching.timeCacheMs);
    const appIds = new Set<string>();
    return { watching, evidence, calls, appIds, lastSampleMs: undefined };
  }

  #found({ query, answer }: LookupEntry): void {
    if (!answer.ok || answer.found.appId === null) return;
    for (const each of this.#applications) {
      if (query.progid !== each.watching.progid || query.progid === undefined) continue;
      each.appIds = new Set([...each.appIds, answer.found.appId]);
    }
  }

  #sampled(entry: SampleEntry): void {
    const { sample, at, image } = entry;
    const isMeant = at.wallMs >= this.#sinceUnixMs;
    for (const each of this.#applications) {
      if (imageName(each.watching.image) !== imageName(image)) continue;
      const sinceMs = at.monotonicMs - (each.lastSampleMs ?? -Infinity);
      each.lastSampleMs = at.monotonicMs;
      if (!isMeant || sinceMs > GAP_MS) continue;
      each.evidence.samples++;
      each.evidence.coveredMs += sinceMs;
    }
    const present = new Set(sample.rows.map((row) => this.#seen(row, entry, isMeant)));
    if (sample.dropped > 0) return;
    for (const process of this.#processes.values()) {
      if (!present.has(process) && process.image === image) this.#leave(process, 'ended');
    }
  }

  /** The process of a row; `undefined` for one that no application has. */
  #seen(row: ProcessRow, entry: SampleEntry, isMeant: boolean): SeenProcess | undefined {
    const known = this.#processes.get(row);
    const of = this.#ownerOf(row, entry.image);
    if (!of) return known;
    const process = known ?? new SeenProcess(row, entry.image, of.watching);
    if (!known) this.#processes.set(process.target, process);
    const isSettled = process.sample(row, entry, this.#machine);
    if (isSettled && isMeant) process.tell(of.evidence, entry.at);
    return process;
  }

  #called(entry: ProbeEntry): void {
    const of = this.#of(entry);
    if (!of) return;
    of.calls.called(entry, this.#sinceUnixMs, this.#standingOut(of, entry.at.monotonicMs));
  }

  #of({ application }: Pick<ProbeEntry, 'application'>): Of | undefined {
    return this.#applications.find(({ watching }) => (watching.name ?? null) === application);
  }

  /** The host of an application that stands out most. */
  #standingOut({ evidence, appIds }: Of, nowMs: number): number | undefined {
    const isHost = (each: SeenProcess) =>
      appIds.size === 0 || (each.appId !== undefined && appIds.has(each.appId));
    const ratios = this.#processes
      .values()
      .flatMap((each) => (each.isOf(evidence) && isHost(each) ? (each.ratio(nowMs) ?? []) : []));
    return ratios.length === 0 ? undefined : Math.max(...ratios);
  }

  #stoppedBy({ target, outcome }: DeedEntry): void {
    if (outcome.kind === 'stopped') this.#stopped.set(target, true);
  }

  /** The application that its AppID belongs to, else the first one that judges every process of the image. */
  #ownerOf(row: ProcessRow, image: string): Of | undefined {
    const { commandLine } = row;
    const appId = applicationOf({ commandLine });
    const ofImage = this.#applications.filter(
      ({ watching }) => imageName(watching.image) === imageName(image),
    );
    return (
      ofImage.find(({ appIds }) => appId !== undefined && appIds.has(appId)) ??
      ofImage.find(({ watching }) => !watching.isScoped)
    );
  }

  #leave(process: SeenProcess, end: Exclude<RunEnd, 'returned'>): void {
    const { target } = process;
    process.leave(this.#stopped.has(target) ? 'stopped' : end);
    this.#stopped.delete(target);
    this.#processes.delete(target);
  }

  #leaveAll(): void {
    for (const process of this.#processes.values()) this.#leave(process, 'unseen');
    for (const each of this.#all) {
      each.lastSampleMs = undefined;
      each.calls.interrupt();
    }
  }
}
