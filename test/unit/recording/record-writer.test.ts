/** The files of the black box on a real disk. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordWriter, type RecordOptions } from '../../../src/adapters/recording/record-writer.js';
import {
  filesSince,
  nothingRead,
  readRecord,
} from '../../../src/adapters/recording/record-reader.js';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import type { Clock } from '../../../src/ports.js';
import type { FileReason } from '../../../src/core/reason.js';
import type { RecordEntry, SampleEntry } from '../../../src/core/recording/entry.js';
import { recordEntries } from '../../support/examples/record.js';
import { row, sample } from '../../support/build.js';
import { until } from '../../support/shells.js';

const BEGAN = Date.UTC(2026, 10, 26, 3, 0, 0);
const HOUR = 3_600_000;
let state: string;
let dir: string;
let nowMs = 0;
let turns: (FileReason | undefined)[] = [];
const open: RecordWriter[] = [];
const clock = { ...systemClock, wallMs: () => BEGAN + nowMs };

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'comwatch-record-'));
  dir = join(state, 'record');
  nowMs = 0;
  turns = [];
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  rmSync(state, { recursive: true, force: true });
});

function writer(changes: Partial<RecordOptions> = {}): RecordWriter {
  const made = new RecordWriter({
    dir,
    days: 14,
    maxBytes: 1e9,
    redact: (text) => text,
    clock,
    onTurn: (reason) => void turns.push(reason),
    ...changes,
  });
  open.push(made);
  return made;
}

/** A write that takes a moment. */
async function slowly(begun: () => void): Promise<boolean> {
  begun();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return true;
}

