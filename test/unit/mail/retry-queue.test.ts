import { beforeEach, describe, expect, it } from 'vitest';
import { listed } from '../../../src/core/backoff.js';
import { RetryQueue } from '../../../src/adapters/mail/retry-queue.js';

const ids = ['n1', 'n2', 'n3'];
const [a, b] = ['a@example.org', 'b@example.org'];
let queue: RetryQueue;
beforeEach(() => (queue = new RetryQueue(listed([30, 60, 300]))));

const due = (nowMs: number, recipient = a) =>
  ids.filter((id) => queue.dueMs(id, recipient) <= nowMs);

describe('while the server is unavailable', () => {
  it('all letters wait for one try, less and less often', () => {
    queue.serverUnavailable(0);
    expect([due(29), due(30)]).toEqual([[], ids]);
    queue.serverUnavailable(30);
    expect([due(89), due(90)]).toEqual([[], ids]);
    for (const at of [90, 390]) queue.serverUnavailable(at);
    expect([due(689), due(690)]).toEqual([[], ids]);
  });

  it('a new letter asks at once and does not put the next try off', () => {
    queue.serverUnavailable(0);
    queue.letterArrived();
    expect(due(20)).toEqual(ids);
    queue.serverUnavailable(20);
    expect([due(29), due(30)]).toEqual([[], ids]);
  });

  it('all are due when it is back, but those that wait by themselves', () => {
    queue.letterDeferred('n2', a, 0);
    queue.serverUnavailable(0);
    queue.serverAvailable();
    expect([due(1), due(30)]).toEqual([['n1', 'n3'], ids]);
  });
});

describe('a recipient that is deferred', () => {
  it('waits with all letters, the others get theirs', () => {
    queue.recipientDeferred(a, 0);
    expect([due(29), due(29, b), due(30)]).toEqual([[], ids, ids]);
    queue.recipientDeferred(a, 30);
    expect([due(89), due(90)]).toEqual([[], ids]);
    queue.recipientAvailable(a);
    expect(due(31)).toEqual(ids);
  });
});

describe('a letter that is deferred', () => {
  it('waits by itself, for that recipient, longer each time', () => {
    queue.letterDeferred('n1', a, 0);
    expect([due(29), due(29, b), due(30)]).toEqual([['n2', 'n3'], ids, ids]);
    queue.letterDeferred('n1', a, 30);
    expect(queue.dueMs('n1', a)).toBe(90);
    queue.forget('n1', a);
    expect(queue.dueMs('n1', a)).toBe(Number.NEGATIVE_INFINITY);
  });
});
