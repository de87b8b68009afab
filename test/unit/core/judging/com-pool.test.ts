import { describe, expect, it } from 'vitest';
import { afterStop, initialState } from '../../../../src/core/judging/com-state.js';
import { hostedBy, many, verdictOn } from '../../../support/com-verdict.js';
import { grown, host } from '../../../support/suspects.js';

describe('a pool of two of which one answers every second call', () => {
  const successor = host(9, undefined, { firstSeenMs: 5_000 });
  const hung = host(7);
  const older = host(8);
  const targets = [hung.target, older.target];
  const from = afterStop(
    initialState,
    { rule: 'application', target: older.target },
    false,
    1,
    targets,
  );
  const inTurn = (count: number) =>
    Array.from({ length: count }, () => ['ok', 'timeout'] as const).flat();
  const answers = (count: number) => Array.from({ length: count }, () => 'ok' as const);

  it('has the next one stopped that was there before', () => {
    expect(verdictOn({ from, checks: inTurn(2), hosts: hostedBy(successor, hung) })).toBe(
      'confirming',
    );
    expect(verdictOn({ from, checks: inTurn(3), hosts: hostedBy(successor, hung) })).toBe(
      'application 7',
    );
  });

  it('has no fresh one stopped in its place, however often that goes on', () => {
    const hosts = hostedBy(successor, hung);
    expect(verdictOn({ from, checks: inTurn(40), hosts, refused: [7] })).toBe('not-now');
    const grew = grown(9, [1, 90]);
    const fresh = { ...grew, firstSeenMs: 5_000 };
    expect(
      verdictOn({ from, checks: inTurn(40), hosts: hostedBy(fresh, hung), refused: [7] }),
    ).toBe('not-now');
  });

  it('has a fresh one stopped when no call is answered any more', () => {
    const hosts = hostedBy(successor, hung);
    expect(verdictOn({ from, checks: many(12), hosts, refused: [7] })).toBe('application 9');
  });

  it('has any stopped again once ten calls in a row were answered', () => {
    const hosts = hostedBy(successor, host(10, undefined, { firstSeenMs: 6_000 }));
    expect(verdictOn({ from, checks: [...answers(9), ...many(3)], hosts })).toBe('waiting');
    expect(verdictOn({ from, checks: [...answers(10), ...many(3)], hosts })).toMatch(
      /^application/,
    );
  });
});

describe('a host that stands out', () => {
  const from = afterStop(initialState, { rule: 'floor', target: host(8).target }, false, 1);
  const fresh = { ...grown(7, [1, 90]), firstSeenMs: 5_000 };

  it('and was started since another one was stopped waits like one that does not', () => {
    expect(verdictOn({ from, checks: many(2), hosts: hostedBy(fresh) })).toBe('waiting');
    expect(verdictOn({ from, checks: many(3), hosts: hostedBy(fresh) })).toBe('application 7');
    const twice = afterStop(from, { rule: 'application', target: fresh.target }, false, 2);
    expect(verdictOn({ from: twice, checks: many(11), hosts: hostedBy(fresh) })).toBe('waiting');
    expect(verdictOn({ from: twice, checks: many(12), hosts: hostedBy(fresh) })).toBe('floor 7');
  });

  it('is stopped at the second failure when the server has answered since, or it was there before', () => {
    const answered = ['ok', ...many(2)] as const;
    expect(verdictOn({ from, checks: answered, hosts: hostedBy(fresh) })).toBe('floor 7');
    const before = { ...fresh, firstSeenMs: 0 };
    expect(verdictOn({ from, checks: many(2), hosts: hostedBy(before) })).toBe('floor 7');
  });
});
