import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { runAgent, type AgentPorts } from '../../../src/agent/agent.js';
import { parseConfig } from '../../../src/config/load.js';
import type { Sampler } from '../../../src/ports.js';
import { emptyStore } from '../../support/agent-bench.js';
import { machine, sample, saved } from '../../support/build.js';
import { failure } from '../../support/suspects.js';

const FILE = `[shellprocess]
delay = 20 ms
[commethod]
sysname = FO
delay = 20 ms
login = monitor
`;

function config() {
  const loaded = parseConfig(FILE, '/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

const samplerOf = (sample: Sampler) => () => ({ sample, minimumSpacingMs: () => 0 });

function ports(changes: Partial<AgentPorts>): AgentPorts {
  return {
    clock: systemClock,
    hostName: 'SRV01',
    readMachine: () => Promise.resolve(machine()),
    sampler: samplerOf(() => Promise.resolve({ ok: true, sample: sample([]) })),
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
          samples++ < 5
            ? Promise.resolve({ ok: true, sample: sample([]) })
            : Promise.reject(new Error('boom')),
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
