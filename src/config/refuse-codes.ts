/**
 * Texts by which directories, databases and cards refuse a login in codes and names of their own, as their manuals have
 * them, and texts about the domain that could not check a login. Part of the default of `refuse_pattern`.
 */
import { meaningOf } from '../core/judging/hresult.js';
import { refusalNames } from '../core/judging/refusal-names.js';

/** Between the word "error" and its number: brackets, a colon, `=`, but no other word. */
const gap = '[^\\pL\\d]{1,6}';
const notDigit = '([^\\d]|$)';
const errorWord =
  '(error|err|errno|error\\s+code|msg|native\\s+error|ошибка|код\\s+ошибки|сообщение)';
/** Numbers of Windows: logon, trust, domain, clock. */
const logonNumbers =
  '(1265|1311|13(1[57]|2[6-9]|3[01]|55|85|98)|178[6-9]|1790|1792|1793|1807|1808|1809|190[789]|1935)';

export const codePatterns = [
  // MySQL, MariaDB. Numbers of four digits mean something else in other products.
  `(^|[^\\pL\\d])${errorWord}${gap}(1044|1045|1698|1862|3118|3955|4151)${notDigit}`,
  `(mysql|mariadb|sqlstate)[^;]*[^\\pL\\d](1044|1045|1698|1820|1862|3118|3955|4151)${notDigit}`,
  // SQLSTATE class 28: invalid authorization specification (ISO 9075).
  `sql\\s?state${gap}28(000|p01)([^\\pL\\d]|$)|(^|[^,\\s]\\s)\\[28000\\]|(^|[^\\pL\\d])28(000|p01):|(^|[^\\pL\\d])28p01([^\\pL\\d]|$)|/\\s28000\\s|error\\s+\\d+\\s+\\(28000\\)`,
  // SQL Server: 18458-18461 are licences and modes of the server.
  `(${errorWord}|sql)${gap}(1845[0126]|1846[2-8]|18470|1848[678])${notDigit}`,
  `ORA-0{0,2}(1004|1005|1017|1035|1040|1045|2800[0-3]|28009|28011|28030|28040|28150|12631|12638|12641)${notDigit}`,
  // Firebird: isc_login, isc_login_error. DB2: no privilege to connect, password.
  '(335544472|335544745)([^\\d]|$)|SQL(1060|1403|30082)N',
  // LDAP (RFC 4511): invalidCredentials, also in hexadecimal.
  `ldap[^;]*(error|code|код|result|status)[^\\pL\\d]{1,4}49${notDigit}|resultcode${gap}49${notDigit}|ldap[^;]*[^\\pL\\d]0x31([^\\pL\\d]|$)`,
  // Kerberos (RFC 4120) and its tools.
  'KDC_ERR_(CLIENT_REVOKED|KEY_EXP|NAME_EXP|PREAUTH_FAILED|[CS]_PRINCIPAL_UNKNOWN|POLICY|ETYPE_NO|SVC_UNAVAILABLE)|KRB_AP_ERR_(SKEW|MODIFIED)|preauthentication\\s+failed|not\\s+found\\s+in\\s+kerberos\\s+database',
  // Windows: numbers only where the text says whose they are.
  `((system|windows|win32|os|logon\\w*)\\s+error|win32|logonuser[^.;\\d]*|(системная|сетевая)\\s+ошибка|ошибка\\s+(windows|win32|входа))${gap}${logonNumbers}${notDigit}`,
  'NT_STATUS_(LOGON|ACCOUNT_(DIS|EXP|LOCK|RES)|PASSWORD|WRONG_PASS|NO_SUCH_USER|INVALID_(LOGON|WORKS)|NO_LOGON|NO_TRUST|TRUSTED|TIME_DIFF)',
  // PKCS#11, smart cards.
  'CKR_PIN_(INCORRECT|INVALID|EXPIRED|LOCKED|LEN_RANGE)|CKR_USER_PIN_NOT_INIT',
  // Redis, RabbitMQ, Entra ID, Java, HTTP, SSH, FTP.
  'WRONGPASS|NOAUTH\\s|ACCESS_REFUSED|AADSTS50(034|05[3-7]|126|144)|(FailedLogin|AccountLocked|AccountExpired|CredentialExpired)Exception',
  '(^|[^\\d])40[13]\\W{1,3}(unauthori[sz]ed|forbidden|запрещ|несанкц|не\\s?авториз)',
  'permission\\s+denied\\s+\\((publickey|password|keyboard)|(^|[^\\d])530\\s+(user\\s+can|not\\s+logged)',
];

/** No domain controller, no trust in it, clocks that differ: stopping a process cures none of these. */
export const domainPatterns = [
  "logon\\s+servers?\\s+(is\\s+|are\\s+)?(currently\\s+)?(un)?available|domain\\s+controller|your\\s+domain\\s+(isn't|is\\s+not)\\s+available|specified\\s+domain\\s+(either\\s+)?does\\s+not\\s+exist",
  '(contact|find|locate)\\s+(any\\s+|a\\s+)?kdc([^\\pL]|$)|trust\\s+relationship|clock\\s+skew|difference\\s+between\\s+the\\s+(client|clocks)',
  'sspi\\s+(context|handshake)|контекст[а-яё]*\\s+sspi|target\\s+principal\\s+name\\s+is\\s+incorrect',
  'обработать\\s+запрос\\s+на\\s+вход|сервер[а-яё]*\\s+входа\\s+в\\s+(сеть|домен)|контроллер[а-яё]*\\s+(\\S+\\s+)?домена|указанный\\s+домен|домен\\s+(недоступ|не\\s+(доступ|существ))',
  'доверительн[а-яё]+\\s+отношени|отношени[а-яё]*\\s+доверия',
  '(разниц|различи|расхожден)[а-яё]*\\s+(\\S+\\s+)?(времени|часов)\\s+(\\S+\\s+)?(между|(с|на|и)\\s+контроллер|с\\s+домен|клиент)|(клиент|сервер)[а-яё]*[^.;]*\\s(разниц|различи|расхожден)[а-яё]*\\s+(во\\s+|в\\s+)?(времени|часов|показаниях)',
  'время\\s+на\\s+(клиенте|компьютере)\\s+и\\s+(на\\s+)?сервере',
];

/** `0x8007052E`, `-2147023570` or `SEC_E_LOGON_DENIED`. */
const CODE = /0x[0-9a-f]{8}(?![0-9a-f])|-\d{10}(?!\d)|[A-Z]+(?:_[A-Z]+)+/gi;
/** A denied access may be that to a file. */
const ambiguous = /ACCESS_DENIED|E_ACCESSDENIED/;
const names: ReadonlySet<string> = new Set(Object.values(refusalNames));

/** Whether a text names an HRESULT or an NTSTATUS by which a login is refused. */
export function namesRefusal(text: string): boolean {
  for (const [code] of text.matchAll(CODE)) {
    const name = code.includes('_') ? code.toUpperCase() : refusalOf(code);
    if (name !== undefined && names.has(name) && !ambiguous.test(name)) return true;
  }
  return false;
}

function refusalOf(code: string): string | undefined {
  const hex = code.startsWith('-')
    ? (Number(code) >>> 0).toString(16).padStart(8, '0')
    : code.slice(2);
  return meaningOf(`0x${hex.toUpperCase()}`)?.name;
}
