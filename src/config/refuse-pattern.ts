/**
 * The default of `refuse_pattern`: texts by which Windows, directories, databases and application servers report that a
 * login is wrong, or an account locked, expired or disabled. Similar texts about files, locks, time and memory must not
 * match. Tested by the texts in test/fixtures/authorize-texts.
 */

import { codePatterns, domainPatterns } from './refuse-codes.js';
import { end, englishPhrases, russianPhrases } from './refuse-phrases.js';

/** End of a sentence: the text after a colon may be about a file. */
const stop = '(\\s*$|\\s*[.!;()])';
/** Allowed before words that may also be about a file: nothing, an exception, a code. */
const start = '(^|(exception|ошибка|error|authorize|вход|login)[^\\pL/\\\\]{1,12})';
const system = '(систем|подсистем|програм|приложени|сервер|баз|компьютер)';
const bad = '(wrong|invalid|incorrect|bad)\\s+';
const account = '(account|user|login)(\\s+account)?(\\s+[\'"«][^\'"»]+[\'"»])?';
const wrong = '(не\\s?верн|не\\s?правильн|некорректн|недействительн|недопустим|ошибочн)[а-яё]*\\s+';
const record = '(уч[её]тн[а-яё]+\\s+запис[а-яё]+|аккаунт[а-яё]*)';
const login = '(авторизаци|аутентификаци|идентификаци|проверк[аиу]\\s+подлинности)';

const english = [
  `log[io]n\\s+(failure|denied|incorrect)`,
  'untrusted\\s+domain|(log[io]n|sign-?in)\\s+attempt\\s+failed',
  `${bad}(user\\s?name|user\\s+(or|and)\\s|(user|login|password)(\\s*/|\\s+(or|and|for)\\s|${end})|(user\\s+)?credential|authorization)`,
  '(password|credentials?|user\\s?name)(\\s[^.;]*)?\\s(is|are|was|were)\\s+(incorrect|invalid|wrong|unknown|not\\s+(correct|defined|valid))',
  'credential[^.;]*\\s(invalid|revoked)|password\\s+(incorrect|invalid)',
  'password\\s[^.;]*(expired|will\\s+expire|must\\s+be\\s+changed)|must\\s+(change|reset)\\s+(your|the|their)\\s+password',
  `(unknown|no\\s+such)\\s+(user|login|account)${end}|${account}\\s+(does\\s+not\\s+exist|not\\s+found)${end}|user\\s+name\\s+not\\s+found${end}`,
  `${account}\\s+((is|has|was)\\s+)?(been\\s+)?(currently\\s+)?(disabled|expired|suspended|blocked|deactivated|inactive|inactivated|frozen|revoked)`,
  `${account}\\s+((is|has|was)\\s+)?(been\\s+)?((currently|temporarily)\\s+)?locked(\\s+out)?(${end}|\\s+(and|due|because|after|until)\\s)`,
  '(^|\\W)(user|login)\\s+\\S+\\s+(is|has\\s+been)\\s+(disabled|blocked|suspended)',
  'account\\s+((has|time|logon)\\s+)*restrictions?|not\\s+been\\s+granted\\s+the\\s+requested\\s+logon\\s+type|(^|\\W)you\\s+(have\\s+been|are)\\s+(now\\s+)?locked\\s+out',
  "user\\s+(isn't|is\\s+not|not)\\s+allowed\\s+to\\s+(sign|log)",
  'role\\s+"[^"]+"\\s+(does\\s+not\\s+exist|is\\s+not\\s+permitted\\s+to\\s+log)|pg_hba\\.conf|permission\\s+denied\\s+for\\s+database',
  'AcceptSecurityContext',
  'principal\\s+"[^"]+"\\s+is\\s+not\\s+able\\s+to\\s+access|no\\s+permission\\s+for\\s+connect',
  "host\\s+'[^']+'\\s+is\\s+(not\\s+allowed\\s+to\\s+connect|blocked)|invalid_grant",
  'invalid\\s+log[io]n\\s+attempt|user\\s+unknown|too\\s+many\\s+(\\S+\\s+)?(log[io]n|sign-?in|authentication|password)\\s+attempts',
  'permission\\s+denied\\s+for\\s+(the\\s+)?user',
  '(no|empty|missing)\\s+password\\s+(was\\s+)?(supplied|given|provided)|passwords?\\s+(do(es)?\\s+not\\s+match|mismatch)|/\\s*password\\s+mismatch',
  'forced\\s+to\\s+change\\s+(\\S+\\s+)?password|password\\s+log[io]n\\s+(is\\s+)?no\\s+longer|not\\s+authori[sz]ed\\s+to\\s+log\\s?[io]n',
  `too\\s+many\\s+(failed|incorrect|invalid|unsuccessful|wrong)\\s+attempts${end}`,
  `${bad}(pin|otp|passcode|(one-time|verification|security|access)\\s+(pass\\s?)?code)([^\\pL]|$)|(^|\\W)pin(\\s+code)?\\s+(is\\s+|was\\s+|has\\s+been\\s+)?(incorrect|wrong|invalid|locked|blocked|expired)|pin\\s+entry\\s+attempts`,
];

