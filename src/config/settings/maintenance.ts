import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';
import { windows } from '../window-kind.js';

export const maintenanceSettings = {
  windows: {
    key: 'windows',
    kind: windows,
    default: '',
    lines: true,
    help: {
      ru: 'Когда начинается обслуживание (cron: минута, час, день, месяц, день недели; местное время) и сколько длится: наблюдение продолжается, ничего не выгружается, COM-сервер не вызывается.',
      en: 'When maintenance begins (cron: minute, hour, day, month, day of the week; local time) and how long it lasts: watching goes on, nothing is unloaded, the COM server is not called.',
    },
  },
  withCalls: {
    key: 'with_calls',
    kind: kinds.boolean,
    default: 'no',
    help: {
      ru: 'Вызывать COM-сервер и во время обслуживания.',
      en: 'Call the COM server during maintenance, too.',
    },
  },
} satisfies Table;
