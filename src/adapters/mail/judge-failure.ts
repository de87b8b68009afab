import { foreign, type Foreign } from '../../core/foreign.js';
import type { MailStage } from '../../core/mail-reason.js';
import type { MailBreak, MailDeadline, MailReason } from '../../core/reason.js';
import type { SmtpFailure } from './connect.js';
import { hintOf, type Circumstances } from './hint.js';
import { isAboutRecipient, isAboutSender, parseReply } from './reply.js';
import type { SendAnswer } from './send-answer.js';
import { serverName } from './servers.js';

type Failed = Extract<SendAnswer, { readonly reason: MailReason }>;

/** Stages before the server has learnt anything about the mail. */
const OF_THE_LINE: readonly MailStage[] = ['connect', 'tls', 'greeting', 'ehlo', 'starttls'];
/** Stages at which the cause may be this particular notice or recipient. */
const OF_THE_LETTER: readonly MailStage[] = ['rcpt', 'data', 'text', 'dot'];

/**
 * Determines the scope of a failure. Only an enhanced code 5.1.x at RCPT means that there is no such recipient; every
 * other refusal is a problem of the set-up, which an administrator can fix: the notice is kept until then.
 * @param mask hides secrets in the server's text
 */
export function judgeFailure(
  failure: SmtpFailure,
  circumstances: Circumstances,
  mask: (text: string) => string,
): Failed {
  const reason = troubleOf(failure, circumstances, mask);
  if (isOutcomeOpen(failure))
    return { kind: 'unknown', reason: { kind: 'mail-unknown-outcome', cause: reason } };
  const { stage, response } = failure;
  if (response === undefined) {
    const isSetup = stage === 'tls' || stage === 'starttls' || stage === 'auth';
    return unavailable(stage, reason, isSetup, true);
  }
  const reply = parseReply(response);
  if (reply.code === 421) return unavailable(stage, reason, false, true);
  if (stage === 'rcpt') {
    if (isAboutRecipient(reply)) return { kind: 'refused', reason };
    const isOfSession = reply.code === 530 || reply.code === 503 || isAboutSender(reply);
    if (!isOfSession) return { kind: 'deferred', scope: 'recipient', reason };
  }
  const isOfText = stage === 'data' || stage === 'text' || stage === 'dot';
  // X.3: the mail system itself, such as a disk that is full.
  if (isOfText && !reply.isPermanent && !reply.enhanced.startsWith('4.3.'))
    return { kind: 'deferred', scope: 'letter', reason };
  return unavailable(stage, reason, reply.isPermanent, !reply.isPermanent);
}

/** The text was sent to its end, and what came then, if anything, neither takes nor refuses it. */
function isOutcomeOpen({ stage, response = '' }: SmtpFailure): boolean {
  const { isPermanent, isTemporary } = parseReply(response);
  return stage === 'dot' && !isPermanent && !isTemporary;
}

function unavailable(
  stage: MailStage,
  reason: MailReason,
  isSetup: boolean,
  mayFailOver: boolean,
): Failed {
  return {
    kind: 'unavailable',
    isOfLetter: OF_THE_LETTER.includes(stage),
    isSetup,
    mayFailOver: mayFailOver || OF_THE_LINE.includes(stage),
    reason,
  };
}

function causeOf(
  { response, text, deadlineMs, broken }: SmtpFailure,
  mask: (text: string) => string,
): Foreign | MailDeadline | MailBreak {
  if (deadlineMs !== undefined) return { kind: 'mail-deadline', deadlineMs };
  if (response === undefined && broken !== undefined) return { kind: broken };
  return foreign(mask(response ?? text));
}

function troubleOf(
  failure: SmtpFailure,
  circumstances: Circumstances,
  mask: (text: string) => string,
): Extract<MailReason, { readonly kind: 'mail-trouble' }> {
  const { stage } = failure;
  const hint = hintOf(failure, circumstances);
  return {
    kind: 'mail-trouble',
    server: serverName(circumstances.server),
    stage,
    cause: causeOf(failure, mask),
    ...(hint !== undefined && { hint }),
  };
}
