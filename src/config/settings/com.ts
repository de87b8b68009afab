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
    help: {
      ru: 'Имя подсистемы, передаваемое в Authorize.',
      en: 'Name of the subsystem that is passed to Authorize.',
    },
  },
  delayMs: {
    key: 'delay',
    kind: duration('ms', 1, DAY),
    followsTimeUnit: true,
    default: '120',
    sample: '30 s',
    original: true,
    help: {
      ru: 'Время между проверками; число без единицы — миллисекунды.',
      en: 'Time between checks; a bare number is milliseconds.',
    },
  },
  timeCacheMs: {
    key: 'time_cache',
    kind: duration('s', SECOND, 7 * DAY),
    followsTimeUnit: true,
    default: '10000',
    sample: '10000 s',
    original: true,
    help: {
      ru: 'За какое время хранятся показатели, с которыми сравнивается замер при сбое; число без единицы — секунды.',
      en: 'How long the figures are kept that a failure is judged by; a bare number is seconds.',
    },
  },
  alarmMetric: {
    key: 'alarm_metric',
    kind: kinds.number(1, 100_000),
    default: '10',
    original: true,
    help: {
      ru: 'Во сколько раз показатель должен превысить свой минимум, чтобы процесс считался причиной сбоя.',
      en: 'By what factor a figure must exceed its floor for the process to count as the cause of a failure.',
    },
  },
  witerezultMs: {
    key: 'witerezult',
    kind: duration('s', 1, HOUR),
    followsTimeUnit: true,
    default: '100',
    sample: '100 s',
    original: true,
    help: {
      ru: 'Сколько ждать Authorize и GetCurrentSessionInfo вместе; число без единицы — секунды.',
      en: 'How long Authorize and GetCurrentSessionInfo together may take; a bare number is seconds.',
    },
  },
  login: {
    key: 'login',
    kind: kinds.line,
    default: undefined,
    sample: 'monitor',
    original: true,
    help: {
      ru: 'Имя, под которым проверка входит в систему.',
      en: 'Name under which the check logs in.',
    },
  },
  password: {
    key: 'password',
    kind: kinds.secret,
    default: '',
    original: true,
    help: { ru: 'Пароль, может быть пустым.', en: 'Its password, may be empty.' },
  },
  progid: {
    key: 'progid',
    kind: kinds.progId,
    default: 'meAppServer.AppServer',
    help: { ru: 'ProgID сервера.', en: 'ProgID of the server.' },
  },
  activationTimeoutMs: {
    key: 'activation_timeout',
    kind: kinds.optional(duration('s', 1, HOUR)),
    default: '',
    help: {
      ru: 'Сколько ждать запуска сервера; по умолчанию 30 s или witerezult, что дольше.',
      en: 'How long starting the server may take; by default 30 s or witerezult, whichever is longer.',
    },
  },
  bridge: {
    key: 'bridge',
    kind: kinds.choice('auto', 'edge', 'powershell'),
    default: 'auto',
    help: {
      ru: 'Чем вызывать сервер: edge — edge-js в процессе Node; powershell — отдельный процесс PowerShell, который загружает ту же ComProbe.dll; auto — edge-js, а если он не загружается, то до перезапуска агента PowerShell.',
      en: 'What calls the server: edge is edge-js in a process of Node; powershell is a PowerShell process of its own that loads the same ComProbe.dll; auto is edge-js, and where that does not load PowerShell until the agent is restarted.',
    },
  },
  apartment: {
    key: 'apartment',
    kind: kinds.choice('mta', 'sta'),
    default: 'mta',
    help: {
      ru: 'Модель потоков, из которой вызывается сервер.',
      en: 'Threading model that the server is called from.',
    },
  },
  authorize: {
    key: 'authorize',
    kind: template(templateRules.authorize),
    default: 'Authorize({login}, {password}, "server", {sysname}, "", 0, out error, out session)',
    help: {
      ru: 'Вызов, открывающий сеанс. У аргумента out можно указать тип string, variant или int: out error: variant. Без типа он берётся из описания типов сервера.',
      en: 'The call that opens a session. An out argument may name its type, string, variant or int: out error: variant. Without one it is taken from the type information of the server.',
    },
  },
  sessionInfo: {
    key: 'session_info',
    kind: template(templateRules.sessionInfo),
    default: 'GetCurrentSessionInfo({session}, out info)',
    help: { ru: 'Вызов, который проверяется.', en: 'The call that is checked.' },
  },
  logOut: {
    key: 'log_out',
    kind: template(templateRules.logOut),
    default: 'LogOut({session})',
    help: { ru: 'Вызов, закрывающий сеанс.', en: 'The call that closes the session.' },
  },
  expect: {
    key: 'expect',
    kind: expectation,
    default: 'any',
    help: {
      ru: 'Каким должен быть ответ session_info.',
      en: 'What session_info must answer.',
    },
  },
  refusePattern: {
    key: 'refuse_pattern',
    kind: refusePattern,
    default: 'default',
    earlier: EARLIER_REFUSE_PATTERN,
    help: {
      ru: 'Тексты ошибки Authorize, означающие неверный вход или заблокированную учётную запись: из-за них ничего не выгружается. default: распространённые тексты Windows, баз данных и серверов приложений; default|текст добавляет к ним свой.',
      en: 'Error texts of Authorize that mean a bad login or a locked account: nothing is unloaded because of them. default: the common texts of Windows, databases and application servers; default|text adds one of your own.',
    },
  },
  unloadOn: {
    key: 'unload_on',
    kind: unloadOn,
    default: 'timeout, rpc, error, activation',
    earlier: 'timeout, rpc, error',
    help: {
      ru: 'Виды сбоев, из-за которых процесс выгружается; об остальных только сообщается. none: только сообщать. activation: процесс сервера не запускается или не принимает новые вызовы; прежнее поведение без него: timeout, rpc, error.',
      en: 'Classes of failure that unload a process; the others are only mailed. none: mail only. activation: the process of the server does not start, or takes no new calls; the earlier behaviour leaves it out: timeout, rpc, error.',
    },
  },
  confirm: {
    key: 'confirm',
    kind: kinds.integer(1, 100),
    default: '2',
    earlier: '1',
    help: {
      ru: 'Сколько сбоев подряд нужно для выгрузки; 1 — выгружать при первом, как раньше.',
      en: 'How many failures in a row it takes to unload; 1 unloads at the first one, as before.',
    },
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
    help: {
      ru: 'Среди каких процессов искать тот, чей показатель вырос в alarm_metric раз: hosts — сначала среди процессов самого сервера, затем, если это не помогло, среди соседних; any — среди всех процессов с именем name, как прежняя программа (то же, что floor); application — показатели не учитываются, выгружается только процесс самого сервера.',
      en: 'Where to look for a process whose figure grew by alarm_metric: hosts is among the processes of the server first, then, when that did not help, among its neighbours; any is among all processes of the name, as the original tool did (floor means the same); application looks at no figures and unloads the process of the server only.',
    },
  },
  atOnce: {
    key: 'suspects_at_once',
    kind: kinds.words({ '1': 'one', all: 'all' }),
    default: '1',
    help: {
      ru: '1: выгружается тот, чей показатель вырос сильнее всех, затем новая проверка; all: все такие сразу, как прежняя программа.',
      en: '1: the one that grew most is unloaded, then the check is made again; all: all of them together, as the original tool did.',
    },
  },
  whenNone: {
    key: 'when_none',
    kind: kinds.choice('application', 'notify'),
    default: 'application',
    help: {
      ru: 'Если показатели не указывают ни на один процесс: application — выгрузить процесс сервера после 3 проверок без ответа или 10 ошибок подряд (зависший сервер не тратит ЦП); notify — только сообщить.',
      en: 'When the figures single out no process: application unloads the process of the server after 3 checks without an answer or 10 errors in a row (a hung server uses no CPU); notify only mails.',
    },
  },
  severalHosts: {
    key: 'several_hosts',
    kind: kinds.choice('longest', 'notify'),
    default: 'longest',
    earlier: 'notify',
    help: {
      ru: 'Если у приложения несколько процессов: longest — выгружается тот, что работает дольше всех, следующий — только после settle и ещё трёх сбоев; notify — только сообщить, как раньше.',
      en: 'When the application has several processes: longest unloads the one that has run longest, the next only after settle and three more failures; notify only mails, as before.',
    },
  },
  settleMs: {
    key: 'settle',
    kind: duration('ms', 0, HOUR),
    default: '30 s',
    help: {
      ru: 'Сколько ждать после выгрузки, прежде чем выгружать следующий процесс.',
      en: 'How long to wait after an unload before the next process is unloaded.',
    },
  },
  slowMetric: {
    key: 'slow_metric',
    kind: kinds.optional(kinds.number(1, 100_000)),
    default: '',
    help: {
      ru: 'Предупреждать, когда успешная проверка дольше своего минимума во столько раз; по умолчанию выключено.',
      en: 'Warn when a successful check takes this many times its floor; off by default.',
    },
  },
  checkLoad: {
    key: 'check_load',
    kind: kinds.words({ stretch: 'stretch', 'as-written': 'as-written' }),
    default: 'stretch',
    earlier: 'as-written',
    help: {
      ru: 'stretch: между удачной проверкой и следующей проходит не меньше 1 s и не меньше 20-кратной длительности самой быстрой из пяти последних (но не больше 60 s), чтобы проверка не нагружала сервер; as-written: ровно delay, как раньше.',
      en: 'stretch: a successful check is followed by the next after at least 1 s and at least 20 times the quickest of the last five (at most 60 s), so that the check is not the load; as-written: delay exactly, as before.',
    },
  },
} satisfies Table;
