import { describe, expect, it } from 'vitest';
import {
  afterHostEnd,
  afterIncident,
  afterNoAction,
  afterStop,
  afterSuccess,
  initialState,
  type ComState,
} from '../../../../src/core/judging/com-state.js';
import type { Hosts } from '../../../../src/core/judging/com-verdict.js';
import type { FailureClass } from '../../../../src/core/judging/failure-class.js';
import type { Watched } from '../../../../src/core/observing/process-table.js';
import { fileTime, STARTED_UNIX_MS, target, watched } from '../../../support/build.js';
import { comRules } from '../../../support/com-bench.js';
import {
  hostedBy,
  judged,
  many,
  NOW,
  outcomeOf,
  unresolved,
  verdictOn,
} from '../../../support/com-verdict.js';
import { floored, grown, host } from '../../../support/suspects.js';

describe('a failure', () => {
  it.each(['refused', 'setup'] as const)('of class %s stops nothing', (each) => {
    expect(verdictOn({ checks: many(20, each) })).toBe('class');
  });

  it('of a server that is being shut down is not counted, not stopped, not backed off', () => {
    const { state, result } = judged({ checks: many(20, 'stopping') });
    expect(result).toBe('stopping');
    expect([state.failures, state.recent, afterNoAction(state, comRules).backOffs]).toEqual([
      0,
      [],
      0,
    ]);
  });

  it('stops nothing while this configuration has never succeeded', () => {
    expect(verdictOn({ checks: many(9), proven: false })).toBe('unproven');
  });

  it('is confirmed by a second one in a row, of whatever class', () => {
    const hosts = hostedBy(grown(7, [1, 90]));
    expect(verdictOn({ checks: ['timeout'], hosts })).toBe('confirming');
    expect(verdictOn({ checks: ['timeout', 'rpc'], hosts })).toBe('floor 7');
    expect(verdictOn({ checks: ['error', 'timeout'], hosts })).toBe('floor 7');
    expect(verdictOn({ checks: ['timeout', 'ok', 'timeout'], hosts })).toBe('confirming');
    expect(verdictOn({ checks: ['timeout'], hosts, rules: { confirm: 1 } })).toBe('floor 7');
  });
});

describe('a host that stands out', () => {
  it('is stopped, the greatest ratio first', () => {
    const hosts = hostedBy(grown(7, [1, 20]), grown(8, [1, 90]));
    expect(verdictOn({ checks: many(2), hosts })).toBe('floor 8');
    expect(verdictOn({ checks: many(2), hosts, rules: { atOnce: 'all' } })).toBe(
      'floor 8, floor 7',
    );
  });

  it('does not stand in the way of the next one when it cannot be stopped', () => {
    const hosts = hostedBy(grown(7, [1, 20]), grown(8, [1, 90]));
    const { decision } = judged({ checks: many(2), hosts, refused: [8] });
    expect(outcomeOf(decision)).toBe('floor 7');
    expect(decision.skipped.map((each) => each.target.pid)).toEqual([8]);
  });

  it('goes before a neighbour that stands out more', () => {
    const neighbours = [floored(3, { cpu: [1, 99] })];
    const hosts = hostedBy(grown(7, [1, 12]));
    expect(verdictOn({ checks: many(2), hosts, neighbours })).toBe('floor 7');
    expect(verdictOn({ checks: many(2), hosts, neighbours, rules: { suspects: 'any' } })).toBe(
      'floor 3',
    );
  });
});

