import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import type { ProbeNotice, ProbeTurnNotice } from '../../core/telling/notice.js';
import type { FailureClass } from '../../core/judging/failure-class.js';
import type { ProbeFailure, Stage, StageTimes } from '../../core/judging/probe-result.js';
import type { Description } from '../description.js';
import { formatBytes, formatDuration, formatPercent, formatTime } from '../format.js';
import type { Hints } from '../hints.js';
import { countedRu, timesRu } from '../plural.js';
import { noActionRu } from './no-action.js';
import { describeDeed } from './deed.js';

const L = 'ru';
/** From here on the mail says for how long. */
const LONG_MS = 60 * 60_000;

export const stageRu: Readonly<Record<Stage, string>> = {
  activate: 'запуск',
  authorize: 'Authorize',
  'session-info': 'GetCurrentSessionInfo',
  'log-out': 'LogOut',
};

export const classRu: Readonly<Record<FailureClass, string>> = {
  timeout: 'нет ответа вовремя',
  rpc: 'процесс сервера завершился или недоступен',
  error: 'ошибка сервера',
  refused: 'отказано в доступе или во входе',
  setup: 'ошибка конфигурации',
  activation: 'сервер не запускается или не принимает вызовы',
  stopping: 'сервер завершает работу',
};

const hintsRu: Hints = {
  byCode: {
    '0x800706BA':
      'Процесса сервера нет или он недоступен: dllhost был завершён или упал. Следующий вызов запустит новый.',
    '0x800706BE':
      'Процесс сервера завершился во время вызова. Смотрите журнал «Приложение»: события 1000 и 1026 и имя модуля.',
    '0x800706BF': 'Вызов не дошёл до сервера. Обычно проходит при следующей проверке.',
    '0x80010001': 'Сервер (STA) занят и отклонил вызов.',
    '0x80010105':
      'Исключение внутри компонента (например, нарушение доступа): ошибка в компоненте сервера.',
    '0x80010108': 'COM+ завершил или перезапустил приложение. Обычно проходит само.',
    '0x80020003':
      'Такого метода нет: проверьте имена методов в [commethod] authorize, session_info, log_out.',
    '0x80020006':
      'Такого метода нет: проверьте имена методов в [commethod] authorize, session_info, log_out.',
    '0x80020005':
      'Сервер не принимает тип аргумента. Укажите тип в шаблоне (string, variant или int), например: out error: variant.',
    '0x8002000E': 'Не то число аргументов: проверьте шаблоны методов в [commethod].',
    '0x80040154':
      'Класс не зарегистрирован или зарегистрирован для другой разрядности (32/64). Проверьте [commethod] progid.',
    '0x800401F3': 'Такого ProgID на этом сервере нет. Проверьте [commethod] progid.',
    '0x8000401A':
      'Учётная запись приложения COM+ не может войти: истёк пароль или нет права на вход в качестве пакетного задания.',
    '0x8000401B': 'Учётной записи агента не разрешён запуск этого сервера (разрешения DCOM).',
    '0x80004027': 'Компонент или приложение COM+ отключены администратором.',
    '0x80004015': 'Класс настроен на другую учётную запись.',
    '0x80070005':
      'Нет доступа: разрешения на запуск и активацию (событие 10016) или роли COM+. Проверьте, от кого работает агент.',
    '0x8007052E': 'Неверное имя или пароль учётной записи Windows.',
    '0x80080005':
      'Сервер запустился, но не зарегистрировался вовремя (событие 10010): падение при старте, учётная запись, нехватка памяти рабочего стола.',
    '0x80080008': 'Сервер как раз завершается. Обычно проходит само.',
    '0x8004E00F': 'Координатор транзакций (служба MSDTC) недоступен.',
    '0x8004E024': 'COM+ не запустил приложение вовремя.',
  },
  byClass: {
    timeout: 'Сервер завис: посмотрите, ждёт ли он базу данных, сетевую папку или диалоговое окно.',
    rpc: 'Смотрите журнал «Приложение» на сервере.',
    error: 'Смотрите журналы самого сервера приложений.',
    refused: 'Проверьте [commethod] login и password и права учётной записи агента.',
    setup: 'Проверьте секцию [commethod]: выгрузка этого не лечит.',
    activation:
      'Работает ли процесс приложения? Тогда он больше не принимает вызовы: выгрузите его; агент сделает это сам, если в [commethod] unload_on указать activation. Иначе сервер не стартует: проверьте учётную запись приложения COM+, место на диске, журнал «Система» (события 10010, 10016).',
    stopping: 'Сервер, COM+ или Windows завершает работу; из-за этого ничего не выгружается.',
  },
};

