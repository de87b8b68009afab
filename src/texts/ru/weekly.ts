/** The weekly mail: what the agent would have stopped, and how much of it recovered by itself. */
import type { WeeklyNotice } from '../../core/telling/notice.js';
import type { WeekLookBack } from '../../core/telling/weekly.js';
import type { Description } from '../description.js';
import { formatTime } from '../format.js';
import { countedRu, processesRu, type RussianForms } from '../plural.js';
import { sustainText } from '../sustain.js';
import { reasonRu } from './reason.js';

const stopsRu: RussianForms = { one: 'выгрузка', few: 'выгрузки', many: 'выгрузок' };
const samplesRu: RussianForms = { one: 'замер', few: 'замера', many: 'замеров' };
const callsRu: RussianForms = { one: 'вызов', few: 'вызова', many: 'вызовов' };

export function weeklyRu({ mode, week, reason, ...notice }: WeeklyNotice): Description {
  const common = [
    ['Сервер', notice.hostName],
    ['Время', formatTime(notice.at)],
    ['Инцидент', notice.incidentId],
  ] as const;
  if (!week) {
    return {
      headline: 'нет сводки за неделю: запись не удалось воспроизвести',
      rows: [...(reason ? [['Причина', reasonRu(reason)] as const] : []), ...common],
      advice:
        'Проверьте, что сообщает comwatch replay. Еженедельное письмо задаётся параметром [mail] report и составляется по записи [monitor] record.',
    };
  }
  return {
    headline: weeklyHeadline(mode, week),
    rows: [...weeklyRows(mode, week), ...common],
    advice:
      'Подсчитано по записи, которую ведёт агент. О каждом процессе: comwatch replay --since 7d. Пределы, подходящие этому серверу: comwatch suggest. Сводка приходит во время, указанное в [mail] report.',
  };
}

function weeklyHeadline(
  mode: WeeklyNotice['mode'],
  { stops, recovered, patient }: WeekLookBack,
): string {
  if (stops === 0) {
    return mode === 'observe'
      ? 'за неделю агент не выгрузил бы ни одного процесса'
      : 'за неделю с этой конфигурацией ни одной выгрузки';
  }
  const all =
    mode === 'observe'
      ? `за неделю агент выгрузил бы ${countedRu(stops, processesRu)}`
      : `за неделю с этой конфигурацией ${countedRu(stops, stopsRu)}`;
  const other = patient ? `; при ${sustainText(patient.sustain)} было бы ${patient.stops}` : '';
  return `${all}, сами пришли в норму: ${recovered}${other}`;
}

function weeklyRows(mode: WeeklyNotice['mode'], week: WeekLookBack): Description['rows'] {
  const { stops, recovered, ended, unknown, patient, span } = week;
  return [
    [mode === 'observe' ? 'Было бы выгружено' : 'Выгрузок с этой конфигурацией', String(stops)],
    ...(stops === 0
      ? []
      : ([
          ['Пришли в норму сами за две минуты', String(recovered)],
          ['Завершились сами за две минуты', String(ended)],
          ['Неизвестно: выгружены или нет записи', String(unknown)],
        ] as const)),
    ...(patient
      ? ([[`Было бы при ${sustainText(patient.sustain)}`, String(patient.stops)]] as const)
      : []),
    ...(span
      ? ([
          ['Запись', `с ${formatTime(span.fromUnixMs)} по ${formatTime(span.untilUnixMs)}`],
          ['В ней', `${countedRu(span.samples, samplesRu)}, ${countedRu(span.calls, callsRu)} COM`],
        ] as const)
      : []),
  ];
}
