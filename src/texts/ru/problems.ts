import type { Problem, StrangeCharacter, Warning } from '../../config/problem.js';
import { expectedRu } from './expected.js';
import { reasonRu } from './reason.js';
import { strangeRu } from './strange.js';
import { formatNumber, formatWholeUnits } from '../format.js';
import { countedRu } from '../plural.js';

const hint = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` Возможно, имелось в виду ${nearest}?`;

/** The letters that SDDL has for groups; other accounts are shown by SID. */
const groups: Readonly<Record<string, string>> = {
  WD: 'Все',
  AU: 'Прошедшие проверку',
  BU: 'Пользователи',
  BG: 'Гости',
  AN: 'Анонимный вход',
  IU: 'Интерактивные',
  NU: 'Сеть',
  DU: 'Пользователи домена',
  DG: 'Гости домена',
  DC: 'Компьютеры домена',
  LS: 'Локальная служба',
  NS: 'Сетевая служба',
  PU: 'Опытные пользователи',
  AC: 'Все пакеты приложений',
  AO: 'Операторы учёта',
  BO: 'Операторы архива',
  IS: 'IIS_IUSRS',
  LG: 'Гость',
  PO: 'Операторы печати',
  RD: 'Пользователи удалённого рабочего стола',
  RU: 'Пред-Windows 2000 доступ',
  SO: 'Операторы сервера',
  SU: 'Служба',
};

/** What to do about rights: commands, or another place where the folder is one that others need. */
const cureRu = (commands: readonly string[]) =>
  commands.length === 0
    ? 'перенести в отдельную папку, доступную только администраторам, например C:\\ProgramData\\comwatch: эту папку закрывать нельзя.'
    : `исправить (от имени администратора): ${commands.join('; затем: ')}`;

const bytesRu = { one: 'байт', few: 'байта', many: 'байт' };
/** Genitive: one of 21 cores. */
const coresRu = { one: 'ядра', few: 'ядер', many: 'ядер' };

const elsewhereRu = (sections: readonly string[] | undefined) =>
  sections === undefined
    ? ''
    : ` Такой параметр есть в ${sections.map((each) => `[${each}]`).join(' и ')}.`;

const whoRu = (sid: string) => groups[sid] ?? sid;

const strange = (problem: { readonly strange: readonly StrangeCharacter[] }) =>
  problem.strange.length === 0 ? '' : `: ${strangeRu(problem.strange)}`;

function afterValue(problem: Extract<Problem, { kind: 'bad-value' }>): string {
  const letters = problem.strange.length === 0 ? '' : ` В значении ${strangeRu(problem.strange)}.`;
  switch (problem.suspicion) {
    case 'comment':
      return `${letters} Комментарий должен стоять на отдельной строке: после значения он становится его частью.`;
    case 'quotes':
      return `${letters} Кавычки становятся частью значения: запишите его без них.`;
    case undefined:
      return `${letters}${bareUnitRu(problem)}`;
  }
}

function bareUnitRu({ bareUnit }: Extract<Problem, { kind: 'bad-value' }>): string {
  if (bareUnit === undefined) return '';
  return ` Число без единицы здесь — ${bareUnit === 's' ? 'секунды' : 'миллисекунды'}.`;
}

