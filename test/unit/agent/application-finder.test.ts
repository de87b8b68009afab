import { describe, expect, it } from 'vitest';
import { ApplicationFinder } from '../../../src/agent/observing/application-finder.js';
import { Membership } from '../../../src/agent/observing/membership.js';
import { LastingCondition } from '../../../src/agent/telling/lasting-condition.js';
import { eventLogEntry } from '../../../src/adapters/log/event-ids.js';
import { foreign } from '../../../src/core/foreign.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import type { CommandLine } from '../../../src/core/observing/model.js';
import type { Watched } from '../../../src/core/observing/process-table.js';
import type { ApplicationAnswer, FoundApplication } from '../../../src/ports.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { target, watched } from '../../support/build.js';
import { host } from '../../support/suspects.js';

const APP = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const signal = new AbortController().signal;

/** Answer of registry and catalogue. */
function found(changes: Partial<FoundApplication> = {}): ApplicationAnswer {
  return {
    ok: true,
    found: {
      appId: APP,
      classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
      name: 'Front Office',
      instancePids: [],
      registered: { bits64: true, bits32: false },
      ambiguous: false,
      retiredPids: [],
      fault: undefined,
      ...changes,
    },
  };
}

const withoutLine = (pid: number, kind: Exclude<CommandLine['kind'], 'read'>) =>
  watched({ target: target({ pid }), commandLine: { kind } });

/** A finder whose answers are scripted; the last one stays. */
const finder = (...answers: ApplicationAnswer[]) => finderOf('Front Office', undefined, ...answers);

function finderOf(
  application: string,
  everyone: (() => readonly Watched[]) | undefined,
  ...answers: ApplicationAnswer[]
) {
  const queries: boolean[] = [];
  const bench = { nowMs: 0, queries };
  const clock = {
    monotonicMs: () => bench.nowMs,
    wallMs: () => bench.nowMs,
    sleep: () => Promise.resolve(),
  };
  const read = ({ catalog }: { readonly catalog: boolean }) => {
    const answer = answers[Math.min(queries.push(catalog), answers.length) - 1]!;
    return Promise.resolve(answer);
  };
  const made = new ApplicationFinder({ application }, read, clock, () => undefined, everyone);
  return Object.assign(bench, { finder: made });
}

describe('the hosts of an application', () => {
  it('stand on the command lines when all can be read, without a question to the catalogue', async () => {
    const { finder: known, queries } = finder(found());
    await known.refresh(signal);
    expect(await known.hosts([host(1), host(2, APP.replace('0C', '1D'))], signal)).toMatchObject({
      kind: 'hosts',
      hosts: [{ target: { pid: 1 } }],
    });
    expect(queries).toEqual([false]);
  });

  it('are several: the catalogue shows which of them is recycled, and none is when it fails', async () => {
    const { finder: known, queries } = finder(
      found(),
      found({ retiredPids: [2] }),
      found({ name: null, fault: foreign('access denied') }),
    );
    await known.refresh(signal);
    const both = [host(1), host(2)];
    expect(await known.hosts(both, signal)).toMatchObject({ retired: [{ pid: 2 }] });
    expect(await known.hosts(both, signal)).toMatchObject({ hosts: [{}, {}], retired: [] });
    expect(queries).toEqual([false, true, true]);
  });

  it.each(['unread', 'hidden'] as const)(
    'are both of a pool when the command line of one is %s and the catalogue has it',
    async (kind) => {
      const { finder: known } = finder(found(), found({ instancePids: [1, 2] }));
      await known.refresh(signal);
      expect(await known.hosts([host(1), withoutLine(2, kind)], signal)).toMatchObject({
        kind: 'hosts',
        hosts: [{ target: { pid: 1 } }, { target: { pid: 2 }, catalogueAppId: APP }],
      });
    },
  );

  it('are those the catalogue leaves when it knows that the unreadable one is another', async () => {
    const { finder: known } = finder(found(), found({ instancePids: [1] }));
    await known.refresh(signal);
    expect(await known.hosts([host(1), withoutLine(2, 'hidden')], signal)).toMatchObject({
      kind: 'hosts',
      hosts: [{ target: { pid: 1 } }],
    });
  });

  it.each([
    ['fails', found({ name: null, fault: foreign('access denied') }), foreign('access denied')],
    [
      'does not know it',
      found({ name: null }),
      { kind: 'application-unknown', name: 'Front Office' },
    ],
    ['hangs', { ok: false, reason: { kind: 'shell-silent' } } as const, { kind: 'shell-silent' }],
  ])(
    'are not resolved when one is unreadable and the catalogue %s',
    async (_how, answer, reason) => {
      const { finder: known } = finder(found(), answer);
      await known.refresh(signal);
      expect(
        await known.hosts([host(1), withoutLine(2, 'unread'), withoutLine(3, 'hidden')], signal),
      ).toEqual({
        kind: 'unresolved',
        reason: { kind: 'command-lines-unread', pids: [2, 3], cause: reason },
      });
    },
  );

  it('are not resolved when an unreadable one is a host that may not be blamed', async () => {
    const all = [host(1), withoutLine(2, 'hidden')];
    const { finder: known } = finderOf(
      'Front Office',
      () => all,
      found(),
      found({ instancePids: [1, 2] }),
    );
    await known.refresh(signal);
    expect(await known.hosts([host(1)], signal)).toEqual({
      kind: 'unresolved',
      reason: { kind: 'hosts-elsewhere', pids: [2] },
    });
  });
});

