import { commandsRu } from './cli-commands.js';
import { hintRu } from './hints.js';
import { classRu, messageRu } from './probe.js';
import { reasonRu } from './reason.js';
import { stageRu } from './stage.js';
import { replayRu } from './replay.js';
import { suggestRu } from './suggest.js';
import { statusRu, steeringRu } from './status.js';
import { watchdogRu } from './watchdog.js';
import { bridgeNames } from '../bridge.js';
import type { CliTexts } from '../cli-texts.js';

export const cliRu: CliTexts = {
  ...commandsRu,
  noConfig: (searched, named) =>
    named
      ? `Файла конфигурации ${searched.join(', ')} нет. Проверьте путь после --config.`
      : `Файл конфигурации не найден, проверено: ${searched.join(', ')}. Укажите его: --config ФАЙЛ.`,
  badAccount: (found) => `--account: ${found}; ожидается SID, например S-1-5-21-1-2-3-1104`,
  configFine: (file) => `${file}: ошибок нет.`,
  byDefault: 'по умолчанию',
  required: 'обязательный',
  expected: 'ожидается',
  unexpected: (message) => `Непредвиденная ошибка: ${message}`,
  run: {
    started: (host, name, file) =>
      `comwatch следит за ${name} на ${host} (${file}). Остановить — Ctrl+C.`,
    observing: 'Только наблюдение: ничего не выгружается.',
    stopping: 'Останавливается…',
    stopped: 'Остановлен.',
    taken: (pid, dir) =>
      `С папкой ${dir} уже работает другой агент (PID ${pid}). Два агента выгружали бы процессы и отправляли бы письма дважды.`,
    stateDir: (dir, reason) => `Папка состояния ${dir} недоступна: ${reasonRu(reason)}`,
    shell: (reason) => `PowerShell недоступен: ${reasonRu(reason)}`,
  },
  sample: {
    columns: {
      pid: 'PID',
      name: 'Имя',
      application: 'Приложение',
      started: 'Запущен',
      cpu: 'ЦП, %',
      memory: 'Память, %',
      workingSet: 'Рабочий набор',
      commandLine: 'Командная строка',
    },
    unknown: '?',
    cpu: 'ЦП',
    memory: 'память',
    none: (name) => `Нет процессов с именем ${name}.`,
    taken: (at, host, source) => `Замер ${at}, ${host}, источник ${source}`,
    limitsOf: (file) =>
      `Пределы из файла ${file}; работающий агент мог прочитать прежнюю версию файла:`,
    limits: (cpu, memory) => `ЦП ${cpu}, память ${memory}`,
    noLimits: 'пределов нет: в конфигурации нет секции [shellprocess]',
    over: (figures) => `выше предела: ${figures}`,
    young: (left) => `ещё не оценивается: недавно запущен (grace, осталось ${left})`,
    elsewhere: 'не оценивается: не относится к приложению из конфигурации',
    unidentified: 'не оценивается: командная строка не прочитана, приложение неизвестно',
    unresolved: (application, reason) =>
      `Приложение ${application} не найдено: ${reasonRu(reason)}`,
    held: (subject, until) => {
      const who = subject && (subject.application ?? subject.appId ?? subject.image);
      const check = subject?.check === 'com' ? ', проверка COM' : ', проверка процессов';
      return `Выгрузка приостановлена до ${until}: ${who ?? 'все процессы'}${subject?.check ? check : ''}`;
    },
    brakeUnreadable: (reason) =>
      `Неизвестно, приостановлена ли выгрузка, потому что папка состояния не читается: ${reasonRu(reason)}`,
    noRight:
      'У этой учётной записи нет права завершать чужие процессы: запускайте агент от SYSTEM или администратора.',
    failed: (reason) => `Замер не получен: ${reasonRu(reason)}`,
    measuring: (duration) => `Измеряется ЦП: ${duration}…`,
  },
  probe: {
    off: 'В конфигурации нет секции [commethod]: вызывать нечего.',
    begins: (progid, witerezult) => `${progid} (witerezult ${witerezult}):`,
    bridge: (bridge, framework, bits) =>
      `Вызовы выполняет ${bridgeNames[bridge]} (${framework}, ${bits}-разрядный процесс)`,
    stage: stageRu,
    waiting: (stage, elapsed) => `${stage}: ответа нет уже ${elapsed}…`,
    answers: (took) => `Сервер отвечает: ${took}`,
    fails: (what, stage) => `СБОЙ, ${stage}: ${what}`,
    failureClass: classRu,
    unavailable: (reason) => `Проверка не выполнена: ${reasonRu(reason)}`,
    logOutFailed: (fault) => `LogOut не выполнен: ${fault}`,
    hint: hintRu,
    message: messageRu,
    unloads: (failureClass, does) =>
      does
        ? `Такой сбой (${failureClass}) ведёт к выгрузке.`
        : `Такой сбой (${failureClass}) к выгрузке не ведёт, о нём только сообщается.`,
    summary: (ok, all, least, median, most) =>
      `Ответов: ${ok} из ${all}; от ${least} до ${most}, медиана ${median}`,
    badRepeat: (found) => `--repeat: ${found}; ожидается целое число от 1 до 1000000`,
  },
  prove: {
    begins: (nights) => `Моделируются ночи: ${nights}…`,
    progress: (done, all) => `Готово ночей: ${done} из ${all}…`,
    badNights: (found) => `--nights: ${found}; ожидается целое число от 1 до 10000`,
  },
  replay: replayRu,
  suggest: suggestRu,
  protect: {
    nothing: (file) => `${file}: открытых паролей нет.`,
    done: (section, key) => `[${section}] ${key} защищён: прочитает его только этот компьютер.`,
    failed: (reason) => `Ничего не изменено: ${reasonRu(reason)}`,
  },
  report: {
    reading: (percent) => `Чтение записи: ${percent} %`,
    badSince: (found, expected) => `--since: «${found}»; ожидается: ${expected}`,
    written: (file, size) => `Отчёт записан: ${file} (${size})`,
    notWritten: (file, reason) => `Отчёт ${file} не записан: ${reason}`,
  },
  status: statusRu,
  steering: steeringRu,
  watchdog: watchdogRu,
  mail: {
    off: 'В конфигурации нет секции [mail]: письма не отправляются.',
    accepted: (recipient) => `${recipient}: принято`,
    refused: (recipient, reason) => `${recipient}: НЕ принято: ${reasonRu(reason)}`,
  },
  doctor: {
    begins: (version, host, at, total) =>
      `comwatch ${version} doctor, ${host}, ${at}. Не дольше ${total}; ничего чужого не меняет.`,
    doing: (what, most) => `… ${what} (до ${most})`,
    state: { ok: 'пройдено', failed: 'СБОЙ', unknown: 'НЕИЗВЕСТНО' },
    off: 'отключено',
    ended: (name, took) => `${name} (${took})`,
    advice: (text) => `-> ${text}`,
    summary: (ok, failed, unknown, off) =>
      `Пройдено: ${ok}, сбоев: ${failed}, неизвестно: ${unknown}, отключено: ${off}.`,
    written: (file) => `Отчёт: ${file}`,
    holds:
      'Паролей в нём нет, но есть имена серверов, учётных записей и получателей. Пришлите его.',
    notWritten: (file, reason) => `Отчёт ${file} не записан: ${reason}`,
    badFolder: (folder, reason) =>
      `--output: ${folder}; нужна папка, в которую можно писать: ${reason}`,
  },
};
