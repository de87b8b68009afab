import { describe, expect, it } from 'vitest';
import {
  afterDecision,
  afterFailure,
  afterForeignStop,
  afterSuccess,
  calm,
  decide,
  nextDelayMs,
  type ComRules,
  type ComState,
  type Hosts,
} from '../../../../src/core/judging/com-verdict.js';
import type { FailureClass } from '../../../../src/core/judging/failure-class.js';
import type { Watched } from '../../../../src/core/observing/process-table.js';
import { failure, floored, host } from '../../../support/suspects.js';

const base: ComRules = {
  unloadOn: ['timeout', 'rpc', 'error'],
  confirm: 1,
  suspects: 'floor',
  atOnce: 'one',
  whenNone: 'application',
  settleMs: 30_000,
  alarmMetric: 10,
  delayMs: 30_000,
};
const NOW = 100_000;
const guilty = floored(1, { cpu: [1, 90] });
const innocent = floored(2, { cpu: [50, 90] });
const worse = floored(3, { memory: [1, 95] });
const hostedBy = (...hosts: Watched[]): Hosts => ({ kind: 'hosts', hosts, application: 'App' });

interface Given {
  readonly rules?: Partial<ComRules>;
  readonly state?: Partial<ComState>;
  readonly failureClass?: FailureClass;
  readonly watched?: readonly Watched[];
  readonly hosts?: Hosts;
  readonly proven?: boolean;
  /** PIDs that cannot be stopped. */
  readonly refused?: readonly number[];
}

function verdictOn({ rules, state, failureClass = 'timeout', ...given }: Given) {
  const { watched = [guilty, innocent], hosts, proven = true, refused = [] } = given;
  const failures = state?.failures ?? 1;
  const counted = { ...calm, failures, silences: failures, ...state };
  const evidence = {
    failure: failure({ failureClass }),
    watched,
    hosts,
    proven,
    mayBeStopped: ({ target }: Watched) => !refused.includes(target.pid),
    nowMs: NOW,
  };
  const decision = decide(counted, evidence, { ...base, ...rules });
  switch (decision.kind) {
    case 'unload':
      return decision.suspects.map(({ target }) => target.pid);
    case 'nobody':
      return decision.why;
    case 'ask-for-hosts':
      return decision.kind;
  }
}

describe('a failed COM check', () => {
  it('unloads the process whose figure has grown, and nobody else', () => {
    expect(verdictOn({})).toEqual([1]);
  });

  it('unloads the worst one alone, or all together when that is asked for', () => {
    const watched = [guilty, innocent, worse];
    expect(verdictOn({ watched })).toEqual([3]);
    expect(verdictOn({ watched, rules: { atOnce: 'all' } })).toEqual([3, 1]);
  });

  it.each<[FailureClass, unknown]>([
    ['timeout', [1]],
    ['rpc', [1]],
    ['error', [1]],
    ['refused', 'class'],
    ['setup', 'class'],
    ['activation', 'class'],
  ])('of class %s leads to %j by default', (failureClass, expected) => {
    expect(verdictOn({ failureClass })).toEqual(expected);
  });

  it('unloads on what is listed only', () => {
    const rules = { unloadOn: ['activation'] } as const;
    expect(verdictOn({ rules, failureClass: 'activation' })).toEqual([1]);
    expect(verdictOn({ rules, failureClass: 'timeout' })).toBe('class');
  });

  it('unloads nobody until this configuration has succeeded once', () => {
    expect(verdictOn({ proven: false })).toBe('unproven');
  });

  it('waits for its confirmation', () => {
    const rules = { confirm: 3 };
    expect(verdictOn({ rules, state: { failures: 2 } })).toBe('confirming');
    expect(verdictOn({ rules, state: { failures: 3 } })).toEqual([1]);
  });

  it('leaves a new process its time after an unload, and wants two failures of it', () => {
    const soon = { unloadedAtMs: NOW - 29_999, failures: 5 };
    expect(verdictOn({ state: soon })).toBe('settling');
    const once = { unloadedAtMs: NOW - 60_000, failures: 1 };
    expect(verdictOn({ state: once })).toBe('settling');
    const due = { unloadedAtMs: NOW - 30_000, failures: 2 };
    expect(verdictOn({ state: due })).toEqual([1]);
  });
});

