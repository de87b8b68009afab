/**
 * Encodes entries as lines: one JSON array each, `[tag, time, deviation, …]`. Times are microseconds since the last
 * anchor line, which relates them to both clocks of the agent; the deviation is the drift of the wall clock since then,
 * in milliseconds. An identity has its own line and is referred to by number from then on. Anchor and identities are
 * repeated now and then, so that a broken line costs minutes at most.
 */
import type { Instant } from '../instant.js';
import type { ProcessRow } from '../observing/model.js';
import { imageName } from '../observing/identity.js';
import type { RecordEntry, SampleEntry } from './entry.js';

/** Incremented with every format that an earlier version cannot read. */
export const RECORD_FORM = 1;

const SAY_AGAIN_MS = 10 * 60_000;

interface Known {
  readonly index: number;
  readonly startedAt: string;
  readonly name: string;
  readonly commandLine: ProcessRow['commandLine'];
}

/** Removes secrets from a text. */
export type Redact = (text: string) => string;

export class RecordEncoder {
  readonly #redact: Redact;
  #anchor: Instant | undefined;
  #known = new Map<number, Known>();
  #next = 0;

  constructor(redact: Redact = (text) => text) {
    this.#redact = redact;
  }

  /** The lines of an entry, without their ends. */
  encode(entry: RecordEntry): readonly string[] {
    const lines: string[] = [];
    const anchor = this.#anchored(entry.at, lines);
    if (entry.kind === 'sample') this.#sample(entry, anchor, lines);
    else {
      const { at, ...rest } = entry;
      lines.push(
        JSON.stringify(['x', ...timeOf(at, anchor), withoutFunctions(rest, this.#redact)]),
      );
    }
    return lines;
  }

  /** Starts a new file with the next line. */
  beginFile(): void {
    this.#anchor = undefined;
  }

  #anchored(at: Instant, lines: string[]): Instant {
    const anchor = this.#anchor;
    const isFresh =
      anchor !== undefined &&
      at.monotonicMs >= anchor.monotonicMs &&
      at.monotonicMs - anchor.monotonicMs < SAY_AGAIN_MS;
    if (isFresh) return anchor;
    // In whole microseconds, so that sums are exact.
    const next = { monotonicMs: micros(at.monotonicMs) / 1_000, wallMs: Math.round(at.wallMs) };
    this.#anchor = next;
    this.#known = new Map();
    this.#next = 0;
    lines.push(JSON.stringify(['a', RECORD_FORM, micros(next.monotonicMs), next.wallMs]));
    return next;
  }

  #sample(
    { at, slotMs, beganMs, image, sample }: SampleEntry,
    anchor: Instant,
    lines: string[],
  ): void {
    const rows: (number | null)[] = [];
    for (const row of sample.rows) {
      rows.push(this.#indexOf(row, lines), row.cpuTime100ns, row.workingSetBytes);
    }
    const { source, takenAtMs, readEndedMs, generation, dropped } = sample;
    const from = ticks(takenAtMs);
    const head = ['s', ...timeOf(at, anchor), micros(at.monotonicMs) - micros(beganMs)];
    const body = [imageName(image), source, from, ticks(readEndedMs) - from, generation, dropped];
    const late = slotMs === undefined ? [] : [micros(beganMs) - micros(slotMs)];
    lines.push(JSON.stringify([...head, ...body, rows, ...late]));
  }

  #indexOf(row: ProcessRow, lines: string[]): number {
    const known = this.#known.get(row.pid);
    if (known && isSame(known, row)) return known.index;
    const index = this.#next++;
    const { pid, startedAt, name, commandLine } = row;
    this.#known.set(pid, { index, startedAt, name, commandLine });
    const text = commandLine.kind === 'read' ? this.#redact(commandLine.text) : commandLine.kind;
    const isText = commandLine.kind === 'read' ? 1 : 0;
    lines.push(JSON.stringify(['p', index, pid, startedAt, name, isText, text]));
    return index;
  }
}

function isSame(known: Known, row: ProcessRow): boolean {
  if (known.startedAt !== row.startedAt || known.name !== row.name) return false;
  const [one, other] = [known.commandLine, row.commandLine];
  if (one === other) return true;
  return one.kind === 'read' && other.kind === 'read'
    ? one.text === other.text
    : one.kind === other.kind;
}

function timeOf({ monotonicMs, wallMs }: Instant, anchor: Instant): [number, number] {
  const since = micros(monotonicMs) - micros(anchor.monotonicMs);
  return [since, Math.round(wallMs) - anchor.wallMs - Math.round(since / 1_000)];
}

/** Whole microseconds. */
export function micros(ms: number): number {
  return Math.round(ms * 1_000);
}

/** Whole units of 100 ns. */
function ticks(ms: number): number {
  return Math.round(ms * 10_000);
}

/** Maximum depth of an entry; a deeper value is a mistake of the caller. */
const DEEPEST = 12;

function withoutFunctions(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each) => withoutFunctions(each, redact, depth + 1));
  if (value instanceof Promise) return undefined;
  const entries = Object.entries(value)
    .filter(([, each]) => typeof each !== 'function')
    .map(([key, each]) => [key, withoutFunctions(each, redact, depth + 1)] as const);
  return Object.fromEntries(entries);
}
