import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type {
  BreachNotice,
  BrakeNotice,
  Notice,
  TroubleNotice,
} from '../../core/telling/notice.js';
import { formatBytes, formatDuration, formatOver, formatPercent, formatTime } from '../format.js';
import type { Description } from '../description.js';
import { attemptsRu, countedRu } from '../plural.js';
import { describeDeed } from './deed.js';
import { probeRu, probeTurnRu } from './probe.js';

const L = 'ru';
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
    case 'summary':
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
    headline: `${target.name} ${target.pid}: ${outcome} (${over.join(', ')})`,
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
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice,
  };
}

function brake(notice: BrakeNotice): Description {
  const on = notice.state === 'on';
  const unknown = notice.stateUnreadable === true;
  return {
    headline: on
      ? `${notice.processName}: выгрузка ПРИОСТАНОВЛЕНА${unknown ? ': прежние попытки неизвестны' : `, уже ${countedRu(notice.attempts, attemptsRu)}`}`
      : `${notice.processName}: выгрузка снова разрешена`,
    rows: [
      ['Сервер', notice.hostName],
      ['Имя процесса', notice.processName],
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
      ? 'Агент снова выгружает процессы, которые выше предела. Делать ничего не нужно.'
      : unknown
        ? 'Файл со сведениями о прежних выгрузках не читается, поэтому до указанного времени агент не выгружает ни одного процесса. Он продолжает следить и затем возобновит выгрузку сам. Если письмо приходит снова, проверьте диск и права на папку state.'
        : 'Выгрузка процессов этому серверу не помогает. Ищите причину: слишком низкие пределы, база данных, место на диске. Агент продолжает следить и в указанное время возобновит выгрузку сам.',
  };
}

function trouble(notice: TroubleNotice): Description {
  const rows: [string, string][] = [
    ['Сервер', notice.hostName],
    ['Подробности', notice.detail],
    ['Время', formatTime(notice.at)],
    ['Инцидент', notice.incidentId],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  switch (notice.trouble) {
    case 'no-stop-right':
      return {
        headline: 'у агента НЕТ ПРАВА завершать процессы',
        rows: shown,
        advice:
          'Агент следит и пишет письма, но выгрузить не может. Запускайте его от SYSTEM или администратора.',
      };
    case 'sampling-fails':
      return {
        headline: 'агент НЕ ПОЛУЧАЕТ ЗАМЕРЫ',
        rows: shown,
        advice:
          'Показателей процессов нет уже минуту, превышение пределов сейчас не будет замечено. Агент продолжает попытки. Проверьте на сервере PowerShell и WMI.',
      };
    case 'sampling-works-again':
      return {
        headline: 'агент снова получает замеры',
        rows: shown,
        advice: 'Делать ничего не нужно.',
      };
    case 'application-missing':
      return {
        headline: 'агент не следит НИ ЗА ОДНИМ ПРОЦЕССОМ: приложение не найдено',
        rows: shown,
        advice:
          'Приложение COM+, указанное в [shellprocess] application, не удаётся найти уже минуту. Агент продолжает искать. Проверьте название и COM+ на сервере.',
      };
    case 'application-found':
      return {
        headline: 'агент снова следит: приложение найдено',
        rows: shown,
        advice: 'Делать ничего не нужно.',
      };
  }
}
