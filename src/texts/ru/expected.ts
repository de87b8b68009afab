import type { CronField, Expected, PlainExpected } from '../../config/expected.js';
import type { PatternFault } from '../../config/pattern.js';
import type { TemplateFault } from '../../config/transaction.js';
import { formatNumber, formatWholeUnits } from '../format.js';

const plain: Readonly<Record<PlainExpected, string>> = {
  'yes-or-no': 'yes или no',
  text: 'непустая строка',
  'any-text': 'строка, может быть пустой',
  password:
    'пароль, может быть пустым; после dpapi: — только то, что записала команда comwatch protect',
  'process-name':
    'имя процесса из букв, цифр, пробелов и знаков . _ - ( ), например dllhost.exe; не системный процесс',
  'prog-id': 'ProgID: буквы одного алфавита, цифры, точки, например meAppServer.AppServer',
  application: 'имя приложения COM+ или его AppID: {00000000-0000-0000-0000-000000000000}',
  path: 'путь без знаков " < > | ? *, без переменных (%ProgramData%) и имён устройств (CON, NUL)',
  textfile: 'путь к файлу с окончанием .prom, без переменных (%ProgramData%)',
  list: 'список через запятую, может быть пустым',
  sustain: 'N of M, например 3 of 5',
  'time-of-day': 'время суток, например 08:00',
  'time-of-week': 'день недели и время, например понедельник 08:00 (или Monday 08:00)',
  'listen-address': 'адрес и порт, например 127.0.0.1:8089 или [::1]:8089',
  'mail-servers':
    'имя или адрес сервера, можно с портом (mail.example.org:587, [2001:db8::1]:25); несколько — через запятую',
  greeting: 'имя компьютера с доменом или адрес в квадратных скобках',
  'mail-address': 'почтовый адрес, можно с именем: Имя <адрес>',
  'mail-addresses': 'почтовые адреса через запятую, можно с именами: Имя <адрес>',
  'method-call': 'Метод(аргументы): "текст", 0, {подстановка}, out имя',
  'refuse-pattern': 'регулярное выражение, default или default|регулярное выражение',
  expectation: 'any, not empty или /регулярное выражение/',
  'maintenance-windows':
    'выражение cron из пяти полей и длительность, например 0 2 * * SUN for 2 h; несколько — через точку с запятой или с новой строки',
  'existing-date': 'существующая дата',
};

const fields: Readonly<Record<CronField, string>> = {
  minute: 'минута от 0 до 59',
  hour: 'час от 0 до 23',
  day: 'день месяца от 1 до 31',
  month: 'месяц от 1 до 12 или JAN…DEC',
  weekday: 'день недели от 0 до 7 или SUN…SAT',
};

const patterns: Readonly<Record<PatternFault['kind'], string>> = {
  syntax: 'регулярное выражение (синтаксис RE2)',
  'look-around':
    'регулярное выражение без просмотра вперёд и назад, (?=…), (?!…), (?<=…), (?<!…): RE2 их не поддерживает',
  'back-reference':
    'регулярное выражение без обратных ссылок, \\1, \\k<имя>: RE2 их не поддерживает',
  'too-large': 'более короткое регулярное выражение или меньшее число повторений',
};

const templateParts: Readonly<Record<TemplateFault, string>> = {
  'method-name': 'имя метода',
  'open-bracket': 'открывающая скобка',
  'close-bracket': 'запятая или закрывающая скобка',
  argument: 'аргумент',
  'text-not-closed': 'закрывающая кавычка',
  'number-range': '32-разрядное целое число',
  'unknown-placeholder': 'известная подстановка',
  'unknown-out': 'известный выходной аргумент',
  'out-twice': 'каждый выходной аргумент один раз',
  'unknown-type': 'тип выходного аргумента',
  'missing-out': 'выходной аргумент',
  'after-end': 'конец строки после скобки',
};

export function expectedRu(expected: Expected): string {
  switch (expected.kind) {
    case 'plain':
      return plain[expected.form];
    case 'number':
      return `число от ${formatNumber(expected.min, 'ru', 3)} до ${formatNumber(expected.max, 'ru', 3)}`;
    case 'integer':
      return `целое число от ${expected.min} до ${expected.max}`;
    case 'duration':
      return `время от ${formatWholeUnits(expected.minMs, 'ru')} до ${formatWholeUnits(expected.maxMs, 'ru')}, например 120 s, 2 min, 500 ms`;
    case 'size':
      return `объём от ${expected.minMb} MB до ${expected.maxMb / 1_000} GB, например 200 MB`;
    case 'one-of':
      return `одно из: ${expected.words.join(', ')}`;
    case 'token':
      return `пусто или ключ доступа из ${expected.shortest}–${expected.longest} латинских букв, цифр и знаков, без пробелов; после dpapi: — только то, что записала команда comwatch protect`;
    case 'failure-classes':
      return `none или через запятую: ${expected.classes.join(', ')}`;
    case 'cron-field':
      return fields[expected.field];
    case 'pattern':
      return patterns[expected.fault];
    case 'template-part':
      return [templateParts[expected.fault], expected.words.join(' ')]
        .filter((each) => each !== '')
        .join(': ');
  }
}
