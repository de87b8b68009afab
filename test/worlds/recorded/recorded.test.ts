/**
 * Worlds in which an earlier version was recorded (by tools/record-worlds.mjs): with the configuration of the original,
 * this version chooses and stops the same processes at the same times. Where the second edition of the judgement
 * changed a rule, the world writes the settings that restore the earlier one.
 */
import { describe, expect, it } from 'vitest';
import { runAgent, type AgentPorts } from '../../../src/agent/agent.js';
import type { Config } from '../../../src/config/config.js';
import type { StopOutcome } from '../../../src/core/acting/stop-outcome.js';
import { foreign } from '../../../src/core/foreign.js';
import type { ProbeFailure } from '../../../src/core/judging/probe-result.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Probe } from '../../../src/ports.js';
import { emptyStore, noStories } from '../../support/agent-bench.js';
import { machine, saved } from '../../support/build.js';
import { configOf } from '../engine/settings.js';
import before from '../../fixtures/recorded-worlds/before.json' with { type: 'json' };
import {
  MEMORY_BYTES,
  ScriptedWorld,
  type Answer,
  type StopAnswer,
  type WorldRecord,
} from './scripted-world.js';
import { iniOf, recorded, twoApplications, type Recorded } from './scripts.js';

function portsOf(world: ScriptedWorld): AgentPorts {
  return {
    clock: world.clock,
    hostName: 'SRV01',
    readMachine: () =>
      Promise.resolve(machine({ logicalProcessors: 8, physicalMemoryBytes: MEMORY_BYTES })),
    sampler: () => ({
      sample: () => {
        const atMs = world.clock.monotonicMs();
        const times = { takenAtMs: atMs, readEndedMs: atMs, generation: 1, dropped: 0 };
        return Promise.resolve({
          ok: true,
          value: { source: 'cim', ...times, rows: world.rows() },
        });
      },
      minimumSpacingMs: () => 1_000,
    }),
    stop: async (target) => outcomeOf(await world.stop(target)),
    notify: () => Promise.resolve(),
    journal: (event) => note(world, event),
    brakeStore: { load: () => Promise.resolve({ kind: 'absent' }), save: () => saved(true) },
    memoryStore: emptyStore,
    intentStore: emptyStore,
    pauseStore: emptyStore,
    incidentStore: noStories,
    readApplication: () =>
      Promise.resolve({
        ok: true,
        found: {
          appId: world.script.server ? `{${world.script.server.host.appId}}` : null,
          classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
          name: 'ФронтОфис',
          instancePids: [],
          retiredPids: [],
          registered: { bits64: true, bits32: false },
          ambiguous: false,
          fault: undefined,
        },
      }),
    com: ({ com }) => com && { probe: probeOf(world, com), proven: provenStore() },
    ownProcesses: () => new Set(),
  };
}

function probeOf(world: ScriptedWorld, com: NonNullable<Config['applications'][0]['com']>): Probe {
  return async ({ keepPending = false }) => {
    const answer = await world.call();
    if (answer.kind === 'ok') {
      const times = { activate: 5, authorize: answer.tookMs, 'session-info': 5, 'log-out': 5 };
      return { kind: 'ok', times, sessionEnd: 'logged-out', logOutFault: null };
    }
    const isRefused = answer.kind === 'errs' && com.refusePattern.matches(answer.text);
    return {
      kind: 'failed',
      failure: failureOf(answer, isRefused),
      times: { activate: 5, authorize: answer.kind === 'errs' ? 20 : answer.tookMs },
      ...(keepPending && answer.kind === 'hangs' && { pending: answer.pending }),
    };
  };
}

function failureOf(answer: Exclude<Answer, { kind: 'ok' }>, isRefused: boolean): ProbeFailure {
  const common = { stage: 'authorize', hresult: null, name: '' } as const;
  switch (answer.kind) {
    case 'hangs':
      return {
        ...common,
        failureClass: 'timeout',
        detail: { kind: 'no-answer', afterMs: answer.tookMs },
      };
    case 'host-ended': {
      const detail = foreign('The remote procedure call failed');
      return { ...common, failureClass: 'rpc', hresult: '0x800706BE', detail };
    }
    case 'errs':
      return {
        ...common,
        failureClass: isRefused ? 'refused' : 'error',
        detail: foreign(answer.text),
      };
  }
}

function provenStore() {
  let isProven = false;
  return {
    load: () => Promise.resolve(isProven),
    save: () => Promise.resolve((isProven = true)),
  };
}

function outcomeOf(answer: StopAnswer): StopOutcome {
  switch (answer) {
    case 'stopped':
      return { kind: 'stopped', tookMs: 40 };
    case 'gone':
      return { kind: 'gone' };
    case 'survived':
      return {
        kind: 'survived',
        waitedMs: 2_000,
        detail: { kind: 'still-running', waitedMs: 2_000 },
      };
    case 'access-denied':
    case 'identity-changed':
      return { kind: 'refused', reason: answer, detail: foreign(answer) };
  }
}

function note({ record, clock }: ScriptedWorld, { action, fields = {} }: JournalEvent): void {
  const atMs = clock.monotonicMs();
  const pid = fields['process.pid'];
  if (action === 'brake-on') record.brake.push([atMs, 'on']);
  if (action === 'brake-off') record.brake.push([atMs, 'off']);
  if (typeof pid !== 'number') return;
  if (action === 'plan') record.plans.push([atMs, pid, String(fields['comwatch.plan'])]);
  if (action === 'suspect') {
    record.suspects.push([atMs, pid, String(fields['comwatch.suspect.rule'])]);
  }
}

/** In the record of two applications: the process of the second one, and two instants of its world. */
const OTHER_PID = 1_028;
const OTHER_IS_JUDGED_MS = 757_000;
const HOLD_ENDS_MS = 812_000;

async function play(each: Recorded): Promise<WorldRecord> {
  const config = configOf(iniOf(each));
  const world = new ScriptedWorld(each.script, config.applications[0].com?.witerezultMs ?? 0);
  return world.run((signal) => runAgent(config, portsOf(world), { once: false }, signal));
}

const records = before as unknown as Readonly<Record<string, WorldRecord>>;

describe.each(Object.entries(recorded))('%s', (name, each) => {
  it('is judged as before: the same processes are chosen and stopped at the same times', async () => {
    const then = records[name];
    const now = await play(each);
    expect(now).toEqual(each.hasOtherCalls ? { ...then, calls: now.calls } : then);
  });
});

it('the brake alone differs: what one application uses up is left to the other one', async () => {
  const then = records['twoApplications'];
  const now = await play(twoApplications);
  const [firstHold] = then?.brake ?? [];
  expect(now.brake[0]).toEqual(firstHold);
  const isOther = ([, pid]: WorldRecord['stops'][number]) => pid === OTHER_PID;
  expect(then?.stops.filter(isOther)).toEqual([[HOLD_ENDS_MS, OTHER_PID, 'stopped']]);
  expect(now.stops.filter(isOther)).toEqual([[OTHER_IS_JUDGED_MS, OTHER_PID, 'stopped']]);
});
