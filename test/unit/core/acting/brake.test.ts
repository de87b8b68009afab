import { describe, expect, it } from 'vitest';
import {
  brakedForOneWindow,
  brakeKey,
  LONGEST_HOLD_MS,
  letGo,
  parseBrakeState,
  releaseDue,
  requestStop,
  shifted,
  subjectOf,
  type BrakeState,
  type BrakeSubject,
} from '../../../../src/core/acting/brake.js';

const MINUTE = 60_000;
const rules = { maxStops: 3, windowMs: 10 * MINUTE };
const NAME = 'dllhost.exe';
const subject = (changes: Partial<BrakeSubject> = {}): BrakeSubject => ({
  check: 'com',
  image: NAME,
  appId: undefined,
  application: undefined,
  ...changes,
});
const SUBJECT = subject();
const KEY = 'com/dllhost.exe';

/** Requests an attempt at each minute; returns the answers and the state after. */
function ask(minutes: number[], state: BrakeState = {}) {
  const kinds = minutes.map((minute) => {
    const answer = requestStop(state, SUBJECT, minute * MINUTE, rules);
    state = answer.state;
    return answer.kind;
  });
  return { kinds, state };
}

describe('the brake', () => {
  it('lets as many attempts go as the window allows, then none', () => {
    expect(ask([0, 1, 2, 3, 4]).kinds).toEqual(['go', 'go', 'go', 'braked', 'braked']);
  });

  it('says once that it has tripped', () => {
    const { state } = ask([0, 1, 2]);
    const first = requestStop(state, SUBJECT, 3 * MINUTE, rules);
    const second = requestStop(first.state, SUBJECT, 4 * MINUTE, rules);
    expect([first, second]).toMatchObject([{ tripped: true }, { tripped: false }]);
  });

  it('does not trip when the attempts are spread over more than the window', () => {
    expect(ask([0, 5, 10, 15, 20, 25]).kinds).not.toContain('braked');
  });

  it('ends by itself when the window has passed, and is reported once', () => {
    const { state } = ask([0, 1, 2, 3]);
    expect(releaseDue(state, 12.9 * MINUTE, rules).released).toEqual([]);
    const due = releaseDue(state, 13 * MINUTE, rules);
    expect(due.released).toEqual([KEY]);
    expect(releaseDue(due.state, 14 * MINUTE, rules).released).toEqual([]);
    expect(requestStop(due.state, SUBJECT, 14 * MINUTE, rules).kind).toBe('go');
  });

  it('says so once also while other attempts still count', () => {
    const { state } = ask([0, 1, 2, 3]);
    const { state: both } = requestStop(state, subject({ check: 'limits' }), 9 * MINUTE, rules);
    const due = releaseDue(both, 13 * MINUTE, rules);
    expect(due.released).toEqual([KEY]);
    expect(releaseDue(due.state, 13.1 * MINUTE, rules).released).toEqual([]);
  });

  it('begins to count anew after a hold', () => {
    const one = { ...rules, maxStops: 1 };
    const tripped = requestStop(ask([0]).state, SUBJECT, MINUTE, one).state;
    expect(requestStop(tripped, SUBJECT, 11 * MINUTE, one).kind).toBe('go');
  });

  it('holds twice as long each time it trips again within an hour, at most a day', () => {
    let state: BrakeState = {};
    let now = 0;
    const holds: number[] = [];
    for (let round = 0; round < 10; round++) {
      let answer = requestStop(state, SUBJECT, now, rules);
      while (answer.kind === 'go') answer = requestStop(answer.state, SUBJECT, ++now, rules);
      holds.push(Math.round((answer.untilMs - now) / MINUTE));
      now = answer.untilMs;
      state = releaseDue(answer.state, now, rules).state;
    }
    expect(holds).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]);
  });

  it('forgets earlier holds after an hour of peace', () => {
    const tripped = ask([0, 1, 2, 3]).state;
    const free = releaseDue(tripped, 13 * MINUTE, rules).state;
    const again = ask([80, 81, 82], free).state;
    const answer = requestStop(again, SUBJECT, 83 * MINUTE, rules);
    expect(answer).toMatchObject({ kind: 'braked', untilMs: 93 * MINUTE });
  });

  it('counts each name by itself, without regard to case', () => {
    const { state } = ask([0, 1, 2]);
    expect(requestStop(state, subject({ image: 'DLLHOST.EXE' }), 3 * MINUTE, rules).kind).toBe(
      'braked',
    );
    expect(requestStop(state, subject({ image: 'other.exe' }), 3 * MINUTE, rules).kind).toBe('go');
  });

  it('takes a name with and without .exe for one', () => {
    const held = brakedForOneWindow('DllHost', 0, rules);
    expect(requestStop(held, SUBJECT, MINUTE, rules).kind).toBe('braked');
    expect(releaseDue(held, 10 * MINUTE, rules).released).toEqual([NAME]);
    const { state } = ask([0, 1, 2]);
    expect(requestStop(state, subject({ image: 'dllhost' }), 3 * MINUTE, rules).kind).toBe(
      'braked',
    );
    for (const image of ['dllhost.exe.exe', 'dll.exehost'])
      expect(requestStop(state, subject({ image }), 3 * MINUTE, rules).kind).toBe('go');
  });

  it('reads a state that an earlier version kept under other spellings, the stricter of each', () => {
    const state = parseBrakeState({
      'DLLHOST.EXE': { attempts: [3 * MINUTE] },
      dllhost: {
        attempts: [2 * MINUTE, 4 * MINUTE],
        hold: { untilMs: 9 * MINUTE, lengthMs: 10 * MINUTE },
      },
    });
    expect(state?.[NAME]?.attempts).toEqual([2 * MINUTE, 3 * MINUTE, 4 * MINUTE]);
    expect(requestStop(state ?? {}, SUBJECT, 5 * MINUTE, rules)).toMatchObject({
      kind: 'braked',
      untilMs: 9 * MINUTE,
    });
  });

  it('neither lengthens a hold nor keeps an attempt for ever when the clock is set back', () => {
    const { state } = ask([1000, 1001, 1002, 1003]);
    const answer = requestStop(state, SUBJECT, 0, rules);
    expect(answer).toMatchObject({ kind: 'braked', untilMs: 10 * MINUTE });
    expect(requestStop(answer.state, SUBJECT, 10 * MINUTE, rules).kind).toBe('go');
  });

  it.each<readonly [string, Partial<BrakeSubject>]>([
    ['the other check', { check: 'limits' }],
    ['another COM+ application', { appId: '{1D7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}' }],
    ['another application of the configuration', { application: 'БэкОфис' }],
  ])('does not keep %s from a stop', (_what, other) => {
    const { state } = ask([0, 1, 2, 3]);
    expect(requestStop(state, SUBJECT, 4 * MINUTE, rules).kind).toBe('braked');
    expect(requestStop(state, subject(other), 4 * MINUTE, rules).kind).toBe('go');
  });

  it('lets all keys together have four times as many attempts, and no more', () => {
    let state: BrakeState = {};
    const kinds: string[] = [];
    for (let n = 0; n < 14; n++) {
      const answer = requestStop(state, subject({ application: `A${n}` }), n, rules);
      state = answer.state;
      kinds.push(answer.kind);
    }
    expect(kinds.filter((kind) => kind === 'go')).toHaveLength(4 * rules.maxStops);
    const last = requestStop(state, SUBJECT, 20, rules);
    expect(last).toMatchObject({ kind: 'braked', key: '*', tripped: false });
    expect(requestStop(state, SUBJECT, 21 * MINUTE, rules).kind).toBe('go');
  });

  it('counts no attempt for a request that another key refuses', () => {
    const { state } = ask([0, 1, 2]);
    const before = state['*']?.attempts.length;
    const braked = requestStop(state, SUBJECT, 3 * MINUTE, rules);
    expect(braked.state['*']?.attempts.length).toBe(before);
  });

  it.each(['limits', 'com'] as const)(
    'honours a hold of an earlier version for the check %s of every application',
    (check) => {
      const held = brakedForOneWindow(NAME, 0, rules);
      const asked = subject({ check, application: 'БэкОфис' });
      expect(requestStop(held, asked, 9 * MINUTE, rules).kind).toBe('braked');
      expect(requestStop(held, asked, 10 * MINUTE, rules).kind).toBe('go');
    },
  );

  it('ignores a hold of years', () => {
    const day = 24 * 60 * MINUTE;
    const years = { untilMs: 3_650 * day, lengthMs: 3_650 * day };
    const state = { [KEY]: { attempts: [], hold: years } };
    expect(requestStop(state, SUBJECT, 0, rules)).toMatchObject({ kind: 'braked', untilMs: day });
  });

  it('means the same on another clock', () => {
    const { state } = ask([0, 1, 2, 3]);
    const moved = shifted(state, 100 * MINUTE);
    expect(requestStop(moved, SUBJECT, 104 * MINUTE, rules)).toMatchObject({
      kind: 'braked',
      untilMs: 113 * MINUTE,
    });
    expect(shifted(moved, -100 * MINUTE)).toEqual(state);
  });

  it('forgets keys of which nothing counts any more', () => {
    const { state } = ask([0]);
    expect(releaseDue(state, 200 * MINUTE, rules).state).toEqual({});
  });

  it('is on for one window when its state could not be read', () => {
    const state = brakedForOneWindow(NAME, 0, rules);
    expect(requestStop(state, SUBJECT, 9 * MINUTE, rules).kind).toBe('braked');
    expect(requestStop(state, SUBJECT, 10 * MINUTE, rules).kind).toBe('go');
  });

  it('reads back what it wrote and refuses anything else', () => {
    const { state } = ask([0, 1, 2, 3]);
    expect(parseBrakeState(JSON.parse(JSON.stringify(state)))).toEqual(state);
    for (const bad of [
      null,
      [],
      1,
      { a: 1 },
      { a: { attempts: ['x'] } },
      { a: { attempts: [], hold: {} } },
    ]) {
      expect(parseBrakeState(bad)).toBeUndefined();
    }
  });
});