describe('an application that is known', () => {
  const other = '{1D7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';

  it('is looked up again every three minutes while no process has its AppID', async () => {
    const bench = finder(found(), found({ appId: other }));
    const refresh = async (second: number) => {
      bench.nowMs = second * 1_000;
      await bench.finder.refresh(signal, [host(7, other)]);
      return bench.finder.known([host(7, other)])?.length;
    };
    expect([await refresh(0), await refresh(179), bench.queries.length]).toEqual([0, 0, 1]);
    expect([await refresh(180), await refresh(600), bench.queries.length]).toEqual([1, 1, 2]);
  });

  it('stays known when the catalogue fails meanwhile', async () => {
    const bench = finder(found(), found({ appId: null, fault: foreign('access denied') }));
    for (const second of [0, 200]) {
      bench.nowMs = second * 1_000;
      await bench.finder.refresh(signal, [host(7, other)]);
    }
    expect([bench.queries.length, bench.finder.unknownBecause]).toEqual([2, undefined]);
    expect(bench.finder.known([host(8)])).toHaveLength(1);
  });

  it('is not looked up again while nothing contradicts it', async () => {
    const bench = finder(found());
    for (const second of [0, 200, 400]) {
      bench.nowMs = second * 1_000;
      await bench.finder.refresh(signal, second === 200 ? [] : [withoutLine(7, 'unread')]);
    }
    expect(bench.queries.length).toBe(1);
  });
});

describe('an application given by its AppID', () => {
  const typed = APP.toLowerCase();
  const unknown = found({ appId: null, name: null, classId: null });

  it('has hosts before any query', () => {
    const { finder: known } = finderOf(typed, undefined, found());
    expect(known.known([host(7), host(8, APP.replace('0C', '1D'))])).toMatchObject([
      { target: { pid: 7 } },
    ]);
  });

  it('is looked up once when Windows knows it', async () => {
    const bench = finderOf(typed, undefined, found());
    for (const second of [0, 200, 400]) {
      bench.nowMs = second * 1_000;
      await bench.finder.refresh(signal, []);
    }
    expect([bench.queries.length, bench.finder.known([])]).toEqual([1, []]);
  });

  it('is missing when Windows does not know it, and looked up again', async () => {
    const bench = finderOf(typed, undefined, unknown, found());
    await bench.finder.refresh(signal, []);
    expect(bench.finder.known([host(7, APP.replace('0C', '1D'))])).toBeUndefined();
    expect(bench.finder.unknownBecause).toEqual({ kind: 'application-unknown', name: typed });
    bench.nowMs = 60_000;
    await bench.finder.refresh(signal, []);
    expect([bench.queries.length, bench.finder.known([])]).toEqual([2, []]);
  });

  it('is known by the process that has it, whatever the catalogue says', async () => {
    const bench = finderOf(typed, undefined, unknown);
    await bench.finder.refresh(signal, []);
    expect(bench.finder.known([host(7)])).toMatchObject([{ target: { pid: 7 } }]);
  });

  it('is taken as it is while the catalogue cannot be asked', async () => {
    const bench = finderOf(typed, undefined, { ok: false, reason: { kind: 'shell-silent' } });
    await bench.finder.refresh(signal, []);
    expect(bench.finder.known([])).toEqual([]);
  });
});

describe('an application that is not found', () => {
  it('is mailed after a minute, and again when it is found; the Event Log has both', async () => {
    const missing = found({ appId: null, name: null });
    const bench = finder(missing, missing, missing, found());
    const notices: Notice[] = [];
    const events: JournalEvent[] = [];
    const health = new LastingCondition('application', {
      journal: (event) => void events.push(event),
      notify: (notice) => Promise.resolve(void notices.push(notice)),
      hostName: 'SRV01',
    });
    const membership = new Membership([
      { key: '', scope: bench.finder, finder: bench.finder, health },
    ]);
    const look = () => {
      const now = { monotonicMs: bench.nowMs, wallMs: bench.nowMs };
      membership.refresh([host(7)], now, signal);
      return membership.own('', [host(7)]);
    };
    const told = async (second: number) => {
      bench.nowMs = second * 1_000;
      look();
      await new Promise((resolve) => setImmediate(resolve));
      look();
      return notices.length;
    };
    expect([await told(0), await told(59), await told(60), await told(120)]).toEqual([0, 0, 1, 1]);
    expect(await told(180)).toBe(2);
    expect(look()).toHaveLength(1);
    expect(notices).toMatchObject([
      {
        kind: 'trouble',
        condition: 'application',
        state: 'failing',
        reason: { kind: 'application-unknown', name: 'Front Office' },
      },
      { condition: 'application', state: 'over', lastedMs: 180_000 },
    ]);
    const mirrored = events
      .map((event) => eventLogEntry({ ...event, words: '' }))
      .filter((entry) => entry !== undefined);
    expect(mirrored.map(({ eventId }) => eventId)).toEqual([122, 123]);
    for (const notice of notices) {
      expect(describeNotice(notice, 'ru').headline).toMatch(/приложение/);
      expect(describeNotice(notice, 'en').headline).toMatch(/application/);
    }
  });
});