export function problemRu(problem: Problem): string {
  switch (problem.kind) {
    case 'unreadable':
      return `Файл не читается: ${reasonRu(problem.cause)}`;
    case 'not-a-file':
      return problem.isFolder
        ? 'Это папка, а ожидается файл конфигурации; укажите файл, например --config monitor.ini.'
        : 'Это устройство или канал, а ожидается обычный файл.';
    case 'too-large':
      return `В файле ${countedRu(problem.bytes, bytesRu)}; ожидается не больше 1000000.`;
    case 'zero-bytes':
      return problem.line === undefined
        ? 'В файле одни нулевые байты, как после отключения питания; восстановите его из резервной копии.'
        : `Строка ${problem.line}: нулевые байты, как после отключения питания; восстановите файл из резервной копии.`;
    case 'encoding-unsupported':
      return `Файл в кодировке ${problem.encoding}; ожидается UTF-8, UTF-16 или windows-1251. Сохраните его в UTF-8.`;
    case 'encoding-mixed':
      return `Строка ${problem.line} в другой кодировке, чем остальной файл (${problem.file}). Наберите строку заново и сохраните файл в UTF-8.`;
    case 'encoding-unclear':
      return `Строка ${problem.line}: кодировка неясна: таких букв там быть не может, обычно это файл, прочитанный в одной кодировке и сохранённый в другой. Наберите строку заново и сохраните файл в UTF-8.`;
    case 'empty':
      return 'Файл пуст; ожидается секция [shellprocess] или [commethod].';
    case 'no-check':
      return 'Нет ни [shellprocess], ни [commethod]: проверять было бы нечего.';
    case 'no-section':
      return `Строка ${problem.line}: найдено «${problem.found}» до первой секции; ожидается [секция].`;
    case 'not-a-setting':
      return `Строка ${problem.line}: найдено «${problem.found}»; ожидается параметр = значение.`;
    case 'unknown-section':
      return `Строка ${problem.line}: неизвестная секция [${problem.section}]${strange(problem)}.${hint(problem.nearest)}`;
    case 'unknown-key':
      return `Строка ${problem.line}: неизвестный параметр ${problem.key} в [${problem.section}]${strange(problem)}.${hint(problem.nearest)}${elsewhereRu(problem.elsewhere)}`;
    case 'section-twice':
      return `Строка ${problem.line}: секция [${problem.section}] указана дважды, впервые в строке ${problem.first}.`;
    case 'key-twice':
      return `Строка ${problem.line}: [${problem.section}] ${problem.key} указан дважды, впервые в строке ${problem.first}.`;
    case 'continued':
      return `Строка ${problem.line}: отступ больше, чем у [${problem.section}] ${problem.key} выше, и строка стала бы частью его значения; ожидается одна строка.`;
    case 'missing-key':
      return `Строка ${problem.line}: в [${problem.section}] нет ${problem.key}; ожидается: ${expectedRu(problem.expected)}.`;
    case 'sampling-differs':
      return `Строка ${problem.line}: [${problem.section}] ${problem.key} = ${problem.found}, а в [${problem.otherSection}], строка ${problem.otherLine}, — ${problem.other}. Обе секции наблюдают за ${problem.image}, а замер у них общий. Удалите параметр здесь или укажите то же значение.`;
    case 'two-owners':
      return `Строка ${problem.line}: [${problem.section}] указывает «${problem.owned}», как и [${problem.other}] в строке ${problem.first}; процесс может принадлежать только одному приложению.`;
    case 'application-missing':
      return `Строка ${problem.line}: в [${problem.section}] не указано, какие из процессов ${problem.image} к ней относятся, а за ${problem.image} наблюдает и [${problem.other}], строка ${problem.first}; ожидается application = имя или AppID приложения COM+.`;
    case 'maintenance-of-none':
      return `Строка ${problem.line}: [${problem.section}] относится к приложению, которого в файле нет; ожидается: ${problem.known.length === 0 ? '[maintenance], так как у приложений нет имён' : `[maintenance] или одно из: ${problem.known.map((each) => `[maintenance ${each}]`).join(', ')}`}.${hint(problem.nearest)}`;
    case 'bad-value':
      return `Строка ${problem.line}${problem.column === undefined ? '' : `, столбец ${problem.column}`}: [${problem.section}] ${problem.key}: найдено «${problem.found}»; ожидается: ${expectedRu(problem.expected)}.${afterValue(problem)}`;
    case 'secret-elsewhere':
      return `Строка ${problem.line}: [${problem.section}] ${problem.key} защищён на другом компьютере или повреждён и здесь не читается. Запишите пароль заново открытым текстом и выполните comwatch protect.`;
    case 'secret-unread':
      return `Строка ${problem.line}: [${problem.section}] ${problem.key} защищён, прочитать его не удалось: ${reasonRu(problem.reason)}`;
    case 'listen-open':
      return `Строка ${problem.line}: [${problem.section}] ${problem.key} = ${problem.found} доступен другим компьютерам, а token не задан; ожидается адрес 127.0.0.1 или [::1] либо token не короче 16 знаков.`;
    case 'writable':
      return `${problem.target === 'file' ? 'Файл' : problem.target === 'folder' ? 'Папку' : 'Папку состояния'} ${problem.path} могут изменить не только администраторы: ${problem.writers.map(whoRu).join(', ')}. Через агент они могли бы выполнить что угодно. Если под одной из этих учётных записей работает сам агент, укажите её: check-config --account SID. Иначе нужно ${cureRu(problem.commands)}`;
    case 'link':
      return `${problem.path} — ссылка, а ${problem.target === 'state' ? 'для [monitor] state_dir' : 'для журнала'} нужна настоящая папка или файл: ссылку можно направить куда угодно.`;
  }
}

