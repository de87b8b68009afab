import type { NoAction } from '../../core/judging/com-verdict.js';
import { reasonRu } from './reason.js';

/** Почему ничего не выгружено, как часть предложения. */
export function noActionRu(why: NoAction): string {
  switch (why.kind) {
    case 'class':
      return 'выгрузка такой сбой не устраняет (unload_on)';
    case 'stopping':
      return 'сервер завершает работу';
    case 'unproven':
      return 'с этой конфигурацией проверка здесь ещё ни разу не прошла успешно: возможно, ошибка в самой конфигурации';
    case 'confirming':
      return `сбой ещё не подтверждён (${why.failures} из ${why.needed} подряд)`;
    case 'settling':
      return 'процесс сервера только что завершился, новому даётся время на запуск';
    case 'waiting':
      return `по показателям не выделяется ни один процесс; если сбои продолжатся (сейчас ${why.failures} из ${why.needed}), будет выгружен процесс, в котором работает сервер`;
    case 'no-suspect':
      return 'по показателям не выделяется ни один процесс (when_none = notify)';
    case 'not-in-the-process':
      return 'процесс уже выгружался, и новый отвечает такой же ошибкой: причина не в процессе';
    case 'unresolved':
      return `неизвестно, в каком процессе работает сервер: ${reasonRu(why.reason)}`;
    case 'no-host':
      return `процесса, в котором работает ${why.application}, сейчас нет`;
    case 'several-hosts':
      return `${why.application} работает в нескольких процессах (PID ${why.pids.join(', ')}); какой из них не отвечает, неизвестно`;
    case 'young':
      return `процесс сервера (PID ${why.pid}) ещё запускается`;
    case 'not-now':
      return `для процесса сервера (PID ${why.pids.join(', ')}) ещё не подошло время следующей попытки`;
  }
}
