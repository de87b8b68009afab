import { describe, expect, it } from 'vitest';
import { ApplicationFinder } from '../../../src/agent/observing/application-finder.js';
import { Membership } from '../../../src/agent/observing/membership.js';
import { refusalOf } from '../../../src/core/acting/protection.js';
import { applicationOf } from '../../../src/core/judging/suspects.js';
import type { Watched } from '../../../src/core/observing/process-table.js';
import type { ApplicationAnswer, FoundApplication } from '../../../src/ports.js';
import { fileTime, STARTED_UNIX_MS, target, watched } from '../../support/build.js';
import { APP_ID, host } from '../../support/suspects.js';

const OTHER_ID = '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const signal = new AbortController().signal;

function hidden(pid: number, changes: Partial<Watched> = {}): Watched {
  return watched({ target: target({ pid }), commandLine: { kind: 'hidden' }, ...changes });
}

/** The same PID, started later. */
const another = (pid: number) =>
  hidden(pid, { target: target({ pid, startedAt: fileTime(STARTED_UNIX_MS + 60_000) }) });

function listing(pids: readonly number[], changes: Partial<FoundApplication> = {}) {
  const found: FoundApplication = {
    appId: APP_ID,
    classId: null,
    name: 'Trade',
    instancePids: pids,
    retiredPids: [],
    registered: { bits64: true, bits32: false },
    ambiguous: false,
    fault: undefined,
    ...changes,
  };
  return { ok: true, found } as const satisfies ApplicationAnswer;
}

/** A finder, the content of the samples, and its answers one after the other; the last one stays. */
function bench(...answers: ApplicationAnswer[]) {
  const world = { nowMs: 0, processes: [] as readonly Watched[], questions: 0 };
  const clock = {
    monotonicMs: () => world.nowMs,
    wallMs: () => world.nowMs,
    sleep: () => Promise.resolve(),
  };
  let whileAsking: () => void = () => undefined;
  const finder = new ApplicationFinder(
    { application: 'Trade' },
    () => {
      whileAsking();
      return Promise.resolve(answers[Math.min(world.questions++, answers.length - 1)]!);
    },
    clock,
    () => undefined,
    () => world.processes,
  );
  const membership = new Membership([{ key: '', scope: undefined, finder, health: undefined }]);
  const identify = (...processes: Watched[]) => {
    world.processes = processes;
    return finder.identify(signal);
  };
  const appIds = (...processes: Watched[]) =>
    membership.own('', processes).map((each) => applicationOf(each));
  return Object.assign(world, {
    finder,
    identify,
    appIds,
    meanwhile: (act: () => void) => void (whileAsking = act),
  });
}

describe('a process whose command line cannot be read', () => {
  it('is what the catalogue says, for as long as it lives, and may be stopped', async () => {
    const { identify, appIds, finder } = bench(listing([7]));
    expect(appIds(hidden(7))).toEqual([undefined]);
    await identify(hidden(7), hidden(8));
    expect(appIds(hidden(7), hidden(8))).toEqual([APP_ID, undefined]);
    const { target: it, commandLine } = hidden(7);
    expect(refusalOf(it, commandLine, new Set(), [], finder.listedAppId(it))).toBeUndefined();
  });

  it('is not taken for another one that had its PID', async () => {
    const { identify, appIds } = bench(listing([7]));
    await identify(hidden(7));
    expect(appIds(another(7))).toEqual([undefined]);
  });

  it('is not identified when its PID has another owner after the question', async () => {
    const asked = bench(listing([7]));
    asked.meanwhile(() => (asked.processes = [another(7)]));
    await asked.identify(hidden(7));
    expect(asked.appIds(hidden(7), another(7))).toEqual([undefined, undefined]);
  });

  it('is not identified while it is young: the list may be of its predecessor', async () => {
    const { identify, appIds } = bench(listing([7]));
    await identify(hidden(7, { settled: false }));
    expect(appIds(hidden(7))).toEqual([undefined]);
  });

  it('is what a later answer says, and no more when that does not list it', async () => {
    const asked = bench(listing([7]), listing([8]));
    await asked.identify(hidden(7), hidden(8));
    asked.nowMs = 60_000;
    await asked.identify(hidden(7), hidden(8));
    expect(asked.appIds(hidden(7), hidden(8))).toEqual([undefined, APP_ID]);
  });

  it.each([
    ['hangs', { ok: false, reason: { kind: 'shell-silent' } } as const],
    ['fails', listing([], { name: null, fault: { kind: 'shell-silent' } })],
    ['knows two of the name', listing([], { ambiguous: true })],
  ])('stays what it was when the catalogue %s', async (_, answer) => {
    const asked = bench(listing([7]), answer);
    await asked.identify(hidden(7));
    asked.nowMs = 60_000;
    await asked.identify(hidden(7));
    expect([asked.questions, ...asked.appIds(hidden(7))]).toEqual([2, APP_ID]);
  });

  it('has the catalogue asked once a minute at most, whichever check asks', async () => {
    const asked = bench(listing([7]));
    for (let second = 0; second < 150; second++) {
      asked.nowMs = second * 1_000;
      await asked.identify(hidden(7));
    }
    expect(asked.questions).toBe(3);
    asked.nowMs = 200_000;
    await asked.finder.hosts([hidden(7)], signal);
    asked.nowMs = 259_999;
    await asked.identify(hidden(7));
    expect(asked.questions).toBe(4);
  });

  it('is not identified when two applications have it', async () => {
    const [one, two] = [bench(listing([7])), bench(listing([7], { appId: OTHER_ID }))];
    await one.identify(hidden(7));
    await two.identify(hidden(7));
    const membership = new Membership(
      [one, two].map(({ finder }, index) => ({
        key: String(index),
        scope: finder,
        finder,
        health: undefined,
      })),
    );
    expect(membership.identified([hidden(7)]).map(applicationOf)).toEqual([undefined]);
    expect(membership.own('0', [hidden(7)])).toEqual([]);
  });

  it('belongs to the named application that the catalogue lists it for', async () => {
    const { identify, finder } = bench(listing([7]));
    await identify(hidden(7), hidden(8));
    const membership = new Membership([
      { key: 'Trade', scope: finder, finder, health: undefined },
      { key: '', scope: undefined, finder: undefined, health: undefined },
    ]);
    const own = (key: string) =>
      membership.own(key, [hidden(7), hidden(8)]).map(({ target: { pid } }) => pid);
    expect([own('Trade'), own('')]).toEqual([[7], []]);
  });

  it('is identified by its command line as soon as that can be read', async () => {
    const { identify, appIds } = bench(listing([7]));
    await identify(hidden(7));
    expect(appIds(host(7, OTHER_ID))).toEqual([OTHER_ID]);
  });
});

describe('the hosts of an application', () => {
  it('are those of the fresh answer: what was listed before does not add to it', async () => {
    const asked = bench(listing([7, 8]), listing([8]));
    await asked.identify(hidden(7), hidden(8));
    asked.nowMs = 60_000;
    const membership = new Membership([
      { key: '', scope: undefined, finder: asked.finder, health: undefined },
    ]);
    const stamped = membership.own('', asked.processes);
    expect(stamped.map(applicationOf)).toEqual([APP_ID, APP_ID]);
    expect(await asked.finder.hosts(stamped, signal)).toMatchObject({
      kind: 'hosts',
      hosts: [{ target: { pid: 8 }, catalogueAppId: APP_ID }],
    });
  });
});
