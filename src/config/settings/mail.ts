import * as kinds from '../kinds.js';
import { address, addresses, greeting, hosts } from '../mail-kinds.js';
import { daily, weekly } from '../schedule-kinds.js';
import type { Table } from '../setting.js';

export const mailSettings = {
  recipients: {
    key: 'recipients',
    kind: addresses,
    default: undefined,
    sample: 'admin@example.org',
    original: true,
    lines: true,
  },
  sender: {
    key: 'sender',
    kind: address,
    default: undefined,
    sample: 'comwatch@example.org',
    original: true,
  },
  host: {
    key: 'host',
    kind: hosts,
    default: undefined,
    sample: 'mail.example.org',
    original: true,
  },
  port: {
    key: 'port',
    kind: kinds.integer(1, 65_535),
    default: '25',
    original: true,
  },
  user: {
    key: 'user',
    kind: kinds.anyLine,
    default: '',
    original: true,
  },
  password: {
    key: 'password',
    kind: kinds.secret,
    default: '',
    original: true,
  },
  daily: {
    key: 'daily',
    kind: kinds.optional(daily),
    default: '',
  },
  report: {
    key: 'report',
    kind: kinds.optional(weekly),
    default: '',
  },
  maxMails: {
    key: 'max_mails',
    kind: kinds.integer(3, 1_000),
    default: '20',
  },
  tls: {
    key: 'tls',
    kind: kinds.choice('opportunistic', 'required', 'implicit', 'off'),
    default: 'opportunistic',
  },
  helo: {
    key: 'helo',
    kind: kinds.optional(greeting),
    default: '',
  },
} as const satisfies Table;
