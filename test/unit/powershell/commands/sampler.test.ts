import { describe, expect, it } from 'vitest';
import { openSampler } from '../../../../src/adapters/powershell/commands/sampler.js';
import type { JournalEvent } from '../../../../src/core/telling/journal-event.js';
import { target } from '../../../support/build.js';
import {
  noAnswer,
  output,
  StandInShell,
  type StandInAnswer,
} from '../../../support/stand-in-shell.js';

const signal = new AbortController().signal;
const row = { ...target(), cpuTime100ns: '1', workingSetBytes: '1' };
/** The clock of the shells is ten seconds ahead of the agent's. */
const AHEAD_MS = 10_000;

function bench(...answers: StandInAnswer[]) {
  const shell = new StandInShell(...answers);
  const asking = new StandInShell(output({ rows: [{ ...target(), commandLine: 'dllhost.exe' }] }));
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs };
  const events: JournalEvent[] = [];
  const sampler = openSampler({
    shell,
    asking,
    processName: 'dllhost.exe',
    source: 'cim',
    clock,
    journal: (event) => void events.push(event),
  });
  const take = async (passedMs = 1_000) => {
    clock.nowMs += passedMs;
    const answer = await sampler.sample(signal);
    await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
  return { sampler, clock, take, shell, asking, events };
}

const rows = (list: readonly unknown[], dropped = 0, aheadMs = AHEAD_MS) => {
  let ticks = 0;
  return () => {
    ticks += 1_000;
    const taken = String((ticks + aheadMs) * 10_000);
    return output({ takenAt: taken, takenUntil: taken, rows: list, dropped });
  };
};

describe('a sampler', () => {
  it('takes a sample of which every row was left out for a failure', async () => {
    const { take, sampler } = bench(rows([], 2));
    expect(await take()).toEqual({
      ok: false,
      reason: { kind: 'rows-unusable', source: 'cim', dropped: 2 },
    });
    await take();
    expect(sampler.source()).toBe('process');
  });

  it('takes no process at all for a sample', async () => {
    const { take } = bench(rows([]));
    expect(await take()).toMatchObject({ ok: true, value: { rows: [] } });
  });

  it('says what the source failed of, and where it turns, as values', async () => {
    const { take, events } = bench(
      noAnswer({ kind: 'shell-deadline', command: 'Get-ProcessSample', deadlineMs: 10_000 }),
    );
    expect(await take()).toMatchObject({
      ok: false,
      reason: { kind: 'source-failed', source: 'cim', cause: { kind: 'shell-deadline' } },
    });
    await take();
    expect(events.map(({ sentence }) => sentence)).toMatchObject([
      { kind: 'source-changed', from: 'cim', to: 'process', cause: { kind: 'source-failed' } },
    ]);
  });

  it.each([
    { kind: 'shell-busy', waiting: 16 },
    { kind: 'shell-not-started', cause: { kind: 'answer-empty' } },
    { kind: 'shell-waiting', cause: { kind: 'answer-empty' }, nextStartMs: 5_000 },
    { kind: 'agent-ending' },
  ] as const)('holds nothing against the source when the shell says $kind', async (reason) => {
    const { take, sampler } = bench(noAnswer(reason));
    for (let index = 0; index < 10; index++) expect(await take()).toMatchObject({ ok: false });
    expect(sampler.source()).toBe('cim');
  });

  it('keeps the clock when the shell is replaced, so that CPU figures go on', async () => {
    const { take } = bench(rows([row]));
    const answers = [await take(), await take(), await take()];
    expect(answers.map((each) => each.ok && each.value.generation)).toEqual([1, 1, 1]);
  });

  it('takes a shell with another clock for another clock', async () => {
    const { take } = bench(rows([row]), rows([row], 0, 500_000));
    const answers = [await take(), await take(), await take()];
    expect(answers.map((each) => each.ok && each.value.generation)).toEqual([1, 2, 2]);
  });

  it('asks for command lines in another shell', async () => {
    const { take, shell, asking } = bench(rows([row]));
    await take();
    expect(await take()).toMatchObject({
      value: { rows: [{ commandLine: { kind: 'read', text: 'dllhost.exe' } }] },
    });
    expect(new Set(shell.calls.map(({ command }) => command))).toEqual(
      new Set(['Get-ProcessSample']),
    );
    expect(asking.calls.map(({ command }) => command)).toEqual(['Get-TargetCommandLine']);
  });
});
