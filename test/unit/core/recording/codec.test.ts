import { describe, expect, it } from 'vitest';
import { RecordDecoder } from '../../../../src/core/recording/decode.js';
import { RecordEncoder } from '../../../../src/core/recording/encode.js';
import type { RecordEntry, SampleEntry } from '../../../../src/core/recording/entry.js';
import { recordEntries } from '../../../support/examples/record.js';
import { row, sample } from '../../../support/build.js';

function decoded(lines: readonly string[], decoder = new RecordDecoder()): RecordEntry[] {
  return lines.flatMap((line) => decoder.decode(line) ?? []);
}

function sampleAt(monotonicMs: number, more: Partial<SampleEntry> = {}): SampleEntry {
  return {
    kind: 'sample',
    image: 'dllhost.exe',
    beganMs: Math.round(monotonicMs * 1_000 - 12_345) / 1_000,
    at: { monotonicMs, wallMs: 1_795_000_000_000 + Math.round(monotonicMs) },
    sample: sample([row()], monotonicMs),
    ...more,
  };
}

describe('lines of the black box', () => {
  it.each(Object.entries(recordEntries))('keep an entry of kind %s as it was', (_kind, entry) => {
    expect(decoded(new RecordEncoder().encode(entry))).toEqual([entry]);
  });

  it('keep both clocks to the microsecond and the millisecond', () => {
    const encoder = new RecordEncoder();
    const entries = [0.001, 333.333, 59_999.999, 700_000.007].map((atMs) => sampleAt(20 + atMs));
    expect(decoded(entries.flatMap((each) => encoder.encode(each)))).toEqual(entries);
  });

  it('keep the slot of a sample, and need none: earlier versions did not write it', () => {
    const late = sampleAt(1_000, { slotMs: 420.5 });
    expect(decoded(new RecordEncoder().encode(late))).toEqual([late]);
    const [anchor = '', identity = '', line = ''] = new RecordEncoder().encode(sampleAt(1_000));
    const [read] = decoded([anchor, identity, line]);
    expect(read).not.toHaveProperty('slotMs');
    const spoiled = JSON.stringify([...(JSON.parse(line) as unknown[]), 'x']);
    const decoder = new RecordDecoder();
    expect(decoded([anchor, identity, spoiled], decoder)).toEqual([]);
    expect(decoder.broken).toBe(1);
  });

  it('say an identity once, and again ten minutes later', () => {
    const encoder = new RecordEncoder();
    const lines = [1_000, 2_000, 602_000].flatMap((atMs) => encoder.encode(sampleAt(atMs)));
    expect(lines.map((line) => line.slice(0, 4))).toEqual([
      '["a"',
      '["p"',
      '["s"',
      '["s"',
      '["a"',
      '["p"',
      '["s"',
    ]);
  });

  it('are below 200 bytes for a sample of five processes', () => {
    const encoder = new RecordEncoder();
    const rows = [1, 2, 3, 4, 5].map((pid) =>
      row({ pid, cpuTime100ns: 123_456_250_000 + pid * 156_250, workingSetBytes: 303_104_000 }),
    );
    const entry = sampleAt(1_000, { sample: sample(rows, 86_400_000) });
    encoder.encode(entry);
    const [line = ''] = encoder.encode(sampleAt(2_000, { sample: entry.sample }));
    expect(line.length).toBeLessThan(200);
  });

  it('carry no secret, whatever text it stands in', () => {
    const encoder = new RecordEncoder((text) => text.replaceAll('Qu1"et\\ly', '***'));
    const withSecret = { kind: 'foreign', text: 'bad password Qu1"et\\ly' } as const;
    const commandLine = { kind: 'read', text: 'dllhost.exe /p:Qu1"et\\ly' } as const;
    const lines = [
      { ...recordEntries.gap, reason: withSecret },
      { ...recordEntries.sample, sample: sample([row({ commandLine })]) },
    ].flatMap((each) => encoder.encode(each));
    const text = JSON.stringify(decoded(lines));
    expect(text).not.toContain('Qu1');
    expect(text.match(/\*\*\*/g)).toHaveLength(2);
  });
});

describe('broken lines', () => {
  const lines = [1_000, 2_000, 3_000].flatMap((atMs, index) =>
    index === 0 ? [] : new RecordEncoder().encode(sampleAt(atMs)),
  );

  it.each([
    ['torn', '["s",1000,0,12'],
    ['of another kind', '{"kind":"sample"}'],
    ['with a tag that is none', '["z",1]'],
    ['with a figure that is none', '["s",1000,0,1,"a","cim",1,1,1,0,[0,-1,5]]'],
    ['with half a row', '["s",1000,0,1,"a","cim",1,1,1,0,[0,1]]'],
    ['with a source that is none', '["s",1000,0,1,"a","wmi",1,1,1,0,[]]'],
    ['with an entry of another shape', '["x",1000,0,{"kind":"deed"}]'],
    ['with a kind that every table has', '["x",1000,0,{"kind":"constructor"}]'],
    ['that lies before its anchor', '["x",-5,0,{"kind":"end"}]'],
    ['of noise', '\u0000\u0000\u0000'],
  ])('are skipped and counted: one %s', (_what, line) => {
    const decoder = new RecordDecoder();
    const [first = '', ...others] = lines;
    expect(decoded([first, line, ...others], decoder)).toHaveLength(2);
    expect(decoder.broken).toBe(1);
  });

  it('of an identity cost its rows, which count as left out', () => {
    const encoder = new RecordEncoder();
    const two = sample([row({ pid: 1 }), row({ pid: 2 })], 1_000);
    const good = encoder.encode(sampleAt(1_000, { sample: two }));
    const decoder = new RecordDecoder();
    const [entry] = decoded(
      good.map((line) => (line.startsWith('["p",0') ? line.slice(0, -9) : line)),
      decoder,
    );
    expect(decoder.broken).toBe(1);
    expect(entry).toMatchObject({ sample: { rows: [{ pid: 2 }], dropped: 1 } });
  });

  it('of an anchor cost what follows up to the next one', () => {
    const decoder = new RecordDecoder();
    const encoder = new RecordEncoder();
    const all = [1_000, 2_000, 700_000].flatMap((atMs) => encoder.encode(sampleAt(atMs)));
    expect(decoded(all.slice(1), decoder)).toEqual([sampleAt(700_000)]);
    expect(decoder.broken).toBe(2);
  });

  it('of a later version are said to be that', () => {
    const decoder = new RecordDecoder();
    expect(decoded(['["a",2,0,0]', ...lines.slice(1, 3)], decoder)).toEqual([]);
    expect(decoder.isNewer).toBe(true);
  });
});
