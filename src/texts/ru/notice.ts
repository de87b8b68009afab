import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type {
  BreachNotice,
  BridgeNotice,
  BrakeNotice,
  ClosedNotice,
  DailyNotice,
  LateNotice,
  Notice,
  SummaryNotice,
  TroubleNotice,
  UpgradeNotice,
  WatchdogNotice,
} from '../../core/telling/notice.js';
import { formatBytes, formatDuration, formatOver, formatPercent, formatTime } from '../format.js';
import type { Description } from '../description.js';
import { attemptsRu, countedRu } from '../plural.js';
import { applicationRow } from './application-row.js';
import { conditions } from './condition.js';
import { describeDeed } from './deed.js';
import { reasonRu } from './reason.js';
import { agentFaultRu } from './watchdog.js';
import { probeRu, probeTurnRu } from './probe.js';
import { weeklyRu } from './weekly.js';

const L = 'ru';
const eventsRu = { one: 'событие', few: 'события', many: 'событий' };
const eventsAboutRu = { one: 'событии', few: 'событиях', many: 'событиях' };

export function describeRu(notice: Notice): Description {
  switch (notice.kind) {
    case 'breach':
      return breach(notice);
    case 'brake':
      return brake(notice);
    case 'trouble':
      return trouble(notice);
    case 'probe':
      return probeRu(notice);
    case 'probe-turn':
      return probeTurnRu(notice);
    case 'closed':
      return closed(notice);
    case 'late':
      return late(notice);
    case 'bridge':
      return bridge(notice);
    case 'upgrade':
      return upgrade(notice);
    case 'daily':
      return daily(notice);
    case 'weekly':
      return weeklyRu(notice);
    case 'watchdog':
      return watchdog(notice);
    case 'summary':
      if (notice.cause === 'burst') return burst(notice);
      return {
        headline: `не удалось вовремя сообщить о ${countedRu(notice.count, eventsAboutRu)}`,
        rows: [
          ['Сервер', notice.hostName],
          ['Событий', String(notice.count)],
          ['Первое', formatTime(notice.firstAt)],
          ['Последнее', formatTime(notice.lastAt)],
          ['Инцидент', notice.incidentId],
        ],
        advice:
          'Почтовый сервер долго не принимал письма, поэтому самые старые объединены в это. Каждое событие записано в monitor.log под своим номером инцидента.',
      };
    case 'test':
      return {
        headline: 'пробное письмо',
        rows: [
          ['Сервер', notice.hostName],
          ['Время', formatTime(notice.at)],
        ],
        advice: 'Письма с этого сервера доходят. Делать ничего не нужно.',
      };
  }
}

