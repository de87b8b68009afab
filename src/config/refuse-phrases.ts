/**
 * Ways in which people put a refused login: a word for the login, the account or a right beside a word for what is wrong
 * with it. Part of the default of `refuse_pattern`; what a text says of files, tables and fields must not match.
 */

/** End of a sentence or a clause. */
export const end = '(\\s*$|\\s*[.!;:,()])';
/** Beginning of a sentence or a clause. */
const start = '(^|[.:!]\\s+)';
/** No letter of a longer word. */
const edge = '([^\\pL]|$)';
const place =
  '(систем|подсистем|програм|приложени|сервер|баз|компьютер|сайт|портал|«|"|фронт|1с)[а-яё]*';
const wrong = '(не\\s?верн|не\\s?правильн|не\\s?корректн|недействительн|недопустим|ошибочн)[а-яё]*';
const isWrong = `(не\\s?вер(ен|н)|не\\s?правил|не\\s?коррект|недейств|не\\s+(подход|соответ|совпад|принят|опознан)|отвергн|отклон[её]н)`;
const secret =
  '(парол[а-яё]*|логин[а-яё]*|(смс|sms|mfa|otp)-?\\s?код[а-яё]*|код[а-яё]*\\s+(из\\s+(смс|sms)|доступа|подтверждения)|ключ[а-яё]*\\s+доступа|токен[а-яё]*\\s+доступа|(api|access)[\\s-]ключ[а-яё]*)';
const who = '(пользовател[а-яё]+|сотрудник[а-яё]*|кассир[а-яё]*|оператор[а-яё]*|вам|вас|вы)';
const right = '(прав|прав[ао]|полномочи[йея]|разрешени[йея]|привилеги[йия]|допуск[а]?|рол[ьиейю]+)';

