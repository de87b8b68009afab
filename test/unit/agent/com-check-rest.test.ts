import { describe, expect, it } from 'vitest';
import { ComBench } from '../../support/com-bench.js';
import { errs, floored, grown, host } from '../../support/suspects.js';

const quietNeighbour = floored(2, { cpu: [50, 60] });
const activation = { failureClass: 'activation', stage: 'activate' } as const;
const notify = { verdict: { whenNone: 'notify' as const } };
const never = () => new Promise<void>(() => undefined);

/** Makes passes until this time is over. */
async function pass(bench: ComBench, ms: number): Promise<void> {
  const until = bench.nowMs + ms;
  while (bench.nowMs < until) await bench.fail();
}

describe('calls that hang in the server', () => {
  it('are at most three; the last of them is awaited, and the pause is reported once', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 8; turn++) await bench.fail({}, never());
    expect(bench.asked.map(({ keepPending }) => keepPending)).toEqual([false, false, true]);
    const said = bench.events.filter(({ sentence }) => sentence.kind === 'check-rests');
    expect(said).toHaveLength(1);
    expect(said[0]?.sentence).toMatchObject({ everyMs: 600_000 });
  });

  it('make it rest: no call, no line and no mail for ten minutes, then one trial call', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 3; turn++) await bench.fail({}, never());
    const before = { events: bench.events.length, notices: bench.notices.length };
    const restedMs = bench.nowMs - bench.lastDelayMs;
    while (bench.nowMs < restedMs + 600_000) await bench.fail();
    expect(bench.asked).toHaveLength(3);
    expect(bench.events).toHaveLength(before.events);
    expect(bench.notices).toHaveLength(before.notices);
    await bench.fail();
    expect(bench.asked).toHaveLength(4);
    expect(bench.asked.at(-1)).toEqual({ keepPending: false });
    expect(bench.nowMs - bench.lastDelayMs - restedMs).toBeLessThan(601_000);
    const failed = bench.events.filter(({ action }) => action === 'probe-failed');
    // A trial call counts as one.
    expect(failed.map(({ sentence }) => sentence)).toMatchObject(
      [1, 2, 3, 4].map((failures) => ({ failures })),
    );
    await pass(bench, 560_000);
    expect(bench.asked).toHaveLength(4);
  });

  it.each([
    ['more failures are to confirm it: trial calls confirm, too', { confirm: 5 }],
    ['its process could not be found at first', {}],
  ])('do not keep it from being stopped when %s', async (why, verdict) => {
    const bench = new ComBench({ verdict });
    const other = host(9, '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}');
    bench.watched = [other, ...(why.includes('found') ? [] : [host(7)])];
    for (let turn = 0; turn < 4; turn++) await bench.fail();
    expect(bench.stops).toEqual([]);
    bench.watched = [other, host(7)];
    await pass(bench, why.includes('found') ? 1 : 1_260_000);
    expect(bench.stops).toEqual([7]);
  });

  it('are counted too when not even an activation comes back from the process', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    for (let turn = 0; turn < 6; turn++) await bench.fail(activation, never());
    expect(bench.asked).toHaveLength(3);
  });

  it('are not counted while no process of the application runs: nothing hangs in it', async () => {
    const bench = new ComBench(notify);
    bench.watched = [quietNeighbour];
    await bench.failures(6, activation);
    expect(bench.asked).toHaveLength(6);
  });

  it('are not counted when the server answered, be it an error', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    await bench.failures(6, errs);
    expect(bench.asked).toHaveLength(6);
  });

  it('end the rest when the call comes back', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    let comeBack: () => void = () => undefined;
    const pending = new Promise<void>((resolve) => (comeBack = resolve));
    for (let turn = 0; turn < 4; turn++) await bench.fail({}, pending);
    expect(bench.asked).toHaveLength(3);
    comeBack();
    await pending;
    await bench.ok();
    expect(bench.asked).toHaveLength(4);
    expect(bench.turns).toMatchObject([{ kind: 'recovered' }]);
  });

  it('keep the rest while nothing is seen at all', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    await bench.failures(3);
    bench.isBlind = true;
    await bench.failures(3);
    expect(bench.asked).toHaveLength(3);
  });

  it('are not forgotten when a neighbour is stopped or comes and goes', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 }, found: { kind: 'shell-silent' } });
    const big = floored(3, { cpu: [1, 90] });
    bench.watched = [host(7), big];
    await bench.failures(3);
    expect(bench.stops).toEqual([3]);
    bench.watched = [host(7)];
    await bench.fail();
    bench.watched = [host(7), host(8)];
    await bench.failures(4);
    expect(bench.asked).toHaveLength(3);
  });

  it('are dropped when the server is another process: nothing waits for them for ever', async () => {
    const bench = new ComBench(notify);
    bench.watched = [host(7)];
    let givenUp = 0;
    for (let turn = 0; turn < 3; turn++) await bench.fail({}, never(), () => givenUp++);
    expect(givenUp).toBe(0);
    bench.watched = [host(8)];
    await bench.ok();
    expect(givenUp).toBe(1);
  });
});

