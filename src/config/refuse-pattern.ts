/**
 * The default of `refuse_pattern`: texts by which Windows, directories, databases and application servers report that a
 * login is wrong, or an account locked, expired or disabled. Similar texts about files, locks, time and memory must not
 * match. Tested by the texts in test/fixtures/authorize-texts.
 */

/** End of a sentence or a clause. */
const end = '(\\s*$|\\s*[.!;:,()])';
/** End of a sentence: the text after a colon may be about a file. */
const stop = '(\\s*$|\\s*[.!;()])';
/** Allowed before words that may also be about a file: nothing, an exception, a code. */
const start = '(^|(exception|ошибка|error|authorize|вход|login)[^\\pL/\\\\]{1,12})';
const system = '(систем|подсистем|програм|приложени|сервер|баз|компьютер)';
const bad = '(wrong|invalid|incorrect|bad)\\s+';
const account = '(account|user|login)(\\s+account)?(\\s+[\'"«][^\'"»]+[\'"»])?';
const wrong = '(не\\s?верн|не\\s?правильн|некорректн|недействительн|ошибочн)[а-яё]*\\s+';
const record = '(уч[её]тн[а-яё]+\\s+запис[а-яё]+|аккаунт[а-яё]*)';
const login = '(авторизаци|аутентификаци|идентификаци|проверк[аиу]\\s+подлинности)';

const english = [
  `log[io]n\\s+(failure|denied|incorrect)`,
  'untrusted\\s+domain|(log[io]n|sign-?in)\\s+attempt\\s+failed',
  `${bad}(user\\s?name|user\\s+(or|and)\\s|(user|login|password)(\\s*/|\\s+(or|and|for)\\s|${end})|(user\\s+)?credential|authorization)`,
  '(password|credentials?|user\\s?name)(\\s[^.;]*)?\\s(is|are|was|were)\\s+(incorrect|invalid|wrong|unknown|not\\s+(correct|defined|valid))',
  'credential[^.;]*\\s(invalid|revoked)|password\\s+(incorrect|invalid)',
  'password\\s[^.;]*(expired|will\\s+expire|must\\s+be\\s+changed)|must\\s+(change|reset)\\s+(your|the|their)\\s+password',
  `(unknown|no\\s+such)\\s+(user|login|account)${end}|${account}\\s+(does\\s+not\\s+exist|not\\s+found)${end}`,
  `${account}\\s+((is|has|was)\\s+)?(been\\s+)?(currently\\s+)?(disabled|expired|suspended|blocked|deactivated|inactive|inactivated)`,
  `${account}\\s+((is|has|was)\\s+)?(been\\s+)?((currently|temporarily)\\s+)?locked(\\s+out)?(${end}|\\s+(and|due|because|after|until)\\s)`,
  '(^|\\W)(user|login)\\s+\\S+\\s+(is|has\\s+been)\\s+(disabled|blocked|suspended)',
  'account\\s+((has|time|logon)\\s+)*restrictions?|not\\s+been\\s+granted\\s+the\\s+requested\\s+logon\\s+type',
  "user\\s+(isn't|is\\s+not|not)\\s+allowed\\s+to\\s+(sign|log)",
  'role\\s+"[^"]+"\\s+(does\\s+not\\s+exist|is\\s+not\\s+permitted\\s+to\\s+log)|pg_hba\\.conf|permission\\s+denied\\s+for\\s+database',
  'AcceptSecurityContext|KDC_ERR_(CLIENT_REVOKED|KEY_EXPIRED|PREAUTH_FAILED|C_PRINCIPAL_UNKNOWN)',
  'principal\\s+"[^"]+"\\s+is\\s+not\\s+able\\s+to\\s+access|no\\s+permission\\s+for\\s+connect',
  "host\\s+'[^']+'\\s+is\\s+(not\\s+allowed\\s+to\\s+connect|blocked)|trust\\s+relationship\\s+between|invalid_grant",
  'invalid\\s+log[io]n\\s+attempt|user\\s+unknown|too\\s+many\\s+(\\S+\\s+)?(log[io]n|sign-?in|authentication|password)\\s+attempts',
  'permission\\s+denied\\s+for\\s+(the\\s+)?user',
  'SEC_E_LOGON_DENIED|ERROR_(LOGON_FAILURE|ACCOUNT_(DISABLED|EXPIRED|LOCKED_OUT|RESTRICTION)|PASSWORD_(EXPIRED|MUST_CHANGE))',
  'ORA-(0100[45]|01017|01045|2800[0129]|28011|28040|28150)|28P01|\\[28000\\]|SQL30082N',
];