/** A pause that its signal alone ends. */
const untilAborted: Clock['sleep'] = (_ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

function sampleAt(atMs: number): SampleEntry {
  const at = { monotonicMs: 1_000 + atMs, wallMs: BEGAN + atMs };
  const rows = [row({ cpuTime100ns: atMs * 10 })];
  return { ...recordEntries.sample, at, beganMs: at.monotonicMs - 5, sample: sample(rows, atMs) };
}

async function read(): Promise<{ entries: RecordEntry[]; totals: ReturnType<typeof nothingRead> }> {
  const totals = nothingRead();
  const entries: RecordEntry[] = [];
  for await (const part of readRecord(dir, await filesSince(dir, 0), totals)) {
    entries.push(...part.entries);
  }
  return { entries, totals };
}

const samplesOf = (entries: readonly RecordEntry[]) =>
  entries.filter((each) => each.kind === 'sample');

/** Writes each entry and waits until all of them are on disk. */
async function written(made: RecordWriter, entries: readonly RecordEntry[]): Promise<void> {
  for (const each of entries) made.write(each);
  await made.close();
}

describe('the files of the black box', () => {
  it('are read back as they were written', async () => {
    const entries = [recordEntries.start, recordEntries.machine].map((each) => ({
      ...each,
      at: sampleAt(0).at,
    }));
    const all = [...entries, sampleAt(0), sampleAt(1_000)];
    await written(writer(), all);
    expect((await read()).entries).toEqual(all);
    expect(readdirSync(dir)).toEqual(['2026-11-26T03.record']);
  });

  it('are one for each hour, the closed ones compressed, each with what held when it began', async () => {
    const first = writer();
    const at = { monotonicMs: 1_000, wallMs: BEGAN };
    await written(first, [{ ...recordEntries.start, at }, sampleAt(0)]);
    nowMs = HOUR;
    await written(writer(), [
      { ...recordEntries.start, at: { monotonicMs: 5, wallMs: BEGAN + 10 } },
      sampleAt(10),
      sampleAt(HOUR),
      sampleAt(HOUR + 1_000),
    ]);
    expect(readdirSync(dir).sort()).toEqual(['2026-11-26T03.record.gz', '2026-11-26T04.record']);
    const { entries, totals } = await read();
    expect(samplesOf(entries)).toEqual([0, 10, HOUR, HOUR + 1_000].map(sampleAt));
    expect(entries.filter((each) => each.kind === 'head').map(({ entry }) => entry.kind)).toEqual([
      'start',
    ]);
    expect(totals).toMatchObject({ files: 2, broken: 0, unreadable: 0 });
  });

  it('go on in the same hour after a kill, and a torn line costs itself only', async () => {
    await written(writer(), [sampleAt(0), sampleAt(1_000)]);
    const file = join(dir, '2026-11-26T03.record');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, -20));
    await written(writer(), [sampleAt(2_000)]);
    const { entries, totals } = await read();
    expect(samplesOf(entries)).toEqual([sampleAt(0), sampleAt(2_000)]);
    expect(totals.broken).toBe(1);
  });

  it('that were compressed when the agent was killed are not kept twice', async () => {
    await written(writer(), [sampleAt(0)]);
    const text = readFileSync(join(dir, '2026-11-26T03.record'));
    writeFileSync(join(dir, '2026-11-26T03.record.gz'), gzipSync(text));
    writeFileSync(join(dir, '2026-11-26T02.record.gz.tmp'), 'half of one');
    nowMs = HOUR;
    await written(writer(), [sampleAt(HOUR)]);
    expect(readdirSync(dir).sort()).toEqual(['2026-11-26T03.record.gz', '2026-11-26T04.record']);
    expect(samplesOf((await read()).entries)).toHaveLength(2);
  });

  it('of an hour that comes twice, because the clock was set back, are parts of it', async () => {
    await written(writer(), [sampleAt(0)]);
    nowMs = HOUR;
    await written(writer(), [sampleAt(HOUR)]);
    nowMs = 0;
    await written(writer(), [sampleAt(1_000)]);
    nowMs = 2 * HOUR;
    await written(writer(), [sampleAt(2 * HOUR)]);
    expect(readdirSync(dir).sort()).toEqual([
      '2026-11-26T03.2.record.gz',
      '2026-11-26T03.record.gz',
      '2026-11-26T04.record.gz',
      '2026-11-26T05.record',
    ]);
    expect(samplesOf((await read()).entries)).toEqual([0, 1_000, HOUR, 2 * HOUR].map(sampleAt));
  });

  it('go when they are too old, and the oldest when they are too much', async () => {
    mkdirSync(dir);
    const hours = [-40 * 24, -15 * 24, -14 * 24 + 2, -3, -2, -1];
    for (const hour of hours) {
      const name = new Date(BEGAN + hour * HOUR).toISOString().slice(0, 13);
      writeFileSync(join(dir, `${name}.record.gz`), Buffer.alloc(4_000_000));
    }
    writeFileSync(join(dir, 'notes.txt'), 'of the administrator');
    await written(writer({ maxBytes: 9_000_000 }), [sampleAt(0)]);
    expect(readdirSync(dir).sort()).toEqual([
      '2026-11-26T01.record.gz',
      '2026-11-26T02.record.gz',
      '2026-11-26T03.record',
      'notes.txt',
    ]);
  });

  it('that are cut off or noise cost what is missing of them', async () => {
    await written(writer(), [sampleAt(0), sampleAt(1_000)]);
    const lines = Array.from({ length: 5_000 }, (_, at) => JSON.stringify(['noise', at])).join(
      '\n',
    );
    const whole = gzipSync(`${readFileSync(join(dir, '2026-11-26T03.record'), 'utf8')}${lines}`);
    writeFileSync(join(dir, '2026-11-26T01.record.gz'), whole.subarray(0, whole.length / 2));
    writeFileSync(join(dir, '2026-11-26T02.record.gz'), 'this is no gzip');
    appendFileSync(join(dir, '2026-11-26T03.record'), Buffer.from([0, 255, 10, 10]));
    const { entries, totals } = await read();
    expect(samplesOf(entries)).toHaveLength(4);
    expect(totals.unreadable).toBe(1);
    expect(totals.broken).toBeGreaterThan(100);
  });

  it('are all that is lost where the disk does not take them: reported once, and begun anew', async () => {
    writeFileSync(dir, 'a file stands where the folder should be');
    const made = writer();
    made.write(sampleAt(0));
    await expect.poll(() => turns.length, { timeout: 60_000 }).toBe(1);
    expect(turns[0]).toMatchObject({ kind: 'file-unwritable' });
    rmSync(dir);
    await written(made, [sampleAt(1_000), sampleAt(2_000)]);
    expect(turns).toHaveLength(2);
    expect(turns[1]).toBeUndefined();
    expect(samplesOf((await read()).entries)).toEqual([sampleAt(1_000), sampleAt(2_000)]);
  });
});

it('writes at its end what came while the entry before was being written', async () => {
  let isWriting = (): void => undefined;
  const writing = new Promise<void>((resolve) => (isWriting = resolve));
  const made = writer({
    clock: { ...clock, sleep: () => Promise.resolve() },
    isHeld: () => slowly(isWriting),
  });
  made.write(sampleAt(0));
  await writing;
  made.write(sampleAt(1_000));
  await made.close();
  expect(samplesOf((await read()).entries)).toHaveLength(2);
});

it.each(['decision', 'deed'] as const)(
  'writes a %s at once, also while another entry is being written, with what came before it',
  async (kind) => {
    let isWriting = (): void => undefined;
    const made = writer({
      clock: { ...clock, sleep: untilAborted },
      isHeld: () => slowly(isWriting),
    });
    const urgentAt = (atMs: number): RecordEntry => ({
      ...recordEntries[kind],
      at: { monotonicMs: 1_000 + atMs, wallMs: BEGAN + atMs },
    });
    const writing = new Promise<void>((resolve) => (isWriting = resolve));
    made.write(sampleAt(0));
    made.write(urgentAt(1));
    await writing;
    made.write(urgentAt(2));
    const kinds = async () => (await read()).entries.map((entry) => entry.kind);
    await until(async () => (await kinds()).filter((each) => each === kind).length === 2);
    expect(await kinds()).toContain('sample');
    made.write(sampleAt(3));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(samplesOf((await read()).entries)).toHaveLength(1);
  },
);
