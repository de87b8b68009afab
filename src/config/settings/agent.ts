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
  },
  language: {
    key: 'language',
    kind: kinds.choice('ru', 'en'),
    default: 'ru',
  },
  timeUnit: {
    key: 'time_unit',
    kind: kinds.optional(kinds.choice('ms', 's')),
    default: '',
  },
  maxStops: {
    key: 'max_stops',
    kind: kinds.integer(1, 1_000),
    default: '5',
  },
  maxStopsWindowMs: {
    key: 'max_stops_window',
    kind: duration('ms', SECOND, DAY),
    default: '10 min',
  },
  quietMs: {
    key: 'quiet',
    kind: duration('ms', SECOND, DAY),
    default: '15 min',
  },
  remindMs: {
    key: 'remind',
    kind: duration('ms', 60 * SECOND, 7 * DAY),
    default: '1 h',
  },
  record: {
    key: 'record',
    kind: kinds.boolean,
    default: 'yes',
  },
  recordDays: {
    key: 'record_days',
    kind: kinds.integer(1, 3_650),
    default: '14',
  },
  recordMaxBytes: {
    key: 'record_max',
    kind: size(10, 100_000),
    default: '200 MB',
  },
  stateDir: {
    key: 'state_dir',
    kind: kinds.path,
    default: 'state',
  },
} as const satisfies Table;

export const logSettings = {
  dir: {
    key: 'dir',
    kind: kinds.path,
    default: '.',
  },
  maxBytes: {
    key: 'max_bytes',
    kind: kinds.integer(10_000, 1_000_000_000),
    default: '1000000',
  },
  files: {
    key: 'files',
    kind: kinds.integer(1, 1_000),
    default: '5',
  },
  eventLog: {
    key: 'event_log',
    kind: kinds.boolean,
    default: 'no',
    sample: 'yes',
  },
} as const satisfies Table;

export const powershellSettings = {
  path: {
    key: 'path',
    kind: kinds.optional(kinds.path),
    default: '',
  },
} as const satisfies Table;