const russian = [
  `${wrong}((введ[её]н|указан|сетев|пара)[а-яё]*\\s+)?(имя\\s+(пользов|уч[её]тн|входа|или|и\\s|/)|логин|парол|уч[её]тн|(идентификатор\\s+)?пользовател[ья]([^а-яё]|$))`,
  'имя\\s+(пользователя|входа)\\s*(или|и|/|,)\\s*пароль\\s[^.;]*(неверн|неправильн|не\\s+опознан|не\\s+определ)',
  'парол[а-яё]*(\\s[^.;]*)?\\s(не\\s?вер|не\\s?правил|не\\s+подход|ист[её]к|просроч|устарел|должен\\s+быть\\s+измен)',
  `ист[её]к[а-яё]*\\s+срок\\s+(действия\\s+)?(парол|уч[её]тн)|срок\\s+действия\\s+(\\S+\\s+)?(парол|уч[её]тн)[^.;]*\\sист[её]к`,
  '(необходимо|требуется|следует|нужно|пора|должен|должна|должны|обязан)\\s+(сменить|изменить)\\s+(\\S+\\s+)?парол|смените\\s+пароль|смена\\s+пароля',
  `${record}(\\s[^.;]*)?\\s(заблокир|временно\\s+заблокир|отключ|деактив|просроч|истекла|удал[её]н|приостан|не\\s?актив|не\\s+существует|не\\s+найден)`,
  `ограничени[а-яё]+\\s+уч[её]тн|уч[её]тн[а-яё]+\\s+данн[а-яё]+\\s+(\\S+\\s+)?(не\\s?верн|недейств|отклон)`,
  `(^|[.:!]\\s+)пользователь(\\s+\\S+){0,3}\\s+((заблокирован|отключ[её]н|деактивирован)(${end}|\\s+администратор|\\s+после\\s+\\S+\\s+неудач)|удал[её]н${end}|не\\s+(найден|зарегистрирован|опознан|существует|авторизован|идентифицирован|аутентифицирован)([^а-яё]|$))`,
  `неизвестн[а-яё]+\\s+пользовател[ья]([^а-яё]|$)|роль\\s+"[^"]+"\\s+не\\s+существует|в\\s+pg_hba\\.conf\\s+нет`,
  `попытка\\s+входа\\s[^.;]*(неудач|не\\s+удал)|(слишком\\s+много|превышен[а-яё]*\\s+(количество|число))\\s+(\\S+\\s+)?попыток\\s+(входа|авториз|ввода\\s+парол)`,
  `не\\s+(прош[её]л|пройден|выполнен)[а-яё]*\\s+${login}|не\\s+являющемуся\\s+доверенным|не\\s+имеет\\s+прав[а]?\\s+на\\s+(подключ|вход)`,
  `(^|[.:!]\\s+)(логин(\\s+\\S+)?\\s+(не\\s+найден|заблокирован|отключ[её]н)|вы\\s+не\\s+авторизован|требуется\\s+${login}[а-яё]*${end})`,
  `${system}[а-яё]*(\\s+\\S+){0,3}\\s+недоступн[а-яё]*\\s+(для\\s+)?пользовател|доверительн[а-яё]+\\s+отношени`,
  '(нет\\s+)?такого\\s+пользователя(\\s+(нет|не)([^а-яё]|$)|\\s*$|\\s*[.!;])|такой\\s+пользователь\\s+не\\s+(найден|существ)',
  'пользовател[ья]\\s+с\\s+(таким|указанн)[^.;]*\\s(нет|не\\s+(найден|существ))|не\\s+найден[а-яё]*\\s+пользователь([^а-яё]|$)',
  `(логин|пароль)\\s+(не\\s?верен|указан\\s+не\\s?верно|не\\s+(существует|принят|совпадает))|пароли\\s+не\\s+совпадают|неизвестный\\s+логин`,
  '(не\\s?верн|не\\s?правильн)[а-яё]*\\s+(сочетани|комбинаци)[а-яё]*\\s+(логин|им[яе]н|парол)',
  `пользовател[юя]\\s+(запрещ|закрыт)[а-яё]*\\s+(вход|доступ)(${stop}|\\s+в\\s+${system})|не\\s+пройдена\\s+проверка\\s+пользовател`,
  'сертификат\\s+пользователя\\s+(отозван|просрочен|ист[её]к)',
  `(нет|недостаточно)\\s+прав[а]?\\s+(доступа\\s+к\\s+${system}|(для|на)\\s+вход)`,
];

