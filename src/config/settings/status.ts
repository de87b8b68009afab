import { listenAddress } from '../listen.js';
import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';

export const statusSettings = {
  listen: {
    key: 'listen',
    kind: kinds.optional(listenAddress),
    default: '',
    help: {
      ru: 'Адрес и порт страницы состояния и /metrics, например 127.0.0.1:8089; пусто: не открываются. Адрес, доступный другим компьютерам, — только вместе с token.',
      en: 'Address and port of the status page and of /metrics, for example 127.0.0.1:8089; empty: not opened. An address that other computers can reach needs a token.',
    },
  },
  token: {
    key: 'token',
    kind: kinds.token,
    default: '',
    help: {
      ru: 'Ключ, без которого не отвечают ни страница, ни /metrics: пароль в окне браузера (имя любое) или заголовок Authorization: Bearer.',
      en: 'Key that every request for the page or /metrics must bring: the password in the window of the browser (any name), or the header Authorization: Bearer.',
    },
  },
  textfile: {
    key: 'textfile',
    kind: kinds.optional(kinds.textfile),
    default: '',
    help: {
      ru: 'Файл .prom для сборщика textfile программы windows_exporter, от папки этого файла; пусто: не пишется.',
      en: 'A .prom file for the textfile collector of windows_exporter, relative to this file; empty: not written.',
    },
  },
} satisfies Table;
