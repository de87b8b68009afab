import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { redactTexts } from '../../../src/core/telling/redact.js';
import { redactor } from '../../../src/config/redact.js';
import { foreign } from '../../../src/core/foreign.js';
import { mailConfig, notice, openMailer } from '../../support/mail.js';

const SECRET = '2026-marker-8271';
const redact = redactor([SECRET]);
const quoting = {
  ...notice(),
  commandLine: `dllhost.exe /password:${SECRET}`,
  deed: {
    kind: 'tried',
    attempt: 1,
    outcome: { kind: 'refused', reason: 'access-denied', detail: foreign(`denied to ${SECRET}`) },
  },
} as const;

it('takes secrets out of what others have written, and leaves ids and figures alone', () => {
  const done = redactTexts(quoting, redact);
  expect(JSON.stringify(done)).not.toContain('marker');
  expect(done).toEqual({
    ...quoting,
    commandLine: 'dllhost.exe /password:***',
    deed: {
      ...quoting.deed,
      outcome: { ...quoting.deed.outcome, detail: foreign('denied to ***') },
    },
  });
  expect(redactTexts({ ...notice(), id: SECRET }, redact).id).toBe(SECRET);
});

it('keeps no secret in the outbox', async () => {
  const { mailer, stateDir } = await openMailer(mailConfig(1), undefined, {}, redact);
  await mailer.notify(quoting);
  await mailer.stored();
  const outbox = join(stateDir, 'outbox');
  const [file = ''] = readdirSync(outbox);
  const text = readFileSync(join(outbox, file), 'utf8');
  expect(text).toContain('***');
  expect(text).not.toContain('marker');
});