const russian = [
  `${wrong}((введ[её]н|указан|сетев|пара)[а-яё]*\\s+)?(имя\\s+(пользов|уч[её]тн|входа|или|и\\s|/)|логин|парол|уч[её]тн|(идентификатор\\s+)?пользовател[ья]([^а-яё]|$))`,
  'имя\\s+(пользователя|входа)\\s*(или|и|/|,)\\s*пароль\\s[^.;]*(неверн|неправильн|не\\s+опознан|не\\s+определ)',
  'парол[а-яё]*(\\s[^.;]*)?\\s(не\\s?вер|не\\s?правил|не\\s+подход|ист[её]к|просроч|устарел|должен\\s+быть\\s+измен)',
  `ист[её]к[а-яё]*\\s+срок\\s+(действия\\s+)?(парол|уч[её]тн)|срок\\s+действия\\s+(\\S+\\s+)?(парол|уч[её]тн)[^.;]*\\sист[её]к`,
  '(необходимо|требуется|следует|нужно|пора|должен|должна|должны|обязан)\\s+(сменить|изменить)\\s+(\\S+\\s+)?парол|смените\\s+пароль|смена\\s+пароля',
  `${record}(\\s[^.;]*)?\\s(заблокир|временно\\s+заблокир|отключ|деактив|заморож|аннулир|просроч|истекла|удал[её]н|приостан|не\\s?актив|не\\s+существует|не\\s+найден)`,
  `ограничени[а-яё]+\\s+уч[её]тн|уч[её]тн[а-яё]+\\s+данн[а-яё]+\\s+(\\S+\\s+)?(не\\s?верн|недейств|отклон|не\\s+принят|отвергн)`,
  `(^|[.:!]\\s+)пользователь(\\s+\\S+){0,3}\\s+((заблокирован|отключ[её]н|деактивирован)(${end}|\\s+администратор|\\s+после\\s+\\S+\\s+неудач)|удал[её]н${end}|не\\s+(найден|зарегистрирован|опознан|существует|авторизован|идентифицирован|аутентифицирован)([^а-яё]|$))`,
  `неизвестн[а-яё]+\\s+пользовател[ья]([^а-яё]|$)|роль\\s+"[^"]+"\\s+не\\s+существует|в\\s+pg_hba\\.conf\\s+нет`,
  `попытка\\s+входа\\s[^.;]*(неудач|не\\s+удал)|(слишком\\s+много|превышен[а-яё]*\\s+(количество|число))\\s+(\\S+\\s+)?попыток\\s+(входа|авториз|ввода\\s+парол)`,
  `не\\s+(прош[её]л|пройден|выполнен)[а-яё]*\\s+${login}|не\\s+являющемуся\\s+доверенным|недоверенного\\s+домена|не\\s+имеет\\s+прав[а]?\\s+на\\s+(подключ|вход)`,
  `(^|[.:!]\\s+)(логин(\\s+\\S+)?\\s+(не\\s+найден|заблокирован|отключ[её]н)|вы\\s+не\\s+авторизован|требуется\\s+${login}[а-яё]*${end})`,
  `${system}[а-яё]*(\\s+\\S+){0,3}\\s+недоступн[а-яё]*\\s+(для\\s+)?пользовател`,
  '(нет\\s+)?такого\\s+пользователя(\\s+(нет|не)([^а-яё]|$)|\\s*$|\\s*[.!;])|такой\\s+пользователь\\s+не\\s+(найден|существ)',
  '(пользовател[ья]|сотрудника?|кассира?|оператора?)\\s+с\\s+(таким|указанн)[^.;]*\\s(нет|не\\s+(найден|существ))|не\\s+найден[а-яё]*\\s+пользователь([^а-яё]|$)',
  `(логин|пароль)\\s+(не\\s?верен|указан\\s+не\\s?верно|не\\s+(существует|принят|совпадает))|пароли\\s+не\\s+совпадают|неизвестный\\s+логин`,
  '(не\\s?верн|не\\s?правильн)[а-яё]*\\s+(сочетани|комбинаци)[а-яё]*\\s+(логин|им[яе]н|парол)',
  `пользовател[юя]\\s+(запрещ|закрыт)[а-яё]*\\s+(вход|доступ)(${stop}|\\s+в\\s+${system})|не\\s+пройдена\\s+проверка\\s+пользовател`,
  'нет\\s+пользователя\\s+с\\s+(таким|указанн)|имя\\s+пользователя\\s+не\\s+(найден|опознан|распознан|существует)|парол[а-яё]*\\s+(введ[её]н\\s+с\\s+ошибк|не\\s+(указан|задан|передан))',
  '(пользователь|администратор|клиент)(\\s+\\S+){0,3}\\s+не\\s+(авторизован|идентифицирован|аутентифицирован)|(сотрудник|кассир|оператор|пользователь)(\\s+\\S+){0,2}\\s+уволен([^а-яё]|$)',
  `(^|[.:!]\\s+)(указанн[а-яё]+\\s+)?пользователь(\\s+\\S+){0,2}\\s+(отсутствует\\s+в\\s+(${system}|справочник|домен|каталог)|не\\s+допущен|не\\s+имеет\\s+прав[а]?\\s+(входа|работ))`,
  `пользователю\\s+(\\S+\\s+)?не\\s+(назначен|присвоен)[а-яё]*\\s+(\\S+\\s+){0,2}(рол|прав)|(отсутствует|нет|не\\s+имеет)\\s+прав[оа]?\\s+.?внешнее\\s+соединение`,
  `(слишком\\s+много|превышен[а-яё]*\\s+(количество|число))\\s+неудачных\\s+попыток(${end}|\\s+(ввода|авториз|аутентиф))|вход\\s+(с|по)\\s+парол[а-яё]+\\s+(больше\\s+)?невозмож`,
  `(участник|субъект)-сервер\\s+"[^"]+"\\s+не\\s+может\\s+получить\\s+доступ`,
  `${wrong}((пин|pin)([-\\s]?код[а-яё]*|${end})|одноразов[а-яё]+\\s+(парол|код)|код[а-яё]*\\s+(подтвержд|доступа|авториз|из\\s+(смс|sms)|(сотрудник|кассир|оператор|пользовател)))`,
  '(пин|pin)-?\\s?код[а-яё]*(\\s[^.;]*)?\\s(заблокирован|не\\s?вер|не\\s?правил|не\\s+подход|ист[её]к|не\\s+совпад)|(смарт-?карт[аы]|(ру)?токен|e-?token)\\s+(\\S+\\s+)?заблокирован|попыток\\s+ввода\\s+(пин|pin|код)',
  'сертификат\\s+пользователя\\s+(отозван|просрочен|ист[её]к)',
  `(нет|недостаточно)\\s+прав[а]?\\s+(доступа\\s+к\\s+${system}|(для|на)\\s+вход)`,
];