describe('a key of the brake', () => {
  const appId = '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}';

  it.each<readonly [string, Partial<BrakeSubject>]>([
    [`com/${appId}`, { appId }],
    ['com/dllhost.exe', {}],
    ['limits/dllhost.exe/front', { check: 'limits', application: 'front' }],
    [`com/${appId}/front/office`, { appId, application: 'front/office' }],
  ])('%s says whom it counts', (key, changes) => {
    const { image, ...asked } = subject(changes);
    expect(brakeKey({ image, ...asked })).toBe(key);
    expect({ application: undefined, appId: undefined, ...subjectOf(key) }).toEqual({
      ...asked,
      ...(asked.appId === undefined && { image }),
    });
  });

  it('that an earlier version wrote is an image name; the key of the machine counts all', () => {
    expect(subjectOf('dllhost.exe')).toEqual({ image: 'dllhost.exe' });
    expect(subjectOf('*')).toBeUndefined();
    expect(subjectOf('disk/dllhost.exe')).toEqual({ image: 'dllhost.exe' });
  });
});

describe('a brake that is released on request', () => {
  const held = { attempts: [], hold: { untilMs: 10 * MINUTE, lengthMs: 10 * MINUTE } };
  const state: BrakeState = {
    'com/dllhost.exe': held,
    'com/dllhost.exe/front': held,
    'limits/dllhost.exe/front': held,
    'limits/dllhost.exe/back': held,
    'limits/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}/front': { attempts: [1] },
    'dllhost.exe': held,
    '*': held,
  };

  it('releases that application, and holds that apply to all', () => {
    const { released, state: left } = letGo(state, 'front');
    expect(released).toEqual([
      'com/dllhost.exe/front',
      'limits/dllhost.exe/front',
      'dllhost.exe',
      '*',
    ]);
    expect(Object.keys(left)).toEqual([
      'com/dllhost.exe',
      'limits/dllhost.exe/back',
      'limits/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}/front',
    ]);
  });

  it('releases every hold without a name, and goes on counting the rest', () => {
    const { released, state: left } = letGo(state, undefined);
    expect(released).toHaveLength(6);
    expect(Object.keys(left)).toEqual(['limits/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}/front']);
  });
});

