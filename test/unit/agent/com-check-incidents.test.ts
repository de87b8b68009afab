import { describe, expect, it } from 'vitest';
import { describeNotice } from '../../../src/texts/notice.js';
import { ComBench } from '../../support/com-bench.js';
import { died, errs, floored, grown, host } from '../../support/suspects.js';

const stopping = { failureClass: 'stopping', hresult: '0x80080008' } as const;

/** Identifiers of the incidents in the journal and the mails, each once, in order. */
function incidents(bench: ComBench): string[] {
  const ids = [...bench.events, ...bench.notices].flatMap(({ incidentId }) => incidentId ?? []);
  return [...new Set(ids)];
}

describe('a server that is being shut down', () => {
  it('is nothing to count, to stop, to back off from or to mail', async () => {
    const bench = new ComBench();
    bench.watched = [grown(1, [1, 90])];
    await bench.failures(20, stopping);
    expect(bench.stops).toEqual([]);
    expect(bench.notices).toEqual([]);
    expect(bench.lastDelayMs).toBe(30_000);
    expect(bench.events.map(({ action }) => action)).not.toContain('probe-failed');
    expect(incidents(bench)).toEqual([]);
    await bench.fail(died);
    expect(bench.stops).toEqual([]);
    await bench.fail(died);
    expect(bench.stops).toEqual([1]);
  });
});

describe('a server that answers errors', () => {
  it('loses its host after ten failures, once in an incident, and then the mail says where the cause is not', async () => {
    const bench = new ComBench();
    bench.watched = [host(7)];
    await bench.failures(9, errs);
    expect(bench.stops).toEqual([]);
    await bench.fail(errs);
    expect(bench.stops).toEqual([7]);
    bench.watched = [host(8)];
    bench.nowMs += 1;
    await bench.failures(30, errs);
    expect(bench.stops).toEqual([7]);
    expect(bench.deeds.slice(0, 3)).toEqual(['waiting', 'stopped', 'not-in-the-process']);
  });

  it('keeps its host where the file wants only mails', async () => {
    const bench = new ComBench({ verdict: { whenNone: 'notify' } });
    bench.watched = [host(7)];
    await bench.failures(12, errs);
    expect(bench.stops).toEqual([]);
    expect(bench.deeds[0]).toBe('no-suspect');
  });
});

describe('an agent that only observes', () => {
  const observing = (changes: ConstructorParameters<typeof ComBench>[0] = {}) =>
    new ComBench({ ...changes, rules: { mode: 'observe' } });

  it('only says what it would stop, and every mail says that it observes', async () => {
    const bench = observing();
    bench.watched = [grown(1, [1, 90])];
    await bench.failures(2, died);
    expect(bench.stops).toEqual([]);
    expect(bench.deeds).toEqual(['observed']);
    await bench.failures(8, died);
    expect(bench.deeds.length).toBeGreaterThan(1);
    expect(bench.mailed.every(({ observes }) => observes)).toBe(true);
    for (const notice of bench.mailed) {
      expect(JSON.stringify(describeNotice(notice, 'en'))).toMatch(/observe/);
    }
  });

  it('does not say so when it acts', async () => {
    const bench = new ComBench();
    bench.watched = [grown(1, [1, 90])];
    await bench.failures(2, died);
    expect(bench.mailed.map(({ observes }) => observes)).toEqual([false]);
  });

  it('counts what it would have stopped: settling, the twelve more, and the neighbours', async () => {
    const acting = new ComBench();
    const bench = observing();
    for (const each of [acting, bench]) {
      each.watched = [host(7), floored(3, { cpu: [1, 90] })];
      await each.failures(3, died);
    }
    expect(bench.deeds).toEqual(['waiting', 'observed']);
    expect(bench.lastDelayMs).toBe(acting.lastDelayMs);
    // The host is still there: nothing was really stopped.
    await bench.fail(died);
    expect(bench.deeds).toHaveLength(2);
    await bench.fail(died);
    expect(bench.mailed.at(-1)?.deed).toMatchObject({
      kind: 'observed',
      suspect: { rule: 'neighbour' },
    });
    expect(bench.mailed.at(-1)).toMatchObject({ stops: 1 });
  });

  it('is held by the brake as if it acted', async () => {
    const bench = observing({ maxStops: 1, verdict: { settleMs: 0 } });
    bench.watched = [grown(1, [1, 90])];
    await bench.failures(2, died);
    bench.watched = [grown(3, [1, 90])];
    await bench.failures(3, died);
    expect(bench.deeds).toEqual(['observed', 'braked']);
    expect(bench.notices.filter(({ kind }) => kind === 'brake')).toHaveLength(1);
  });
});

