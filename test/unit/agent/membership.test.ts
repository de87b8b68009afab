import { describe, expect, it } from 'vitest';
import { ApplicationFinder } from '../../../src/agent/observing/application-finder.js';
import { Membership } from '../../../src/agent/observing/membership.js';
import { LastingCondition } from '../../../src/agent/telling/lasting-condition.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import type { ApplicationAnswer } from '../../../src/ports.js';
import { begun } from '../../support/executor-bench.js';
import { APP_ID, host } from '../../support/suspects.js';
import { STARTED_UNIX_MS } from '../../support/build.js';

const OTHER_ID = '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const signal = new AbortController().signal;

function bench() {
  const notices: Notice[] = [];
  const events: unknown[] = [];
  const time = { nowMs: 0 };
  const answer: { value: ApplicationAnswer } = {
    value: { ok: false, reason: { kind: 'shell-silent' } },
  };
  const clock = {
    monotonicMs: () => time.nowMs,
    wallMs: () => STARTED_UNIX_MS + time.nowMs,
    sleep: () => Promise.resolve(),
  };
  const journal = (event: unknown) => void events.push(event);
  const notify = (notice: Notice) => Promise.resolve(void notices.push(notice));
  const scope = new ApplicationFinder(
    { application: 'Trade' },
    () => Promise.resolve(answer.value),
    clock,
    journal,
  );
  const health = new LastingCondition('application', {
    journal,
    notify,
    hostName: 'SRV01',
    application: 'Trade',
  });
  const membership = new Membership([
    { key: 'Trade', scope, finder: scope, health },
    { key: '', scope: undefined, finder: undefined, health: undefined },
  ]);
  const processes = [host(7), host(8, OTHER_ID)];
  const pids = (key: string) => membership.own(key, processes).map(({ target }) => target.pid);
  const refresh = async () => {
    const now = { monotonicMs: time.nowMs, wallMs: clock.wallMs() };
    membership.refresh(processes, now, signal);
    await begun();
  };
  return { notices, time, answer, pids, refresh, clock, journal, notify };
}

const found: ApplicationAnswer = {
  ok: true,
  found: {
    appId: APP_ID,
    classId: null,
    name: 'Trade',
    instancePids: [],
    retiredPids: [],
    registered: { bits64: true, bits32: false },
    ambiguous: false,
    fault: undefined,
  },
};

describe('which processes belong to which application', () => {
  it('is not known while a named one is not: then no process is judged', async () => {
    const { pids, refresh } = bench();
    expect([pids('Trade'), pids('')]).toEqual([[], []]);
    await refresh();
    expect([pids('Trade'), pids('')]).toEqual([[], []]);
  });

  it('is known as soon as the named one is', async () => {
    const { pids, refresh, answer } = bench();
    answer.value = found;
    await refresh();
    expect([pids('Trade'), pids('')]).toEqual([[7], [8]]);
  });

  it('is mailed when it is not known for more than a minute, and when it is', async () => {
    const { pids, refresh, answer, time, notices } = bench();
    for (; time.nowMs <= 90_000; time.nowMs += 10_000) await refresh();
    const about = { kind: 'trouble', condition: 'application', application: 'Trade' };
    expect(notices).toMatchObject([
      { ...about, state: 'failing', reason: { kind: 'shell-silent' } },
    ]);
    answer.value = found;
    for (; time.nowMs <= 180_000; time.nowMs += 10_000) await refresh();
    expect(notices.at(-1)).toMatchObject({ ...about, state: 'over' });
    expect(pids('Trade')).toEqual([7]);
  });

  it('is the first of two that mean the same COM+ application, and the second is said', async () => {
    const { clock, journal, notify, notices, time } = bench();
    const finderOf = (application: string) =>
      new ApplicationFinder({ application }, () => Promise.resolve(found), clock, journal);
    const members = ['Trade', 'Same'].map((application) => ({
      key: application,
      scope: finderOf(application),
      finder: undefined,
      health: new LastingCondition('application', {
        journal,
        notify,
        hostName: 'SRV01',
        application,
      }),
    }));
    const membership = new Membership(members);
    const processes = [host(7)];
    for (; time.nowMs <= 90_000; time.nowMs += 10_000) {
      membership.refresh(processes, { monotonicMs: time.nowMs, wallMs: clock.wallMs() }, signal);
      await begun();
    }
    expect(processes.map((each) => membership.nameOf(each))).toEqual(['Trade']);
    expect(notices).toMatchObject([
      {
        application: 'Same',
        state: 'failing',
        reason: { kind: 'application-taken', name: 'Trade', owner: 'Trade' },
      },
    ]);
  });
});
