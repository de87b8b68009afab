import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { MailSentence } from '../../../core/telling/sentences/mail.js';
import { reasonEn } from '../reason.js';

export const mailEn: SentenceTable<MailSentence> = {
  'notice-queued': ({ id }) => `Notice ${id} queued for mailing`,
  'notice-accepted': ({ recipient, response }) => `Accepted for ${recipient}: ${response.text}`,
  'recipient-refused': ({ recipient, cause }) =>
    `Refused for ${recipient}, not tried again: ${reasonEn(cause)}`,
  'recipient-deferred': ({ recipient, cause }) =>
    `Not accepted for ${recipient} yet: ${reasonEn(cause)}`,
  'mail-unavailable': ({ waiting, cause }) =>
    `No mail can be sent, notices waiting: ${waiting}. ${reasonEn(cause)}`,
  'mail-server-away': ({ cause }) =>
    `A mail server of [mail] host is not available, the others are used: ${reasonEn(cause)}`,
  'mail-server-back': ({ server }) => `The mail server ${server} accepts mail again`,
  'mail-without-picture': ({ cause }) => `Mail is sent without its chart: ${reasonEn(cause)}`,
  'mail-available': ({ waiting }) => `Mail can be sent again, notices waiting: ${waiting}`,
  'outcome-unknown': ({ recipient, cause, tries, mostTries }) =>
    tries < mostTries
      ? `Not confirmed for ${recipient} (try ${tries} of ${mostTries}): ${reasonEn(cause)}`
      : `Not confirmed for ${recipient} at any of ${mostTries} tries, not tried again: ${reasonEn(cause)}`,
  'notice-not-mailed': ({ id, cause }) => `Notice ${id} was not mailed: ${reasonEn(cause)}`,
  'mail-unencrypted': ({ cause }) =>
    `Mail is sent without encryption because STARTTLS failed: ${reasonEn(cause)}`,
  'outbox-taken-up': ({ count }) => `Notices of an earlier run waiting to be mailed: ${count}`,
  'letter-set-aside': ({ file, cause }) =>
    `A waiting notice cannot be used and is set aside as ${file}: ${reasonEn(cause)}`,
  'outbox-set-aside': ({ file }) =>
    `The outbox was not a folder: what was there has been renamed to ${file}`,
  'outbox-folded': ({ most, count, id }) =>
    `More than ${most} notices wait: the oldest ${count} are combined into one summary, ${id}`,
  'outbox-in-memory': ({ cause }) =>
    `Waiting notices cannot be written to disk and are kept in memory: ${reasonEn(cause)}`,
  'outbox-on-disk': () => 'Waiting notices are on disk again',
};
