/** Every text of a table of texts, functions called with examples: `[path, text]`. */
import { failure } from '../suspects.js';
import { reasons } from './reasons.js';

/** By the name of a parameter's place: functions of a table are called with what they would be called with. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'usage.unknownCommand': ['стаус', ['run', 'sample'], 'sample'],
  'usage.noCommand': [['run', 'sample']],
  'usage.unknownOption': ['--wach', '--watch'],
  'usage.optionNeedsValue': ['--config'],
  'usage.surplus': ['sample', ['ещё'], true],
  'usage.other': ['Отказано'],
  noConfig: [['C:\\monitor.ini']],
  badAccount: ['иван'],
  configFine: ['C:\\monitor.ini'],
  unexpected: ['Отказано в доступе.'],
  'run.started': ['SRV01', 'dllhost.exe', 'C:\\monitor.ini'],
  'run.taken': [4712, 'C:\\state'],
  'run.stateDir': ['C:\\state', reasons['shell-silent']],
  'run.shell': [reasons['shell-silent']],
  'sample.none': ['dllhost.exe'],
  'sample.limits': ['20 %', '66,7 %'],
  'sample.taken': ['2026-11-25 21:30:05 +03:00', 'SRV01', 'cim'],
  'sample.limitsOf': ['C:\\monitor.ini'],
  'sample.over': ['ЦП 98 % > 80 %'],
  'sample.young': ['12 с'],
  'sample.unresolved': ['БэкОфис', reasons['shell-silent']],
  'sample.held': [{ check: 'com', image: 'dllhost.exe' }, '2026-11-25 21:40:05 +03:00'],
  'sample.brakeUnreadable': [reasons['shell-silent']],
  'sample.failed': [reasons['shell-silent']],
  'sample.measuring': ['1,5 с'],
  'probe.begins': ['meAppServer.AppServer', '100 с'],
  'probe.bridge': ['powershell', '.NET Framework 4.8', 64],
  'probe.waiting': ['Authorize', '5 с'],
  'probe.answers': ['25 мс'],
  'probe.fails': ['нет ответа вовремя', 'Authorize'],
  'probe.unavailable': [reasons['shell-silent']],
  'probe.logOutFailed': ['Отказано в доступе.'],
  'probe.hint': [failure()],
  'probe.message': [failure()],
  'probe.unloads': ['timeout', true],
  'probe.summary': [3, 5, '20 мс', '25 мс', '40 мс'],
  'probe.badRepeat': ['много'],
  'status.unreadable': ['Отказано в доступе.'],
  'status.head': [
    {
      version: '0.2.0',
      hostName: 'SRV01',
      pid: 4712,
      mode: 'act',
      runs: '3 ч',
      asOf: '2026-11-25 21:40:05 +03:00',
    },
  ],
  'status.silent': ['3 мин'],
  'status.late': ['com', '3 мин'],
  'status.configuration': ['C:\\monitor.ini', '2026-11-25 21:40:05 +03:00'],
  'status.paused': [
    {
      application: null,
      until: '2026-11-25 21:40:05 +03:00',
      why: 'обновления',
      withCalls: false,
    },
  ],
  'status.noSample': ['dllhost.exe'],
  'status.sampled': ['dllhost.exe', '1 с', 'cim'],
  'status.application': ['БэкОфис', 'dllhost.exe'],
  'status.limits': ['20 %', '66,7 %'],
  'status.probe': [
    {
      outcome: 'failed',
      stage: 'authorize',
      failureClass: 'timeout',
      stages: {},
      atUnixMs: 0,
    },
    '2 с',
  ],
  'status.more': [3],
  'status.incident': [
    {
      id: '20261125-1',
      subject: 'meAppServer.AppServer',
      application: null,
      stops: 1,
      cure: 'expected',
      since: '4 мин',
    },
  ],
  'status.mailsWaiting': [2],
  'status.own': [{ memory: '77 МБ', cpu: '1 %', shells: 'watch 12' }],
  'steering.badLength': ['5x', 'время'],
  'steering.noAgent': ['C:\\state'],
  'steering.notTaken': ['Отказано в доступе.'],
  'steering.noAnswer': ['C:\\state'],
  'steering.ended': [4712],
  'steering.answer': [{ kind: 'paused', untilUnixMs: 0 }],
  'prove.begins': [200],
  'prove.progress': [40, 200],
  'prove.badNights': ['много'],
  'protect.nothing': ['C:\\monitor.ini'],
  'protect.done': ['mail', 'password'],
  'protect.failed': [reasons['shell-silent']],
  'mail.accepted': ['night@example.org'],
  'mail.refused': ['night@example.org', reasons['mail-trouble']],
  'doctor.begins': ['0.1.0', 'SRV01', '2026-11-25 21:30:05 +03:00', '90 с'],
  'doctor.doing': ['чтение версий', '5 с'],
  'doctor.ended': ['Версии', '1,5 с'],
  'doctor.advice': ['Запустите install.ps1.'],
  'doctor.summary': [10, 1, 2, 3],
  'doctor.written': ['C:\\doctor-SRV01-20261125-213005.json'],
  'doctor.notWritten': ['C:\\doctor-SRV01-20261125-213005.json', 'Отказано в доступе.'],
  'doctor.badFolder': ['C:\\нет', 'Отказано в доступе.'],
  limits: [50, 500, 1],
  intro: ['dllhost.exe'],
};

export function textsOf(table: object, path = ''): [path: string, text: string][] {
  return Object.entries(table).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') return [[here, value] satisfies [string, string]];
    if (typeof value === 'object' && value !== null) return textsOf(value, here);
    if (typeof value !== 'function') return [];
    const args = ARGUMENTS[here];
    if (!args)
      throw new Error(`${here} has no example of its arguments in test/support/examples/texts.ts`);
    return [[here, String((value as (...words: readonly unknown[]) => unknown)(...args))]];
  });
}
