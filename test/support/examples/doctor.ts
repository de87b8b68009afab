/** One value of every observation and advice of `comwatch doctor`. */
import type { Advice } from '../../../src/core/doctor/advice.js';
import type { Seen } from '../../../src/core/doctor/seen.js';
import { APP_ID, failure } from '../suspects.js';
import { reasons } from './reasons.js';

const reason = reasons['file-unwritable'];

type Examples<Union extends { readonly kind: string }> = {
  readonly [Kind in Union['kind']]: readonly Extract<Union, { readonly kind: Kind }>[];
};

export const seenExamples: Examples<Seen> = {
  off: [{ kind: 'off', section: 'mail' }],
  'not-windows': [{ kind: 'not-windows' }],
  'not-tried': [{ kind: 'not-tried', after: 'shells' }],
  late: [{ kind: 'late', deadlineMs: 30_000 }],
  aborted: [{ kind: 'aborted' }],
  reason: [{ kind: 'reason', reason }],
  version: [
    { kind: 'version', part: 'node', versions: ['22.22.2', 'x64'] },
    { kind: 'version', part: 'powershell-core', versions: [] },
  ],
  variables: [{ kind: 'variables', where: 'machine', names: ['NODE_OPTIONS'] }],
  'no-variables': [{ kind: 'no-variables' }],
  shell: [
    {
      kind: 'shell',
      executable: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      version: '5.1.20348.1',
      languageMode: 'FullLanguage',
      culture: 'ru-RU',
      tookMs: 1_200,
    },
  ],
  'shell-failed': [{ kind: 'shell-failed', executable: 'C:\\pwsh.exe', reason }],
  policies: [
    { kind: 'policies', policies: ['MachinePolicy=AllSigned'] },
    { kind: 'policies', policies: [] },
  ],
  'code-pages': [{ kind: 'code-pages', console: '65001', oem: '866', ansi: '' }],
  recording: [
    { kind: 'recording', on: [] },
    { kind: 'recording', on: ['transcription', 'script-blocks', 'invocations', 'modules'] },
  ],
  recorded: [
    { kind: 'recorded', what: 'events', bytesPerDay: 12_345_678, delayMs: 120 },
    { kind: 'recorded', what: 'transcript', bytesPerDay: null, delayMs: 1_000 },
  ],
  bridge: [
    { kind: 'bridge', way: 'edge', framework: '.NET Framework 4.0.30319', bits: 64, tookMs: 310 },
  ],
  'bridge-failed': [{ kind: 'bridge-failed', way: 'powershell', reason }],
  load: [{ kind: 'load', cpuPercent: 50.2, workingSetBytes: 150_000_000 }],
  source: [
    {
      kind: 'source',
      source: 'cim',
      processes: 5,
      cpuPercent: 50.1,
      workingSetBytes: 150_000_000,
      roundMs: 41,
      faults: [],
    },
    {
      kind: 'source',
      source: 'counter',
      processes: 1,
      cpuPercent: null,
      workingSetBytes: null,
      roundMs: 1_100,
      faults: [
        { kind: 'load-missing' },
        { kind: 'cpu', percent: 102.5, known: 50.2 },
        { kind: 'cpu', percent: null, known: 50.2 },
        { kind: 'memory', bytes: 300_000_000, known: 150_000_000 },
        { kind: 'start-time', differenceMs: 3_600_000 },
        { kind: 'start-time', differenceMs: -3_600_000 },
        { kind: 'start-times-differ', pids: [4712] },
        { kind: 'processes-missing', pids: [4712, 4713] },
      ],
    },
  ],
  'source-failed': [{ kind: 'source-failed', source: 'counter', reason }],
  recommended: [
    { kind: 'recommended', source: 'process', configured: 'cim' },
    { kind: 'recommended', source: 'cim', configured: 'cim' },
  ],
  'command-lines': [{ kind: 'command-lines', way: 'process', read: 4, of: 5, tookMs: 3 }],
  'command-lines-failed': [{ kind: 'command-lines-failed', way: 'cim', reason }],
  'command-lines-differ': [{ kind: 'command-lines-differ', pids: [4712] }],
  'stop-right': [
    { kind: 'stop-right', has: true },
    { kind: 'stop-right', has: false },
  ],
  stop: [
    { kind: 'stop', asked: 'right', outcome: { kind: 'stopped', tookMs: 90 } },
    { kind: 'stop', asked: 'right', outcome: { kind: 'gone' } },
    {
      kind: 'stop',
      asked: 'wrong-start',
      outcome: { kind: 'refused', reason: 'identity-changed', detail: reason },
    },
    {
      kind: 'stop',
      asked: 'right',
      outcome: { kind: 'refused', reason: 'access-denied', detail: reason },
    },
    {
      kind: 'stop',
      asked: 'right',
      outcome: { kind: 'survived', waitedMs: 2_000, detail: reason },
    },
    { kind: 'stop', asked: 'right', outcome: { kind: 'unknown', detail: reason } },
  ],
  'stopped-wrongly': [{ kind: 'stopped-wrongly' }],
  class: [
    {
      kind: 'class',
      progid: 'meAppServer.AppServer',
      classId: APP_ID,
      appId: APP_ID,
      name: 'ФронтОфис',
      bits64: true,
      bits32: true,
    },
    {
      kind: 'class',
      progid: 'meAppServer.AppServer',
      classId: null,
      appId: null,
      name: null,
      bits64: false,
      bits32: false,
    },
    {
      kind: 'class',
      progid: 'meAppServer.AppServer',
      classId: APP_ID,
      appId: null,
      name: null,
      bits64: false,
      bits32: false,
    },
  ],
  hosts: [
    { kind: 'hosts', progid: 'meAppServer.AppServer', pids: [] },
    { kind: 'hosts', progid: 'meAppServer.AppServer', pids: [4712, 4713] },
  ],
  call: [{ kind: 'call', progid: 'meAppServer.AppServer' }],
  stage: [{ kind: 'stage', stage: 'activate', tookMs: 1_000 }],
  'call-failed': [{ kind: 'call-failed', failure: failure() }],
  'event-source': [
    { kind: 'event-source', registered: true },
    { kind: 'event-source', registered: false },
  ],
  'event-written': [{ kind: 'event-written' }],
  'event-log-off': [{ kind: 'event-log-off' }],
  'secrets-unread': [{ kind: 'secrets-unread' }],
  'round-trip': [{ kind: 'round-trip', tookMs: 12 }],
  'round-trip-differs': [{ kind: 'round-trip-differs' }],
  access: [{ kind: 'access', account: 'S-1-5-18' }],
  writers: [{ kind: 'writers', path: 'C:\\monitor.ini', accounts: ['BU', 'WD'] }],
  readers: [{ kind: 'readers', path: 'C:\\monitor.ini', accounts: ['BU'] }],
  folder: [
    { kind: 'folder', folder: 'C:\\state', state: 'writable' },
    { kind: 'folder', folder: 'C:\\state', state: 'absent' },
  ],
  'folder-refused': [{ kind: 'folder-refused', folder: 'C:\\state', reason }],
  free: [{ kind: 'free', folder: 'C:\\state', bytes: 2 ** 30, neededBytes: 2 ** 26 }],
  recipient: [{ kind: 'recipient', server: 'mail:25', recipient: 'night@example.org' }],
  'recipient-refused': [
    { kind: 'recipient-refused', server: 'mail:25', recipient: 'night@example.org', reason },
    { kind: 'recipient-refused', server: 'mail:25', recipient: null, reason },
  ],
  unencrypted: [{ kind: 'unencrypted', server: 'mail:25' }],
  'no-task': [{ kind: 'no-task' }],
  task: [
    {
      kind: 'task',
      state: 'Running',
      lastResult: '267009',
      account: 'S-1-5-18',
      execute: 'C:\\node.exe',
    },
  ],
  'task-differs': [
    {
      kind: 'task-differs',
      difference: { element: 'ExecutionTimeLimit', found: '', expected: 'PT0S' },
    },
  ],
};

