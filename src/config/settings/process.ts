import { duration } from '../duration.js';
import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';

const HOUR = 3_600_000;
const DAY = 24 * 3_600_000;

export const processSettings = {
  name: {
    key: 'name',
    kind: kinds.processName,
    default: 'dllhost.exe',
    original: true,
  },
  delayMs: {
    key: 'delay',
    kind: duration('ms', 1, DAY),
    followsTimeUnit: true,
    sampling: true,
    default: '120',
    sample: '1 s',
    original: true,
  },
  maxCpuPercent: {
    key: 'maxcpuprocent',
    kind: kinds.number(0, 100_000),
    default: '20',
    original: true,
  },
  maxMemoryPercent: {
    key: 'maxmemoryprocent',
    kind: kinds.number(0, 100),
    default: '20',
    original: true,
  },
  source: {
    key: 'source',
    kind: kinds.choice('cim', 'counter', 'process'),
    sampling: true,
    default: 'cim',
  },
  cpuWindowMs: {
    key: 'cpu_window',
    kind: duration('ms', 1, HOUR),
    sampling: true,
    default: '5 s',
  },
  cpuBasis: {
    key: 'cpu_basis',
    kind: kinds.choice('core', 'machine'),
    sampling: true,
    default: 'core',
  },
  graceMs: {
    key: 'grace',
    kind: duration('ms', 0, DAY),
    sampling: true,
    default: '30 s',
  },
  floorAfterMs: {
    key: 'floor_after',
    kind: duration('ms', 0, DAY),
    sampling: true,
    default: '10 min',
    earlier: '0 s',
  },
  sustain: {
    key: 'sustain',
    kind: kinds.sustain,
    default: '1 of 1',
  },
  application: {
    key: 'application',
    kind: kinds.optional(kinds.application),
    default: '',
  },
  exclude: {
    key: 'exclude',
    kind: kinds.list,
    default: '',
    lines: true,
  },
} as const satisfies Table;
