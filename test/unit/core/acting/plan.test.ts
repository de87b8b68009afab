import { describe, expect, it } from 'vitest';
import type { BrakeState } from '../../../../src/core/acting/brake.js';
import {
  afterAttempt,
  closeIncidents,
  type Incidents,
} from '../../../../src/core/acting/incident.js';
import type { Verdict } from '../../../../src/core/judging/limits.js';
import type { StopOutcome } from '../../../../src/core/acting/stop-outcome.js';
import { plan, type PlanContext } from '../../../../src/core/acting/plan.js';
import { fileTime, target, verdict } from '../../../support/build.js';

const context: PlanContext = {
  mode: 'act',
  family: new Set([10, 11]),
  brakeRules: { maxStops: 2, windowMs: 600_000 },
  now: { monotonicMs: 1_000, wallMs: 1_764_000_000_000 },
};
const later = (ms: number): PlanContext => ({
  ...context,
  now: { monotonicMs: 1_000 + ms, wallMs: context.now.wallMs + ms },
});
const one = (
  subject: Verdict,
  incidents: Incidents = new Map(),
  brake: BrakeState = {},
  under: PlanContext = context,
) => plan([subject], incidents, brake, under);

describe('the plan', () => {
  it('stops what is over its limits long enough', () => {
    expect(one(verdict()).actions).toMatchObject([{ kind: 'stop', incident: { attempts: 1 } }]);
  });

  it('does nothing about a breach that is not sustained', () => {
    expect(one(verdict({ sustained: false })).actions).toEqual([]);
  });

  it('only says what it would stop when observing, and spends no attempt of the brake', () => {
    const planned = one(verdict(), new Map(), {}, { ...context, mode: 'observe' });
    expect(planned.actions).toMatchObject([{ kind: 'observe' }]);
    expect(planned.brake).toEqual({});
  });

  it.each([
    ['protected-pid', { target: target({ pid: 4 }) }],
    ['protected-pid', { target: target({ pid: 0 }) }],
    ['agent-family', { target: target({ pid: 11 }) }],
    ['protected-name', { target: target({ name: 'lsass.exe' }) }],
    ['protected-name', { target: target({ name: 'LSASS' }) }],
    ['protected-name', { target: target({ name: 'svchost.exe' }) }],
    [
      'system-application',
      {
        commandLine: {
          kind: 'read',
          text: 'C:\\Windows\\system32\\DllHost.exe /Processid:{02D4B3F1-FD88-11D1-960D-00805FC79235}',
        },
      },
    ],
    ['unidentified', { commandLine: { kind: 'hidden' } }],
  ] as const)('refuses: %s', (reason, of) => {
    const planned = one(verdict({}, of));
    expect(planned.actions).toMatchObject([{ kind: 'refuse', refusal: { reason } }]);
    expect(planned.brake).toEqual({});
  });

  it('needs no command line of a process that is not a dllhost', () => {
    const other = verdict(
      {},
      { target: target({ name: 'rphost.exe' }), commandLine: { kind: 'hidden' } },
    );
    expect(one(other).actions).toMatchObject([{ kind: 'stop' }]);
  });

  it('waits for a command line that is being read, then refuses', () => {
    const unread = verdict({}, { commandLine: { kind: 'unread' } });
    const first = one(unread);
    expect(first.actions).toMatchObject([{ kind: 'wait', why: 'command-line' }]);
    const second = one(unread, first.incidents, {}, later(10_000));
    expect(second.actions).toMatchObject([{ kind: 'refuse', refusal: { reason: 'unidentified' } }]);
  });

  it('does not begin a second stop while one is under way', () => {
    const first = one(verdict());
    const second = one(verdict(), first.incidents, first.brake, later(120));
    expect(second.actions).toMatchObject([{ kind: 'wait', why: 'stopping' }]);
  });

  it('takes a reused PID for another process', () => {
    const first = one(verdict());
    const reborn = verdict({}, { target: target({ startedAt: fileTime(1_764_000_000_000) }) });
    const second = one(reborn, first.incidents, first.brake, later(120));
    expect(second.actions).toMatchObject([{ kind: 'stop', incident: { attempts: 1 } }]);
    expect(second.actions[0]?.incident.id).not.toBe(first.actions[0]?.incident.id);
  });

  it('brakes after as many attempts as allowed, the worst first', () => {
    const verdicts = [1, 2, 3].map((n) => verdict({}, { target: target({ pid: 1000 + n }) }));
    const planned = plan(verdicts, new Map(), {}, context);
    expect(planned.actions.map((each) => each.kind)).toEqual(['stop', 'stop', 'braked']);
  });
});

describe('a survivor', () => {
  it('is tried again after 5 s, 30 s and then every 5 min', () => {
    const roomy = { ...context, brakeRules: { maxStops: 100, windowMs: 600_000 } };
    const outcome: StopOutcome = {
      kind: 'survived',
      waitedMs: 1,
      detail: { kind: 'still-running', waitedMs: 1 },
    };
    let incidents: Incidents = new Map();
    let brake: BrakeState = {};
    const attempts: number[] = [];
    for (let second = 0; second <= 700; second++) {
      const now = { monotonicMs: second * 1_000, wallMs: second * 1_000 };
      const planned = one(verdict(), incidents, brake, { ...roomy, now });
      incidents = planned.incidents;
      brake = planned.brake;
      const [action] = planned.actions;
      if (action?.kind !== 'stop') continue;
      attempts.push(second);
      incidents = new Map([[4712, afterAttempt(action.incident, outcome, now.monotonicMs)]]);
    }
    expect(attempts).toEqual([0, 5, 35, 335, 635]);
  });
});

describe('an incident', () => {
  it('closes when its target is gone', () => {
    const { incidents } = one(verdict(), new Map(), {}, { ...context, mode: 'observe' });
    expect(closeIncidents(incidents, () => true, 2_000).closed).toEqual([]);
    expect(closeIncidents(incidents, () => false, 2_000).closed).toHaveLength(1);
  });

  it('closes when its target was quiet for a minute', () => {
    const { incidents } = one(verdict(), new Map(), {}, { ...context, mode: 'observe' });
    expect(closeIncidents(incidents, () => true, 61_000).closed).toHaveLength(0);
    expect(closeIncidents(incidents, () => true, 61_001).closed).toHaveLength(1);
  });

  it('stays open while a stop is under way', () => {
    const { incidents } = one(verdict());
    expect(closeIncidents(incidents, () => false, 99_000).closed).toEqual([]);
  });
});
