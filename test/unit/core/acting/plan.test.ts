import { describe, expect, it } from 'vitest';
import type { BrakeState } from '../../../../src/core/acting/brake.js';
import {
  afterAttempt,
  withoutGone,
  type AttemptTable,
} from '../../../../src/core/acting/attempts.js';
import type { Verdict } from '../../../../src/core/judging/limits.js';
import type { StopOutcome } from '../../../../src/core/acting/stop-outcome.js';
import {
  holdBack,
  mayBeStopped,
  plan,
  type PlanContext,
} from '../../../../src/core/acting/plan.js';
import { fileTime, target, verdict, watched } from '../../../support/build.js';

const context: PlanContext = {
  mode: 'act',
  check: 'limits',
  application: undefined,
  ownProcesses: new Set([10, 11]),
  excluded: ['/special', '{1D7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}'],
  isStopped: () => false,
  brakeRules: { maxStops: 2, windowMs: 600_000 },
  brakeNowMs: 1_764_000_000_000,
  now: { monotonicMs: 1_000, wallMs: 1_764_000_000_000 },
};
const later = (ms: number): PlanContext => ({
  ...context,
  brakeNowMs: context.brakeNowMs + ms,
  now: { monotonicMs: 1_000 + ms, wallMs: context.now.wallMs + ms },
});
const one = (
  subject: Verdict,
  attempts: AttemptTable = new Map(),
  brake: BrakeState = {},
  under: PlanContext = context,
) => plan([subject], attempts, brake, under);

describe('the plan', () => {
  it('stops what is over its limits long enough', () => {
    expect(one(verdict()).actions).toMatchObject([{ kind: 'stop', attempts: { count: 1 } }]);
  });

  it('does nothing about a breach that is not sustained', () => {
    expect(one(verdict({ sustained: false })).actions).toEqual([]);
  });

  it('only says what it would stop when observing, once, and counts it like a stop', () => {
    const observing = { ...context, mode: 'observe' } as const;
    const planned = one(verdict(), new Map(), {}, observing);
    expect(planned.actions).toMatchObject([{ kind: 'observe' }]);
    const again = one(verdict(), planned.attempts, planned.brake, observing);
    expect(again.actions).toMatchObject([{ kind: 'wait', why: 'observed' }]);
    const others = [1, 2].map((n) => verdict({}, { target: target({ pid: 5000 + n }) }));
    expect(plan(others, again.attempts, again.brake, observing).actions).toMatchObject([
      { kind: 'observe' },
      { kind: 'braked' },
    ]);
  });

  it('never stops twice what a sample still shows after its end', () => {
    const planned = one(verdict(), new Map(), {}, { ...context, isStopped: () => true });
    expect(planned.actions).toMatchObject([{ kind: 'wait', why: 'stopped' }]);
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
    ['excluded', { commandLine: { kind: 'read', text: 'x.exe /SPECIAL' } }],
    [
      'excluded',
      {
        commandLine: {
          kind: 'read',
          text: 'dllhost.exe /Processid:{1d7c0b0e-5f2c-4c37-8f6b-2e6d5a4c1d11}',
        },
      },
    ],
    [
      'system-application',
      {
        commandLine: { kind: 'hidden' },
        catalogueAppId: '{02D4B3F1-FD88-11D1-960D-00805FC79235}',
      },
    ],
    [
      'excluded',
      {
        commandLine: { kind: 'unread' },
        catalogueAppId: '{1D7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}',
      },
    ],
  ] as const)('refuses: %s', (reason, of) => {
    const planned = one(verdict({}, of));
    expect(planned.actions).toMatchObject([{ kind: 'refuse', refusal: { reason } }]);
    expect(planned.brake).toEqual({});
  });

  it.each(['unread', 'hidden'] as const)(
    'takes the catalogue for proof where the command line is %s, and counts the stop by its AppID',
    (kind) => {
      const catalogueAppId = '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}';
      const planned = one(verdict({}, { commandLine: { kind }, catalogueAppId }));
      expect(planned.actions).toMatchObject([{ kind: 'stop' }]);
      expect(Object.keys(planned.brake)).toContain(`limits/${catalogueAppId}`);
    },
  );

  it('needs no command line of a process that is not a dllhost', () => {
    const other = verdict(
      {},
      { target: target({ name: 'rphost.exe' }), commandLine: { kind: 'hidden' } },
    );
    expect(one(other, new Map(), {}, { ...context, excluded: [] }).actions).toMatchObject([
      { kind: 'stop' },
    ]);
  });

  it('waits for a command line that is being read, then refuses', () => {
    const unread = verdict({}, { commandLine: { kind: 'unread' } });
    const first = one(unread);
    expect(first.actions).toMatchObject([{ kind: 'wait', why: 'command-line' }]);
    const second = one(unread, first.attempts, {}, later(30_000));
    expect(second.actions).toMatchObject([{ kind: 'refuse', refusal: { reason: 'unidentified' } }]);
  });

  it('does not begin a second stop while one is under way', () => {
    const first = one(verdict());
    const second = one(verdict(), first.attempts, first.brake, later(120));
    expect(second.actions).toMatchObject([{ kind: 'wait', why: 'under-way' }]);
  });

  it('takes a reused PID for another process', () => {
    const first = one(verdict());
    const reborn = verdict({}, { target: target({ startedAt: fileTime(1_764_000_000_000) }) });
    const second = one(reborn, first.attempts, first.brake, later(120));
    expect(second.actions).toMatchObject([{ kind: 'stop', attempts: { count: 1 } }]);
  });

  it('brakes after as many attempts as allowed, the worst first', () => {
    const verdicts = [1, 2, 3].map((n) => verdict({}, { target: target({ pid: 1000 + n }) }));
    const planned = plan(verdicts, new Map(), {}, context);
    expect(planned.actions.map((each) => each.kind)).toEqual(['stop', 'stop', 'braked']);
  });
});

