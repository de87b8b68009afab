/** The curves, calls and stops of a record, as a report shows them. */
import { cpuFigure, type CpuPoint } from '../observing/cpu.js';
import { fileTimeToUnixMs } from '../observing/identity.js';
import type { ProcessRow } from '../observing/model.js';
import type {
  ProbeEntry,
  RecordedApplication,
  RecordEntry,
  SampleEntry,
  StartEntry,
} from '../recording/entry.js';
import { guidOf } from '../judging/suspects.js';
import { Curves } from './curves.js';
import type { ViewHistory, ViewProbe } from './view.js';

/** Size of the server that is assumed until the record gives it. */
const UNKNOWN_MACHINE = { logicalProcessors: 1_024, physicalMemoryBytes: Infinity };
const CPU_WINDOW_MS = 5_000;
const MOST_PROBES = 6_000;

export class RecordView {
  readonly #curves = new Curves();
  readonly #points = new Map<string, readonly CpuPoint[]>();
  /** AppID to the name of an application. */
  readonly #owners = new Map<string, string | null>();
  readonly #fromUnixMs: number;
  readonly #toUnixMs: number;
  #machine: Pick<typeof UNKNOWN_MACHINE, 'logicalProcessors' | 'physicalMemoryBytes'> =
    UNKNOWN_MACHINE;
  #start: StartEntry | undefined;
  #probes: ViewProbe[] = [];
  #lastMs: number | undefined;

  constructor(fromUnixMs: number, toUnixMs: number) {
    this.#fromUnixMs = fromUnixMs;
    this.#toUnixMs = toUnixMs;
  }

  /** Adds an entry; entries come in the order in which they were written. */
  // eslint-disable-next-line complexity -- one case for each kind of entry
  take(entry: RecordEntry): void {
    switch (entry.kind) {
      case 'head':
        this.take(entry.entry);
        return;
      case 'start':
        this.#start = entry;
        return;
      case 'machine':
        this.#machine = entry.machine;
        return;
      case 'lookup': {
        const { query, answer } = entry;
        if (!answer.ok || answer.found.appId === null) return;
        const of = this.applications.find(({ progid }) => progid === query.progid);
        if (of) this.#owners.set(answer.found.appId, of.name);
        return;
      }
      case 'sample':
        this.#sample(entry);
        return;
      case 'probe':
        this.#probe(entry);
        return;
      case 'deed': {
        const { target, outcome, at } = entry;
        if (outcome.kind !== 'stopped' && outcome.kind !== 'gone') return;
        const startedUnixMs = Math.round(fileTimeToUnixMs(target.startedAt));
        this.#curves.stopped(target.pid, startedUnixMs, Math.round(at.wallMs));
        return;
      }
      case 'state':
      case 'proven':
      case 'gap':
      case 'pass':
      case 'returned':
      case 'decision':
      case 'no-action':
      case 'brake':
      case 'pause':
      case 'request':
      case 'break':
      case 'end':
    }
  }

  /** Applications of the last configuration in force. */
  get applications(): readonly RecordedApplication[] {
    return this.#start?.applications ?? [];
  }

  get start(): StartEntry | undefined {
    return this.#start;
  }

  get history(): ViewHistory {
    const toUnixMs = Math.min(this.#toUnixMs, this.#lastMs ?? this.#toUnixMs);
    const curves = this.#curves.view(this.#fromUnixMs);
    const firstMs = Math.min(toUnixMs, ...curves.map(({ atUnixMs }) => atUnixMs[0] ?? toUnixMs));
    return {
      fromUnixMs: Math.max(this.#fromUnixMs, firstMs),
      toUnixMs,
      curves,
      probes: this.#probes,
    };
  }

  #isMeant(unixMs: number): boolean {
    return unixMs >= this.#fromUnixMs && unixMs <= this.#toUnixMs;
  }

  #sample({ image, sample, at }: SampleEntry): void {
    const atUnixMs = Math.round(at.wallMs);
    this.#lastMs = atUnixMs;
    const known = new Set<string>();
    for (const row of sample.rows) {
      const key = `${sample.generation} ${row.pid} ${row.startedAt}`;
      known.add(key);
      const cpuPercent = this.#cpu(key, row, sample);
      if (!this.#isMeant(atUnixMs)) continue;
      const memoryPercent = (100 * row.workingSetBytes) / this.#machine.physicalMemoryBytes;
      this.#curves.point(
        {
          pid: row.pid,
          name: row.name,
          startedUnixMs: Math.round(fileTimeToUnixMs(row.startedAt)),
          cpuPercent: cpuPercent === null ? null : hundredths(cpuPercent),
          memoryPercent: hundredths(memoryPercent),
        },
        this.#applicationOf(row, image),
        atUnixMs,
      );
    }
    // For an image without this sample, the next point begins anew: a report can do with one figure less.
    if (this.applications.every((each) => each.image === image)) {
      for (const key of this.#points.keys()) if (!known.has(key)) this.#points.delete(key);
    }
  }

  #cpu(
    key: string,
    { cpuTime100ns }: ProcessRow,
    { takenAtMs, readEndedMs }: SampleEntry['sample'],
  ): number | null {
    if (cpuTime100ns === null) return null;
    const { percent, points } = cpuFigure(
      this.#points.get(key) ?? [],
      { takenAtMs, readEndedMs, cpuTime100ns },
      {
        cpuWindowMs: CPU_WINDOW_MS,
        spacingMs: 0,
        logicalProcessors: this.#machine.logicalProcessors,
        basis: 'core',
      },
    );
    this.#points.set(key, points);
    return percent;
  }

  /** The application that its AppID belongs to, else the first that watches its image. */
  #applicationOf({ commandLine }: ProcessRow, image: string): string | null {
    const text = commandLine.kind === 'read' ? commandLine.text : '';
    const guid = /\/processid:\s*(\{[0-9a-f-]{36}\})/i.exec(text)?.[1];
    const owner = guid === undefined ? undefined : this.#owners.get(guidOf(guid) ?? '');
    if (owner !== undefined) return owner;
    return this.applications.find((each) => each.image === image)?.name ?? null;
  }

  #probe({ application, answer, at }: ProbeEntry): void {
    const atUnixMs = Math.round(at.wallMs);
    if (!this.#isMeant(atUnixMs)) return;
    this.#probes.push({
      atUnixMs,
      application,
      class: answer.kind === 'failed' ? answer.failure.failureClass : answer.kind,
      stages: answer.kind === 'unavailable' ? {} : rounded(answer.times),
    });
    if (this.#probes.length > MOST_PROBES) this.#probes.shift();
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function rounded(times: Readonly<Partial<Record<string, number>>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([stage, ms]) =>
      ms === undefined ? [] : [[stage, Math.round(ms)]],
    ),
  );
}
