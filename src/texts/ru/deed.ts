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
        outcome: 'НЕ выгружен: тормоз',
        advice: `За короткое время выгружено слишком много процессов. Выгрузка приостановлена до ${formatTime(deed.untilWallMs)}. Проверьте сервер: выгрузка его не лечит.`,
      };
    case 'tried':
      switch (deed.outcome.kind) {
        case 'stopped':
          return {
            outcome: 'выгружен',
            advice: 'COM+ запустит новый процесс при следующем вызове. Делать ничего не нужно.',
          };
        case 'gone':
          return { outcome: 'завершился', advice: 'Процесса больше нет. Делать ничего не нужно.' };
        case 'refused':
          return {
            outcome: 'НЕ выгружен: отказ',
            advice: `${refusal(deed.outcome.reason)} (${reasonRu(deed.outcome.detail)})`,
          };
        case 'survived':
          return {
            outcome: `ПЕРЕЖИЛ попытку ${deed.attempt}`,
            advice: `Процесс не завершился за ${formatDuration(deed.outcome.waitedMs, L)} (${reasonRu(deed.outcome.detail)}). Следующие попытки — через 5 с, 30 с, затем каждые 5 мин. Процесс, который нельзя завершить, завис в драйвере: поможет только перезагрузка сервера.`,
          };
        case 'unknown':
          return {
            outcome: 'итог НЕИЗВЕСТЕН',
            advice: `PowerShell не сообщил результат (${reasonRu(deed.outcome.detail)}). Агент проверит снова и повторит, если процесс ещё есть.`,
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
    case 'what-if':
      return 'Запрошено только, что было бы сделано.';
  }
}
