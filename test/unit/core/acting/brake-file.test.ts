import { describe, expect, it } from 'vitest';
import { parseBrakeState } from '../../../../src/core/acting/brake.js';

const NAME = 'dllhost.exe';
const KEY = 'com/dllhost.exe';

describe('a state of the brake from a file', () => {
  const time = { untilMs: 5, lengthMs: 5 };
  const ended = { atMs: 5, lengthMs: 5 };

  it.each<readonly [string, unknown]>([
    ['a list for an entry', []],
    ['nothing for an entry', null],
    ['no attempts', { hold: time }],
    ['attempts that are no list', { attempts: { length: 0 } }],
    ['an attempt before all times', { attempts: [-1] }],
    ['an attempt that is no time', { attempts: [Number.POSITIVE_INFINITY] }],
    ['a hold that is nothing', { attempts: [], hold: null }],
    ['a hold without an end', { attempts: [], hold: { lengthMs: 5 } }],
    ['a hold without a length', { attempts: [], hold: { untilMs: 5 } }],
    ['an ended hold without an end', { attempts: [], released: { lengthMs: 5 } }],
    ['an ended hold without a length', { attempts: [], released: { atMs: 5 } }],
  ])('is none where it has %s: nothing may be stopped for a while', (_what, entry) => {
    expect(parseBrakeState({ [KEY]: { attempts: [] }, 'com/x.exe': entry })).toBeUndefined();
  });

  it('is read with holds, ended holds and the keys as they are', () => {
    const state = {
      [KEY]: { attempts: [0, 5], hold: time, released: ended },
      'limits/DllHost.EXE/Front': { attempts: [] },
      '*': { attempts: [1] },
    };
    expect(parseBrakeState(state)).toEqual(state);
  });

  it('takes the later hold and the later end of two spellings, whichever comes first', () => {
    const early = { attempts: [1], hold: time, released: ended };
    const late = {
      attempts: [0],
      hold: { untilMs: 6, lengthMs: 1 },
      released: { atMs: 6, lengthMs: 1 },
    };
    const both = { attempts: [0, 1], hold: late.hold, released: late.released };
    expect(parseBrakeState({ dllhost: early, DLLHOST: late })).toEqual({ [NAME]: both });
    expect(parseBrakeState({ dllhost: late, DLLHOST: early })).toEqual({ [NAME]: both });
    expect(parseBrakeState({ dllhost: { attempts: [] }, DLLHOST: { attempts: [7] } })).toEqual({
      [NAME]: { attempts: [7] },
    });
    expect(parseBrakeState({ dllhost: { attempts: [] }, DLLHOST: late })).toEqual({ [NAME]: late });
  });
});
