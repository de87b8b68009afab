import type { Deed } from '../../core/telling/notice.js';
import type { StopRefusal } from '../../core/acting/stop-outcome.js';
import { formatDuration, formatTime } from '../format.js';
import { reasonRu } from './reason.js';

const L = 'ru';

export function describeDeed(deed: Deed): { outcome: string; advice: string } {
  switch (deed.kind) {
    case 'observed':
      return {
        outcome: 'был бы выгружен',
        advice: 'Агент только наблюдает (mode = observe): процесс продолжает работать.',
      };
    case 'braked':
      return {
        outcome: `НЕ выгружен: выгрузка приостановлена до ${formatTime(deed.untilWallMs)}`,
        advice:
          'За короткое время было слишком много выгрузок, и они не помогли. Проверьте сам сервер: выгрузка процессов не устраняет причину.',
      };
    case 'tried':
      switch (deed.outcome.kind) {
        case 'stopped':
          return {
            outcome: 'выгружен',
            advice:
              'COM+ запустит новый процесс при следующем вызове. Помогло ли это, агент сообщит отдельно.',
          };
        case 'gone':
          return {
            outcome: 'завершился',
            advice: 'Процесса больше нет: он завершился сам или его завершил кто-то другой.',
          };
        case 'refused':
          return {
            outcome: 'НЕ выгружен: отказано',
            advice: `${refusal(deed.outcome.reason)} (${reasonRu(deed.outcome.detail)})`,
          };
        case 'survived':
          return {
            outcome: `НЕ завершился (попытка ${deed.attempt})`,
            advice: `Процесс не завершился за ${formatDuration(deed.outcome.waitedMs, L)} (${reasonRu(deed.outcome.detail)}). ${survivorRu(deed.attempt)}`,
          };
        case 'unknown':
          return {
            outcome: 'итог НЕИЗВЕСТЕН',
            advice: `PowerShell не сообщил результат (${reasonRu(deed.outcome.detail)}). Агент проверит, работает ли процесс, и при необходимости повторит.`,
          };
      }
  }
}

function refusal(reason: StopRefusal): string {
  switch (reason) {
    case 'protected-name':
    case 'protected-pid':
      return 'Это процесс Windows, он не выгружается никогда. Проверьте [shellprocess] name.';
    case 'agent-family':
      return 'Это сам агент, его родитель или его дочерний процесс.';
    case 'system-application':
      return 'Это процесс системного приложения COM+, он не выгружается никогда.';
    case 'unidentified':
      return 'Командная строка неизвестна: это может быть системное приложение COM+. Запускайте агент от SYSTEM.';
    case 'excluded':
      return 'Этот процесс исключён параметром [shellprocess] exclude.';
    case 'identity-changed':
      return 'Этот PID уже принадлежит другому процессу; тот, о котором шла речь, завершился.';
    case 'access-denied':
      return 'Windows отказала в доступе. Запускайте агент от SYSTEM или администратора. До тех пор он повторяет попытки всё реже, вплоть до одного раза в час.';
    case 'lock-lost':
      return 'Папку состояния занял другой агент; этот агент завершает работу.';
    case 'what-if':
      return 'Это был пробный запуск: ничего не делалось.';
  }
}

function survivorRu(attempt: number): string {
  switch (attempt) {
    case 0:
    case 1:
      return 'Агент повторит через 5 с, затем через 30 с, далее каждые 5 мин.';
    case 2:
      return 'Агент повторит через 30 с, далее каждые 5 мин.';
    default:
      return 'Агент повторяет каждые 5 мин. Скорее всего, процесс завис в драйвере или в ядре: понадобится перезагрузка сервера.';
  }
}