describe('a server that hangs without a trace', () => {
  it.each<readonly [string, readonly (FailureClass | 'ok')[], string]>([
    ['two failures', many(2), 'waiting'],
    ['three', many(3), 'application 7'],
    [
      'three within ten checks, with answers between',
      ['timeout', 'ok', 'timeout', 'ok', 'timeout'],
      'application 7',
    ],
    [
      'three within eleven',
      ['timeout', ...Array.from({ length: 8 }, () => 'ok' as const), 'timeout', 'timeout'],
      'waiting',
    ],
    ['three of which one was an error text', ['timeout', 'error', 'timeout'], 'waiting'],
    ['dead ends of every silent class', ['timeout', 'rpc', 'timeout'], 'application 7'],
  ])('is stopped by its application after three silent failures: %s', (_what, checks, result) => {
    expect(verdictOn({ checks })).toBe(result);
  });

  it('is only mailed with when_none = notify', () => {
    expect(verdictOn({ checks: many(9), rules: { whenNone: 'notify' } })).toBe('no-suspect');
  });

  it('needs as many as confirm says when that is more', () => {
    const rules = { confirm: 5 };
    expect(verdictOn({ checks: many(4), rules })).toBe('confirming');
    expect(verdictOn({ checks: many(5), rules })).toBe('application 7');
    expect(verdictOn({ checks: many(11), rules: { confirm: 12 } })).toBe('confirming');
  });

  it('is stopped again after 12, then after 48 failures in a row without an answer', () => {
    const stop = (state: ComState, at: number) =>
      afterStop(state, { rule: 'application', target: target({ pid: 7 }) }, false, at);
    const settled = { from: stop(initialState, 0) };
    expect(verdictOn({ ...settled, checks: many(11) })).toBe('waiting');
    expect(verdictOn({ ...settled, checks: many(12) })).toBe('application 7');
    const twice = { from: stop(settled.from, 0) };
    expect(verdictOn({ ...twice, checks: many(47) })).toBe('waiting');
    expect(verdictOn({ ...twice, checks: many(48) })).toBe('application 7');
    const thrice = { from: stop(twice.from, 0) };
    expect(verdictOn({ ...thrice, checks: many(48) })).toBe('application 7');
    expect(verdictOn({ ...thrice, checks: ['ok', ...many(3)] })).toBe('application 7');
  });

  it.each<readonly [string, Hosts, string]>([
    ['no process', hostedBy(), 'no-host'],
    ['a process that is still young', hostedBy(host(7, undefined, { settled: false })), 'young'],
    ['nobody knows which', unresolved, 'unresolved'],
    [
      'one that COM+ has recycled',
      { ...hostedBy(host(7)), retired: [host(7).target] } as Hosts,
      'no-host',
    ],
  ])('is left alone when it is hosted by %s', (_what, hosts, result) => {
    expect(verdictOn({ checks: many(9), hosts })).toBe(result);
  });

  describe('in one of several hosts', () => {
    const older = host(8, undefined, {
      target: target({ pid: 8, startedAt: fileTime(STARTED_UNIX_MS - 60_000) }),
    });

    it('has the one stopped that was there longest', () => {
      expect(verdictOn({ checks: many(3), hosts: hostedBy(host(7), older) })).toBe('application 8');
      expect(
        verdictOn({
          checks: many(3),
          hosts: hostedBy(host(7), older),
          rules: { severalHosts: 'notify' },
        }),
      ).toBe('several-hosts');
    });

    it('is not misled by a wall clock that was set back while one of them was started', () => {
      const young = host(9, undefined, { ageMs: 60_000 });
      const startedAt = (BigInt(older.target.startedAt) - 36_000_000_000n).toString();
      const newcomer = { ...young, target: { ...young.target, startedAt } };
      const hosts = hostedBy(newcomer, { ...older, ageMs: 3_600_000 });
      expect(verdictOn({ checks: many(3), hosts })).toBe('application 8');
    });

    it('has the next one stopped after settling and three more, not after twelve', () => {
      const from = afterStop(initialState, { rule: 'application', target: older.target }, false, 1);
      const successor = host(9, undefined, { firstSeenMs: 5_000 });
      const hosts = hostedBy(host(7), successor);
      expect(verdictOn({ from, checks: many(3), hosts })).toBe('application 7');
      expect(verdictOn({ from, checks: many(3), hosts: hostedBy(successor) })).toBe('waiting');
    });
  });
});

describe('after the end of a host', () => {
  const from = afterHostEnd(initialState, NOW);

  it.each([
    [29_999, 9, 'settling'],
    [30_000, 1, 'settling'],
    [30_000, 2, 'waiting'],
    [30_000, 3, 'application 7'],
  ])('after %i ms and %i failures: %s', (sinceMs, failures, result) => {
    expect(verdictOn({ from, checks: many(failures), nowMs: NOW + sinceMs })).toBe(result);
  });

  it('an answer ends the settling: what fails then is new', () => {
    expect(verdictOn({ from, checks: ['ok', ...many(3)] })).toBe('application 7');
  });
});

describe('a server that answers with errors', () => {
  it('has its host stopped after ten failures in a row, of whatever class', () => {
    expect(verdictOn({ checks: many(9, 'error') })).toBe('waiting');
    expect(verdictOn({ checks: many(10, 'error') })).toBe('error 7');
    expect(verdictOn({ checks: [...many(5, 'error'), 'ok', ...many(9, 'error')] })).toBe('waiting');
    expect(verdictOn({ checks: many(10, 'error'), rules: { whenNone: 'notify' } })).toBe(
      'no-suspect',
    );
  });

  it('has a host stopped once in an incident, however long it lasts', () => {
    const from = afterStop(initialState, { rule: 'error', target: target() }, true, 0);
    expect(verdictOn({ from, checks: many(500, 'error') })).toBe('not-in-the-process');
    const stands = hostedBy(grown(7, [1, 90]));
    expect(verdictOn({ from, checks: many(500, 'error'), hosts: stands })).toBe(
      'not-in-the-process',
    );
    const closed = afterIncident(afterSuccess(from, 0));
    expect(verdictOn({ from: closed, checks: many(10, 'error') })).toBe('error 7');
  });
});