export const russianPhrases = [
  `(^|[^а-яё])${secret}(\\s[^.;:"«]*)?\\s${isWrong}`,
  `${wrong}\\s+(\\S+\\s+){0,3}(или|и|и/или|/)\\s*парол|${wrong}\\s+(код|ключ|токен)\\s+доступа|введите\\s+(правильн|верн)[а-яё]+\\s+парол`,
  `(^|[^а-яё])(срок\\s+|действие\\s+)?парол[а-яё]+(\\s+\\S+){0,3}\\s+(законч|подлежит|необходимо\\s+(измен|смен)|нужно\\s+(измен|смен)|слишком\\s+стар|сброшен|был\\s+(измен|смен|сброш)|скомпромет)`,
  `(пароль\\s+не|не\\s+введ[её]н|не\\s+указан|не\\s+задан|отсутствует|пуст[а-яё]+)\\s*(имя\\s+пользователя|парол[ья]|логин|введ[её]н|указан|задан)(${end}|\\s+пользовател|\\s+для\\s+входа|\\s+(не\\s+допуск|запрещ|недопуст))`,
  '(не\\s+задано|не\\s+указано|не\\s+введено)\\s+имя\\s+пользователя|пуст[а-яё]+\\s+парол[а-яё]+\\s+(не\\s+|запрещ|недопуст)',
  `(не\\s+найден|неизвестн|не\\s+существует|не\\s+обнаружен)[а-яё]*\\s+(так[а-яё]+\\s+)?уч[её]тн[а-яё]+\\s+запис[а-яё]+|уч[её]тн[а-яё]+\\s+запис[ьи]\\s[^.;]*(архивир|недоступна|аннулир|заморож|уволен)|${start}неизвестный\\s+сотрудник`,
  `(^|[^а-яё])(ваш[а-яё]*\\s+|${who}\\s+)доступ[^.;:]*\\s(отозван|заблокир|приостан|ограничен|закрыт|прекращ)|доступ\\s+(для\\s+)?(уч[её]тн|${who})[^.;:]*\\s(отозван|заблокир|приостан|ограничен|прекращ)`,
  `(^|[^а-яё])(вам|вас|пользователю|сотруднику)(\\s+\\S+)?\\s+(закрыт|запрещ|не\\s+разреш|отказан|не\\s+предоставлен|ограничен)[а-яё]*(\\s+в)?(\\s+(вход|доступ|работ)|${end})|(вход|доступ|работа)\\s[^.;:]*для\\s+вас\\s+(закрыт|запрещ|не\\s?возмож)`,
  `(нет|недостаточно|не\\s+хватает|отсутствуют|не\\s+имеет)\\s+(необходим[а-яё]+\\s+)?${right}\\s+(для|на|в)\\s+(вход|подключен|доступ[а]?\\s+(к|в)\\s+${place}|работ[аыу]\\s+(с|в)\\s+${place})`,
  `${right}\\s+(для|на)\\s+(вход|работ|подключен|доступ)[^.;:]*\\s(отсутству|нет|недостаточно|не\\s+(назнач|предостав|выдан))|у\\s+пользователя\\s[^.;:]*нет\\s+(\\S+\\s+)?(прав|рол|доступа\\s+к\\s+${place}|доступа\\s+в\\s+${place})`,
  `пользователь(\\s+\\S+)?\\s+не\\s+имеет\\s+(доступа|прав\\s+доступа)\\s+(к|в)\\s+${place}`,
  `(^|[^а-яё])вы\\s+(заблокирован|исключен|отключен|уволен|не\\s+(зарегистр|имеете\\s+(прав|доступа)))`,
  `(вход|работа)\\s+разреш[а-яё]+\\s+только|(рабочее\\s+место|(ip-)?адрес|компьютер|устройство)\\s+(\\S+\\s+)?не\\s+разреш[а-яё]*\\s+для\\s+(пользовател|вход)`,
  `(требуется|необходима|нужна)\\s+(двухфактор|многофактор)|подлинност[ьи]\\s+(\\S+\\s+)?не\\s+(подтвержд|установлен)`,
  `(электронная\\s+)?подпись\\s+(пользователя\\s+)?недействительна|сертификат\\s+пользователя\\s+(не\\s+найден|не\\s+действ|недейств)|(отклонил|отверг)[а-яё]*\\s+уч[её]тн[а-яё]+\\s+данн`,
  `(^|[^а-яё])(логин|аккаунт|уч[её]тка|имя\\s+(входа|пользователя))(\\s+\\S+){0,2}\\s+(не\\s+(найден|зарегистр|существ|опозн|актив)|неактив|заблокир|отключ|удал[её]н|приостан|деактив)|профиль\\s+пользователя(\\s+\\S+)?\\s+(заблокир|отключ|деактив)`,
  `${start}(сотрудник|кассир|оператор)(\\s+\\S+){0,4}\\s+(заблокирован|отключ[её]н|не\\s+зарегистрирован)(${end}|\\s+администратор)|${start}пользователь(\\s+\\S+)?\\s+(отсутствует|не\\s?активен|не\\s+прош[её]л\\s+проверку)${end}`,
  `${wrong}\\s+(\\S+\\s+)?(данные|реквизиты|сведения)\\s+(для\\s+)?(вход|доступ|авториз|аутент)|${wrong}\\s+(электронн[а-яё]+\\s+)?подпись|ошибка\\s+(в\\s+)?имени\\s+пользователя`,
  `${wrong}\\s+(задан|набран|введ[её]н|указан)[а-яё]*\\s+парол|парол[а-яё]*(\\s+\\S+)?\\s+(не\\s+(прош[её]л|является|принимается)|измен[её]н${end})`,
  `пользователь(\\s+\\S+)?\\s+не\\s+имеет\\s+прав[а]?\\s+(на\\s+)?(вход|работ|запуск|доступ|использ)|у\\s+вас\\s+(нет|недостаточно|отсутству[юе]т)\\s+(доступ|прав|полномоч|разреш)[а-яё]*(${end}|\\s+(доступа\\s+)?(к|в)\\s+${place})`,
  `${wrong}\\s+(пин|pin)(${end}|\\s+(пользовател|администратор|владельц))|(^|[^а-яё])(пин|pin)(-?\\s?код)?\\s+(\\S+\\s+)?введ[её]н\\s+${wrong}|(требуется\\s+(ввести\\s+)?|введите\\s+)(пин|pin)([-\\s]код|${end})`,
  `блокировк[а-яё]+\\s+уч[её]тн[а-яё]+\\s+запис|уч[её]тн[а-яё]+\\s+запис[ьи](\\s+\\S+)?\\s+блокирован|${start}пользователь(\\s+\\S+){1,3}\\s+(отключ[её]н|заблокирован|деактивирован)\\s+(в\\s+(active|домен|каталог|систем)|после|на\\s+\\d)`,
  `(аутентификаци|авторизаци)[а-яё]*\\s+([^\\s.;]+\\s+){0,3}(запрещ|не\\s+разреш|отключ)[а-яё]*|(запрещ|не\\s+разреш)[а-яё]*\\s+(аутентификаци|авторизаци)|(сотрудник|кассир|оператор|пользователь)(\\s+\\S+)?\\s+не\\s+имеет\\s+(прав[а]?\\s+)?доступа|(нет|недостаточно)\\s+прав[а]?\\s+(для\\s+|на\\s+)внешн[а-яё]+\\s+соединени`,
  `срок\\s+действия\\s+билета|билет\\s+kerberos\\s+(ист|просроч)|обязательн[а-яё]*\\s+смен[а-яё]+\\s+парол|смена\\s+пароля\\s+(обязательн|необходим|требуется)`,
  `превышено\\s+(допустимое\\s+)?(число|количество)\\s+попыток${end}|проверьте\\s+раскладку\\s+клавиатуры`,
];

