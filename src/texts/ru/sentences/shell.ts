import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { RecycleCause, ShellSentence } from '../../../core/telling/sentences/shell.js';
import { formatBytes, formatDuration } from '../../format.js';
import { reasonRu } from '../reason.js';

const L = 'ru';

export const shellRu: SentenceTable<ShellSentence> = {
  'shell-started': ({ role, generation, tookMs }) =>
    `Процесс PowerShell ${role} ${generation} ответил через ${formatDuration(Math.round(tookMs), L)}`,
  'shell-recycled': ({ role, generation, cause }) =>
    `Процесс PowerShell ${role} ${generation} заменяется: ${causeRu(cause)}`,
  'shell-given-up': ({ role, generation, reason, nextStartMs }) =>
    `Процесс PowerShell ${role} ${generation} больше не используется: ${reasonRu(reason)}; следующий запуск через ${formatDuration(nextStartMs, L)}`,
  'shell-idled': ({ role, generation }) =>
    `Процесс PowerShell ${role} ${generation} завершается: он давно не использовался`,
  'shell-said': ({ role, stream, said }) =>
    `Процесс PowerShell ${role} вывел в ${stream}: ${said.text}`,
  'shell-noise-dropped': ({ role, lines }) =>
    `Процесс PowerShell ${role}: пропущено строк вывода: ${lines}`,
};

function causeRu(cause: RecycleCause): string {
  switch (cause.kind) {
    case 'calls':
      return `число обработанных запросов: ${cause.calls}`;
    case 'age':
      return `работает уже ${formatDuration(Math.round(cause.ageMs), L)}`;
    case 'memory':
      return `занимает ${formatBytes(cause.bytes, L)} памяти`;
  }
}
