import { describe, expect, it } from 'vitest';
import { Memory } from '../../../src/agent/memory.js';
import { AgentBench } from '../../support/agent-bench.js';
import { NotedStore } from '../../support/executor-bench.js';
import { row } from '../../support/build.js';
import { instantOf } from '../../../src/core/instant.js';

/** An agent that has watched one process for a while, and the state that it leaves. */
async function watching(value?: unknown) {
  const bench = new AgentBench();
  const store = new NotedStore(value);
  const clock = {
    monotonicMs: () => bench.nowMs,
    wallMs: () => bench.nowMs + bench.wallOffsetMs,
    sleep: () => Promise.resolve(),
  };
  const memory = new Memory({ memoryStore: store, clock });
  await memory.load();
  const now = () => instantOf(clock);
  const pass = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      await bench.pass([row({ pid: 1003 })]);
      memory.note('dllhost.exe', bench.observer, now());
    }
  };
  return { memory, store, pass };
}

describe('what an agent knows of its processes', () => {
  it('is written once a minute, and at its end', async () => {
    const { memory, store, pass } = await watching();
    await pass(60);
    expect(store.saves).toHaveLength(0);
    await pass(62);
    expect(store.saves).toHaveLength(2);
    await memory.close();
    expect(store.saves).toHaveLength(3);
  });

  it('is read by the next one', async () => {
    const { memory, store, pass } = await watching();
    await pass(30);
    await memory.close();
    const written: unknown = JSON.parse(JSON.stringify(store.saves.at(-1)));
    const next = await watching(written);
    expect(next.memory.floorsOf('dllhost.exe')?.processes).toMatchObject([{ pid: 1003 }]);
    expect(next.memory.floorsOf('w3wp.exe')).toBeUndefined();
  });

  it('stays on disk while an image has not been sampled yet', async () => {
    const first = await watching();
    await first.pass(30);
    await first.memory.close();
    const { floors } = first.store.saves.at(-1) as { floors: Record<string, unknown> };
    const kept = { floors: { 'w3wp.exe': floors['dllhost.exe'] } };
    const next = await watching(kept);
    await next.pass(1);
    await next.memory.close();
    const after = next.store.saves.at(-1) as { floors: Record<string, unknown> };
    expect(Object.keys(after.floors).sort()).toEqual(['dllhost.exe', 'w3wp.exe']);
  });

  it.each([
    ['no value', undefined],
    ['no table', 'floors'],
    ['no floors', { floors: null }],
    ['floors that are none', { floors: { 'dllhost.exe': { source: 'process' } } }],
  ])('is nothing where the file has %s', async (_, value) => {
    const { memory } = await watching(value);
    expect(memory.floorsOf('dllhost.exe')).toBeUndefined();
  });

  it('is not lost by an agent that has seen nothing', async () => {
    const first = await watching();
    await first.pass(30);
    await first.memory.close();
    const next = await watching(JSON.parse(JSON.stringify(first.store.saves.at(-1))));
    await next.memory.close();
    expect(next.store.saves.at(-1)).toMatchObject({
      floors: { 'dllhost.exe': { processes: [{ pid: 1003 }] } },
    });
  });
});
