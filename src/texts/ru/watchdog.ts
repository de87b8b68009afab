import { formatDuration } from '../format.js';
import type { AgentFaultSaid, WatchdogTexts } from '../status-texts.js';

export function agentFaultRu({ pid, fault, byMs, loops }: AgentFaultSaid): string {
  const long = formatDuration(byMs, 'ru');
  switch (fault) {
    case 'silent':
      return `агент (PID ${pid}) ничего не записывал ${long}`;
    case 'late':
      return `агент (PID ${pid}) завис: ${loops.join(', ')} — срок истёк ${long} назад`;
    case 'gone':
      return `агент (PID ${pid}) завершился, ничего не сообщив, не более ${long} назад`;
  }
}

export const watchdogRu: WatchdogTexts = {
  badTask: (found) => `--task: ${found}; ожидается имя запланированной задачи`,
  tooLong: 'Сторож не уложился в своё время и прекращает работу; следующий запуск проверит снова.',
  absent: (stateDir) =>
    `Сведений о работающем агенте нет (папка состояния ${stateDir}); агент, завершённый штатно, не запускается.`,
  works: (pid) => `Агент (PID ${pid}) работает.`,
  unwritable: (pid, why) =>
    `Работает ли агент (PID ${pid}), неизвестно: папка состояния недоступна для записи (${why}), и сообщить о себе он не может. Он не завершается и не запускается.`,
  again: (said) => `${capital(agentFaultRu(said))}. Повторная проверка через 30 с.`,
  ended: (pid) => `Агент (PID ${pid}) завершён.`,
  gone: (pid) => `Агент (PID ${pid}) уже не работает.`,
  disabled: (task) => `Задача «${task}» отключена: ничего не завершается и не запускается.`,
  notEnded: (pid, why) => `Агент (PID ${pid}) не удалось завершить: ${why}. Заново он не запущен.`,
  notStarted: (why) => `Агент не удалось запустить: ${why}`,
  silentStart: 'Агент запущен, но ничего не сообщает. Работает ли он, покажет «comwatch status».',
  restarted: (pid) => `Агент снова работает (PID ${pid}).`,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