describe('the brake', () => {
  it('holds the COM check after its own stops, and says so once', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    for (let pid = 11; pid <= 14; pid++) {
      bench.watched = [grown(pid, [1, 90])];
      bench.nowMs += 1;
      await bench.failures(2, died);
    }
    expect(bench.stops).toEqual([11]);
    expect(bench.notices.filter(({ kind }) => kind === 'brake')).toHaveLength(1);
    expect(bench.deeds).toContain('braked');
  });

  it('is not used up by the limit check', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    bench.watched = [grown(11, [1, 90])];
    await bench.limitStop(grown(11, [1, 90]));
    bench.watched = [grown(12, [1, 90])];
    bench.nowMs += 1;
    await bench.failures(2, died);
    expect(bench.stops).toEqual([11, 12]);
  });

  it('ends by itself, and reports it', async () => {
    const bench = new ComBench({ maxStops: 1, verdict: { settleMs: 0 } });
    bench.watched = [grown(11, [1, 90])];
    await bench.failures(2, died);
    bench.watched = [grown(12, [1, 90])];
    for (let turn = 0; turn < 20 && bench.stops.length < 2; turn++) await bench.fail(died);
    expect(bench.stops).toEqual([11, 12]);
    expect(bench.notices.flatMap((each) => (each.kind === 'brake' ? [each.state] : []))).toEqual([
      'on',
      'off',
    ]);
  });
});

describe('an incident', () => {
  it('goes on when the server fails again within a quarter of an hour, and is another one later', async () => {
    const bench = new ComBench();
    bench.watched = [host(7)];
    await bench.failures(2, died);
    await bench.ok();
    bench.nowMs += 800_000;
    await bench.failures(2, died);
    expect(incidents(bench)).toHaveLength(1);
    await bench.ok();
    bench.nowMs += 900_000;
    await bench.fail(died);
    expect(incidents(bench)).toHaveLength(2);
  });

  it('is mailed again when it is reopened after its recovery was mailed', async () => {
    const bench = new ComBench();
    bench.watched = [grown(1, [1, 90])];
    await bench.failures(2, died);
    await bench.ok();
    expect(bench.turns).toHaveLength(1);
    bench.watched = [grown(3, [1, 90])];
    bench.nowMs += 60_000;
    await bench.failures(2, died);
    await bench.ok();
    expect(bench.deeds).toEqual(['stopped', 'stopped']);
    expect(bench.turns).toMatchObject([{ stops: 1 }, { stops: 2 }]);
    expect(new Set(bench.notices.map(({ id }) => id)).size).toBe(4);
    expect(incidents(bench)).toHaveLength(1);
  });

  it('is mailed again when it is reopened though it has nothing new to say', async () => {
    const bench = new ComBench({ verdict: { whenNone: 'notify' } });
    bench.watched = [host(7)];
    await bench.failures(3, died);
    await bench.ok();
    bench.nowMs += 60_000;
    await bench.failures(3, died);
    expect(bench.deeds).toEqual(['no-suspect', 'no-suspect']);
    expect(bench.mailed.map(({ isReminder }) => isReminder)).toEqual([false, false]);
    expect(new Set(bench.notices.map(({ id }) => id)).size).toBe(3);
    await bench.ok();
    expect(bench.turns).toHaveLength(2);
  });

  it('is reminded of an hour after its last mail; a stop within it postpones that', async () => {
    const bench = new ComBench({ verdict: { settleMs: 0 } });
    bench.watched = [host(7)];
    await bench.failures(3, died);
    bench.watched = [host(8)];
    bench.nowMs += 1;
    while (bench.stops.length < 2) await bench.fail(died);
    const atStop = bench.mailed.at(-1)?.at ?? 0;
    const until = bench.nowMs + 5_400_000;
    while (bench.nowMs < until) await bench.fail(died);
    const later = bench.mailed.filter(({ at }) => at > atStop);
    expect(later.map(({ deed }) => deed.kind)).toEqual(['no-action', 'no-action']);
    const [waiting, reminder] = later;
    expect(waiting?.isReminder).toBe(false);
    expect(reminder?.isReminder).toBe(true);
    expect((reminder?.at ?? 0) - (waiting?.at ?? 0)).toBeGreaterThanOrEqual(3_600_000);
  });
});