export function probeRu(notice: ProbeNotice): Description {
  const { failure, deed } = notice;
  const { outcome, advice } = describeProbeDeed(notice);
  const suspect = deed.kind === 'no-action' ? undefined : deed.suspect;
  const who = suspect ? `${suspect.target.name} ${suspect.target.pid} ` : '';
  return {
    headline: `${notice.progid}: ${classRu[failure.failureClass]}; ${who}${outcome}`,
    rows: [
      ['Итог', `${who}${outcome}`],
      ['Сервер', notice.hostName],
      ['COM-сервер', notice.progid],
      ['Этап', stageRu[failure.stage]],
      ['Сбой', `${classRu[failure.failureClass]} (${failure.failureClass})`],
      ...(failure.hresult === null ? [] : [['Код', codeOf(failure)] as const]),
      ['Сообщение', messageRu(failure)],
      ['Этапы', stagesOf(notice.times)],
      ...(Object.keys(notice.floors).length === 0
        ? []
        : [['Обычно', stagesOf(notice.floors)] as const]),
      ['Сбоев подряд', failuresIn(notice)],
      ...(notice.stops === 0 ? [] : [['Выгружено за инцидент', String(notice.stops)] as const]),
      ...(suspect ? suspectRows(suspect, notice.alarmMetric, notice.progid) : []),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: `${advice} ${hintRu(failure)}`.trim(),
  };
}

/** What an operator may do about it. */
export function hintRu({ hresult, failureClass }: ProbeFailure): string {
  return (hresult === null ? undefined : hintsRu.byCode[hresult]) ?? hintsRu.byClass[failureClass];
}

function codeOf({ hresult, name }: ProbeFailure): string {
  return `${hresult}${name === '' ? '' : ` ${name}`}`;
}

/** What the server or Windows says; our own words in this language. */
export function messageRu(failure: ProbeFailure): string {
  const late = /^no answer within (\d+) ms$/.exec(failure.message)?.[1];
  return late === undefined ? failure.message : `нет ответа за ${formatDuration(Number(late), L)}`;
}

function stagesOf(times: StageTimes): string {
  const done = Object.entries(times).map(
    ([stage, ms]) => `${stageRu[stage as Stage]} ${formatDuration(ms, L)}`,
  );
  return done.length === 0 ? 'нет' : done.join(', ');
}

function suspectRows(
  { target, watched, ratios, rule }: Suspect,
  alarmMetric: number,
  progid: string,
): (readonly [string, string])[] {
  const { figures, commandLine } = watched;
  return [
    ['Процесс', `${target.name}, PID ${target.pid}`],
    ['Запущен', formatTime(fileTimeToUnixMs(target.startedAt))],
    ['Командная строка', commandLine.kind === 'read' ? commandLine.text : 'неизвестна'],
    ['Почему выбран он', whyRu(rule, progid, alarmMetric)],
    [
      'ЦП',
      `${formatPercent(figures.cpuPercent, L)}, минимум ${floorRu(ratios.cpuFloor)}, ${grownRu(ratios.cpuRatio, 'не вырос')}`,
    ],
    [
      'Память',
      `${formatPercent(figures.memoryPercent, L)} (${formatBytes(figures.workingSetBytes, L)}), минимум ${formatPercent(ratios.memoryFloor, L)}, ${grownRu(ratios.memoryRatio, 'не выросла')}`,
    ],
  ];
}

function whyRu(rule: Suspect['rule'], progid: string, alarmMetric: number): string {
  switch (rule) {
    case 'application':
      return `в нём работает ${progid}, который не отвечает`;
    case 'error':
      return `в нём работает ${progid}, который отвечает только ошибками`;
    case 'floor':
    case 'neighbour':
      return `показатель вырос более чем в ${countedRu(alarmMetric, timesRu)} (alarm_metric)`;
  }
}

/** Growth over the floor; a figure at its floor or below has not grown. */
function grownRu(ratio: number | null, notGrown: string): string {
  if (ratio === null) return 'рост неизвестен';
  const shown = Number(ratio.toFixed(ratio < 100 ? 1 : 0));
  return shown <= 1 ? notGrown : `в ${countedRu(shown, timesRu)}`;
}

function failuresIn({ failures, sinceMs }: ProbeNotice): string {
  return failures <= 1 ? String(failures) : `${failures} за ${formatDuration(sinceMs, L)}`;
}

/** Idle noise is never divided by. */
function floorRu(percent: number | null): string {
  const shown = formatPercent(percent, L);
  return percent !== null && percent < 1 ? `${shown} (считается за 1 %)` : shown;
}

function describeProbeDeed({ deed, stops, sinceMs, observes }: ProbeNotice): {
  outcome: string;
  advice: string;
} {
  if (deed.kind !== 'no-action') {
    const { outcome, advice } = describeDeed(deed);
    return { outcome, advice: `${advice}${neighbourRu(deed.suspect.rule)}` };
  }
  const done =
    stops === 0 || observes
      ? 'ни один процесс не выгружен'
      : 'выгрузка НЕ ПОМОГЛА, больше ни один процесс не выгружен';
  const outcome =
    sinceMs < LONG_MS ? done : `${done}; не отвечает уже ${formatDuration(sinceMs, L)}`;
  const why = noActionRu(deed.why);
  const observed = observes ? ' Агент только наблюдает (mode = observe).' : '';
  return { outcome, advice: `${why.charAt(0).toUpperCase()}${why.slice(1)}.${observed}` };
}

function neighbourRu(rule: Suspect['rule']): string {
  return rule === 'neighbour'
    ? ' Это не процесс самого сервера, а соседний: новый процесс сервера тоже не отвечает, а этот выделялся при каждой неудачной проверке.'
    : '';
}

/** Сбой как часть предложения: этап, класс, код, сообщение. */
export function failureRu(failure: ProbeFailure): string {
  const code = failure.hresult === null ? '' : ` ${codeOf(failure)}`;
  return `${stageRu[failure.stage]}, ${classRu[failure.failureClass]}${code}: ${messageRu(failure)}`;
}

export function probeTurnRu(notice: ProbeTurnNotice): Description {
  const { turn, progid } = notice;
  const rows = (more: readonly (readonly [string, string])[] = []): Description['rows'] => [
    ['Сервер', notice.hostName],
    ['COM-сервер', progid],
    ...more,
    ['Время', formatTime(notice.at)],
    ['Инцидент', notice.incidentId],
  ];
  switch (turn.kind) {
    case 'recovered':
      return {
        headline: `${progid}: снова отвечает (не отвечал ${formatDuration(turn.afterMs, L)})`,
        rows: rows([['Выгружено процессов', String(turn.stops)]]),
        advice: 'Делать ничего не нужно.',
      };
    case 'slow':
      return {
        headline: `${progid}: отвечает МЕДЛЕННО, ${formatDuration(turn.tookMs, L)}`,
        rows: rows([['Обычно', formatDuration(turn.floorMs, L)]]),
        advice: 'Это только предупреждение (slow_metric): ничего не выгружается.',
      };
  }
}