describe('when the figures show nobody', () => {
  const quiet = { watched: [innocent, host(7)], hosts: hostedBy(host(7)) };

  it('the host of the class is unloaded after three failures in a row, not before', () => {
    expect(verdictOn({ ...quiet, state: { failures: 1 } })).toBe('waiting');
    expect(verdictOn({ ...quiet, state: { failures: 2 } })).toBe('waiting');
    expect(verdictOn({ ...quiet, state: { failures: 3 } })).toEqual([7]);
  });

  it('a server that answered an error meanwhile does not hang', () => {
    expect(verdictOn({ ...quiet, state: { failures: 9, silences: 2 } })).toBe('waiting');
    const first = afterFailure({ ...calm, failures: 2, silences: 2 }, failure(), base);
    expect(first.silences).toBe(3);
    const lives = failure({ failureClass: 'error' });
    expect(afterFailure(first, lives, base)).toMatchObject({ failures: 4, silences: 0 });
  });

  it('does not begin anew when an activation fails among the calls: nobody has answered', () => {
    const twice = { ...calm, failures: 2, silences: 2 };
    const activation = failure({ failureClass: 'activation', stage: 'activate' });
    const after = afterFailure(twice, activation, base);
    expect(after).toMatchObject({ failures: 2, silences: 2 });
    expect(afterFailure(after, failure(), base).silences).toBe(3);
  });

  it('is also one that takes no activation, where the operators say so', () => {
    const activation = failure({ failureClass: 'activation', stage: 'activate' });
    const unloadOn = ['timeout', 'rpc', 'error', 'activation'] as const;
    const listed = { ...base, unloadOn };
    let state = calm;
    for (let turn = 0; turn < 3; turn++) state = afterFailure(state, activation, listed);
    expect(state).toMatchObject({ failures: 3, silences: 3 });
    const given = { state, failureClass: 'activation', watched: [host(7)] } as const;
    const hosts = hostedBy(host(7));
    expect(verdictOn({ ...given, rules: { unloadOn }, hosts })).toEqual([7]);
    expect(verdictOn({ ...given, rules: { unloadOn }, hosts: hostedBy() })).toBe('no-host');
    expect(verdictOn({ ...given, hosts })).toBe('class');
  });

  it.each([
    [0, 3],
    [1, 3],
    [2, 6],
    [3, 12],
    [4, 24],
    [9, 24],
  ])('after %i unloads that did not help it takes %i failures', (unloads, needed) => {
    const at = (failures: number) =>
      verdictOn({ ...quiet, state: { unloads, failures, unloadedAtMs: 0 } });
    expect(at(needed - 1)).toBe('waiting');
    expect(at(needed)).toEqual([7]);
  });

  it.each<[FailureClass, unknown]>([
    ['timeout', [7]],
    ['rpc', [7]],
    ['error', 'no-suspect'],
  ])('after %s: %j', (failureClass, expected) => {
    expect(verdictOn({ ...quiet, failureClass, state: { failures: 3 } })).toEqual(expected);
  });

  it('nobody is unloaded when the operators only want to know', () => {
    const rules = { whenNone: 'notify' } as const;
    expect(verdictOn({ ...quiet, rules, state: { failures: 9 } })).toBe('no-suspect');
  });

  it.each<[string, Hosts | undefined, string]>([
    ['several hosts', hostedBy(host(7), host(8)), 'several-hosts'],
    ['no host', hostedBy(), 'no-host'],
    ['a young host', hostedBy({ ...host(7), settled: false }), 'young'],
    ['an unknown application', { kind: 'unresolved', reason: 'x' }, 'unresolved'],
    ['hosts that nobody looked for yet', undefined, 'ask-for-hosts'],
  ])('what is ambiguous is never guessed: %s', (_what, hosts, why) => {
    const given = { watched: [innocent], state: { failures: 3 } };
    expect(verdictOn(hosts ? { ...given, hosts } : given)).toBe(why);
  });
});

describe('suspects = application', () => {
  const rules = { suspects: 'application' } as const;

  it('blames the one host at the first failure, whatever the figures of others', () => {
    expect(verdictOn({ rules, hosts: hostedBy(host(7)) })).toEqual([7]);
  });

  it('does it less and less often when it does not help', () => {
    const at = (unloads: number, failures: number) =>
      verdictOn({
        rules: { ...rules, confirm: 2 },
        hosts: hostedBy(host(7)),
        state: { unloads, failures, unloadedAtMs: 0 },
      });
    expect(at(1, 2)).toEqual([7]);
    expect(at(2, 3)).toBe('waiting');
    expect(at(2, 4)).toEqual([7]);
  });

  it('blames nobody when there are two', () => {
    expect(verdictOn({ rules, hosts: hostedBy(host(7), host(8)) })).toBe('several-hosts');
  });
});