/** A login that failed, or was not let in: for whatever reason. */
const failed = [
  `(^|[^\\pL])(log[\\s-]?[io]n|sign[\\s-]?in|authentication|authori[sz]ation|user\\s+validation|password\\s+(check|verification|validation))\\s+(\\pL+\\s+){0,2}(failed|failure|error|unsuccessful|not\\s+successful|rejected|denied|refused|declined)${end}`,
  `(cannot|can't|could\\s+not|couldn't|unable\\s+to|failed\\s+to)\\s+(log|sign)\\s?(\\S+\\s+){0,2}[io]n([^\\pL]|$)|not\\s+authenticated|unauthenticated|${start}forbidden${end}|access\\s+(is\\s+|was\\s+)?(forbidden|restricted|prohibited)${stop}`,
  `access\\s+to\\s+(the\\s+)?(subsystem|system|application|server|program)\\s[^.;:]*(denied|forbidden)|(отказ|отклон)[а-яё]*\\s+(авторизац|аутентиф)|${login}[а-яё]*\\s*[:—-]\\s*(отказ|отклон|неудач|не\\s?верн)|(подтвердить|установить)\\s+личность|сбой\\s+\\S+-аутентификации`,
  `(log[io]n|sign-?in|credentials?)\\s+(request\\s+)?(is\\s+|was\\s+|were\\s+|has\\s+been\\s+|have\\s+been\\s+)?(denied|rejected|refused|prohibited)|${start}sign-?in\\s+failed${end}|unable\\s+to\\s+authenticate|failed\\s+to\\s+be\\s+authenticated`,
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
  'lost\\s+connection|too\\s+many\\s+(users|connections|sessions|requests|clients)|maximum\\s+(number\\s+of\\s+)?(users|connections|sessions)|queue\\s+is\\s+full|no\\s+(response|answer)',
  'cannot\\s+open\\s+(the\\s+)?(user\\s+default\\s+)?database|не\\s+уда[а-яё]+\\s+открыть\\s+базу|access\\s+violation|stack\\s+overflow|null\\s+reference|internal\\s+(server\\s+)?error|corrupt|disk\\s+(full|error)|no\\s+space|i/o\\s+error|bad\\s+gateway|EAccessViolation',
  'внутренн[а-яё]+\\s+ошибк|повреж[дс]|по\\s+адресу|нет\\s+места|ошибка\\s+(чтения|записи)|деление\\s+на\\s+ноль|переполн|исключительн',
  'не\\s+отвеча|тайм-?аут|(истек|истёк|превышен)[а-яё]*\\s+(\\S+\\s+)?(врем|ожидани)|время\\s+ожидания|недоступ|не\\s+доступ|не\\s+запущ',
  'нет\\s+(связи|соединения|ответа|подключения)|(соединени|подключени|связ)[а-яё]*\\s+(\\S+\\s+){0,2}(потерян|разорван|прерван|закрыт|сброшен)',
  'перезагру|перезапуск|перегруж|лицензи|(исчерпан|превышен)[а-яё]*\\s+(лимит|числ|количеств)|остановлен|взаимн[а-яё]+\\s+блокировк|недостаточно\\s+памяти|занят[аоы]?([^а-яё]|$)',
];

/** Each is within what one pattern may take. */
export const DEFAULT_REFUSE_PATTERNS = {
  /** What is wrong with the login, or the account. */
  refusals: [english, englishPhrases, russian, russianPhrases, codePatterns, domainPatterns].flat(),
  /** A refusal only where no trouble is named. */
  failed: failed.join('|'),
  trouble: trouble.join('|'),
};

/** The previous default, which matches fewer texts. */
export const EARLIER_REFUSE_PATTERN =
  '(неверн|неправильн)[а-яё]*\\s+(имя|логин|парол|пользоват)|парол[а-яё]*\\s+(неверен|неверный|истек|истёк)|доступ\\s+запрещ|access denied|(wrong|invalid|incorrect|bad)\\s+(user|login|password)|logon failure';
