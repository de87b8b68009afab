import { rehearseMail } from '../../adapters/mail/rehearsal.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import type { DoctorContext } from '../context.js';

/** Rehearses a mail up to its recipients at every server; none is sent. */
export async function tryMail(
  { config, isLocked }: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { mail } = config;
  if (!mail) return notKnown([{ kind: 'off', section: 'mail' }]);
  if (isLocked) return notKnown([{ kind: 'not-tried', after: 'secrets' }]);
  const servers = await rehearseMail(mail, signal);
  if (!servers) return notKnown([{ kind: 'aborted' }]);
  const seen = servers.flatMap(({ server, reason, recipients, isUnencrypted }): Seen[] => [
    ...(isUnencrypted ? [{ kind: 'unencrypted', server } as const] : []),
    ...(reason ? [{ kind: 'recipient-refused', server, recipient: null, reason } as const] : []),
    ...recipients.map(({ recipient, reason: refusal }): Seen =>
      refusal
        ? { kind: 'recipient-refused', server, recipient, reason: refusal }
        : { kind: 'recipient', server, recipient },
    ),
  ]);
  const isRefused = seen.some(({ kind }) => kind === 'recipient-refused');
  return isRefused ? failed(seen, [{ kind: 'mail' }]) : passed(seen);
}
