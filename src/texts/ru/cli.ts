import { classRu, hintRu, messageRu, stageRu } from './probe.js';
import type { CliTexts } from '../cli-texts.js';

const usage: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'Неизвестный ключ командной строки',
  'commander.unknownCommand': 'Неизвестная команда',
  'commander.excessArguments': 'Лишние аргументы',
  'commander.optionMissingArgument': 'У ключа нет значения',
  'commander.missingArgument': 'Не хватает аргумента',
  'commander.invalidArgument': 'Недопустимое значение',
};

export const cliRu: CliTexts = {
  about:
    'Поддерживает сервер приложений COM+ в рабочем состоянии: следит за его процессами, вызывает его как клиент, выгружает неисправный процесс и сообщает операторам.',
  titles: {
    'Usage:': 'Использование:',
    'Options:': 'Ключи:',
    'Commands:': 'Команды:',
    'Arguments:': 'Аргументы:',
    'Global Options:': 'Общие ключи:',
  },
  commands: {
    run: 'следить до остановки (Ctrl+C или файл stop); команда по умолчанию',
    checkConfig: 'прочитать конфигурацию и назвать все ошибки в ней',
    config: 'показать все параметры: значение, умолчание, смысл',
    sample: 'показать наблюдаемые процессы и их показатели сейчас',
    testMail: 'отправить пробное письмо всем получателям и показать ответы сервера',
    probe: 'один раз вызвать COM-сервер как клиент и показать каждый этап',
    protect: 'заменить открытые пароли такими, которые прочитает только этот компьютер',
    help: 'показать справку по команде',
  },
  options: {
    account: 'учётная запись, под которой работает агент, если это не СИСТЕМА и не текущая: её SID',
    config: 'файл конфигурации (по умолчанию monitor.ini или config.cfg в текущей папке)',
    debug: 'журнал на экране, каждый замер — в файле журнала',
    once: 'один раз оценить, выполнить и завершиться',
    observe: 'делать всё, кроме выгрузки, и сообщать, что было бы выгружено',
    explain: 'объяснить каждый параметр',
    keys: 'только имена всех параметров, что бы ни было в файле',
    watch: 'обновлять до Ctrl+C',
    json: 'ответ в виде JSON',
    repeat: 'число вызовов подряд',
    version: 'показать версию',
    help: 'показать эту справку',
  },
  exitCodes:
    'Коды завершения: 0 — выполнено, 1 — сбой, 2 — ошибка в конфигурации или командной строке.',
  usageError: (code, message) => {
    const subject = /'([^']*)'/.exec(message)?.[1];
    const words = usage[code];
    if (!words) return message.replace(/^error: /, '');
    return subject ? `${words}: ${subject}` : words;
  },
  noConfig: (file) => `Нет файла конфигурации ${file}.`,
  badAccount: (found) => `--account: ${found}; ожидается SID, например S-1-5-21-1-2-3-1104`,
  configFine: (file) => `${file}: ошибок нет.`,
  byDefault: 'по умолчанию',
  required: 'обязательный',
  expected: 'ожидается',
  unexpected: (message) => `Непредвиденная ошибка: ${message}`,
  run: {
    started: (host, name, file) =>
      `comwatch следит за ${name} на ${host} (${file}). Завершение — Ctrl+C.`,
    observing: 'Только наблюдение: ничего не выгружается.',
    stopping: 'Завершение…',
    stopped: 'Завершено.',
    taken: (pid, dir) =>
      `С папкой ${dir} уже работает другой агент (PID ${pid}). Два агента выгружали бы и писали бы письма дважды.`,
    stateDir: (dir, reason) => `Папка состояния ${dir} недоступна: ${reason}`,
    log: (reason) => `Журнал не записывается: ${reason}`,
    shell: (reason) => `PowerShell недоступен: ${reason}`,
  },
  sample: {
    columns: ['PID', 'Имя', 'Запущен', 'ЦП, %', 'Память, %', 'Рабочий набор', 'Командная строка'],
    unknown: '?',
    none: (name) => `Нет процессов с именем ${name}.`,
    over: 'выше предела',
    young: 'ещё не оценивается: недавно запущен',
    limits: (cpu, memory) => `Пределы: ЦП ${cpu} %, память ${memory} %`,
    noLimits: 'Пределов нет: в конфигурации нет секции [shellprocess].',
    noRight:
      'У этой учётной записи нет права завершать чужие процессы: запускайте агент от SYSTEM или администратора.',
    failed: (reason) => `Замер не получен: ${reason}`,
    measuring: (seconds) => `Измеряю ЦП ${seconds} с…`,
  },
  probe: {
    off: 'В конфигурации нет секции [commethod]: вызывать нечего.',
    begins: (progid, witerezult) => `${progid} (witerezult ${witerezult}):`,
    stage: stageRu,
    waiting: (stage, elapsed) => `${stage}: ответа нет уже ${elapsed}…`,
    answers: (took) => `Сервер отвечает: ${took}`,
    fails: (what, stage) => `СБОЙ, ${stage}: ${what}`,
    failureClass: classRu,
    unavailable: (reason) => `Проверка не выполнена: ${reason}`,
    logOutFailed: (reason) => `LogOut не выполнен: ${reason}`,
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
  protect: {
    nothing: (file) => `${file}: открытых паролей нет.`,
    done: (section, key) => `[${section}] ${key} защищён: прочитает его только этот компьютер.`,
    failed: (reason) => `Ничего не изменено: ${reason}`,
  },
  mail: {
    off: 'В конфигурации нет секции [mail]: сообщать будет некому.',
    accepted: (recipient) => `${recipient}: принято`,
    refused: (recipient, reason) => `${recipient}: НЕ принято: ${reason}`,
  },
};
