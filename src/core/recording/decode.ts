/** Decodes lines into entries. A broken line is skipped and counted, together with whatever depends on it. */
import type { Instant } from '../instant.js';
import type { CommandLine, ProcessRow, SampleSource } from '../observing/model.js';
import { isCount, isShortText } from '../table.js';
import { RECORD_FORM } from './encode.js';
import type { RecordEntry } from './entry.js';
import { parseEntry } from './parse-entry.js';

type Identity = Pick<ProcessRow, 'pid' | 'startedAt' | 'name' | 'commandLine'>;

/** Upper bound for the processes of one name. */
const MOST_IDENTITIES = 5_000;
/** Upper bound for the wall clock of an agent. */
const LATEST_MS = 1e14;

const isWhole = Number.isSafeInteger as (value: unknown) => value is number;

export class RecordDecoder {
  #anchor: { readonly us: number; readonly wallMs: number } | undefined;
  #identities: (Identity | undefined)[] = [];
  #broken = 0;
  #isNewer = false;

  /** Number of invalid lines so far. */
  get broken(): number {
    return this.#broken;
  }

  /** Whether it was written by a version whose format this one does not read. */
  get isNewer(): boolean {
    return this.#isNewer;
  }

  /** Starts a new file: definitions of the previous one do not apply to it. */
  beginFile(): void {
    this.#anchor = undefined;
    this.#identities = [];
  }

  /** The entry of a line; `undefined` for lines without an entry of their own, and for broken ones. */
  decode(line: string): RecordEntry | undefined {
    if (line === '') return undefined;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      this.#broken++;
      return undefined;
    }
    const read = Array.isArray(value) ? this.#read(value) : 'broken';
    if (read !== 'broken') return read;
    this.#broken++;
    return undefined;
  }

  #read(line: readonly unknown[]): RecordEntry | undefined | 'broken' {
    switch (line[0]) {
      case 's':
        return this.#sample(line);
      case 'p':
        return this.#identity(line);
      case 'x': {
        const at = this.#at(line);
        return (at && parseEntry(line[3], at)) ?? 'broken';
      }
      case 'a':
        return this.#anchored(line);
      default:
        return 'broken';
    }
  }

  #anchored([, form, us, wallMs]: readonly unknown[]): undefined | 'broken' {
    this.beginFile();
    if (isWhole(form) && form > RECORD_FORM) this.#isNewer = true;
    if (form !== RECORD_FORM || !isWhole(us) || !isCount(wallMs)) return 'broken';
    if (wallMs > LATEST_MS) return 'broken';
    this.#anchor = { us, wallMs };
    return undefined;
  }

  #identity(line: readonly unknown[]): undefined | 'broken' {
    const [, index, pid, startedAt, name, isText, text] = line;
    if (!isCount(index) || index >= MOST_IDENTITIES || !isCount(pid)) return 'broken';
    this.#identities[index] = undefined;
    if (typeof startedAt !== 'string' || !/^\d{1,19}$/.test(startedAt)) return 'broken';
    if (!isShortText(name) || !isShortText(text, 40_000)) return 'broken';
    const commandLine: CommandLine =
      isText === 1 ? { kind: 'read', text } : { kind: text === 'hidden' ? 'hidden' : 'unread' };
    this.#identities[index] = { pid, startedAt, name, commandLine };
    return undefined;
  }

  #at(line: readonly unknown[]): Instant | undefined {
    const anchor = this.#anchor;
    const [, since, deviation] = line;
    if (!anchor || !isCount(since) || !isWhole(deviation)) return undefined;
    const wallMs = anchor.wallMs + Math.round(since / 1_000) + deviation;
    return { monotonicMs: (anchor.us + since) / 1_000, wallMs };
  }

  #sample(line: readonly unknown[]): RecordEntry | 'broken' {
    const at = this.#at(line);
    const [, , , took, image, source, from, length, generation, dropped, figures, late] = line;
    if (!at || !isCount(took) || !isShortText(image) || !isSource(source)) return 'broken';
    if (!isWhole(from) || !isCount(length) || !isCount(generation) || !isCount(dropped)) {
      return 'broken';
    }
    if (late !== undefined && !isWhole(late)) return 'broken';
    const rows = this.#rows(figures);
    if (!rows) return 'broken';
    const began = Math.round(at.monotonicMs * 1_000) - took;
    const sample = {
      source,
      takenAtMs: from / 10_000,
      readEndedMs: (from + length) / 10_000,
      generation,
      rows: rows.known,
      // Rows of an identity whose line is broken are omitted, like those that a source omits.
      dropped: dropped + rows.unknown,
    };
    const beganMs = began / 1_000;
    const slot = late === undefined ? {} : { slotMs: (began - late) / 1_000 };
    return { kind: 'sample', at, image, ...slot, beganMs, sample };
  }

  #rows(value: unknown): { readonly known: ProcessRow[]; readonly unknown: number } | undefined {
    if (!Array.isArray(value) || value.length % 3 !== 0) return undefined;
    const figures: readonly unknown[] = value;
    const known: ProcessRow[] = [];
    for (let at = 0; at < figures.length; at += 3) {
      const index = figures[at];
      const cpuTime100ns = figures[at + 1];
      const workingSetBytes = figures[at + 2];
      if (!isCount(index) || !isCount(workingSetBytes)) return undefined;
      if (cpuTime100ns !== null && !isCount(cpuTime100ns)) return undefined;
      const identity = this.#identities[index];
      if (!identity) continue;
      const { pid, startedAt, name, commandLine } = identity;
      known.push({ pid, startedAt, name, commandLine, cpuTime100ns, workingSetBytes });
    }
    return { known, unknown: figures.length / 3 - known.length };
  }
}

function isSource(value: unknown): value is SampleSource {
  return value === 'cim' || value === 'counter' || value === 'process';
}
