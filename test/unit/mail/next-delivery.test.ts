import { describe, expect, it } from 'vitest';
import { listed } from '../../../src/core/backoff.js';
import { newLetter } from '../../../src/adapters/mail/letter.js';
import { nextDelivery } from '../../../src/adapters/mail/next-delivery.js';
import { RetryQueue } from '../../../src/adapters/mail/retry-queue.js';
import { notice } from '../../support/mail.js';

const [a, b] = ['a@example.org', 'b@example.org'];
const letter = (id: string, incidentId: string, recipients = [a]) =>
  newLetter({ ...notice(id), incidentId }, recipients);

describe('the next delivery', () => {
  it('is that of the oldest event', () => {
    const letters = [letter('n1', 'i1'), letter('n2', 'i2')];
    expect(nextDelivery(letters, new RetryQueue(listed([30])), 0)).toMatchObject({
      letter: { notice: { id: 'n1' } },
      recipient: a,
    });
  });

  it('lets no later word of an incident overtake an earlier one on its way to the same recipient', () => {
    const queue = new RetryQueue(listed([30]));
    queue.letterDeferred('n1', a, 0);
    const letters = [letter('n1', 'i1', [a, b]), letter('n2', 'i1', [a, b]), letter('n3', 'i2')];
    const first = nextDelivery(letters, queue, 1);
    expect(first).toMatchObject({ letter: { notice: { id: 'n1' } }, recipient: b });
    letters[0]!.waiting = [a];
    expect(nextDelivery(letters, queue, 1)).toMatchObject({
      letter: { notice: { id: 'n2' } },
      recipient: b,
    });
    letters[1]!.waiting = [a];
    expect(nextDelivery(letters, queue, 1)).toMatchObject({ letter: { notice: { id: 'n3' } } });
    expect(nextDelivery(letters.slice(0, 2), queue, 1)).toEqual({ kind: 'wait', untilMs: 30 });
    expect(nextDelivery(letters, queue, 30)).toMatchObject({ letter: { notice: { id: 'n1' } } });
  });

  it('lets the later ones pass one that the server takes at no try', () => {
    const queue = new RetryQueue(listed([30]));
    for (let n = 0; n < 5; n++) queue.letterDeferred('n1', a, n * 30);
    const letters = [letter('n1', 'i1'), letter('n2', 'i1')];
    expect(nextDelivery(letters, queue, 121)).toMatchObject({ letter: { notice: { id: 'n2' } } });
  });

  it('is none, for ever, where nothing waits', () => {
    expect(nextDelivery([], new RetryQueue(listed([30])), 0)).toEqual({
      kind: 'wait',
      untilMs: Infinity,
    });
  });
});
