import { templateRules } from '../transaction.js';
import { expectation, refusePattern, template, unloadOn } from '../com-kinds.js';
import { duration } from '../duration.js';
import * as kinds from '../kinds.js';
import { EARLIER_REFUSE_PATTERN } from '../refuse-pattern.js';
import type { Table } from '../setting.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * 3_600_000;

export const comSettings = {
  sysname: {
    key: 'sysname',
    kind: kinds.line,
    default: undefined,
    sample: 'ФронтОфис',
    original: true,
  },
  delayMs: {
    key: 'delay',
    kind: duration('ms', 1, DAY),
    followsTimeUnit: true,
    default: '120',
    sample: '30 s',
    original: true,
  },
  timeCacheMs: {
    key: 'time_cache',
    kind: duration('s', SECOND, 7 * DAY),
    followsTimeUnit: true,
    default: '10000',
    sample: '10000 s',
    original: true,
  },
  alarmMetric: {
    key: 'alarm_metric',
    kind: kinds.number(1, 100_000),
    default: '10',
    original: true,
  },
  witerezultMs: {
    key: 'witerezult',
    kind: duration('s', 1, HOUR),
    followsTimeUnit: true,
    default: '100',
    sample: '100 s',
    original: true,
  },
  login: {
    key: 'login',
    kind: kinds.line,
    default: undefined,
    sample: 'monitor',
    original: true,
  },
  password: {
    key: 'password',
    kind: kinds.secret,
    default: '',
    original: true,
  },
  progid: {
    key: 'progid',
    kind: kinds.progId,
    default: 'meAppServer.AppServer',
  },
  activationTimeoutMs: {
    key: 'activation_timeout',
    kind: kinds.optional(duration('s', 1, HOUR)),
    default: '',
  },
  bridge: {
    key: 'bridge',
    kind: kinds.choice('auto', 'edge', 'powershell'),
    default: 'auto',
  },
  apartment: {
    key: 'apartment',
    kind: kinds.choice('mta', 'sta'),
    default: 'mta',
  },
  authorize: {
    key: 'authorize',
    kind: template(templateRules.authorize),
    default: 'Authorize({login}, {password}, "server", {sysname}, "", 0, out error, out session)',
  },
  sessionInfo: {
    key: 'session_info',
    kind: template(templateRules.sessionInfo),
    default: 'GetCurrentSessionInfo({session}, out info)',
  },
  logOut: {
    key: 'log_out',
    kind: template(templateRules.logOut),
    default: 'LogOut({session})',
  },
  expect: {
    key: 'expect',
    kind: expectation,
    default: 'any',
  },
  refusePattern: {
    key: 'refuse_pattern',
    kind: refusePattern,
    default: 'default',
    earlier: EARLIER_REFUSE_PATTERN,
  },
  unloadOn: {
    key: 'unload_on',
    kind: unloadOn,
    default: 'timeout, rpc, error, activation',
    earlier: 'timeout, rpc, error',
  },
  confirm: {
    key: 'confirm',
    kind: kinds.integer(1, 100),
    default: '2',
    earlier: '1',
  },
  suspects: {
    key: 'suspects',
    kind: kinds.words({ hosts: 'hosts', any: 'any', floor: 'any', application: 'application' }, [
      'hosts',
      'any',
      'application',
    ]),
    default: 'hosts',
    earlier: 'any',
  },
  atOnce: {
    key: 'suspects_at_once',
    kind: kinds.words({ '1': 'one', all: 'all' }),
    default: '1',
  },
  whenNone: {
    key: 'when_none',
    kind: kinds.choice('application', 'notify'),
    default: 'application',
  },
  severalHosts: {
    key: 'several_hosts',
    kind: kinds.choice('longest', 'notify'),
    default: 'longest',
    earlier: 'notify',
  },
  settleMs: {
    key: 'settle',
    kind: duration('ms', 0, HOUR),
    default: '30 s',
  },
  slowMetric: {
    key: 'slow_metric',
    kind: kinds.optional(kinds.number(1, 100_000)),
    default: '',
  },
  checkLoad: {
    key: 'check_load',
    kind: kinds.words({ stretch: 'stretch', 'as-written': 'as-written' }),
    default: 'stretch',
    earlier: 'as-written',
  },
} as const satisfies Table;
