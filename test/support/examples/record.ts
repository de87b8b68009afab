/** One entry of each kind, as an agent passes them on. */
import type { RecordEntry } from '../../../src/core/recording/entry.js';
import { foreign } from '../../../src/core/foreign.js';
import { machine, row, sample } from '../build.js';

const at = { monotonicMs: 5_000.125, wallMs: 1_795_000_000_123 };
const target = { pid: 4_712, startedAt: '134404736000000000', name: 'dllhost.exe' };
const figures = { cpuPercent: 91.25, memoryPercent: 3.5, workingSetBytes: 300_000_000 };

export const recordEntries: {
  readonly [Kind in RecordEntry['kind']]: Extract<RecordEntry, { kind: Kind }>;
} = {
  start: {
    kind: 'start',
    at,
    mode: 'act',
    applications: [
      { name: null, image: 'dllhost.exe', progid: null, limits: { cpu: 20, memory: 20 } },
      { name: 'Склад', image: 'dllhost.exe', progid: 'Stock.Server', limits: null },
    ],
    settings: ['[monitor] mode = act', '[mail] password = ***'],
  },
  machine: { kind: 'machine', at, machine: machine() },
  state: { kind: 'state', at, store: 'memory', value: { floors: { a: [1, 2] } }, isLoaded: true },
  proven: { kind: 'proven', at, application: 'Склад', isProven: true },
  sample: {
    kind: 'sample',
    image: 'dllhost.exe',
    slotMs: 4_988.5,
    beganMs: 4_990.001,
    at,
    sample: sample([row(), row({ pid: 9, cpuTime100ns: null, commandLine: { kind: 'hidden' } })]),
  },
  gap: {
    kind: 'gap',
    image: 'dllhost.exe',
    slotMs: 3_999.001,
    beganMs: 4_000,
    at,
    reason: { kind: 'shell-silent' },
  },
  pass: { kind: 'pass', at, slotMs: 4_999.999, application: null },
  probe: {
    kind: 'probe',
    application: 'Склад',
    progid: 'Stock.Server',
    beganMs: 4_000,
    at,
    isPending: true,
    answer: {
      kind: 'failed',
      times: { activate: 12.5, authorize: 100 },
      failure: {
        failureClass: 'timeout',
        stage: 'authorize',
        hresult: null,
        name: '',
        detail: { kind: 'no-answer', afterMs: 100 },
      },
    },
  },
  returned: { kind: 'returned', at, application: null, beganMs: 4_000 },
  lookup: {
    kind: 'lookup',
    beganMs: 4_000,
    at,
    query: { progid: 'Stock.Server', catalog: true },
    answer: { ok: false, reason: foreign('Отказано в доступе') },
  },
  decision: {
    kind: 'decision',
    at,
    check: 'limits',
    application: null,
    incidentId: '20261118-000000.123-4712',
    target,
    plan: 'stop',
    why: ['cpu'],
    figures,
  },
  'no-action': {
    kind: 'no-action',
    at,
    application: null,
    incidentId: '20261118-000000.123-com',
    why: 'confirming',
  },
  deed: {
    kind: 'deed',
    beganMs: 4_900,
    at,
    check: 'com',
    application: null,
    incidentId: '20261118-000000.123-com',
    target,
    outcome: { kind: 'stopped', tookMs: 41 },
  },
  brake: { kind: 'brake', at, state: 'on', key: 'limits/dllhost.exe', untilUnixMs: at.wallMs },
  pause: { kind: 'pause', at, state: 'off', application: null, untilUnixMs: null },
  request: { kind: 'request', at, request: { kind: 'release' } },
  break: { kind: 'break', at, image: 'dllhost.exe' },
  head: {
    kind: 'head',
    at,
    entry: { kind: 'proven', at, application: null, isProven: true },
  },
  end: { kind: 'end', at },
};
