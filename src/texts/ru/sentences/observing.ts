import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ObservingSentence } from '../../../core/telling/sentences/observing.js';
import type { ConditionName } from '../../../core/telling/notice.js';
import { formatDuration } from '../../format.js';
import { reasonRu } from '../reason.js';

const L = 'ru';

const failing: Readonly<Record<ConditionName, string>> = {
  'stop-right': 'Процессы других учётных записей выгрузить нельзя',
  sampling: 'Замер не получен',
  application: 'Ни один процесс не оценивается: приложение не найдено',
  'com-check': 'Проверка COM не работает; пределы по-прежнему проверяются',
  'state-folder': 'Папка состояния недоступна для записи: состояние и письма хранятся в памяти',
  'log-folder': 'Папка журнала недоступна для записи: строки журнала хранятся в памяти',
  instance: 'Папку состояния занял другой агент',
  fault: 'Агент завершается из-за собственной ошибки',
};

const over: Readonly<Record<ConditionName, string>> = {
  'stop-right': 'Процессы других учётных записей снова можно выгружать',
  sampling: 'Замеры снова поступают',
  application: 'Приложение найдено, его процессы снова оцениваются',
  'com-check': 'Проверка COM снова работает',
  'state-folder': 'Папка состояния снова доступна для записи',
  'log-folder': 'Папка журнала снова доступна для записи',
  instance: 'Папка состояния снова занята этим агентом',
  fault: 'Агент снова работает после собственной ошибки',
};

export const observingRu: SentenceTable<ObservingSentence> = {
  'target-seen': ({ target }) => `Агент следит за ${target.name} ${target.pid}`,
  'target-left': ({ target }) => `${target.name} ${target.pid} завершился`,
  sampled: ({ processes }) => `Замер, процессов: ${processes}`,
  alive: ({ samples, slowestMs, processes }) =>
    `Агент работает: замеров ${samples}, самый долгий ${formatDuration(slowestMs, L)}; процессов ${processes}`,
  'samples-skipped': ({ count }) => `Замер длился дольше, чем delay; пропущено замеров: ${count}`,
  'condition-failing': ({ name, failures, reason }) =>
    `${failing[name]}${failures > 1 ? ` (неудач: ${failures})` : ''}${reason ? `: ${reasonRu(reason)}` : ''}`,
  'condition-over': ({ name, lastedMs }) => `${over[name]} (через ${formatDuration(lastedMs, L)})`,
  'application-known': ({ name, appId }) => `${name} — это приложение ${appId}`,
  'application-not-known': ({ name, reason }) =>
    `Не удалось определить приложение: ${name} (${reasonRu(reason)})`,
  'class-32-bit-only': ({ name }) =>
    `${name} зарегистрирован только как 32-разрядный класс: его можно вызвать в отдельном процессе, но не в DLL`,
};
