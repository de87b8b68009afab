/** A reply of an SMTP server: its code, and the enhanced one (RFC 3463) if given. */
export interface Reply {
  readonly code: number;
  /** Such as `5.7.60`; empty if there is none. */
  readonly enhanced: string;
  readonly isPermanent: boolean;
  /** Neither is a reply that is no refusal, such as one out of turn or no reply of SMTP at all. */
  readonly isTemporary: boolean;
}

export function parseReply(text: string): Reply {
  const [, code, enhanced] = /^(\d{3})[ -]?(\d\.\d{1,3}\.\d{1,3}\b)?/.exec(text) ?? [];
  return {
    code: Number(code ?? 0),
    enhanced: enhanced ?? '',
    isPermanent: code?.[0] === '5',
    isTemporary: code?.[0] === '4',
  };
}

/** X.1.7 and X.1.8 concern the address of the sender, whichever command they answer. */
export function isAboutSender({ enhanced }: Reply): boolean {
  return ['5.1.7', '5.1.8', '5.7.60'].includes(enhanced);
}

/** Only these mean that there is no such recipient. Where the two codes contradict each other the basic one counts (RFC 2034, 4). */
export function isAboutRecipient(reply: Reply): boolean {
  return reply.isPermanent && reply.enhanced.startsWith('5.1.') && !isAboutSender(reply);
}
