import type { MovedTime } from './moved-time.js';
import type { Random } from './random.js';
import type { SimulatedMachine } from './simulated-machine.js';
import type { SimulatedProcess } from './simulated-process.js';
import { imageName } from '../core/observing/identity.js';
import type { CommandLine, ProcessRow, SampleSource } from '../core/observing/model.js';
import { failure, success } from '../core/result.js';
import type { SampleAnswer, Sampler } from '../ports.js';

/** Faults when Windows is queried for its processes; chances are per sample. */
export interface SourceFaults {
  /** No answer at all. */
  readonly fails: number;
  /** A row is omitted. */
  readonly drops: number;
  /** The shell was restarted. */
  readonly restarts: number;
  /** The answer is late, without the time of reading: milliseconds at most. */
  readonly lateByMs: number;
}

const noFaults: SourceFaults = { fails: 0, drops: 0, restarts: 0, lateByMs: 0 };

/** Samples of the processes of one name, like the answers of a shell. */
export class SimulatedSource {
  faults: SourceFaults = noFaults;
  /** Makes WMI silent: command lines are unknown from now on. */
  isWmiDead = false;
  source: SampleSource = 'cim';
  readonly #machine: SimulatedMachine;
  readonly #random: Random;
  readonly #time: MovedTime;
  readonly #read = new WeakMap<SimulatedProcess, CommandLine>();
  readonly #name: string;
  #generation = 1;

  constructor(machine: SimulatedMachine, name: string, random: Random) {
    this.#machine = machine;
    this.#time = machine.time;
    this.#random = random;
    this.#name = imageName(name);
  }

  readonly sample: Sampler = () => this.#sample(this.#name);

  /** Samples of the processes of another name. */
  sampler(name: string): Sampler {
    const watched = imageName(name);
    return () => this.#sample(watched);
  }

  async #sample(watched: string): Promise<SampleAnswer> {
    const { fails, restarts, lateByMs } = this.faults;
    const random = this.#random;
    const takenAtMs = this.#time.monotonicMs();
    if (this.faults !== noFaults) {
      if (random.chance(restarts)) this.#generation++;
      if (lateByMs > 0 && random.chance(0.1)) {
        const ms = random.between(0, lateByMs);
        await new Promise<void>((resolve) => this.#time.after(ms, resolve));
      }
      if (random.chance(fails)) return { ok: false, reason: { kind: 'shell-silent' } };
    }
    const sample = this.#take(watched, takenAtMs);
    if (sample.rows.length === 0 && sample.dropped > 0) {
      const { source, dropped } = sample;
      return failure({ kind: 'rows-unusable', source, dropped });
    }
    return success(sample);
  }

  #take(watched: string, takenAtMs: number) {
    const nowMs = this.#time.monotonicMs();
    const { drops } = this.faults;
    const rows: ProcessRow[] = [];
    let dropped = 0;
    for (const process of this.#machine.all()) {
      const { name: image } = process.target;
      if (image !== watched && imageName(image) !== watched) continue;
      if (drops > 0 && this.#random.chance(drops)) {
        dropped++;
        continue;
      }
      const { pid, startedAt, name } = process.target;
      rows.push({
        pid,
        startedAt,
        name,
        // Windows counts in steps of 15.625 ms.
        cpuTime100ns: Math.floor(process.cpuTimeMs(nowMs) / 15.625) * 156_250,
        workingSetBytes: Math.round(process.bytes(nowMs)),
        commandLine: this.#commandLine(process),
      });
    }
    const { source } = this;
    return { source, takenAtMs, readEndedMs: nowMs, generation: this.#generation, rows, dropped };
  }

  /** Read once for each process, after the sample that first shows it. */
  #commandLine(process: SimulatedProcess): CommandLine {
    const known = this.#read.get(process);
    if (known?.kind === 'read') return known;
    if (!this.isWmiDead) {
      const { isReadable, commandLine: text } = process;
      this.#read.set(process, isReadable ? { kind: 'read', text } : { kind: 'hidden' });
    }
    return known ?? unread;
  }
}

const unread: CommandLine = { kind: 'unread' };