/** A login that failed, or was not let in: for whatever reason. */
const failed = [
  `log[io]n\\s+failed\\s+for|${start}log[io]n\\s+failed${end}|error\\s+occurred\\s+during\\s+login`,
  `authentication\\s+fail(ed|ure)(\\s+for\\s|${end})|failed\\s+to\\s+authenticate|pre-authentication\\s+information`,
  `(unauthori[sz]ed|not\\s+authori[sz]ed)${end}|${start}access\\s+(is\\s+|was\\s+)?denied${stop}`,
  'access\\s+(is\\s+|was\\s+)?denied\\s+(for|to)\\s+(the\\s+)?(user|account|login|server|database|system|application)',
  `(^|[^а-яё])вход\\s([^.:;]*\\s)?(запрещ|не\\s+(произвед|выполн|разреш)|отклон)|вход\\s+(в\\s+${system}\\S+\\s+)?невозмож`,
  `(запрещ|не\\s+разреш)[а-яё]*\\s+вход(\\s+(в|на)\\s|${end})|отказано\\s+во\\s+входе|(не\\s+(может|удалось|удается|удаётся)|невозможно)\\s+войти(${end}|\\s+(под|с|как|в\\s+(${system}|сеть|домен)|на\\s+(${system}|сайт|портал))([^а-яё]|[а-яё]))`,
  `не\\s+уда(лось|ется|ётся)\\s+(авториз|аутентифиц|пройти\\s+${login}|выполнить\\s+вход(\\s+(пользов|в\\s+${system})|${end}))`,
  `(ошибка|сбой)\\s+(при\\s+)?(вход[ае]|${login}[а-яё]*)(\\s+(для\\s+)?пользовател|\\s*$|\\s*[.!:;()])`,
  `${login}[а-яё]*\\s+(пользователя\\s+)?(не\\s+(выполн|пройд|прош|удал)|отклон|невозможн)`,
  `${start}(отказано\\s+в\\s+доступе|в\\s+доступе\\s+отказано|доступ\\s+(запрещ|закрыт|не\\s+разреш)[а-яё]*)${stop}`,
  `отказано\\s+в\\s+доступе\\s+((к|для)\\s+)?(${system}|пользовател|уч[её]тн)`,
  `доступ\\s+(пользовател|(к|в)\\s+${system})[^.;]*\\s(запрещ|закрыт|не\\s+разреш)`,
  `(отказ|отказано)\\s+в\\s+${login}|в\\s+${login}[а-яё]*\\s+отказано|${start}(отказ\\s+в\\s+доступе|нет\\s+доступа|(вход|доступ)\\s+заблокирован)${stop}`,
  `проверьте\\s+(правильность\\s+)?(ввода\\s+)?(логин|имя\\s+пользовател|парол)|(ошибка|сбой)\\s+(логина|пароля)${end}`,
];

/** Troubles of the server, the network or the time: they, and not the account, are why a login failed. */
const trouble = [
  'time(d)?[\\s-]?out|not\\s+respond|unavailable|not\\s+available|unreachable|deadlock|transport\\s+stream',
  'connection\\s+(\\S+\\s+){0,2}(lost|closed|reset|refused|aborted)|(cannot|could\\s+not|unable\\s+to)\\s+(reach|contact|connect)',
  '(server|service|network)\\s+(is\\s+)?(down|busy|stopped)|too\\s+busy|overloaded|out\\s+of\\s+memory|licen[cs]e|ORA-(0103[34]|0311[34]|12[15]\\d\\d)',
  'не\\s+отвеча|тайм-?аут|(истек|истёк|превышен)[а-яё]*\\s+(\\S+\\s+)?(врем|ожидани)|время\\s+ожидания|недоступ|не\\s+доступ|не\\s+запущ',
  'нет\\s+(связи|соединения|ответа|подключения)|(соединени|подключени|связ)[а-яё]*\\s+(\\S+\\s+){0,2}(потерян|разорван|прерван|закрыт|сброшен)',
  'перезагру|перезапуск|перегруж|лицензи|(исчерпан|превышен)[а-яё]*\\s+(лимит|числ|количеств)|остановлен|взаимн[а-яё]+\\s+блокировк|недостаточно\\s+памяти|занят[аоы]?([^а-яё]|$)',
];

/** Each is within what one pattern may take. */
export const DEFAULT_REFUSE_PATTERNS = {
  /** What is wrong with the login, or the account. */
  refusals: [english.join('|'), russian.join('|')],
  /** A refusal only where no trouble is named. */
  failed: failed.join('|'),
  trouble: trouble.join('|'),
};

/** The previous default, which matches fewer texts. */
export const EARLIER_REFUSE_PATTERN =
  '(неверн|неправильн)[а-яё]*\\s+(имя|логин|парол|пользоват)|парол[а-яё]*\\s+(неверен|неверный|истек|истёк)|доступ\\s+запрещ|access denied|(wrong|invalid|incorrect|bad)\\s+(user|login|password)|logon failure';