export function warningRu(warning: Warning): string {
  switch (warning.kind) {
    case 'comment-in-value':
      return `Строка ${warning.line}: в значении [${warning.section}] ${warning.key} после пробела стоит ; или #, и всё, что дальше, становится частью значения. Комментарий должен стоять на отдельной строке.`;
    case 'quoted-value':
      return `Строка ${warning.line}: значение [${warning.section}] ${warning.key} стоит в кавычках, и они становятся его частью.`;
    case 'masked-password':
      return `Строка ${warning.line}: [${warning.section}] ${warning.key} = *** — так команда comwatch config показывает пароль. Запишите сам пароль.`;
    case 'lost-letters':
      return `Строка ${warning.line}: в значении [${warning.section}] ${warning.key} подряд стоят вопросительные знаки: обычно это русские буквы, потерянные при сохранении. Наберите значение заново и сохраните файл в UTF-8.`;
    case 'example-address':
      return `Строка ${warning.line}: [${warning.section}] ${warning.key} — адрес из примера, письма туда не дойдут.`;
    case 'doubtful-characters':
      return `Строка ${warning.line}: в значении [${warning.section}] ${warning.key} ${warning.characters.length === 0 ? 'есть невидимый символ или слово из букв двух алфавитов' : `есть символы, которые легко принять за другие: ${strangeRu(warning.characters)}`}.`;
    case 'untouched-sample':
      return 'В файле остались значения из примера: заполните recipients, sender, host, sysname и login.';
    case 'bare-delay':
      return `Строка ${warning.line}: [${warning.section}] ${warning.key} = ${warning.found} здесь означает ${warning.found} мс, а для прежней программы — ${warning.found} с. Укажите единицу или, для файла прежней программы, [monitor] time_unit = s.`;
    case 'clear-password':
      return `Строка ${warning.line}: [${warning.section}] ${warning.key} записан открытым текстом. Команда comwatch protect заменит его таким, который прочитает только этот компьютер.`;
    case 'readable':
      return `В файле ${warning.path} есть пароль, и прочитать его могут не только администраторы: ${warning.readers.map(whoRu).join(', ')}. Защищённый командой comwatch protect пароль на этом компьютере откроет любой, кто может прочитать файл. Нужно ${cureRu(warning.commands)}`;
    case 'log-folder-writable':
      return `Папку журнала ${warning.path} могут изменить не только администраторы: ${warning.writers.map(whoRu).join(', ')}. Они могут удалить или подделать записи. Нужно ${cureRu(warning.commands)}`;
    case 'rights-unread':
      return `Не удалось узнать, кто может изменить конфигурацию: ${reasonRu(warning.reason)}`;
    case 'looks-like-seconds':
      return `Строка ${warning.line}: [${warning.section}] ${warning.key} = ${warning.found} здесь означает ${formatNumber(warning.meansMs, 'ru', 3)} мс. Если имелись в виду секунды, напишите ${warning.found} s или, для файла прежней программы, [monitor] time_unit = s.`;
    case 'below-one-core':
      return `maxcpuprocent = ${formatNumber(warning.limit, 'ru', 3)} меньше одного из ${countedRu(warning.logicalProcessors, coresRu)}: процесс будет выгружен из-за одного занятого потока. При cpu_basis = machine 100 % — все ядра вместе.`;
    case 'delay-stretched':
      return `[shellprocess] delay = ${formatWholeUnits(warning.delayMs, 'ru')} меньше, чем позволяет источник ${warning.source}; замеры делаются раз в ${formatWholeUnits(warning.spacingMs, 'ru')}.`;
    case 'com-delay-short':
      return warning.stretchedMs === undefined
        ? `Проверка COM выполняется раз в ${formatWholeUnits(warning.delayMs, 'ru')}, и каждая открывает сеанс на сервере. Укажите [${warning.section}] delay с единицей, например 30 s.`
        : `[${warning.section}] delay = ${formatWholeUnits(warning.delayMs, 'ru')}: удачные проверки COM выполняются не чаще раза в ${formatWholeUnits(warning.stretchedMs, 'ru')} (check_load = stretch), и каждая открывает сеанс на сервере. Укажите delay с единицей, например 30 s.`;
    case 'endless-maintenance':
      return `[${warning.section}] не оставляет времени между окнами: ничего никогда не выгружается, COM-сервер не вызывается.`;
    case 'clear-login':
      return warning.when === 'always'
        ? 'Пароль из [mail] передаётся по сети открытым текстом (tls = off). С tls = required он шифруется.'
        : 'Пароль из [mail] передаётся по сети открытым текстом, если сервер не предлагает шифрование. С tls = required письмо в этом случае не отправляется.';
    case 'no-mail':
      return 'Секции [mail] нет: писем не будет, только журнал.';
    case 'no-com-check':
      return 'Секции [commethod] нет: проверка COM выключена.';
    case 'no-process-check':
      return 'Секции [shellprocess] нет: замеры делаются, но не оцениваются.';
  }
}