describe('the end of a host', () => {
  it('ends the rest at once and begins settling, also when it ended by itself', async () => {
    const bench = new ComBench();
    bench.watched = [host(7)];
    await bench.failures(2);
    bench.watched = [host(8)];
    bench.nowMs += 1;
    // Earlier failures are no evidence against the successor: three new failures, and thirty seconds, are needed.
    await bench.failures(2);
    expect(bench.stops).toEqual([]);
    await bench.fail();
    expect(bench.stops).toEqual([8]);
    const resting = new ComBench(notify);
    resting.watched = [host(7)];
    await resting.failures(4);
    expect(resting.asked).toHaveLength(3);
    expect(resting.lastDelayMs).toBe(30_000);
    resting.watched = [];
    expect(resting.check.delayMs()).toBe(1_000);
    await resting.fail();
    expect(resting.asked).toHaveLength(4);
  });

  it('counts when the limit check stopped it meanwhile; its old sample leads to no second stop', async () => {
    const bench = new ComBench();
    const big = grown(1, [1, 95]);
    const neighbour = floored(3, { cpu: [1, 15] });
    bench.watched = [big, neighbour];
    await bench.fail();
    await bench.limitStop(big);
    expect(bench.stops).toEqual([1]);
    // The sample is still the old one: it shows processes that have been stopped already.
    await bench.failures(4);
    expect(bench.stops).toEqual([1]);
    await bench.ok();
    expect(bench.stops).toEqual([1]);
  });

  it('while a call is under way takes that call for no failure of the successor', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 } });
    bench.watched = [host(7)];
    await bench.failures(2);
    bench.probeTakesMs = 100_000;
    bench.duringProbe = () => (bench.watched = [grown(8, [1, 90])]);
    await bench.fail();
    bench.duringProbe = undefined;
    await bench.fail();
    expect(bench.stops).toEqual([]);
    await bench.fail();
    expect(bench.stops).toEqual([8]);
  });
});

describe('what goes on during a rest', () => {
  it('is the next attempt on a survivor, when it is due', async () => {
    const bench = new ComBench({
      stop: () => ({
        kind: 'survived',
        waitedMs: 2_000,
        detail: { kind: 'still-running', waitedMs: 2_000 },
      }),
    });
    bench.watched = [host(7)];
    await bench.failures(3);
    expect(bench.stops).toEqual([7]);
    // After 5 s, 30 s, 5 min: not the next slot, but the next attempt that is due.
    const distances = [bench.lastDelayMs];
    for (let turn = 0; turn < 2; turn++) {
      await bench.fail();
      distances.push(bench.lastDelayMs);
    }
    expect(distances).toEqual([5_000, 30_000, 30_000]);
    await pass(bench, 300_000);
    expect(bench.stops).toEqual([7, 7, 7, 7]);
    expect(bench.asked).toHaveLength(3);
    expect(bench.deeds.filter((deed) => deed === 'survived')).toHaveLength(4);
  });

  it('is a released brake: the stop is made without a further call', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    bench.watched = [grown(7, [1, 90])];
    await bench.failures(2);
    expect(bench.stops).toEqual([7]);
    bench.watched = [grown(8, [1, 90])];
    await bench.failures(3);
    expect(bench.deeds).toContain('braked');
    expect(bench.asked).toHaveLength(5);
    const until = bench.nowMs + 590_000;
    while (bench.stops.length < 2 && bench.nowMs < until) await bench.fail();
    expect(bench.stops).toEqual([7, 8]);
    expect(bench.asked).toHaveLength(5);
    const brakes = bench.notices.flatMap((each) => (each.kind === 'brake' ? [each.state] : []));
    expect(brakes).toEqual(['on', 'off']);
  });
});
