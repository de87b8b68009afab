/** Every text of a table of texts, functions called with examples: `[path, text]`. */
import { target } from '../build.js';
import { failure } from '../suspects.js';
import {
  agentFaults,
  answers,
  becauses,
  choices,
  expectations,
  overrideProblems,
  proof,
  recoveries,
} from './answers.js';
import { reasons } from './reasons.js';

/** Calls of one function, where one call does not show all its forms. */
class Calls {
  readonly all: readonly (readonly unknown[])[];

  constructor(all: readonly (readonly unknown[])[]) {
    this.all = all;
  }
}

const calls = (...all: readonly (readonly unknown[])[]) => new Calls(all);
/** A call with each of these values, followed by the same further arguments. */
const each = (values: Readonly<Record<string, unknown>>, ...more: readonly unknown[]) =>
  new Calls(Object.values(values).map((value) => [value, ...more]));

const pause = {
  application: null,
  until: '2026-11-25 21:40:05 +03:00',
  why: 'обновления',
  withCalls: false,
  isWindow: false,
};
const called = {
  outcome: 'failed',
  stage: 'authorize',
  failureClass: 'timeout',
  stages: {},
  atUnixMs: 0,
};
const incident = {
  id: '20261125-1',
  subject: 'meAppServer.AppServer',
  application: null,
  stops: 1,
  cure: 'expected',
  since: '4 мин',
};
const own = { memory: '77 МБ', cpu: '1 %', shells: 'watch 12' };
const told = { id: '20261125-1', hostName: 'SRV01', subject: target().name };
const run = {
  target: { pid: 4712, startedAt: '133000000000000000', name: 'dllhost.exe' },
  beganUnixMs: Date.UTC(2026, 10, 18, 3, 10),
  ms: 40_000,
  samples: 40,
  peak: 38,
  end: 'returned',
  isFromStart: false,
};

