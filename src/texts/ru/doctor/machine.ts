import type { MachineSeen, Part, Seen, VariablePlace } from '../../../core/doctor/seen.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { formatBytes, formatDuration } from '../../format.js';
import { reasonRu } from '../reason.js';
import { recordingsRu } from '../recordings.js';
import { stepRu } from './steps.js';

const L = 'ru';

const parts: Readonly<Record<Part, string>> = {
  comwatch: 'comwatch',
  system: 'Операционная система',
  node: 'Node.js',
  libuv: 'libuv',
  'net-framework': '.NET Framework',
  net: '.NET',
  'powershell-desktop': 'Windows PowerShell',
  'powershell-core': 'PowerShell 7',
};

const places: Readonly<Record<VariablePlace, string>> = {
  process: 'этой консоли',
  machine: 'компьютера',
  account: 'учётной записи SYSTEM',
};

const bridges = { edge: 'edge-js', powershell: 'отдельный процесс PowerShell' } as const;

export const machineRu: WordsFor<Seen, MachineSeen> = {
  off: ({ section }) => `В конфигурации нет секции [${section}].`,
  'not-windows': () => 'Это есть только в Windows.',
  'not-tried': ({ after }) => `Не проверялось: не пройдена проверка «${stepRu[after]}».`,
  late: ({ deadlineMs }) => `Нет результата за ${formatDuration(deadlineMs, L)}.`,
  aborted: () => 'Прервано.',
  reason: ({ reason }) => `Сообщение: ${reasonRu(reason)}`,
  version: ({ part, versions }) =>
    `${parts[part]}: ${versions.length === 0 ? 'не найдено' : versions.join(', ')}`,
  variables: ({ where, names }) => `Переменные ${places[where]}: ${names.join(', ')}`,
  'no-variables': () => 'Переменных, влияющих на Node.js, .NET или edge-js, нет.',
  shell: ({ executable, version, languageMode, culture, tookMs }) =>
    `${executable}: версия ${version}, ${languageMode}, ${culture || 'язык не задан'}, первый ответ через ${formatDuration(tookMs, L)}`,
  'shell-failed': ({ executable, reason }) =>
    `${executable} использовать нельзя: ${reasonRu(reason)}`,
  policies: ({ policies }) => `Политики выполнения: ${policies.join(', ') || 'не заданы'}`,
  'code-pages': ({ console, oem, ansi }) =>
    `Кодовые страницы: консоль ${console || '?'}, OEM ${oem || '?'}, ANSI ${ansi || '?'}`,
  recording: ({ on }) =>
    on.length === 0
      ? 'Политики не записывают команды PowerShell.'
      : `Включено политиками: ${on.map((each) => recordingsRu[each]).join(', ')}.`,
  recorded: ({ what, bytesPerDay, delayMs }) =>
    `${what === 'transcript' ? 'Транскрипция' : 'Журнал событий PowerShell'}: ${
      bytesPerDay === null
        ? 'объём измерить не удалось'
        : `около ${formatBytes(bytesPerDay, L)} в сутки`
    } при замере раз в ${formatDuration(delayMs, L)}.`,
  bridge: ({ way, framework, bits, tookMs }) =>
    `Через ${bridges[way]}: ${framework}, ${bits}-разрядный процесс, загрузка за ${formatDuration(tookMs, L)}`,
  'bridge-failed': ({ way, reason }) => `Через ${bridges[way]}: ${reasonRu(reason)}`,
  'event-source': ({ registered }) =>
    registered
      ? 'Источник событий comwatch зарегистрирован.'
      : 'Источник событий comwatch не зарегистрирован.',
  'event-written': () => 'В журнал «Приложение» записано событие с кодом 104.',
  'event-log-off': () => 'Журнал событий в конфигурации не используется (event_log = no).',
  'round-trip': ({ tookMs }) => `Текст защищён и прочитан обратно за ${formatDuration(tookMs, L)}.`,
  'round-trip-differs': () => 'Прочитано не то, что было защищено.',
  'secrets-unread': () => 'Защищённые пароли конфигурации прочитать на этом компьютере не удалось.',
  'no-task': () => 'Задачи comwatch в планировщике нет.',
  task: ({ state, lastResult, account, execute }) =>
    `Состояние ${state || '?'}, последний результат ${resultOf(lastResult)}, учётная запись ${account || '?'}, запускает ${execute || '?'}`,
  'task-differs': ({ difference: { element, found, expected } }) =>
    `${element}: ${found === '' ? 'не задано' : found}; ожидается ${expected}`,
};

/** Как его показывает планировщик. */
function resultOf(code: string): string {
  return /^\d+$/.test(code) ? `0x${Number(code).toString(16).toUpperCase()}` : '?';
}
