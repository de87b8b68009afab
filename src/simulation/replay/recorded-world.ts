/** The world of a record: the agent receives its recorded inputs at the recorded times. */
import type { Instant } from '../../core/instant.js';
import { imageName } from '../../core/observing/identity.js';
import type { Machine, Target } from '../../core/observing/model.js';
import { TargetMap } from '../../core/observing/target-map.js';
import type {
  DeedEntry,
  GapEntry,
  HeadEntry,
  LookupEntry,
  PassEntry,
  ProbeEntry,
  ProvenEntry,
  RecordEntry,
  ReturnedEntry,
  SampleEntry,
  StateEntry,
} from '../../core/recording/entry.js';
import { isOfHead } from '../../core/recording/parse-entry.js';
import { MovedTime } from '../moved-time.js';
import { Lane, Lanes } from './lane.js';

/** A timer fires a little late, and its successor is counted from there. */
export const SLACK_MS = 20;

export type Round = SampleEntry | GapEntry;

export class RecordedWorld {
  readonly time: MovedTime;
  readonly rounds = new Lanes<Round>();
  readonly passes = new Lanes<PassEntry>();
  readonly probes = new Lanes<ProbeEntry>();
  readonly returns = new Lanes<ReturnedEntry>();
  readonly proofs = new Lanes<ProvenEntry>();
  readonly lookups = new Map<string, LookupEntry[]>();
  readonly #deeds = new TargetMap<Lane<DeedEntry>>();
  readonly states = new Map<StateEntry['store'], unknown>();
  /** Interruptions of the series that have not been repeated yet, by image. */
  readonly breaks = new Lanes<Instant>();
  machine: Machine | undefined;
  #machineKnown: (() => void)[] = [];
  /** Called at the time of each request. */
  onRequest: ((entry: Extract<RecordEntry, { kind: 'request' }>) => void) | undefined;

  constructor(at: Instant) {
    this.time = new MovedTime(at.wallMs - at.monotonicMs);
  }

  /** Moves to the first moment of this life of the agent. */
  async begin(at: Instant): Promise<void> {
    await this.time.runUntil(at.monotonicMs);
  }

  feed(entry: RecordEntry): void {
    if (entry.kind === 'sample' || entry.kind === 'gap') {
      this.rounds.of(imageName(entry.image)).push(entry);
    } else if (entry.kind === 'head') {
      if (entry.entry.kind === 'state') this.states.set(entry.entry.store, entry.entry.value);
      else this.#known(entry.entry);
    } else if (isOfHead(entry)) this.#known(entry);
    else this.#happened(entry);
  }

  #happened(entry: RecordEntry): void {
    if (entry.kind === 'break') this.breaks.of(imageName(entry.image)).push(entry.at);
    if (entry.kind === 'pass') this.passes.of(entry.application ?? '').push(entry);
    if (entry.kind === 'probe') this.probes.of(entry.application ?? '').push(entry);
    if (entry.kind === 'deed') this.deedsOn(entry.target).push(entry);
    if (entry.kind === 'returned') {
      this.returns.of(returnKey(entry.application, entry.beganMs)).push(entry);
    }
    if (entry.kind === 'request') {
      this.time.at(entry.at.monotonicMs, () => this.onRequest?.(entry));
    }
  }

  /** What was done to a process. */
  deedsOn(target: Target): Lane<DeedEntry> {
    const known = this.#deeds.get(target);
    if (known) return known;
    const made = new Lane<DeedEntry>();
    this.#deeds.set(target, made);
    return made;
  }

  /** Resolves when the machine is known. */
  async machineOf(signal: AbortSignal): Promise<Machine | undefined> {
    while (!this.machine && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#machineKnown.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return this.machine;
  }

  /** Waits for the moment, and sets the wall clock to its recorded time. */
  async until(at: Instant, signal: AbortSignal): Promise<void> {
    await this.sleepUntil(at.monotonicMs, signal);
    const { time } = this;
    const offsetMs = time.wallMs() - time.monotonicMs();
    const recordedMs = at.wallMs - at.monotonicMs;
    if (offsetMs !== recordedMs) time.setWallBy(recordedMs - offsetMs);
  }

  async sleepUntil(atMs: number, signal: AbortSignal): Promise<void> {
    const leftMs = atMs - this.time.monotonicMs();
    // To the exact instant: a sum of differences would miss it by a fraction.
    if (leftMs > 0) await this.time.sleepUntil(atMs, signal);
  }

  #known(entry: HeadEntry['entry']): void {
    if (entry.kind === 'machine') {
      this.machine = entry.machine;
      for (const go of this.#machineKnown.splice(0)) go();
    }
    if (entry.kind === 'state' && entry.isLoaded) this.states.set(entry.store, entry.value);
    if (entry.kind === 'proven') this.proofs.of(entry.application ?? '').push(entry);
    if (entry.kind !== 'lookup') return;
    const key = JSON.stringify(entry.query);
    const list = this.lookups.get(key);
    if (list) list.push(entry);
    else this.lookups.set(key, [entry]);
  }
}

export function returnKey(application: string | null, beganMs: number): string {
  return `${application ?? ''} ${beganMs}`;
}
