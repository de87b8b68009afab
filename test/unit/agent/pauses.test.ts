/** Actions held back by a pause, and their fate. */
import { describe, expect, it } from 'vitest';
import { ExecutorBench } from '../../support/executor-bench.js';
import { steer } from '../../../src/agent/steering/steering.js';
import { BrakeKeeper } from '../../../src/agent/acting/brake-keeper.js';
import { PauseKeeper } from '../../../src/agent/acting/pause-keeper.js';
import type { OpenWindow } from '../../../src/core/acting/pause.js';
import type { ValueStore } from '../../../src/ports.js';
import { host } from '../../support/suspects.js';

const MINUTE = 60_000;

function keeper(openWindows: (wallMs: number) => readonly OpenWindow[] = () => []) {
  let nowMs = 0;
  let kept: unknown;
  const clock = {
    monotonicMs: () => nowMs,
    wallMs: () => Date.UTC(2026, 10, 25) + nowMs,
    sleep: () => Promise.resolve(),
  };
  const pauseStore: ValueStore = {
    load: () =>
      Promise.resolve(kept === undefined ? { kind: 'absent' } : { kind: 'value', value: kept }),
    save: (value) => {
      kept = JSON.parse(JSON.stringify(value));
      return Promise.resolve({ written: Promise.resolve(true) });
    },
  };
  const said: string[] = [];
  const make = () =>
    new PauseKeeper({
      clock,
      pauseStore,
      journal: ({ sentence }) => void said.push(sentence.kind),
      openWindows,
    });
  return { make, clock, said, pass: (ms: number) => (nowMs += ms) };
}

describe('a stop during a pause', () => {
  it('is held back: no attempt, no brake, nothing written down', () => {
    const bench = new ExecutorBench();
    bench.pauses.begin(undefined, MINUTE, { why: '', withCalls: false });
    const { actions, deeds } = bench.ask([host(4712)]);
    expect(actions.map(({ kind }) => kind)).toEqual(['held']);
    expect(deeds).toEqual([]);
    expect(bench.order).toEqual([]);
    expect(bench.brakeSaves).toBe(0);
  });

  it('of another application is not', () => {
    const bench = new ExecutorBench();
    bench.pauses.begin('БэкОфис', MINUTE, { why: '', withCalls: false });
    expect(bench.ask([host(4712)]).actions.map(({ kind }) => kind)).toEqual(['stop']);
  });

  it('is made when the pause is over', () => {
    const bench = new ExecutorBench();
    bench.pauses.begin(undefined, MINUTE, { why: '', withCalls: false });
    bench.ask([host(4712)]);
    bench.nowMs += MINUTE;
    expect(bench.ask([host(4712)]).actions.map(({ kind }) => kind)).toEqual(['stop']);
  });
});

describe('pauses', () => {
  it('end by themselves, are said, and tell whom they held back', () => {
    const { make, said, pass } = keeper();
    const pauses = make();
    const ended: (string | undefined)[] = [];
    pauses.onEnd((application) => ended.push(application));
    pauses.begin('A', MINUTE, { why: 'x', withCalls: false });
    pauses.begin(undefined, 2 * MINUTE, { why: 'x', withCalls: true });
    pass(MINUTE);
    pauses.tick();
    expect(ended).toEqual(['A']);
    expect(pauses.of('A')).toMatchObject({ withCalls: true });
    pass(MINUTE);
    pauses.tick();
    expect(ended).toEqual(['A', undefined]);
    expect(said).toEqual(['pause-began', 'pause-began', 'pause-ended', 'pause-ended']);
  });

  it('outlive the agent', async () => {
    const { make, pass, said } = keeper();
    make().begin('A', MINUTE, { why: 'x', withCalls: false });
    pass(MINUTE / 2);
    const next = make();
    await next.load();
    expect(next.of('A')).toMatchObject({ why: 'x' });
    expect(said).toEqual(['pause-began', 'pause-began']);
    pass(MINUTE / 2);
    expect(next.of('A')).toBeUndefined();
  });
});

