import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { runAgent, type AgentPorts } from '../../../src/agent/agent.js';
import { parseConfig } from '../../../src/config/load.js';
import type { Sampler } from '../../../src/ports.js';
import { emptyStore, noStories } from '../../support/agent-bench.js';
import { machine, row, sample, saved } from '../../support/build.js';
import { failure } from '../../support/suspects.js';
import { success } from '../../../src/core/result.js';

const FILE = `[shellprocess]
delay = 20 ms
[commethod]
sysname = FO
delay = 20 ms
login = monitor
`;

function config(text = FILE) {
  const loaded = parseConfig(text, '/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

const samplerOf = (sample: Sampler) => () => ({ sample, minimumSpacingMs: () => 0 });

function ports(changes: Partial<AgentPorts>): AgentPorts {
  return {
    clock: systemClock,
    hostName: 'SRV01',
    readMachine: () => Promise.resolve(machine()),
    sampler: samplerOf(() => Promise.resolve(success(sample([])))),
    stop: () => Promise.resolve({ kind: 'stopped', tookMs: 1 }),
    notify: () => Promise.resolve(),
    journal: () => undefined,
    brakeStore: {
      load: () => Promise.resolve({ kind: 'absent' }),
      save: () => saved(true),
    },
    memoryStore: emptyStore,
    intentStore: emptyStore,
    pauseStore: emptyStore,
    incidentStore: noStories,
    readApplication: () => Promise.resolve({ ok: false, reason: { kind: 'shell-silent' } }),
    com: () => undefined,
    ownProcesses: () => new Set(),
    ...changes,
  };
}

describe('an agent one of whose checks fails by a fault of its own', () => {
  it('ends the other check first, then rejects with the fault', async () => {
    const ends: string[] = [];
    let samples = 0;
    const running = runAgent(
      config(),
      ports({
        sampler: samplerOf(() =>
          samples++ < 5 ? Promise.resolve(success(sample([]))) : Promise.reject(new Error('boom')),
        ),
        com: () => ({
          proven: { load: () => Promise.resolve(true), save: () => Promise.resolve(true) },
          probe: (_options, signal) =>
            new Promise((resolve) => {
              const end = () => {
                ends.push('probe');
                resolve({ kind: 'unavailable', reason: { kind: 'agent-ending' } });
              };
              if (signal.aborted) end();
              else signal.addEventListener('abort', end);
            }),
        }),
      }),
      { once: false },
      new AbortController().signal,
    ).catch((error: unknown) => ends.push((error as Error).message));
    await running;
    expect(ends).toEqual(['probe', 'boom']);
  });
});

describe('an agent whose PowerShell does not answer', () => {
  it('calls the server all the same, and stops nothing for what it finds', async () => {
    const end = new AbortController();
    const stops: number[] = [];
    const mails: string[] = [];
    let probes = 0;
    await runAgent(
      config(),
      ports({
        readMachine: () => Promise.resolve(undefined),
        stop: ({ pid }) => {
          stops.push(pid);
          return Promise.resolve({ kind: 'stopped', tookMs: 1 });
        },
        notify: (notice) => Promise.resolve(void mails.push(notice.kind)),
        com: () => ({
          proven: { load: () => Promise.resolve(true), save: () => Promise.resolve(true) },
          probe: () => {
            if (++probes === 4) end.abort();
            const died = failure({ failureClass: 'rpc', hresult: '0x800706BA' });
            return Promise.resolve({ kind: 'failed', failure: died, times: {} });
          },
        }),
      }),
      { once: false },
      end.signal,
    );
    expect(probes).toBe(4);
    expect(stops).toEqual([]);
    expect(new Set(mails)).toEqual(new Set(['probe']));
  });
});

describe('an agent that watches two images', () => {
  const both = `[shellprocess]
name = w3wp.exe
delay = 20 ms
grace = 0 s
[shellprocess Other]
name = other.exe
delay = 20 ms
grace = 0 s
`;

  it('does not forget the attempts on one at the samples of the other', async () => {
    const end = new AbortController();
    const beganMs = systemClock.monotonicMs();
    const stops: string[] = [];
    const rounds = new Map<string, number>();
    await runAgent(
      config(both),
      ports({
        sampler: ({ name }) => ({
          minimumSpacingMs: () => 0,
          sample: () => {
            rounds.set(name, (rounds.get(name) ?? 0) + 1);
            if (rounds.size === 2 && [...rounds.values()].every((each) => each > 20)) end.abort();
            const workingSetBytes = name === 'w3wp.exe' ? 8_000 * 2 ** 20 : 1;
            const pid = name === 'w3wp.exe' ? 1_001 : 1_002;
            return Promise.resolve({
              ok: true,
              value: sample([row({ pid, name, workingSetBytes })]),
            });
          },
        }),
        stop: ({ name }) => {
          stops.push(name);
          const detail = { kind: 'still-running', waitedMs: 1 } as const;
          return Promise.resolve({ kind: 'survived', waitedMs: 1, detail });
        },
      }),
      { once: false },
      end.signal,
    );
    expect(new Set(stops)).toEqual(new Set(['w3wp.exe']));
    // The second attempt follows after 5 s, however long this took.
    expect(stops.length).toBeLessThanOrEqual(1 + (systemClock.monotonicMs() - beganMs) / 5_000);
  });
});