describe('the hosts', () => {
  const asks = (rules: Partial<ComRules>, failures: number, failureClass: FailureClass) =>
    verdictOn({ rules, watched: [innocent], state: { failures }, failureClass }) ===
    'ask-for-hosts';

  it('are asked for only when nothing else decides: the answer may take long', () => {
    expect(asks({}, 1, 'timeout')).toBe(false);
    expect(asks({}, 3, 'timeout')).toBe(true);
    expect(asks({}, 3, 'error')).toBe(false);
    expect(asks({ whenNone: 'notify' }, 3, 'timeout')).toBe(false);
    expect(asks({ suspects: 'application' }, 1, 'error')).toBe(true);
    expect(asks({ suspects: 'application' }, 1, 'setup')).toBe(false);
    expect(verdictOn({ state: { failures: 3 } })).toEqual([1]);
  });
});

describe('a suspect that cannot be stopped', () => {
  it('does not stand in the way of the next one', () => {
    expect(verdictOn({ watched: [guilty, worse], refused: [3] })).toEqual([1]);
    expect(verdictOn({ watched: [guilty, worse], refused: [3], rules: { atOnce: 'all' } })).toEqual(
      [1],
    );
  });

  it('does not stand in the way of the host of the class', () => {
    const given = { watched: [worse, host(7)], refused: [3], hosts: hostedBy(host(7)) };
    expect(verdictOn({ ...given, state: { failures: 3 } })).toEqual([7]);
    expect(verdictOn({ ...given, failureClass: 'error', state: { failures: 3 } })).toBe(
      'no-suspect',
    );
  });
});

describe('a stop by somebody else', () => {
  it('counts as an unload: the server gets its time, and two failures are wanted', () => {
    const before = { ...calm, failures: 5, silences: 5, unloadedAtMs: 10 };
    const after = afterForeignStop(before, NOW - 1_000);
    expect(after).toMatchObject({ failures: 0, silences: 0, unloadedAtMs: NOW - 1_000 });
    expect(verdictOn({ state: afterFailure(after, failure(), base) })).toBe('settling');
  });

  it('is nothing new when it was the unload of the check itself', () => {
    const before = { ...calm, failures: 1, unloadedAtMs: 500 };
    expect(afterForeignStop(before, 400)).toBe(before);
    expect(afterForeignStop(before, undefined)).toBe(before);
  });
});

describe('a stop before the last success', () => {
  it('is no trouble any more: one failure is enough again', () => {
    const well = afterSuccess(NOW - 500);
    expect(afterForeignStop(well, NOW - 1_000)).toBe(well);
    const failed = afterFailure(well, failure(), base);
    expect(verdictOn({ state: failed })).toEqual([1]);
    const unloaded = afterDecision(failed, true, NOW);
    expect(afterForeignStop(unloaded, NOW - 1_000)).toBe(unloaded);
    expect(afterForeignStop(well, NOW - 400)).toMatchObject({ unloadedAtMs: NOW - 400 });
  });
});

describe('the distance of the checks', () => {
  it('doubles with each failure that unloaded nobody, up to five minutes', () => {
    let state = calm;
    const delays = [nextDelayMs(state, base)];
    for (let turn = 0; turn < 6; turn++) {
      state = afterDecision(afterFailure(state, failure(), base), false, NOW);
      delays.push(nextDelayMs(state, base));
    }
    expect(delays).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
  });

  it('is never shorter than the delay, however long that is', () => {
    const rules = { ...base, delayMs: 3_600_000 };
    expect(nextDelayMs({ ...calm, backOffs: 9 }, rules)).toBe(3_600_000);
  });

  it('is a second right after an unload', () => {
    const state = afterDecision(afterFailure(calm, failure(), base), true, NOW);
    expect(state).toEqual({ ...calm, unloads: 1, unloadedAtMs: NOW });
    expect(nextDelayMs(state, base)).toBe(1_000);
    expect(nextDelayMs(state, { ...base, delayMs: 120 })).toBe(120);
  });

  it('counts only failures of a class that unloads', () => {
    expect(afterFailure(calm, failure({ failureClass: 'setup' }), base).failures).toBe(0);
    expect(afterFailure(calm, failure(), base).failures).toBe(1);
  });
});
