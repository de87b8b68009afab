import * as kinds from '../kinds.js';
import type { Setting } from '../setting.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * 3_600_000;

export const comSettings: readonly Setting[] = [
  {
    section: 'commethod',
    key: 'sysname',
    kind: kinds.line,
    default: undefined,
    sample: 'ФронтОфис',
    original: true,
    help: {
      ru: 'Имя подсистемы, передаваемое в Authorize.',
      en: 'Name of the subsystem that is passed to Authorize.',
    },
  },
  {
    section: 'commethod',
    key: 'delay',
    kind: kinds.duration('ms', 1, DAY),
    default: '120',
    sample: '30 s',
    original: true,
    help: {
      ru: 'Время между проверками; число без единицы — миллисекунды.',
      en: 'Time between checks; a bare number is milliseconds.',
    },
  },
  {
    section: 'commethod',
    key: 'time_cache',
    kind: kinds.duration('s', SECOND, 7 * DAY),
    default: '10000',
    sample: '10000 s',
    original: true,
    help: {
      ru: 'За какое время хранятся показатели для поиска виновного; число без единицы — секунды.',
      en: 'How long figures are kept to find the culprit; a bare number is seconds.',
    },
  },
  {
    section: 'commethod',
    key: 'alarm_metric',
    kind: kinds.number(1, 100_000),
    default: '10',
    original: true,
    help: {
      ru: 'Во сколько раз показатель должен превысить свой минимум, чтобы процесс считался виновным.',
      en: 'By what factor a figure must exceed its floor for the process to count as broken.',
    },
  },
  {
    section: 'commethod',
    key: 'witerezult',
    kind: kinds.duration('s', 1, HOUR),
    default: '100',
    sample: '100 s',
    original: true,
    help: {
      ru: 'Сколько ждать Authorize и GetCurrentSessionInfo вместе; число без единицы — секунды.',
      en: 'How long Authorize and GetCurrentSessionInfo together may take; a bare number is seconds.',
    },
  },
  {
    section: 'commethod',
    key: 'login',
    kind: kinds.line,
    default: undefined,
    sample: 'monitor',
    original: true,
    help: {
      ru: 'Имя, под которым проверка входит в систему.',
      en: 'Name under which the check logs in.',
    },
  },
  {
    section: 'commethod',
    key: 'password',
    kind: kinds.secret,
    default: '',
    original: true,
    help: { ru: 'Пароль, может быть пустым.', en: 'Its password, may be empty.' },
  },
  {
    section: 'commethod',
    key: 'progid',
    kind: kinds.line,
    default: 'meAppServer.AppServer',
    help: { ru: 'ProgID сервера.', en: 'ProgID of the server.' },
  },
  {
    section: 'commethod',
    key: 'activation_timeout',
    kind: kinds.duration('s', 1, HOUR),
    default: '',
    help: {
      ru: 'Сколько ждать запуска сервера; по умолчанию 30 s или witerezult, что дольше.',
      en: 'How long starting the server may take; by default 30 s or witerezult, whichever is longer.',
    },
  },
  {
    section: 'commethod',
    key: 'apartment',
    kind: kinds.choice('mta', 'sta'),
    default: 'mta',
    help: {
      ru: 'Модель потоков, из которой вызывается сервер.',
      en: 'Threading model that the server is called from.',
    },
  },
];