describe('a maintenance window', () => {
  const start = Date.UTC(2026, 10, 25);
  const window = (application?: string, fromMs = MINUTE): OpenWindow => ({
    application,
    withCalls: false,
    beganUnixMs: start + fromMs,
    endsUnixMs: start + fromMs + MINUTE,
  });
  const openAt =
    (...windows: OpenWindow[]) =>
    (wallMs: number) =>
      windows.filter((each) => each.beganUnixMs <= wallMs && wallMs < each.endsUnixMs);

  it('holds as a pause does, ends by itself and is said', () => {
    const { make, said, pass } = keeper(openAt(window('A')));
    const pauses = make();
    const ended: (string | undefined)[] = [];
    pauses.onEnd((application) => ended.push(application));
    pauses.tick();
    expect([pauses.of('A'), said]).toEqual([undefined, []]);
    pass(MINUTE);
    pauses.tick();
    pauses.tick();
    expect(pauses.of('A')).toMatchObject({ isWindow: true, withCalls: false });
    expect([pauses.of('B'), said]).toEqual([undefined, ['pause-began']]);
    pass(MINUTE);
    expect(pauses.of('A')).toBeUndefined();
    pauses.tick();
    expect([ended, said]).toEqual([['A'], ['pause-began', 'pause-ended']]);
  });

  it('that another one overlaps is one window', () => {
    const { make, said, pass } = keeper(openAt(window(), window(undefined, 1.5 * MINUTE)));
    const pauses = make();
    for (let at = 0; at < 12; at++) {
      pass(MINUTE / 4);
      pauses.tick();
    }
    expect(said).toEqual(['pause-began', 'pause-ended']);
  });

  it('is ended early by resume, for the next agent, too; the next window holds again', async () => {
    const { make, clock, pass, said } = keeper(openAt(window(), window(undefined, 5 * MINUTE)));
    const pauses = make();
    pass(MINUTE);
    pauses.tick();
    const parts = { clock, pauses, applications: [undefined], brake: undefined as never };
    expect(steer({ kind: 'resume' }, parts)).toEqual({ kind: 'resumed', stillUntilUnixMs: null });
    expect(pauses.of(undefined)).toBeUndefined();
    const next = make();
    await next.load();
    next.tick();
    expect(next.of(undefined)).toBeUndefined();
    expect(said).toEqual(['pause-began', 'pause-ended']);
    pass(4 * MINUTE);
    expect(next.of(undefined)).toMatchObject({ isWindow: true });
  });

  it('is not kept on disk: the configuration says when it comes', async () => {
    const { make, pass } = keeper(openAt(window()));
    const pauses = make();
    pass(MINUTE);
    pauses.begin('A', MINUTE, { why: '', withCalls: false });
    expect(pauses.all).toHaveLength(2);
    const { make: other } = keeper();
    const next = other();
    await next.load();
    expect(next.all).toEqual([]);
  });
});

describe('what operators ask', () => {
  function asked(applications: readonly (string | undefined)[]) {
    const { make, clock, pass } = keeper();
    const pauses = make();
    const brake = new BrakeKeeper(
      { maxStops: 1, windowMs: 600_000 },
      {
        clock,
        journal: () => undefined,
        notify: () => Promise.resolve(),
        hostName: 'SRV01',
        store: {
          load: () => Promise.resolve({ kind: 'absent' }),
          save: () => Promise.resolve({ written: Promise.resolve(true) }),
        },
      },
    );
    const hold = { attempts: [], hold: { untilMs: clock.wallMs() + MINUTE, lengthMs: MINUTE } };
    brake.state = { 'com/{A}': hold, 'limits/{B}/БэкОфис': hold, 'dllhost.exe': hold };
    return { parts: { clock, pauses, brake, applications }, pauses, brake, pass };
  }

  it('of an application that is not there is refused with those that are', () => {
    const { parts } = asked([undefined, 'БэкОфис']);
    expect(steer({ kind: 'release', application: 'Бэк' }, parts)).toEqual({
      kind: 'unknown-application',
      known: ['БэкОфис'],
    });
  });

  it('releases the brake of one application, or of all of them', () => {
    const one = asked([undefined, 'БэкОфис']);
    expect(steer({ kind: 'release', application: 'БэкОфис' }, one.parts)).toEqual({
      kind: 'released',
      keys: ['limits/{B}/БэкОфис', 'dllhost.exe'],
    });
    expect(Object.keys(one.brake.state)).toEqual(['com/{A}']);
    const all = asked([undefined, 'БэкОфис']);
    steer({ kind: 'release' }, all.parts);
    expect(all.brake.state).toEqual({});
  });

  it('ends a pause, and says when another one goes on', () => {
    const { parts } = asked([undefined, 'БэкОфис']);
    const pause = { kind: 'pause', why: '', withCalls: false, forMs: MINUTE } as const;
    expect(steer({ kind: 'resume' }, parts)).toEqual({ kind: 'not-paused' });
    steer(pause, parts);
    steer({ ...pause, application: 'БэкОфис' }, parts);
    const until = parts.clock.wallMs() + MINUTE;
    expect(steer({ kind: 'resume', application: 'БэкОфис' }, parts)).toEqual({
      kind: 'resumed',
      stillUntilUnixMs: until,
    });
    expect(steer({ kind: 'resume' }, parts)).toEqual({ kind: 'resumed', stillUntilUnixMs: null });
  });
});
