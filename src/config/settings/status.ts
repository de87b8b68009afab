import { listenAddress } from '../listen.js';
import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';

export const statusSettings = {
  listen: {
    key: 'listen',
    kind: kinds.optional(listenAddress),
    default: '',
  },
  token: {
    key: 'token',
    kind: kinds.token,
    default: '',
  },
  textfile: {
    key: 'textfile',
    kind: kinds.optional(kinds.textfile),
    default: '',
  },
} as const satisfies Table;