describe('a process that is not stopped', () => {
  const detail = { kind: 'still-running', waitedMs: 1 } as const;
  const denied: StopOutcome = { kind: 'refused', reason: 'access-denied', detail };
  const changed: StopOutcome = { kind: 'refused', reason: 'identity-changed', detail };

  it.each([
    ['survives', { kind: 'survived', waitedMs: 1, detail }, [0, 5, 35, 335, 635, 935]],
    ['is another one now', changed, [0, 5, 35, 335, 635, 935]],
    ['may not be stopped', denied, [0, 5, 35, 335, 935, 2135, 4535, 8135, 11735]],
  ] as const)('because it %s is tried again later and later', (_, outcome, expected) => {
    const roomy = { ...context, brakeRules: { maxStops: 100, windowMs: 600_000 } };
    let attempts: AttemptTable = new Map();
    let brake: BrakeState = {};
    const seconds: number[] = [];
    for (let second = 0; second <= (expected.at(-1) ?? 0); second++) {
      const now = { monotonicMs: second * 1_000, wallMs: second * 1_000 };
      const under = { ...roomy, now, brakeNowMs: now.wallMs };
      const planned = one(verdict(), attempts, brake, under);
      attempts = planned.attempts;
      brake = planned.brake;
      const [action] = planned.actions;
      if (action?.kind !== 'stop') continue;
      seconds.push(second);
      attempts = new Map([[4712, afterAttempt(action.attempts, outcome, now.monotonicMs)]]);
    }
    expect(seconds).toEqual(expected);
  });
});

describe('what is remembered of attempts', () => {
  it('ends with the target, but not while an attempt on it is under way', () => {
    const { attempts } = one(verdict());
    expect(withoutGone(attempts, () => false).size).toBe(1);
    const [entry] = [...attempts.values()];
    const done = new Map([[4712, afterAttempt(entry!, { kind: 'stopped', tookMs: 1 }, 2_000)]]);
    expect(withoutGone(done, () => true).size).toBe(1);
    expect(withoutGone(done, () => false).size).toBe(0);
  });
});

describe('a suspect', () => {
  it('may be stopped, unless its stop is under way or done already', () => {
    expect(mayBeStopped(watched(), new Map(), context)).toBe(true);
    expect(mayBeStopped(watched(), new Map(), { ...context, isStopped: () => true })).toBe(false);
  });
});

describe('a pause', () => {
  it('holds back sustained verdicts only', () => {
    const pause = {
      application: undefined,
      why: '',
      withCalls: false,
      sinceUnixMs: 0,
      untilMs: 600_000,
    };
    const sustained = verdict({ sustained: true });
    const held = holdBack([sustained, verdict({ sustained: false })], new Map(), pause, 1_000);
    expect(held).toMatchObject([{ kind: 'held', verdict: sustained, pause }]);
  });
});