const account =
  '((user|login|account|username|user\\s+name)(\\s+account)?(\\s+[\'"«][^\'"».;]+[\'"»])?|user\\s+\\S+)';
const gone =
  '(deleted|removed|closed|archived|deactivated|frozen|revoked|suspended|inactive|not\\s+(yet\\s+)?(active|activated|enabled|verified|approved|recogni[sz]ed|registered)|invalid|unknown)';

export const englishPhrases = [
  `(^|[^\\pL])${account}\\s+(is|was|has\\s+been|isn't)\\s+(\\S+\\s+)?${gone}${end}|(^|[.:]\\s+)(user\\s+)?account\\s+(\\S+\\s+)?${gone}${end}`,
  `(^|[^\\pL])(user|login|account|username)(\\s+['"«][^'"»]+['"»])?\\s+(was\\s+|is\\s+)?not\\s+(found|recogni[sz]ed)${end}|doesn't\\s+belong\\s+to\\s+(an|any)\\s+account`,
  `(invalid|incorrect|bad|wrong|unknown)\\s+([^\\s:;.,]+\\s+)?(credentials?|log[io]n|sign-?in|user\\s?name|passphrase|passcode|api\\s+key|access\\s+(key|token))(${end}|\\s+(supplied|provided|given|specified))`,
  `(api\\s+key|access\\s+token|auth\\S*\\s+token|(mfa|otp|sms|2fa)\\s+code|passphrase)(\\s+(is|was|has))?\\s+(\\S+\\s+)?(invalid|incorrect|wrong|expired|revoked)|token\\s+(is\\s+)?invalid\\s+or\\s+expired`,
  `password\\s+(was|has\\s+been|is\\s+about\\s+to|needs?\\s+to|must)\\s+(\\S+\\s+)?(reset|changed|expired?|changing)|password\\s+(is\\s+)?(empty|blank|missing|required)${end}`,
  `(user|account|login|you)(\\s+\\S+)?\\s+(does\\s+not|do\\s+not|don't|doesn't|has\\s+no|have\\s+no)\\s+(have\\s+)?(\\S+\\s+)?(rights?|access|permissions?|privileges?|authority)(\\s+rights?)?\\s+(to|for|on)\\s+(access\\s+)?(log|sign|connect|(this\\s+|the\\s+)?(server|system|subsystem|application|program|database|computer))`,
  `(not\\s+enough|insufficient|lacks?|no)\\s+(privileges?|rights?|permissions?)\\s+(to|for)\\s+(log|sign|connect)`,
  `not\\s+a\\s+member\\s+of\\s+(the\\s+|a\\s+)?(required|allowed)|user\\s+is\\s+not\\s+assigned\\s+to|ip\\s+address\\s+is\\s+not\\s+allowed\\s+for`,
  `(two|multi)-factor\\s+authentication\\s+(is\\s+)?(required|enabled)|client\\s+certificate\\s+(is\\s+|was\\s+|has\\s+been\\s+)?(revoked|expired|rejected|invalid|required)|rejected\\s+the\\s+client\\s+credentials|no\\s+valid\\s+credentials`,
  `(^|[^\\pL])(auth_?fail(ed|ure)?|invalid_(login|credentials|password|client)|bad_?credentials|usernamenotfound)${edge}|(usernamenotfound|badcredentials|invalidcredential|locked|disabled)exception`,
  `password\\s+(\\S+\\s+)?(rejected|refused|declined|not\\s+accepted)|invalid\\s+user\\s?id(${end}|\\s+or\\s)|unrecogni[sz]ed\\s+(user|login|account)${end}|no\\s+(user|account)\\s+(was\\s+)?found|account\\s+lock-?out${end}`,
  `user\\s+is\\s+not\\s+(authori[sz]ed|permitted)\\s+to|(user|access|account)\\s+(rights?\\s+)?(has\\s+been\\s+|have\\s+been\\s+|was\\s+|were\\s+)?revoked|verify\\s+your\\s+identity`,
  `must\\s+change\\s+password|password\\s+(is\\s+)?too\\s+old|password\\s+change\\s+(is\\s+)?(required|mandatory)|(kerberos\\s+)?ticket\\s+(has\\s+)?expired|invalid\\s+dn(${end}|\\s+or\\s)`,
  `(incorrect|invalid|wrong|bad)\\s+(user\\s+|card\\s+)?pin${edge}|(^|\\W)pin\\s+(verification|check)\\s+failed|(anonymous|guest)\\s+(log[io]n|access|user)s?\\s+(is\\s+|are\\s+)?(not\\s+(allowed|permitted)|disabled|prohibited)`,
  `authentication\\s+method\\s+'[^']+'\\s+failed|failed\\s+with\\s+message:\\s+access\\s+denied|kdc\\s+has\\s+no\\s+support|realm\\s+not\\s+local|kerberos:?\\s+client\\s+not\\s+found`,
];
