/** Gathers from a record the evidence on which limits are suggested. */
import { applicationOf } from '../judging/suspects.js';
import { imageName, targetKey } from '../observing/identity.js';
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
  readonly #processes = new Map<string, SeenProcess>();
  readonly #stopped = new Set<string>();
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
    const present = new Set<string>();
    for (const row of sample.rows) {
      const key = targetKey(row);
      present.add(key);
      const of = this.#ownerOf(row, image);
      if (!of) continue;
      const known = this.#processes.get(key);
      const process = known ?? new SeenProcess(row, image, of.watching);
      if (!known) this.#processes.set(key, process);
      const isSettled = process.sample(row, entry, this.#machine);
      if (isSettled && isMeant) process.tell(of.evidence, at);
    }
    if (sample.dropped > 0) return;
    for (const [key, process] of this.#processes) {
      if (!present.has(key) && process.image === image) this.#leave(key, process, 'ended');
    }
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
    const ratios = [...this.#processes.values()].flatMap((each) =>
      each.isOf(evidence) && isHost(each) ? (each.ratio(nowMs) ?? []) : [],
    );
    return ratios.length === 0 ? undefined : Math.max(...ratios);
  }

  #stoppedBy({ target, outcome }: DeedEntry): void {
    if (outcome.kind === 'stopped') this.#stopped.add(targetKey(target));
  }

  /** The application that its AppID belongs to, else the first one that judges every process of the image. */
  #ownerOf(row: SampleEntry['sample']['rows'][number], image: string): Of | undefined {
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

  #leave(key: string, process: SeenProcess, end: Exclude<RunEnd, 'returned'>): void {
    process.leave(this.#stopped.has(key) ? 'stopped' : end);
    this.#stopped.delete(key);
    this.#processes.delete(key);
  }

  #leaveAll(): void {
    for (const [key, process] of [...this.#processes]) this.#leave(key, process, 'unseen');
    for (const each of this.#all) {
      each.lastSampleMs = undefined;
      each.calls.interrupt();
    }
  }
}