export const adviceExamples: {
  readonly [Kind in Advice['kind']]: Extract<Advice, { kind: Kind }>;
} = {
  'later-windows': { kind: 'later-windows' },
  'shipped-node': { kind: 'shipped-node', version: '22.22.2' },
  'net-framework': { kind: 'net-framework' },
  'remove-variables': { kind: 'remove-variables', names: ['NODE_OPTIONS'] },
  'shell-policy': { kind: 'shell-policy' },
  'less-recording': { kind: 'less-recording' },
  bridge: { kind: 'bridge' },
  'second-bridge': { kind: 'second-bridge' },
  'use-source': { kind: 'use-source', source: 'process' },
  'no-source': { kind: 'no-source' },
  clock: { kind: 'clock' },
  'source-setting-right': { kind: 'source-setting-right' },
  'allow-assembly': { kind: 'allow-assembly' },
  wmi: { kind: 'wmi' },
  elevated: { kind: 'elevated' },
  'stop-refused': { kind: 'stop-refused' },
  'send-report': { kind: 'send-report' },
  'register-class': { kind: 'register-class', progid: 'meAppServer.AppServer' },
  'class-32': { kind: 'class-32', progid: 'meAppServer.AppServer' },
  catalogue: { kind: 'catalogue' },
  'probe-hint': { kind: 'probe-hint', failure: failure() },
  'event-source': { kind: 'event-source' },
  secrets: { kind: 'secrets' },
  commands: { kind: 'commands', commands: ['icacls "C:\\monitor.ini" /reset'] },
  folder: { kind: 'folder' },
  'free-space': { kind: 'free-space' },
  mail: { kind: 'mail' },
  install: { kind: 'install' },
  'install-again': { kind: 'install-again' },
  'task-disabled': { kind: 'task-disabled' },
  'try-again': { kind: 'try-again' },
};