function breach(notice: BreachNotice): Description {
  const { target, figures, limits, breached, deed } = notice;
  const over = breached.map((each) =>
    each === 'cpu'
      ? `ЦП ${formatOver(figures.cpuPercent, limits.maxCpuPercent, L)}`
      : `память ${formatOver(figures.memoryPercent, limits.maxMemoryPercent, L)}`,
  );
  const { outcome, advice } = describeDeed(deed);
  const basis =
    notice.cpuBasis === 'core'
      ? '100 % — одно ядро'
      : `100 % — все ядра (${notice.logicalProcessors})`;
  return {
    headline: `${notice.isReminder ? 'всё ещё: ' : ''}${target.name} ${target.pid}: ${outcome} (${over.join(', ')})`,
    rows: [
      ['Итог', outcome],
      ['Сервер', notice.hostName],
      ['Процесс', `${target.name}, PID ${target.pid}`],
      ['Запущен', formatTime(fileTimeToUnixMs(target.startedAt))],
      ['Командная строка', notice.commandLine ?? 'неизвестна'],
      [
        'ЦП',
        `${formatPercent(figures.cpuPercent, L)} (предел ${formatPercent(limits.maxCpuPercent, L)}, ${basis})`,
      ],
      [
        'Память',
        `${formatPercent(figures.memoryPercent, L)}, ${formatBytes(figures.workingSetBytes, L)} (предел ${formatPercent(limits.maxMemoryPercent, L)})`,
      ],
      ...(notice.stops > 1 ? [['Выгружено за инцидент', String(notice.stops)] as const] : []),
      ...applicationRow(notice),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice,
  };
}

function brake(notice: BrakeNotice): Description {
  const on = notice.state === 'on';
  const unknown = notice.stateUnreadable === true;
  const subject = notice.subject ?? 'все процессы';
  return {
    headline: on
      ? `${subject}: выгрузка ПРИОСТАНОВЛЕНА${unknown ? ': прежние попытки неизвестны' : `, уже ${countedRu(notice.attempts, attemptsRu)}`}`
      : `${subject}: выгрузка снова разрешена`,
    rows: [
      ['Сервер', notice.hostName],
      ['Процессы', subject],
      ...checkRow(notice.check),
      ...applicationRow(notice),
      ...(on
        ? ([
            [
              'Попыток',
              unknown
                ? 'неизвестно'
                : `${notice.attempts} за ${formatDuration(notice.windowMs, L)}`,
            ],
            ['Приостановлена до', formatTime(notice.untilWallMs)],
          ] as const)
        : []),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: !on
      ? 'Если сбой продолжается, агент снова будет выгружать процессы.'
      : unknown
        ? 'Файл со сведениями о прежних выгрузках не читается, поэтому до указанного времени агент не выгружает ни одного процесса. Он продолжает следить и затем возобновит выгрузку сам. Если письмо приходит снова, проверьте диск и права на папку состояния.'
        : 'Выгрузка процессов этому серверу не помогает. Ищите причину: слишком низкие пределы, сбой базы данных, нехватка места на диске. Агент продолжает следить и в указанное время возобновит выгрузку сам.',
  };
}

function checkRow(check: BrakeNotice['check']): (readonly [string, string])[] {
  switch (check) {
    case 'limits':
      return [['Проверка', 'пределы ЦП и памяти']];
    case 'com':
      return [['Проверка', 'вызов COM']];
    case undefined:
      return [];
  }
}

function trouble(notice: TroubleNotice): Description {
  const { failing, over, advice } = conditions[notice.condition];
  const isOver = notice.state === 'over';
  return {
    headline: isOver ? over : `${notice.isReminder ? 'всё ещё: ' : ''}${failing}`,
    rows: [
      ['Сервер', notice.hostName],
      ...applicationRow(notice),
      ...(notice.reason ? [['Причина', reasonRu(notice.reason)] as const] : []),
      ...(notice.lastedMs > 0
        ? [[isOver ? 'Длилось' : 'Длится', formatDuration(notice.lastedMs, L)] as const]
        : []),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: isOver ? 'Агент работает как обычно.' : advice,
  };
}

const NOT_WATCHED =
  'В конфигурации этой проверки больше нет, либо агент слишком долго не работал, чтобы продолжить инцидент. Устранена ли неполадка, неизвестно: проверьте сервер.';

function closed(notice: ClosedNotice): Description {
  const { subject, stops, cure, end } = notice;
  const headline = {
    none: 'снова в пределах',
    proven: 'снова в пределах, выгрузка помогла',
    'not-proven': 'инцидент закрыт, помогла ли выгрузка, НЕ УСТАНОВЛЕНО',
  }[cure];
  const advice = {
    none: 'Показатели вернулись в пределы, или процесс завершился сам; ничего не выгружалось.',
    proven:
      'Новый процесс работает в пределах, или сервер ответил на проверку COM. Делать ничего не нужно.',
    'not-proven':
      'Новый процесс не появился, и проверочного вызова сервера не было. Проверьте, работают ли пользователи.',
  }[cure];
  const isWatched = end === 'quiet';
  return {
    headline: `${subject}: ${isWatched ? headline : 'наблюдение прекращено, инцидент закрыт'}`,
    rows: [
      ['Сервер', notice.hostName],
      ['Объект', subject],
      ...applicationRow(notice),
      ['Длился', formatDuration(notice.lastedMs, L)],
      ['Выгружено процессов', String(stops)],
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: isWatched ? advice : NOT_WATCHED,
  };
}

function late(notice: LateNotice): Description {
  const { target, state } = notice;
  const outcome = {
    gone: 'завершился',
    running: 'продолжает работать',
    unknown: 'итог НЕИЗВЕСТЕН',
  }[state];
  return {
    headline: `${target.name} ${target.pid}: ${outcome} (выгружал прежний агент)`,
    rows: [
      ['Итог', outcome],
      ['Сервер', notice.hostName],
      ['Процесс', `${target.name}, PID ${target.pid}`],
      ['Запущен', formatTime(fileTimeToUnixMs(target.startedAt))],
      ...applicationRow(notice),
      ['Выгрузка начата', formatTime(notice.begunUnixMs)],
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice:
      'Агент завершился, пока выгружал этот процесс, и не успел сообщить итог. Теперь он запущен снова и следит дальше.',
  };
}

function bridge(notice: BridgeNotice): Description {
  return {
    headline: 'проверка COM работает через PowerShell: edge-js не загружается',
    rows: [
      ['Сервер', notice.hostName],
      ['Причина', reasonRu(notice.cause)],
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice:
      'Проверка выполняется теми же вызовами и с теми же сроками, только из отдельного процесса PowerShell. Загрузить edge-js обычно мешает антивирус, политика (AppLocker, WDAC) или отсутствие файла в папке программы. После устранения причины перезапустите агент: он снова начнёт с edge-js. Чтобы не пробовать edge-js вовсе, укажите [commethod] bridge = powershell.',
  };
}

function upgrade(notice: UpgradeNotice): Description {
  return {
    headline: `новая версия ${notice.version}: изменились значения по умолчанию`,
    rows: [
      ['Сервер', notice.hostName],
      ...notice.changes.map(
        ({ section, key, before, now }) =>
          [
            `[${section}] ${key}`,
            `теперь ${now}, было ${before}; вернуть прежнее: ${key} = ${before}`,
          ] as const,
      ),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice:
      'Этих параметров нет в файле конфигурации, поэтому действуют новые значения. Чтобы вернуть прежнее поведение, добавьте указанную строку в секцию параметра.',
  };
}

function watchdog(notice: WatchdogNotice): Description {
  const isGone = notice.fault === 'gone';
  return {
    headline: `агент не работал и запускается снова: ${isGone ? 'он завершился, ничего не сообщив' : 'он завис'}`,
    rows: [
      ['Что обнаружено', agentFaultRu(notice)],
      ['Сервер', notice.hostName],
      ['Агент', `PID ${notice.pid}`],
      ['Запущен', formatTime(notice.startedUnixMs)],
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: isGone
      ? 'Всё это время наблюдения не было. Процесс завершили извне, или в нём произошёл сбой: причину могут назвать monitor.log и журнал событий Windows. Работает ли новый агент, покажет comwatch status.'
      : 'Всё это время наблюдения не было. Сторож завершает агент по PID и времени запуска и запускает его снова. Если письмо придёт ещё раз, пришлите monitor.log за это время. Работает ли новый агент, покажет comwatch status.',
  };
}

function daily({ incidents, stops, slowestMs, dayUnixMs, ...notice }: DailyNotice): Description {
  const slowest = slowestMs === null ? '—' : formatDuration(slowestMs, L);
  return {
    headline: `агент работает; вчера инцидентов: ${incidents}, выгрузок: ${stops}`,
    rows: [
      ['Сервер', notice.hostName],
      ['День', formatTime(dayUnixMs).slice(0, 10)],
      ['Инцидентов', String(incidents)],
      ['Выгружено процессов', String(stops)],
      ['Самый долгий ответ сервера', slowest],
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice:
      'Письмо приходит каждый день во время, указанное в [mail] daily. Если его нет, проверьте, работает ли агент: comwatch status.',
  };
}

function burst(notice: SummaryNotice): Description {
  const { of = [], count } = notice;
  const listed = of.map((each) => [formatTime(each.at), describeRu(each).headline] as const);
  const others = count - of.length;
  return {
    headline: `${countedRu(notice.count, eventsRu)} за короткое время`,
    rows: [
      ['Сервер', notice.hostName],
      ...listed,
      ...(others > 0 ? [['Ещё', String(others)] as const] : []),
    ],
    advice:
      'События пришли почти одновременно или писем за час было больше max_mails, поэтому они собраны в одно письмо. Подробно о каждом: comwatch incidents.',
  };
}
