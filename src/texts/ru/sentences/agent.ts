import type { SentenceTable } from '../../../core/telling/sentence.js';
import { recordsSamples } from '../../../core/observing/model.js';
import type { AgentSentence } from '../../../core/telling/sentences/agent.js';
import { formatBytes, formatDuration, formatPercent } from '../../format.js';
import { reasonRu } from '../reason.js';
import { recordingsRu } from '../recordings.js';
import { agentFaultRu } from '../watchdog.js';
import { sustainText } from '../../sustain.js';

export const agentRu: SentenceTable<AgentSentence> = {
  'agent-started': ({ version, hostName, file }) =>
    `comwatch ${version} запущен на ${hostName}, конфигурация: ${file}`,
  'agent-stopped': () => 'Агент остановлен',
  'event-log-tried': ({ version }) =>
    `comwatch ${version}: команда comwatch doctor проверяет журнал событий.`,
  'agent-crashed': ({ cause }) => `Агент завершается из-за внутренней ошибки: ${reasonRu(cause)}`,
  'machine-known': ({ hostName, logicalProcessors, physicalMemoryBytes, powershellVersion }) =>
    `${hostName}: логических процессоров: ${logicalProcessors}, память ${formatBytes(physicalMemoryBytes, 'ru')}, PowerShell ${powershellVersion}`,
  'powershell-recorded': ({ by }) =>
    `Политиками включена запись PowerShell (${by.map((each) => recordingsRu[each]).join(', ')}): ${
      recordsSamples(by)
        ? 'записывается и каждый замер; объём за сутки покажет comwatch doctor'
        : 'записывается каждый запуск PowerShell агентом, но не замеры; объём покажет comwatch doctor'
    }`,
  'agent-restarted': (said) =>
    `Сторож завершает агент и запускает его снова: ${agentFaultRu(said)}`,
  daily: ({ incidents, stops, slowestMs }) =>
    `Агент работает. Вчера: инцидентов ${incidents}, выгружено процессов ${stops}, самый долгий ответ ${slowestMs === null ? '—' : formatDuration(slowestMs, 'ru')}`,
  weekly: ({ mode, week, reason }) =>
    week
      ? `Прошедшая неделя, по записи: ${mode === 'observe' ? 'было бы выгружено процессов' : 'выгрузок с этой конфигурацией'} ${week.stops}, пришли в норму сами ${week.recovered}${week.patient ? `, при ${sustainText(week.patient.sustain)} было бы ${week.patient.stops}` : ''}`
      : `Нет сводки за прошедшую неделю: ${reason ? reasonRu(reason) : '?'}`,
  'over-budget': ({ measure, figure, most }) => {
    switch (measure) {
      case 'memory':
        return `Сам агент занимает ${formatBytes(figure, 'ru')} памяти, больше ${formatBytes(most, 'ru')}`;
      case 'cpu':
        return `Сам агент занимает ${formatPercent(figure, 'ru')} одного ядра, больше ${formatPercent(most, 'ru')}`;
      case 'stall':
        return `Агент не отвечал ${formatDuration(figure, 'ru')}, дольше ${formatDuration(most, 'ru')}`;
    }
  },
  'within-budget': ({ measure }) =>
    `Агент снова укладывается в свои пределы: ${{ memory: 'память', cpu: 'ЦП', stall: 'долгих остановок нет' }[measure]}`,
  'stop-right-missing': () =>
    'Учётная запись агента не вправе завершать процессы других учётных записей: запускайте агент от SYSTEM или администратора',
  'machine-paused': () => 'Компьютер спал или был приостановлен: замеры до и после не сравниваются',
  'clock-set': () => 'Часы переведены: замеры до и после не сравниваются',
};
