import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';
import { windows } from '../window-kind.js';

export const maintenanceSettings = {
  windows: {
    key: 'windows',
    kind: windows,
    default: '',
    lines: true,
  },
  withCalls: {
    key: 'with_calls',
    kind: kinds.boolean,
    default: 'no',
  },
} as const satisfies Table;
