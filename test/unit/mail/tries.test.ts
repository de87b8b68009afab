import { beforeEach, describe, expect, it } from 'vitest';
import { Tries } from '../../../src/adapters/mail/tries.js';

const ids = ['n1', 'n2', 'n3'];
let tries: Tries;
beforeEach(() => (tries = new Tries([30, 60, 300])));

const due = (nowMs: number) => ids.filter((id) => tries.dueMs(id) <= nowMs);

describe('while the server is away', () => {
  it('one letter asks for all, less and less often', () => {
    tries.serverIsAway('n1', ids, 0);
    expect([due(29), due(30)]).toEqual([[], ids]);
    tries.serverIsAway('n1', ids, 30);
    expect([due(89), due(90)]).toEqual([[], ids]);
    for (const at of [90, 390]) tries.serverIsAway('n2', ids, at);
    expect([due(689), due(690)]).toEqual([[], ids]);
  });

  it('each asks in its turn', () => {
    tries.serverIsAway('n1', ids, 10);
    tries.serverIsAway('n2', ids, 40);
    expect([...ids].sort((one, other) => tries.byTurn(one, other))).toEqual(['n3', 'n1', 'n2']);
  });

  it('a new one asks at once, and puts the next try of the others not off', () => {
    tries.serverIsAway('n1', ids, 0);
    expect(tries.dueMs('n4')).toBe(Number.NEGATIVE_INFINITY);
    tries.serverIsAway('n4', [...ids, 'n4'], 20);
    expect([tries.dueMs('n1'), tries.dueMs('n4')]).toEqual([30, 30]);
  });

  it('all are due when it is back, but those that it wants later', () => {
    tries.failed('n2', 0);
    tries.serverIsAway('n1', ids, 0);
    tries.serverIsThere();
    expect([due(1), due(30)]).toEqual([['n1', 'n3'], ids]);
  });
});

describe('a letter that the server wants later', () => {
  it('waits by itself, longer each time', () => {
    tries.failed('n1', 0);
    expect([due(29), due(30)]).toEqual([['n2', 'n3'], ids]);
    tries.failed('n1', 30);
    expect(tries.dueMs('n1')).toBe(90);
    tries.done('n1');
    expect(tries.dueMs('n1')).toBe(Number.NEGATIVE_INFINITY);
  });
});
