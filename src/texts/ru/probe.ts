import { fileTimeToUnixMs } from '../../core/observing/identity.js';
import type { Suspect } from '../../core/judging/com-verdict.js';
import type { ProbeNotice, ProbeTurnNotice } from '../../core/telling/notice.js';
import type { FailureClass } from '../../core/judging/failure-class.js';
import type { ProbeFailure, Stage, StageTimes } from '../../core/judging/probe-result.js';
import type { Description } from '../description.js';
import { formatBytes, formatDuration, formatPercent, formatTime } from '../format.js';
import { countedRu, timesRu } from '../plural.js';
import { applicationRow } from './application-row.js';
import { noActionRu } from './no-action.js';
import { describeDeed } from './deed.js';
import { detailRu } from './detail.js';
import { hintRu } from './hints.js';
import { stageRu } from './stage.js';

const L = 'ru';
/** Outages of this length and longer are mailed with their length. */
const LONG_MS = 60 * 60_000;

export const classRu: Readonly<Record<FailureClass, string>> = {
  timeout: 'нет ответа за отведённое время',
  rpc: 'процесс сервера завершился или недоступен',
  error: 'ошибка сервера',
  refused: 'отказано в доступе или во входе',
  setup: 'ошибка конфигурации',
  activation: 'сервер не запускается или не принимает вызовы',
  stopping: 'сервер останавливается, приостановлен или отключён',
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
      ...applicationRow(notice),
      ['Время', formatTime(notice.at)],
      ['Инцидент', notice.incidentId],
    ],
    advice: `${advice} ${hintRu(failure)}`.trim(),
  };
}

function codeOf({ hresult, name }: ProbeFailure): string {
  return `${hresult}${name === '' ? '' : ` ${name}`}`;
}

export function messageRu({ detail }: ProbeFailure): string {
  return detailRu(detail);
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
      return alarmMetric < 1.05
        ? 'показатель вырос (alarm_metric)'
        : `показатель вырос более чем в ${countedRu(alarmMetric, timesRu)} (alarm_metric)`;
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

/** A failure as part of a sentence: stage, class, code, message. */
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
    ...applicationRow(notice),
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
        headline: `${turn.isReminder === true ? 'всё ещё: ' : ''}${progid}: отвечает МЕДЛЕННО, ${formatDuration(turn.tookMs, L)}`,
        rows: rows([['Обычно', formatDuration(turn.floorMs, L)]]),
        advice: 'Это только предупреждение (slow_metric): ничего не выгружается.',
      };
    case 'slow-over':
      return {
        headline:
          turn.end === 'quick'
            ? `${progid}: снова отвечает быстро, за ${formatDuration(turn.tookMs, L)}`
            : `${progid}: отвечает за ${formatDuration(turn.tookMs, L)}, и это теперь считается обычным`,
        rows: rows([
          ['Медленных ответов', String(turn.answers)],
          ['Самый долгий', formatDuration(turn.slowestMs, L)],
          ...(turn.answers > 1
            ? [['От первого до последнего', formatDuration(turn.lastedMs, L)] as const]
            : []),
        ]),
        advice:
          turn.end === 'quick'
            ? `Медленных ответов (slow_metric) не было ${formatDuration(turn.quietMs, L)}.`
            : 'Быстрее сервер не отвечал дольше, чем time_cache, и агент сравнивает уже с этим временем. Если оно неприемлемо, ищите причину: напоминаний больше не будет.',
      };
  }
}
