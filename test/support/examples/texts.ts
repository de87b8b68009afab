/** Every text of a table of texts, functions called with examples: `[path, text]`. */
import { failure } from '../suspects.js';

/** By the name of a parameter's place: functions of a table are called with what they would be called with. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'usage.unknownCommand': ['стаус', ['run', 'sample'], 'sample'],
  'usage.noCommand': [['run', 'sample']],
  'usage.unknownOption': ['--wach', '--watch'],
  'usage.optionNeedsValue': ['--config <FILE>'],
  'usage.surplus': ['sample', ['ещё']],
  'usage.other': ['Отказано'],
  noConfig: [['C:\\monitor.ini']],
  badAccount: ['иван'],
  configFine: ['C:\\monitor.ini'],
  unexpected: ['Отказано в доступе.'],
  'run.started': ['SRV01', 'dllhost.exe', 'C:\\monitor.ini'],
  'run.taken': [4712, 'C:\\state'],
  'run.stateDir': ['C:\\state', 'Отказано в доступе.'],
  'run.log': ['Отказано в доступе.'],
  'run.shell': ['Отказано в доступе.'],
  'sample.none': ['dllhost.exe'],
  'sample.limits': ['20 %', '66,7 %'],
  'sample.taken': ['2026-11-25 21:30:05 +03:00', 'SRV01', 'cim'],
  'sample.limitsOf': ['C:\\monitor.ini'],
  'sample.over': ['ЦП 98 % > 80 %'],
  'sample.young': ['12 с'],
  'sample.unresolved': ['БэкОфис', 'Отказано в доступе.'],
  'sample.held': [{ check: 'com', image: 'dllhost.exe' }, '2026-11-25 21:40:05 +03:00'],
  'sample.brakeUnreadable': ['Отказано в доступе.'],
  'sample.failed': ['Отказано в доступе.'],
  'sample.measuring': ['1,5 с'],
  'probe.begins': ['meAppServer.AppServer', '100 с'],
  'probe.waiting': ['Authorize', '5 с'],
  'probe.answers': ['25 мс'],
  'probe.fails': ['нет ответа вовремя', 'Authorize'],
  'probe.unavailable': ['Отказано в доступе.'],
  'probe.logOutFailed': ['Отказано в доступе.'],
  'probe.hint': [failure()],
  'probe.message': [failure()],
  'probe.unloads': ['timeout', true],
  'probe.summary': [3, 5, '20 мс', '25 мс', '40 мс'],
  'probe.badRepeat': ['много'],
  'protect.nothing': ['C:\\monitor.ini'],
  'protect.done': ['mail', 'password'],
  'protect.failed': ['Отказано в доступе.'],
  'mail.accepted': ['night@example.org'],
  'mail.refused': ['night@example.org', 'Отказано в доступе.'],
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
