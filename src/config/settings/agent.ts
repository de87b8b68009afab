import { duration } from '../duration.js';
import * as kinds from '../kinds.js';
import { size } from '../size.js';
import type { Table } from '../setting.js';

const SECOND = 1_000;
const DAY = 24 * 3_600_000;

export const monitorSettings = {
  mode: {
    key: 'mode',
    kind: kinds.choice('act', 'observe'),
    default: 'act',
    sample: 'observe',
    help: {
      ru: 'act: выгружать; observe: всё, кроме выгрузки, с сообщением, что было бы выгружено.',
      en: 'act: unload; observe: everything but the unloading, and say what would have been unloaded.',
    },
  },
  language: {
    key: 'language',
    kind: kinds.choice('ru', 'en'),
    default: 'ru',
    help: { ru: 'Язык писем.', en: 'Language of the mails.' },
  },
  timeUnit: {
    key: 'time_unit',
    kind: kinds.optional(kinds.choice('ms', 's')),
    default: '',
    help: {
      ru: 'Единица чисел без единицы в delay, time_cache и witerezult; s — как понимала их прежняя программа.',
      en: 'Unit of bare numbers in delay, time_cache and witerezult; s is how the original tool took them.',
    },
  },
  maxStops: {
    key: 'max_stops',
    kind: kinds.integer(1, 1_000),
    default: '5',
    help: {
      ru: 'Тормоз: не больше стольких выгрузок процессов одного имени…',
      en: 'The brake: at most so many attempts to unload processes of one name…',
    },
  },
  maxStopsWindowMs: {
    key: 'max_stops_window',
    kind: duration('ms', SECOND, DAY),
    default: '10 min',
    help: {
      ru: '…за такое время; затем выгрузка приостанавливается на столько же.',
      en: '…within this time; then unloading is suspended for as long.',
    },
  },
  quietMs: {
    key: 'quiet',
    kind: duration('ms', SECOND, DAY),
    default: '15 min',
    help: {
      ru: 'Инцидент закрывается, когда столько времени не было превышений и сбоев.',
      en: 'An incident closes after this time without a breach or a failure.',
    },
  },
  remindMs: {
    key: 'remind',
    kind: duration('ms', 60 * SECOND, 7 * DAY),
    default: '1 h',
    help: {
      ru: 'Через сколько после последнего письма напомнить о незакрытом инциденте.',
      en: 'How long after the last mail an open incident is mailed again.',
    },
  },
  record: {
    key: 'record',
    kind: kinds.boolean,
    default: 'yes',
    help: {
      ru: 'Чёрный ящик: каждый замер, вызов, решение и выгрузка записываются для команд replay и suggest.',
      en: 'The black box: every sample, call, decision and stop is recorded, for the commands replay and suggest.',
    },
  },
  recordDays: {
    key: 'record_days',
    kind: kinds.integer(1, 3_650),
    default: '14',
    help: {
      ru: 'Сколько суток хранится запись…',
      en: 'How many days of the record are kept…',
    },
  },
  recordMaxBytes: {
    key: 'record_max',
    kind: size(10, 100_000),
    default: '200 MB',
    help: {
      ru: '…и сколько места она занимает самое большее; число без единицы — мегабайты.',
      en: '…and how much room they take at most; a bare number is megabytes.',
    },
  },
  stateDir: {
    key: 'state_dir',
    kind: kinds.path,
    default: 'state',
    help: {
      ru: 'Папка состояния (тормоз, неотправленные письма, файл stop), от папки этого файла.',
      en: 'Folder of the state (brake, mails not yet sent, stop file), relative to this file.',
    },
  },
} satisfies Table;

export const logSettings = {
  dir: {
    key: 'dir',
    kind: kinds.path,
    default: '.',
    help: {
      ru: 'Папка журнала monitor.log, от папки этого файла.',
      en: 'Folder of monitor.log, relative to this file.',
    },
  },
  maxBytes: {
    key: 'max_bytes',
    kind: kinds.integer(10_000, 1_000_000_000),
    default: '1000000',
    help: {
      ru: 'Размер, при котором журнал начинается заново.',
      en: 'Size at which the log starts anew.',
    },
  },
  files: {
    key: 'files',
    kind: kinds.integer(1, 1_000),
    default: '5',
    help: {
      ru: 'Сколько прежних файлов журнала хранится.',
      en: 'How many earlier log files are kept.',
    },
  },
  eventLog: {
    key: 'event_log',
    kind: kinds.boolean,
    default: 'no',
    sample: 'yes',
    help: {
      ru: 'Повторять в журнале событий Windows то, о чём отправляются письма.',
      en: 'Mirror what is mailed in the Windows Event Log.',
    },
  },
} satisfies Table;

export const powershellSettings = {
  path: {
    key: 'path',
    kind: kinds.optional(kinds.path),
    default: '',
    help: {
      ru: 'Полный путь к PowerShell; пусто: Windows PowerShell 5.1, иначе pwsh.',
      en: 'Full path of PowerShell; empty: Windows PowerShell 5.1, else pwsh.',
    },
  },
} satisfies Table;
