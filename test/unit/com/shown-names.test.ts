import { expect, it } from 'vitest';
import { readMessage } from '../../../src/adapters/com/read-message.js';

it('names from the process of the probe are shown without what steers a terminal', () => {
  const dirty = 'My\u001b[31m.Fault\u202e\u0000';
  const ready = readMessage(JSON.stringify({ kind: 'ready', framework: dirty, bits: 64 }));
  expect(ready).toMatchObject({ ok: true, value: { framework: 'My [31m.Fault' } });
  const answer = { ok: false, ms: 1, type: dirty, hresult: -1, message: 'm' };
  const ended = readMessage(JSON.stringify({ kind: 'ended', id: 1, stage: 'activate', answer }));
  expect(ended).toMatchObject({ ok: true, value: { answer: { type: 'My [31m.Fault' } } });
});
