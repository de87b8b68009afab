import { describe, expect, it } from 'vitest';
import { IntentKeeper } from '../../../src/agent/acting/intent-keeper.js';
import { tellLateOutcomes } from '../../../src/agent/acting/late-outcomes.js';
import type { Intent } from '../../../src/core/acting/intent.js';
import { AgentBench } from '../../support/agent-bench.js';
import { fileTime, row, STARTED_UNIX_MS, target } from '../../support/build.js';
import { begun, NotedStore } from '../../support/executor-bench.js';

const now = { monotonicMs: 1_000, wallMs: STARTED_UNIX_MS + 1_000 };
const intent = (pid: number): Intent => ({
  incidentId: `incident-${pid}`,
  target: target({ pid }),
  check: 'limits',
  begunUnixMs: STARTED_UNIX_MS,
});

describe('intents', () => {
  it('of an earlier agent stay on disk beside new ones until they are done with', async () => {
    const store = new NotedStore([intent(11)]);
    const keeper = new IntentKeeper(store);
    const left = await keeper.load();
    expect(left).toEqual([intent(11)]);
    const { incidentId, target: stopped, check } = intent(12);
    const { written, done } = keeper.begin({ incidentId, target: stopped, check }, now);
    await written;
    const pids = () => (store.saves.at(-1) as Intent[]).map((each) => each.target.pid);
    expect(pids()).toEqual([11, 12]);
    done();
    expect(pids()).toEqual([11]);
    if (left[0]) keeper.done(left[0]);
    expect(pids()).toEqual([]);
  });

  it('that are none are left out, whatever else stands in the file', async () => {
    const bad = [null, 'x', {}, { ...intent(12), check: 'all' }, { ...intent(12), target: {} }];
    expect(await new IntentKeeper(new NotedStore([...bad, intent(11)])).load()).toEqual([
      intent(11),
    ]);
    expect(await new IntentKeeper(new NotedStore({ intents: [] })).load()).toEqual([]);
    expect(await new IntentKeeper(new NotedStore()).load()).toEqual([]);
  });
});

describe('a stop that an earlier agent had begun', () => {
  async function late(
    image = 'dllhost.exe',
  ): Promise<{ bench: AgentBench; store: NotedStore; safe: () => void }> {
    const bench = new AgentBench();
    const store = new NotedStore([{ ...intent(11), target: target({ pid: 11, name: image }) }]);
    const keeper = new IntentKeeper(store);
    const left = await keeper.load();
    let safe: () => void = () => undefined;
    const isSafe = new Promise<void>((resolve) => (safe = resolve));
    tellLateOutcomes(
      left,
      [[{ name: 'dllhost.exe' }, bench.observer]],
      keeper,
      {
        journal: (event) => bench.events.push(event),
        notify: (notice) => {
          bench.notices.push(notice);
          return isSafe;
        },
        clock: { wallMs: () => now.wallMs },
      },
      'SRV01',
    );
    return { bench, store, safe };
  }
  const states = ({ notices }: AgentBench) =>
    notices.flatMap((each) => (each.kind === 'late' ? [each.state] : []));

  it('is reported at the first sample: the process is gone', async () => {
    const { bench } = await late();
    expect(states(bench)).toEqual([]);
    await bench.pass([row({ pid: 12 })]);
    await bench.pass([row({ pid: 12 })]);
    expect(states(bench)).toEqual(['gone']);
    expect(bench.notices[0]).toMatchObject({ incidentId: 'incident-11', check: 'limits' });
  });

  it('is reported at the first sample: the process still runs', async () => {
    const { bench } = await late();
    await bench.pass([row({ pid: 11 })]);
    expect(states(bench)).toEqual(['running']);
  });

  it('is not mistaken for the process that has its PID now', async () => {
    const { bench } = await late();
    await bench.pass([row({ pid: 11, startedAt: fileTime(STARTED_UNIX_MS + 5_000) })]);
    expect(states(bench)).toEqual(['gone']);
  });

  it('waits for a sample that leaves nothing out, or shows the process', async () => {
    const { bench } = await late();
    await bench.pass([row({ pid: 12 })], 1, 1);
    expect(states(bench)).toEqual([]);
    await bench.pass([row({ pid: 11 })], 1, 1);
    expect(states(bench)).toEqual(['running']);
    const other = await late();
    await other.bench.pass([], 1, 1);
    await other.bench.pass([row({ pid: 12 })]);
    expect(states(other.bench)).toEqual(['gone']);
  });

  it('is not known when every sample leaves something out', async () => {
    const { bench } = await late();
    for (let pass = 0; pass < 20; pass++) await bench.pass([row({ pid: 12 })], 1, 1);
    expect(states(bench)).toEqual(['unknown']);
  });

  it('waits for a sample that works', async () => {
    const { bench } = await late();
    await bench.fail({ kind: 'shell-silent' });
    expect(states(bench)).toEqual([]);
  });

  it('is reported at once where its image is watched no more', async () => {
    const { bench } = await late('w3wp.exe');
    await begun();
    expect(states(bench)).toEqual(['unknown']);
  });

  it('is done with when its notice is safe, not before', async () => {
    const { bench, store, safe } = await late();
    await bench.pass([]);
    expect(store.saves).toEqual([]);
    safe();
    await begun();
    expect(store.saves).toEqual([[]]);
  });
});