describe('an activation that fails', () => {
  it.each([
    ['a host that has answered', { answered: [7] }, 'application 7'],
    [
      'a host older than ten minutes',
      { hosts: hostedBy(host(7, undefined, { ageMs: 600_001 })) },
      'application 7',
    ],
    ['a host that may still be starting', {}, 'young'],
    ['several hosts', { hosts: hostedBy(host(7), host(8)), answered: [7, 8] }, 'several-hosts'],
    ['several, of which a sample left one out', { answered: [7], unseen: [8] }, 'several-hosts'],
    ['nobody knows which', { hosts: unresolved }, 'unresolved'],
  ])('is evidence against %s: %s', (_what, given, result) => {
    expect(verdictOn({ checks: many(3, 'activation'), ...given })).toBe(result);
  });

  it('counts for nothing when unload_on does not list it', () => {
    const rules = { unloadOn: ['timeout'] as const };
    expect(verdictOn({ checks: many(9, 'activation'), answered: [7], rules })).toBe('class');
    expect(verdictOn({ checks: ['timeout', 'activation', 'timeout'], rules })).toBe('waiting');
  });
});

describe('a neighbour', () => {
  const busy = floored(3, { cpu: [1, 90] });
  const busier = floored(4, { cpu: [1, 99] });
  const stopped = afterStop(initialState, { rule: 'application', target: target() }, false, 0);

  it('is left alone while no host was stopped in the incident, however it stands out', () => {
    expect(verdictOn({ checks: many(3), neighbours: [busy] })).toBe('application 7');
    expect(verdictOn({ checks: many(9), neighbours: [busy], hosts: hostedBy() })).toBe('no-host');
  });

  it('is stopped when the successor of a stopped host does not answer either, the worst first', () => {
    const given = { from: stopped, neighbours: [busy, busier] };
    expect(verdictOn({ ...given, checks: many(2) })).toBe('neighbour 4');
    const successor = hostedBy(host(7, undefined, { settled: false }));
    expect(verdictOn({ ...given, checks: many(2), hosts: successor })).toBe('waiting');
    expect(verdictOn({ ...given, checks: many(2, 'error') })).toBe('waiting');
  });

  it('is stopped only if it stood out at every failed check of the incident', () => {
    const { state } = judged({ from: stopped, checks: many(1), neighbours: [busier] });
    expect(verdictOn({ from: state, checks: many(1), neighbours: [busy, busier] })).toBe(
      'neighbour 4',
    );
    const { state: none } = judged({ from: stopped, checks: ['refused'], neighbours: [] });
    expect(verdictOn({ from: none, checks: many(2), neighbours: [busy] })).toBe('waiting');
  });

  it('is left alone while the server answers between the failures', () => {
    const between = ['timeout', 'ok', 'timeout', 'ok', 'timeout'] as const;
    for (const given of [{ from: stopped }, { rules: { suspects: 'any' } as const }])
      expect(verdictOn({ ...given, checks: between, neighbours: [busy] })).toBe('application 7');
  });

  it('is one of two at most in an incident, each once', () => {
    const both = [busy, busier];
    const { state } = judged({ from: stopped, checks: many(1), neighbours: both });
    const stop = (from: ComState, { target: each }: Watched) =>
      afterStop(from, { rule: 'neighbour', target: each }, false, NOW);
    const once = stop(state, busier);
    expect(verdictOn({ from: once, checks: many(1), neighbours: both })).toBe('neighbour 3');
    const third = floored(5, { cpu: [1, 80] });
    const twice = { ...stop(once, busy), standing: [third.target] };
    expect(verdictOn({ from: twice, checks: many(1), neighbours: [third] })).toBe('waiting');
  });

  it('resets nothing and raises no threshold by its end', () => {
    const { state } = judged({ checks: many(2), hosts: unresolved, neighbours: [busy] });
    const after = afterStop(state, { rule: 'neighbour', target: busy.target }, false, NOW);
    expect(after).toMatchObject({
      failures: 2,
      silentFailures: 2,
      silentStops: 0,
      hostEndedMs: undefined,
      hostStopped: false,
    });
  });

  it.each([
    [2, 'waiting'],
    [3, 'neighbour 3'],
  ])('of a class that cannot be resolved, after %i failures: %s', (failures, result) => {
    expect(verdictOn({ checks: many(failures), hosts: unresolved, neighbours: [busy] })).toBe(
      result,
    );
  });

  it('has nothing to do with an activation of a class that cannot be resolved', () => {
    const checks = many(9, 'activation');
    expect(verdictOn({ checks, hosts: unresolved, neighbours: [busy] })).toBe('unresolved');
  });
});

it('takes a process without figures for none that stands out', () => {
  expect(verdictOn({ checks: many(2), hosts: hostedBy(watched()) })).toBe('waiting');
});

describe('suspects = application', () => {
  const rules = { suspects: 'application', confirm: 2 } as const;

  it('stops the host after confirm failures, whatever its figures, of any class', () => {
    expect(verdictOn({ checks: many(2), rules })).toBe('application 7');
    expect(verdictOn({ checks: many(2, 'error'), rules })).toBe('error 7');
    expect(verdictOn({ checks: many(1), rules })).toBe('confirming');
  });
});
