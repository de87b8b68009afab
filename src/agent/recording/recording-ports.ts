/** Wraps ports so that their traffic is recorded in the black box. No answer is delayed for that. */
import { instantOf, type Instant } from '../../core/instant.js';
import type { StoreName } from '../../core/recording/entry.js';
import type { Probe, ProvenStore, Recorder } from '../../ports.js';
import type { AgentPorts } from '../shared.js';

export function recordingPorts(ports: AgentPorts): AgentPorts {
  const { record, clock } = ports;
  if (!record) return ports;
  const now = (): Instant => instantOf(clock);
  const note = (store: StoreName, value: unknown, isLoaded: boolean) =>
    record({ kind: 'state', at: now(), store, value, isLoaded });
  const { brakeStore, memoryStore, pauseStore } = ports;
  return {
    ...ports,
    readMachine: async (signal) => {
      const machine = await ports.readMachine(signal);
      if (machine) record({ kind: 'machine', at: now(), machine });
      return machine;
    },
    readApplication: async (query, signal) => {
      const beganMs = clock.monotonicMs();
      const answer = await ports.readApplication(query, signal);
      record({ kind: 'lookup', beganMs, at: now(), query, answer });
      return answer;
    },
    brakeStore: {
      load: async () => {
        const loaded = await brakeStore.load();
        if (loaded.kind === 'state') note('brake', loaded.state, true);
        return loaded;
      },
      save: (state, deadlineMs) => {
        note('brake', state, false);
        return brakeStore.save(state, deadlineMs);
      },
    },
    memoryStore: recordingStore(memoryStore, (value, isLoaded) => note('memory', value, isLoaded)),
    pauseStore: recordingStore(pauseStore, (value, isLoaded) => note('pauses', value, isLoaded)),
    com: (application) => {
      const made = ports.com(application);
      if (!made) return undefined;
      const name = application.name ?? null;
      const progid = application.com?.progid ?? '';
      return {
        ...made,
        probe: recordingProbe(made.probe, { application: name, progid, record, now }),
        proven: recordingProven(made.proven, (isProven) =>
          record({ kind: 'proven', at: now(), application: name, isProven }),
        ),
      };
    },
  };
}

interface ProbeContext {
  readonly application: string | null;
  readonly progid: string;
  readonly record: Recorder;
  readonly now: () => Instant;
}

function recordingProbe(probe: Probe, { application, progid, record, now }: ProbeContext): Probe {
  return async (options, signal) => {
    const beganMs = now().monotonicMs;
    const answer = await probe(options, signal);
    if (signal.aborted) return answer;
    const isPending = answer.kind === 'failed' && answer.pending !== undefined;
    const at = now();
    record({ kind: 'probe', application, progid, beganMs, at, answer, isPending });
    if (answer.kind === 'failed') {
      void answer.pending?.then(() => {
        record({ kind: 'returned', at: now(), application, beganMs });
      });
    }
    return answer;
  };
}

function recordingProven(store: ProvenStore, note: (isProven: boolean) => void): ProvenStore {
  return {
    load: async () => {
      const isProven = await store.load();
      note(isProven);
      return isProven;
    },
    save: () => {
      note(true);
      return store.save();
    },
  };
}

function recordingStore(
  store: AgentPorts['memoryStore'],
  note: (value: unknown, isLoaded: boolean) => void,
): AgentPorts['memoryStore'] {
  return {
    load: async () => {
      const loaded = await store.load();
      if (loaded.kind === 'value') note(loaded.value, true);
      return loaded;
    },
    save: (value, deadlineMs) => {
      note(value, false);
      return store.save(value, deadlineMs);
    },
  };
}
