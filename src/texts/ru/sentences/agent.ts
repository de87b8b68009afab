import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { AgentSentence } from '../../../core/telling/sentences/agent.js';
import { formatBytes } from '../../format.js';
import { reasonRu } from '../reason.js';
import { agentFaultRu } from '../watchdog.js';

export const agentRu: SentenceTable<AgentSentence> = {
  'agent-started': ({ version, hostName, file }) =>
    `comwatch ${version} запущен на ${hostName}, конфигурация: ${file}`,
  'agent-stopped': () => 'Агент остановлен',
  'agent-crashed': ({ cause }) => `Агент завершается из-за внутренней ошибки: ${reasonRu(cause)}`,
  'machine-known': ({ hostName, logicalProcessors, physicalMemoryBytes, powershellVersion }) =>
    `${hostName}: логических процессоров: ${logicalProcessors}, память ${formatBytes(physicalMemoryBytes, 'ru')}, PowerShell ${powershellVersion}`,
  'agent-restarted': (said) =>
    `Сторож завершает агент и запускает его снова: ${agentFaultRu(said)}`,
  'stop-right-missing': () =>
    'Учётная запись агента не вправе завершать процессы других учётных записей: запускайте агент от SYSTEM или администратора',
  'machine-paused': () => 'Компьютер спал или был приостановлен: замеры до и после не сравниваются',
  'clock-set': () => 'Часы переведены: замеры до и после не сравниваются',
};