/** By name and place of a parameter: functions of a table are called with realistic arguments. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[] | Calls>> = {
  'usage.unknownCommand': calls(
    ['стаус', ['run', 'sample'], 'sample'],
    ['стаус', ['run'], undefined],
  ),
  'usage.noCommand': [['run', 'sample']],
  'usage.unknownOption': ['--wach', '--watch'],
  'usage.optionNeedsValue': ['--config'],
  'usage.surplus': calls(
    ['sample', ['ещё'], true, undefined],
    ['sample', ['новый.ini'], false, 'новый.ini'],
  ),
  'usage.other': ['Отказано'],
  noConfig: calls([['C:\\monitor.ini'], false], [['C:\\monitor.ini'], true]),
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
  'sample.held': calls(
    [{ check: 'com', image: 'dllhost.exe' }, '2026-11-25 21:40:05 +03:00'],
    [{ check: 'limits', image: 'dllhost.exe' }, '2026-11-25 21:40:05 +03:00'],
    [undefined, '2026-11-25 21:40:05 +03:00'],
  ),
  'sample.brakeUnreadable': [reasons['shell-silent']],
  'sample.failed': [reasons['shell-silent']],
  'sample.measuring': ['1,5 с'],
  'probe.begins': ['meAppServer.AppServer', '100 с'],
  'probe.bridge': ['powershell', '.NET Framework 4.8', 64],
  'probe.waiting': ['Authorize', '5 с'],
  'probe.answers': ['25 мс'],
  'probe.fails': ['нет ответа за отведённое время', 'Authorize'],
  'probe.unavailable': [reasons['shell-silent']],
  'probe.logOutFailed': ['Отказано в доступе.'],
  'probe.hint': calls([failure()], [failure({ hresult: '0x800706BA' })]),
  'probe.message': [failure()],
  'probe.unloads': calls(['timeout', true], ['refused', false]),
  'probe.summary': [3, 5, '20 мс', '25 мс', '40 мс'],
  'probe.badRepeat': ['много'],
  'status.unreadable': ['Отказано в доступе.'],
  'status.head': each(
    Object.fromEntries(
      ['act', 'observe'].map((mode) => [
        mode,
        {
          version: '0.2.0',
          hostName: 'SRV01',
          pid: 4712,
          mode,
          runs: '3 ч',
          asOf: '2026-11-25 21:40:05 +03:00',
        },
      ]),
    ),
  ),
  'status.gone': [4712, '3 мин'],
  'status.silent': ['3 мин'],
  'status.moreApplications': [5],
  'status.excluded': ['/Processid:{B}'],
  'status.late': ['com', '3 мин'],
  'status.configuration': ['C:\\monitor.ini', '2026-11-25 21:40:05 +03:00'],
  'status.paused': calls(
    [pause],
    [{ ...pause, application: 'БэкОфис', isWindow: true, why: '', withCalls: true }],
  ),
  'status.noSample': ['dllhost.exe'],
  'status.sampled': ['dllhost.exe', '1 с', 'cim'],
  'status.application': calls(['БэкОфис', 'dllhost.exe'], [null, 'dllhost.exe']),
  'status.limits': ['20 %', '66,7 %'],
  'status.probe': calls(
    [called, '2 с'],
    [{ ...called, failureClass: null, stage: null }, '2 с'],
    [{ ...called, outcome: 'ok', stages: { activate: 5, authorize: 12 } }, '2 с'],
    [{ ...called, outcome: 'unavailable' }, '2 с'],
  ),
  'status.more': [3],
  'status.incident': calls([incident], [{ ...incident, application: 'БэкОфис', cure: 'proven' }]),
  'status.mailsWaiting': [2],
  'status.own': calls([own], [{ ...own, cpu: null }]),
  'steering.badLength': ['5x', 'время'],
  'steering.lengthWithoutUnit': ['5'],
  'steering.noAgent': ['C:\\state'],
  'steering.agentUnknown': ['C:\\state', 'на диске нет места'],
  'steering.notTaken': ['Отказано в доступе.'],
  'steering.noAnswer': ['C:\\state'],
  'steering.ended': [4712],
  'steering.stopping': [4712],
  'steering.restarting': [4712],
  'steering.comesBack': ['comwatch'],
  'watchdog.badTask': ['x/y'],
  'watchdog.absent': ['C:\\state'],
  'watchdog.works': [4712],
  'watchdog.unwritable': [4712, 'нет места'],
  'watchdog.again': each(agentFaults),
  'watchdog.ended': [4712],
  'watchdog.gone': [4712],
  'watchdog.disabled': ['comwatch'],
  'watchdog.notEnded': [4712, 'Отказано в доступе.'],
  'watchdog.notStarted': ['Отказано в доступе.'],
  'watchdog.restarted': [4712],
  'steering.answer': each(answers),
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
  'replay.badSince': ['вчера'],
  'replay.badOverride': each(overrideProblems),
  'replay.nothing': ['C:\\state\\record'],
  'replay.nothingSince': ['2026-11-25 21:40:05 +03:00'],
  'replay.begins': ['2026-11-25 21:40:05 +03:00', 24],
  'replay.progress': [40],
  'replay.broken': [3, 1],
  'replay.span': [
    { fromUnixMs: 0, untilUnixMs: 1, samples: 3_600, calls: 60, starts: 2, rows: [] },
    '2026-11-25 21:40:05 +03:00',
    '2026-11-25 22:40:05 +03:00',
  ],
  'replay.deed': each(choices),
  'replay.because': each({
    cpu: 'cpu',
    memory: 'memory',
    floor: 'floor',
    neighbour: 'neighbour',
    application: 'application',
    error: 'error',
  }),
  'replay.recovery': each(recoveries),
  'replay.summary': [{ recorded: 3, replayed: 2, both: 1, recovered: 1, ended: 0, unknown: 1 }],
  'replay.calls': [3, 2],
  'suggest.gathers': [24],
  'suggest.head': [
    '2026-11-19 21:40:05 +03:00',
    '2026-11-26 21:40:05 +03:00',
    { samples: 604_800, calls: 20_160 },
  ],
  'suggest.limit': [
    {
      kind: 'limit',
      key: 'maxcpuprocent',
      value: 40,
      inForce: 20,
      usual: 12,
      peak: run,
      burns: [run],
      found: [run],
    },
    [],
  ],
  'suggest.sustain': [{ longest: run, holdMs: 30_000 }],
  'suggest.wait': [
    { answers: 20_160, usualMs: 400, slowestMs: 2_300, latestMs: 70_000, valueMs: 10_000 },
    3,
  ],
  'suggest.slow': [{ usual: 4.1, highest: 7, value: 8, answers: 20_160 }, 2],
  'suggest.alarm': [{ usual: 1.9, highest: 2.6, hits: 3, failed: 4, value: 8, answers: 20_160 }],
  'suggest.none': [{ kind: 'none', key: 'sustain', why: { kind: 'hours', has: 5.3, needs: 24 } }],
  'suggest.inForce': ['20', false],
  'suggest.verifiedLimits': [{ stops: [1, 2], recovered: 0, ended: 1, unknown: 1 }],
  'suggest.verifiedCom': [{ stops: [], recovered: 0, ended: 0, unknown: 0 }],
  'suggest.stop': ['dllhost.exe 4712', '2026-11-25 21:40:05 +03:00', 'в норму не пришёл'],
  'suggest.more': [3],
  'report.badSince': ['вчера', 'время с единицей'],
  'report.reading': [40],
  'report.written': ['C:\\report.html', '1,2 МБ'],
  'report.notWritten': ['C:\\report.html', 'Отказано в доступе.'],
  'incidents.none': ['7 сут'],
  'incidents.unreadable': ['Отказано в доступе.'],
  'incidents.badSince': ['вчера', 'время с единицей'],
  'incidents.unknown': ['20261125-1', 'C:\\state\\incidents'],
  'incidents.latest': [['20261125-1', '20261125-2']],
  'incidents.title': calls(
    [{ ...told, check: 'limits', application: null }],
    [{ ...told, check: 'com', application: 'БэкОфис' }],
  ),
  'incidents.opened': ['2026-11-25 21:30:05 +03:00'],
  'incidents.closed': calls(['21:30:05', 'quiet'], ['21:30:05', 'not-watched'], ['21:30:05', null]),
  'incidents.stillOpen': ['21:30:05'],
  'incidents.lasted': ['4 мин'],
  'incidents.stops': calls([1], [2], [5]),
  'incidents.times': [3],
  'incidents.proven': ['21:30:05'],
  'incidents.leftOut': [20],
  'incidents.cpu': calls([null], ['20 %']),
  'incidents.memory': calls([null], ['66,7 %']),
  'incidents.limitFigures': ['20 %', '66,7 %'],
  'incidents.callFigures': [12, 2, '3,1 с'],
  'incidents.pictureOf': ['21:15', '21:45'],
  'incidents.peak': ['90 %', '12 %'],
  'proven.summary': calls(
    [proof],
    [{ ...proof, mailsPerNight: undefined, longestHang: undefined, medianCureMs: undefined }],
  ),
  'proven.row': calls(...proof.faults.map((faults) => [faults])),
  'proven.because': each(becauses),
  'proven.assumed': [proof],
  expected: each(expectations),
  'page.report': ['2026-11-25 21:30:05 +03:00', '2026-11-26 21:30:05 +03:00'],
  'page.gone': ['21:30:05'],
  'page.late': ['dllhost.exe', '4 мин'],
  'page.paused': calls(['все приложения', '21:40:05', 'обновления'], ['БэкОфис', '21:40:05', '']),
  'page.braked': ['БэкОфис', '21:40:05'],
  'page.mailsWaiting': [2],
  'page.within': [3],
  'page.onlySampled': [3],
  'page.limits': ['20 %', '66,7 %'],
  'page.sampled': ['1 с', 'cim'],
  'page.answers': ['0,2 с'],
  'page.fails': ['Authorize', 'нет ответа за отведённое время'],
  'page.called': ['12 с'],
  'page.probesOf': [20, 1, '3 с'],
  'page.processesOf': [20],
  'page.more': [3],
  'page.ended': [2],
  'page.stoppedAt': ['21:30:05'],
  'page.endedAt': ['21:30:05'],
  'page.age': ['2 ч'],
  'page.stops': [1],
  'page.since': ['21:30:05', '4 мин'],
  'page.picture': ['20261125-1'],
  'page.configFile': ['C:\\ProgramData\\comwatch\\monitor.ini', '21:30:05'],
  'page.agentFacts': [
    {
      version: '0.1.0',
      hostName: 'SRV01',
      pid: 4712,
      runs: '2 ч',
      memory: '77 МБ',
      cpu: '1 %',
    },
  ],
  'page.shells': ['watch 12'],
  'page.made': ['21:30:05'],
  limits: [50, 500, 1],
  intro: ['dllhost.exe'],
};

export function textsOf(table: object, path = ''): [path: string, text: string][] {
  return Object.entries(table).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') return [[here, value] satisfies [string, string]];
    if (typeof value === 'object' && value !== null) return textsOf(value, here);
    if (typeof value !== 'function') return [];
    const given = ARGUMENTS[here];
    if (!given)
      throw new Error(`${here} has no example of its arguments in test/support/examples/texts.ts`);
    const said = value as (...words: readonly unknown[]) => unknown;
    const all = given instanceof Calls ? given.all : [given];
    return all.map((words, at): [string, string] => [
      all.length === 1 ? here : `${here} (${at + 1})`,
      String(said(...words)),
    ]);
  });
}
