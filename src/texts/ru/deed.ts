import type { StopOutcome, StopRefusal } from '../../core/acting/stop-outcome.js';
import { formatDuration, formatTime } from '../format.js';
import { reasonRu } from './reason.js';

const L = 'ru';

/** What was done about a process, whichever check asked for it. */
export type Deed =
  | { readonly kind: 'tried'; readonly outcome: StopOutcome; readonly attempt: number }
  | { readonly kind: 'observed' }
  | { readonly kind: 'braked'; readonly untilWallMs: number };

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
          'За короткое время было слишком много выгрузок, и они не помогли. Проверьте сам сервер: процессы выгружаются, а причина остаётся.',
      };
    case 'tried':
      switch (deed.outcome.kind) {
        case 'stopped':
          return {
            outcome: 'выгружен',
            advice: 'COM+ запустит новый процесс при следующем вызове. Делать ничего не нужно.',
          };
        case 'gone':
          return {
            outcome: 'завершился',
            advice: 'Процесс завершился сам. Делать ничего не нужно.',
          };
        case 'refused':
          return {
            outcome: 'НЕ выгружен: отказано',
            advice: `${refusal(deed.outcome.reason)} (${reasonRu(deed.outcome.detail)})`,
          };
        case 'survived':
          return {
            outcome: `НЕ завершился (попытка ${deed.attempt})`,
            advice: `Процесс не завершился за ${formatDuration(deed.outcome.waitedMs, L)} (${reasonRu(deed.outcome.detail)}). Следующие попытки — через 5 с, 30 с, затем каждые 5 мин. Если он не завершится и тогда, он завис в драйвере или в ядре: понадобится перезагрузка сервера.`,
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
    case 'identity-changed':
      return 'Этот PID уже принадлежит другому процессу. Делать ничего не нужно.';
    case 'access-denied':
      return 'Windows отказала в доступе. Запускайте агент от SYSTEM или администратора.';
    case 'lock-lost':
      return 'Каталог состояния занял другой агент; этот агент завершает работу.';
    case 'what-if':
      return 'Это был пробный запуск: ничего не делалось.';
  }
}
