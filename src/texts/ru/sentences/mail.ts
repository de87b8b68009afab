import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { MailSentence } from '../../../core/telling/sentences/mail.js';
import { reasonRu } from '../reason.js';

export const mailRu: SentenceTable<MailSentence> = {
  'notice-queued': ({ id }) => `Уведомление ${id} поставлено в очередь на отправку`,
  'notice-accepted': ({ recipient, response }) => `Принято для ${recipient}: ${response.text}`,
  'recipient-refused': ({ recipient, cause }) =>
    `Для ${recipient} отклонено, повторов не будет: ${reasonRu(cause)}`,
  'recipient-deferred': ({ recipient, cause }) =>
    `Для ${recipient} пока не принято: ${reasonRu(cause)}`,
  'mail-unavailable': ({ waiting, cause }) =>
    `Почта не отправляется, уведомлений в очереди: ${waiting}. ${reasonRu(cause)}`,
  'mail-server-away': ({ cause }) =>
    `Один из почтовых серверов [mail] host недоступен, используются остальные: ${reasonRu(cause)}`,
  'mail-server-back': ({ server }) => `Почтовый сервер ${server} снова принимает письма`,
  'mail-without-picture': ({ cause }) => `Письмо отправляется без графика: ${reasonRu(cause)}`,
  'mail-available': ({ waiting }) => `Почта снова отправляется, уведомлений в очереди: ${waiting}`,
  'outcome-unknown': ({ recipient, cause, tries, mostTries }) =>
    tries < mostTries
      ? `Для ${recipient} не подтверждено (попытка ${tries} из ${mostTries}): ${reasonRu(cause)}`
      : `Для ${recipient} не подтверждено ни в одной из попыток (${mostTries}), повторов не будет: ${reasonRu(cause)}`,
  'notice-not-mailed': ({ id, cause }) => `Уведомление ${id} не отправлено: ${reasonRu(cause)}`,
  'mail-unencrypted': ({ cause }) =>
    `Почта отправляется без шифрования: не удалось выполнить STARTTLS (${reasonRu(cause)})`,
  'outbox-taken-up': ({ count }) => `Уведомлений прежнего запуска в очереди на отправку: ${count}`,
  'letter-set-aside': ({ file, cause }) =>
    `Уведомление из очереди непригодно и отложено как ${file}: ${reasonRu(cause)}`,
  'outbox-set-aside': ({ file }) =>
    `На месте папки очереди была не папка; этот объект переименован в ${file}`,
  'outbox-folded': ({ most, count, id }) =>
    `В очереди больше ${most} уведомлений: самые старые (${count}) заменены сводкой ${id}`,
  'outbox-in-memory': ({ cause }) =>
    `Очередь уведомлений не записывается на диск и хранится в памяти: ${reasonRu(cause)}`,
  'outbox-on-disk': () => 'Очередь уведомлений снова записана на диск',
};
