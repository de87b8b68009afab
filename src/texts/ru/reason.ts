import type { Foreign } from '../../core/foreign.js';
import type { ProcessEnd, Reason } from '../../core/reason.js';
import { formatBytes, formatDuration } from '../format.js';
import { mailHintsRu, mailStagesRu } from './mail.js';
import { stageNameRu } from './stage.js';
import { systemRu } from './system.js';

const L = 'ru';

/** Причина как часть предложения: со строчной буквы, без точки. */
export function reasonRu(reason: Reason): string {
  switch (reason.kind) {
    case 'foreign':
      return reason.text;
    case 'system-trouble':
      return `${systemRu[reason.code]} (${reason.code})`;
    case 'replay-failed':
      return `воспроизведение не удалось (код завершения ${reason.exitCode ?? '?'})${reason.stderr ? `: ${reason.stderr.text}` : ''}`;
    case 'replay-late':
      return `воспроизведение не закончилось за ${formatDuration(reason.deadlineMs, 'ru')}`;
    case 'agent-ending':
      return 'агент завершает работу';
    case 'shell-busy':
      return `ответа PowerShell уже ждут запросы: ${reason.waiting}`;
    case 'shell-deadline':
      return `нет ответа на ${reason.command} за ${formatDuration(reason.deadlineMs, L)}`;
    case 'shell-exited':
      return `процесс PowerShell ${endRu(reason.how)}`;
    case 'answer-too-long':
      return `ответ длиннее ${reason.characters} символов`;
    case 'answer-empty':
      return 'ответ пуст';
    case 'answer-invalid':
      return 'ответ имеет неожиданный вид';
    case 'shell-silent':
      return 'PowerShell не отвечает';
    case 'shell-waiting':
      return `${reasonRu(reason.cause)}; следующий запуск через ${formatDuration(reason.nextStartMs, L)}`;
    case 'module-not-loaded':
      return `PowerShell не загрузил модуль агента. Возможно, его запрещает политика выполнения, AppLocker или WDAC: разрешите папку ps программы или подпишите её${shellSaid(reason.stderr)}`;
    case 'language-mode':
      return `PowerShell выполняет модуль в режиме ${reason.mode.text}: политика (AppLocker, WDAC) не разрешает папку ps программы`;
    case 'shell-not-started':
      return `PowerShell не запустился: ${reasonRu(reason.cause)}`;
    case 'shell-without-hello':
      return `PowerShell не ответил на первый запрос: ${reasonRu(reason.cause)}${shellSaid(reason.stderr)}`;
    case 'secret-not-read-back':
      return 'защищённый пароль не удалось прочитать обратно';
    case 'file-changed-meanwhile':
      return `файл ${reason.file} тем временем изменился`;
    case 'path-not-absolute':
      return `[powershell] path: путь не абсолютный: ${reason.path}`;
    case 'path-missing':
      return `[powershell] path: нет файла ${reason.path}`;
    case 'powershell-missing':
      return `PowerShell не найден (${reason.names.join(', ')}); укажите его в [powershell] path`;
    case 'variable-overrides-path':
      return `переменная среды ${reason.variable} подменяет любой путь: удалите её`;
    case 'source-failed':
      return `${reason.source}: ${reasonRu(reason.cause)}`;
    case 'rows-unusable':
      return `${reason.source}: ни одна из строк не пригодна (строк: ${reason.dropped})`;
    case 'first-source-again':
      return 'снова проверяется источник из конфигурации';
    case 'class-not-registered':
      return `класс ${reason.name} не зарегистрирован`;
    case 'class-without-appid':
      return `в реестре нет AppID для ${reason.name}`;
    case 'application-unknown':
      return `в каталоге COM+ нет приложения ${reason.name}`;
    case 'application-taken':
      return `процессы ${reason.name} уже принадлежат приложению ${reason.owner} этой конфигурации`;
    case 'application-ambiguous':
      return `приложений с именем ${reason.name} несколько`;
    case 'command-lines-unread': {
      const pids = `командные строки этих процессов не прочитаны: ${reason.pids.join(', ')}`;
      return reason.cause === undefined ? pids : `${reasonRu(reason.cause)}; ${pids}`;
    }
    case 'hosts-elsewhere':
      return `приложение работает и в процессах вне проверки: ${reason.pids.join(', ')}`;
    case 'catalogue-failed':
      return `каталог COM+ не ответил: ${reasonRu(reason.cause)}`;
    case 'child-ended':
      return `процесс проверки COM ${endRu(reason.how)} (${stageNameRu(reason.stage)})${said(reason.stderr?.text)}`;
    case 'workload-silent':
      return `пробный процесс не ответил за ${formatDuration(reason.deadlineMs, L)}`;
    case 'child-not-ready':
      return `процесс проверки COM не готов за ${formatDuration(reason.deadlineMs, L)}`;
    case 'child-silent':
      return `процесс проверки COM не продолжил работу за ${formatDuration(reason.deadlineMs, L)} (${stageNameRu(reason.stage)})`;
    case 'child-answer-invalid':
      return `процесс проверки COM ответил в неожиданном виде (${reason.field})`;
    case 'child-fault':
      return `сбой в процессе проверки COM: ${reasonRu(reason.cause)}`;
    case 'no-bridge':
      return `не работает ни edge-js (${reasonRu(reason.edge)}), ни PowerShell (${reasonRu(reason.powershell)})`;
    case 'pid-of-windows':
      return `PID ${reason.pid} принадлежит Windows`;
    case 'own-process':
      return 'это сам агент, его родительский или дочерний процесс';
    case 'name-protected':
      return `${reason.name} не выгружается никогда`;
    case 'system-application':
      return 'это процесс системного приложения COM+';
    case 'command-line-unread':
      return 'его командная строка ещё не прочитана';
    case 'command-line-hidden':
      return 'Windows не сообщает его командную строку';
    case 'excluded':
      return `исключён конфигурацией: ${reason.pattern}`;
    case 'pid-reused':
      return `этот PID уже принадлежит процессу ${reason.name}, запущенному ${reason.startedAt}`;
    case 'still-running':
      return `продолжает работать через ${formatDuration(reason.waitedMs, L)}`;
    case 'what-if':
      return 'попытка была пробной';
    case 'file-invalid':
      return `файл ${reason.file} имеет неожиданное содержимое`;
    case 'file-unreadable':
      return `файл ${reason.file} не читается: ${reasonRu(reason.cause)}`;
    case 'file-unwritable':
      return `файл ${reason.file} не записывается: ${reasonRu(reason.cause)}`;
    case 'file-not-plain':
      return `${reason.file} — не обычный файл`;
    case 'file-too-long':
      return `файл ${reason.file} слишком велик: ${formatBytes(reason.bytes, L)}`;
    case 'disk-silent':
      return `диск не ответил за ${formatDuration(reason.deadlineMs, L)}: ${reason.file}`;
    case 'lock-lost':
      return reason.pid === null
        ? 'папку состояния занял другой агент'
        : `папку состояния занял другой агент (PID ${reason.pid})`;
    case 'lock-not-taken':
      return `файл ${reason.file} не удалось захватить`;
    case 'picture-failed':
      return `процесс построения графика ${endRu(reason.how)}${said(reason.stderr?.text)}`;
    case 'picture-late':
      return `процесс построения графика не закончил работу за ${formatDuration(reason.deadlineMs, L)}`;
    case 'picture-invalid':
      return 'процесс построения графика не вернул изображение';
    case 'mail-deadline':
      return `нет ответа за ${formatDuration(reason.deadlineMs, L)}`;
    case 'mail-connection-closed':
      return 'сервер закрыл соединение';
    case 'mail-answer-too-long':
      return 'ответ сервера слишком длинный';
    case 'mail-answer-out-of-turn':
      return 'сервер подтверждает письмо, которое ещё не передано';
    case 'mail-unknown-outcome':
      return `письмо передано полностью, но не подтверждено и могло дойти (${reasonRu(reason.cause)})`;
    case 'mail-trouble': {
      const hint = reason.hint === undefined ? '' : ` — ${mailHintsRu[reason.hint]}`;
      return `${reason.server}, ${mailStagesRu[reason.stage]}: ${reasonRu(reason.cause)}${hint}`;
    }
  }
}

function said(stderr: string | undefined): string {
  return stderr === undefined || stderr === '' ? '' : `: ${stderr}`;
}

export function endRu(how: ProcessEnd): string {
  switch (how.kind) {
    case 'code':
      return `завершился с кодом ${how.code}`;
    case 'signal':
      return `завершён сигналом ${how.signal}`;
    case 'not-started':
      return `не запустился: ${reasonRu(how.cause)}`;
    case 'unknown':
      return 'завершился';
  }
}

function shellSaid(stderr: Foreign | undefined): string {
  return stderr ? `; его сообщение: ${stderr.text}` : '';
}
