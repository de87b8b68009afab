import MailComposer from 'nodemailer/lib/mail-composer';
import { printable } from '../../core/foreign.js';
import type { Notice } from '../../core/telling/notice.js';
import type { Language } from '../../texts/language.js';
import { parseMailbox } from './mailbox.js';
import type { Illustration } from './illustration.js';
import { renderMail } from './render.js';

/**
 * The mail of a notice as it is transmitted. Its Message-ID is the same for every attempt, so that a mail that arrives
 * twice, because the answer was lost, is recognised as one; the mails of an incident answer the one that opened it and
 * form one thread. Throws where the notice cannot be put into words: another version of the agent has written it.
 */
export function composeMail(
  sender: string,
  recipient: string,
  notice: Notice,
  language: Language,
  illustration?: Illustration,
): Promise<Buffer> {
  const from = parseMailbox(sender);
  const host = idPart(notice.hostName.toLowerCase());
  const thread = `<incident.${idPart(notice.incidentId)}@${host}.comwatch>`;
  const picture = illustration?.picture;
  const cid = `picture.${idPart(notice.id)}@${host}.comwatch`;
  return new MailComposer({
    from: {
      name: from.name || printable(`comwatch ${notice.hostName}`, 100),
      address: from.address,
    },
    to: parseMailbox(recipient),
    messageId: notice.opens === true ? thread : `<${idPart(notice.id)}@${host}.comwatch>`,
    ...(notice.opens !== true && { inReplyTo: thread, references: thread }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Comwatch-Incident': printable(notice.incidentId, 200),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...renderMail(notice, language, illustration && { ...illustration, cid }),
    ...(picture && {
      attachments: [{ ...PNG, cid, content: picture.png }],
    }),
  })
    .compile()
    .build();
}

const PNG = {
  filename: 'incident.png',
  contentType: 'image/png',
  contentDisposition: 'inline',
} as const;

/** Letters, digits and the other characters allowed in an id (RFC 5322 3.6.4). */
function idPart(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]/g, '-').slice(0, 80) || 'unknown';
}