describe('what the brake remembers', () => {
  const released = { atMs: 0, lengthMs: 10 * MINUTE };

  it('is a hold that ended within the last hour, and an attempt within the window', () => {
    const state: BrakeState = {
      relapsing: { attempts: [], released },
      tried: { attempts: [55 * MINUTE] },
      over: { attempts: [5 * MINUTE] },
    };
    expect(Object.keys(releaseDue(state, 60 * MINUTE - 1, rules).state)).toEqual([
      'relapsing',
      'tried',
    ]);
    expect(Object.keys(releaseDue(state, 60 * MINUTE, rules).state)).toEqual(['tried']);
  });

  it('stays the same object where nothing is over', () => {
    const { state } = ask([0, 1, 2]);
    expect(releaseDue(state, 3 * MINUTE, rules).state).toBe(state);
  });

  it('is the length of the last hold: exactly an hour later it counts no more', () => {
    const trip = (atMs: number) => {
      const attempts = [atMs - 3, atMs - 2, atMs - 1];
      const answer = requestStop({ [KEY]: { attempts, released } }, SUBJECT, atMs, rules);
      return answer.kind === 'braked' && answer.untilMs - atMs;
    };
    expect(trip(60 * MINUTE - 1)).toBe(20 * MINUTE);
    expect(trip(60 * MINUTE)).toBe(10 * MINUTE);
  });

  it('is no window longer than a day', () => {
    const years = { maxStops: 1, windowMs: 365 * LONGEST_HOLD_MS };
    const once = requestStop({}, SUBJECT, 0, years).state;
    expect(requestStop(once, SUBJECT, 1, years)).toMatchObject({ untilMs: 1 + LONGEST_HOLD_MS });
  });

  it('is how many attempts a hold follows, and whose it is', () => {
    const { state } = ask([0, 1, 2]);
    expect(requestStop(state, SUBJECT, 3 * MINUTE, rules)).toMatchObject({
      key: KEY,
      attempts: 3,
      tripped: true,
    });
    const legacy = brakedForOneWindow(NAME, 0, rules);
    expect(requestStop(legacy, SUBJECT, 0, rules)).toMatchObject({ key: NAME, tripped: false });
  });

  it('moves to another clock with its attempts, its holds and those that ended', () => {
    const state = {
      [KEY]: {
        attempts: [1, 2],
        hold: { untilMs: 9, lengthMs: 8 },
        released: { atMs: 3, lengthMs: 2 },
      },
      '*': { attempts: [] },
    };
    expect(shifted(state, 100)).toEqual({
      [KEY]: {
        attempts: [101, 102],
        hold: { untilMs: 109, lengthMs: 8 },
        released: { atMs: 103, lengthMs: 2 },
      },
      '*': { attempts: [] },
    });
  });
});
