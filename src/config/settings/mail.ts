import * as kinds from '../kinds.js';
import { address, addresses, greeting, hosts } from '../mail-kinds.js';
import { daily } from '../schedule-kinds.js';
import type { Table } from '../setting.js';

export const mailSettings = {
  recipients: {
    key: 'recipients',
    kind: addresses,
    default: undefined,
    sample: 'admin@example.org',
    original: true,
    lines: true,
    help: { ru: 'Получатели через запятую.', en: 'Recipients, separated by commas.' },
  },
  sender: {
    key: 'sender',
    kind: address,
    default: undefined,
    sample: 'comwatch@example.org',
    original: true,
    help: { ru: 'Адрес отправителя.', en: 'Address of the sender.' },
  },
  host: {
    key: 'host',
    kind: hosts,
    default: undefined,
    sample: 'mail.example.org',
    original: true,
    help: {
      ru: 'Почтовый сервер; если их несколько через запятую, следующий пробуется, когда предыдущий недоступен.',
      en: 'The mail server; of several, separated by commas, the next is tried when the one before is not available.',
    },
  },
  port: {
    key: 'port',
    kind: kinds.integer(1, 65_535),
    default: '25',
    original: true,
    help: { ru: 'Его порт.', en: 'Its port.' },
  },
  user: {
    key: 'user',
    kind: kinds.anyLine,
    default: '',
    original: true,
    help: { ru: 'Имя для входа; пустое — без входа.', en: 'Name to log in with; empty: no login.' },
  },
  password: {
    key: 'password',
    kind: kinds.secret,
    default: '',
    original: true,
    help: { ru: 'Пароль для входа.', en: 'Password to log in with.' },
  },
  daily: {
    key: 'daily',
    kind: kinds.optional(daily),
    default: '',
    help: {
      ru: 'Когда каждый день отправлять письмо о том, что агент работает и сколько вчера было инцидентов и выгрузок, например 08:00; пусто — никогда.',
      en: 'When a mail is sent each day: the agent works; yesterday N incidents, M stops; for example 08:00; empty: never.',
    },
  },
  tls: {
    key: 'tls',
    kind: kinds.choice('opportunistic', 'required', 'implicit', 'off'),
    default: 'opportunistic',
    help: {
      ru: 'opportunistic: STARTTLS, если сервер предлагает; required: только с проверенным сертификатом; implicit: TLS с начала (порт 465); off: без TLS.',
      en: 'opportunistic: STARTTLS when offered; required: only with a verified certificate; implicit: TLS from the start (port 465); off: no TLS.',
    },
  },
  helo: {
    key: 'helo',
    kind: kinds.optional(greeting),
    default: '',
    help: {
      ru: 'Имя, которым агент представляется почтовому серверу (EHLO); пусто: полное имя компьютера, иначе адрес соединения.',
      en: 'The name the agent greets the mail server with (EHLO); empty: the full name of the computer, else the address of the connection.',
    },
  },
} satisfies Table;
