/** One value of every kind of reason; a new kind does not compile until it has its example here. */
import { foreign } from '../../../src/core/foreign.js';
import type { MailHint, MailStage } from '../../../src/core/mail-reason.js';
import type { ProcessEnd, Reason, ReasonKind } from '../../../src/core/reason.js';

/** As a Russian Windows words it: an English sentence in a text is then one of ours. */
const quoted = foreign('Отказано в доступе.');

const ends = {
  code: { kind: 'code', code: 3221225477 },
  signal: { kind: 'signal', signal: 'SIGKILL' },
  'not-started': { kind: 'not-started', cause: quoted },
  unknown: { kind: 'unknown' },
} as const satisfies { [Kind in ProcessEnd['kind']]: Extract<ProcessEnd, { kind: Kind }> };

const cause: Reason = { kind: 'shell-exited', how: ends.code };

export const reasons = {
  foreign: quoted,
  'system-trouble': { kind: 'system-trouble', code: 'ENOSPC' },
  'agent-ending': { kind: 'agent-ending' },
  'replay-failed': {
    kind: 'replay-failed',
    exitCode: 1,
    stderr: { kind: 'foreign', text: 'Отказано' },
  },
  'replay-late': { kind: 'replay-late', deadlineMs: 600_000 },
  'shell-busy': { kind: 'shell-busy', waiting: 21 },
  'shell-deadline': { kind: 'shell-deadline', command: 'Get-Target', deadlineMs: 30_000 },
  'shell-exited': cause,
  'answer-too-long': { kind: 'answer-too-long', characters: 1_000_001 },
  'answer-empty': { kind: 'answer-empty' },
  'answer-invalid': { kind: 'answer-invalid' },
  'shell-silent': { kind: 'shell-silent' },
  'shell-waiting': { kind: 'shell-waiting', cause, nextStartMs: 60_000 },
  'shell-not-started': { kind: 'shell-not-started', cause },
  'shell-without-hello': { kind: 'shell-without-hello', cause, stderr: quoted },
  'module-not-loaded': { kind: 'module-not-loaded', stderr: quoted },
  'language-mode': { kind: 'language-mode', mode: foreign('ConstrainedLanguage') },
  'path-not-absolute': { kind: 'path-not-absolute', path: 'pwsh' },
  'path-missing': { kind: 'path-missing', path: 'C:\\pwsh.exe' },
  'powershell-missing': { kind: 'powershell-missing', names: ['powershell.exe', 'pwsh.exe'] },
  'variable-overrides-path': { kind: 'variable-overrides-path', variable: 'NODE_POWERSHELL' },
  'source-failed': { kind: 'source-failed', source: 'cim', cause },
  'rows-unusable': { kind: 'rows-unusable', source: 'counter', dropped: 5 },
  'first-source-again': { kind: 'first-source-again' },
  'workload-silent': { kind: 'workload-silent', deadlineMs: 10_000 },
  'class-not-registered': { kind: 'class-not-registered', name: 'meAppServer.AppServer' },
  'class-without-appid': { kind: 'class-without-appid', name: 'meAppServer.AppServer' },
  'application-unknown': { kind: 'application-unknown', name: 'БэкОфис' },
  'application-taken': { kind: 'application-taken', name: 'БэкОфис', owner: 'ФронтОфис' },
  'application-ambiguous': { kind: 'application-ambiguous', name: 'БэкОфис' },
  'command-lines-unread': { kind: 'command-lines-unread', pids: [4712, 4720], cause },
  'hosts-elsewhere': { kind: 'hosts-elsewhere', pids: [4712] },
  'catalogue-failed': { kind: 'catalogue-failed', cause },
  'child-ended': { kind: 'child-ended', stage: 'Authorize', how: ends.signal, stderr: quoted },
  'child-not-ready': { kind: 'child-not-ready', deadlineMs: 45_000 },
  'child-silent': { kind: 'child-silent', stage: 'log-out', deadlineMs: 3_000 },
  'child-answer-invalid': { kind: 'child-answer-invalid', field: 'times' },
  'child-fault': { kind: 'child-fault', cause: quoted },
  'no-bridge': {
    kind: 'no-bridge',
    edge: { kind: 'child-fault', cause: quoted },
    powershell: { kind: 'child-not-ready', deadlineMs: 60_000 },
  },
  'pid-of-windows': { kind: 'pid-of-windows', pid: 4 },
  'own-process': { kind: 'own-process' },
  'name-protected': { kind: 'name-protected', name: 'lsass.exe' },
  'system-application': { kind: 'system-application' },
  'command-line-unread': { kind: 'command-line-unread' },
  'command-line-hidden': { kind: 'command-line-hidden' },
  excluded: { kind: 'excluded', pattern: '02D4B3F1' },
  'pid-reused': { kind: 'pid-reused', name: 'notepad.exe', startedAt: '133765432100000000' },
  'still-running': { kind: 'still-running', waitedMs: 5_000 },
  'what-if': { kind: 'what-if' },
  'file-invalid': { kind: 'file-invalid', file: 'brake.json' },
  'file-unreadable': { kind: 'file-unreadable', file: 'brake.json', cause: quoted },
  'file-unwritable': { kind: 'file-unwritable', file: 'brake.json', cause: quoted },
  'file-not-plain': { kind: 'file-not-plain', file: 'brake.json' },
  'file-too-long': { kind: 'file-too-long', file: 'brake.json', bytes: 209_715_200 },
  'disk-silent': { kind: 'disk-silent', file: 'brake.json', deadlineMs: 10_000 },
  'lock-lost': { kind: 'lock-lost', pid: 4712 },
  'lock-not-taken': { kind: 'lock-not-taken', file: 'agent.lock' },
  'secret-not-read-back': { kind: 'secret-not-read-back' },
  'file-changed-meanwhile': { kind: 'file-changed-meanwhile', file: 'monitor.ini' },
  'picture-failed': { kind: 'picture-failed', how: { kind: 'code', code: 1 }, stderr: quoted },
  'picture-late': { kind: 'picture-late', deadlineMs: 10_000 },
  'picture-invalid': { kind: 'picture-invalid' },
  'mail-deadline': { kind: 'mail-deadline', deadlineMs: 600_000 },
  'mail-connection-closed': { kind: 'mail-connection-closed' },
  'mail-answer-too-long': { kind: 'mail-answer-too-long' },
  'mail-answer-out-of-turn': { kind: 'mail-answer-out-of-turn' },
  'mail-unknown-outcome': { kind: 'mail-unknown-outcome', cause },
  'mail-trouble': {
    kind: 'mail-trouble',
    server: 'mail.example.org:25',
    stage: 'connect',
    cause: quoted,
  },
} as const satisfies { [Kind in ReasonKind]: Extract<Reason, { kind: Kind }> };

/** Further examples of kinds that have several forms. */
export const furtherReasons: readonly Reason[] = [
  ...Object.values(ends).map((how): Reason => ({ kind: 'shell-exited', how })),
  { kind: 'lock-lost', pid: null },
  { kind: 'command-lines-unread', pids: [4712] },
  { kind: 'shell-without-hello', cause },
  { kind: 'module-not-loaded' },
  { kind: 'child-ended', stage: 'Authorize', how: ends.code },
];

const stages = {
  connect: true,
  tls: true,
  greeting: true,
  ehlo: true,
  starttls: true,
  auth: true,
  mail: true,
  rcpt: true,
  data: true,
  text: true,
  dot: true,
} as const satisfies Record<MailStage, true>;

const hints = {
  'nothing-listens': true,
  'host-unknown': true,
  'dns-unavailable': true,
  'no-answer-to-connect': true,
  'no-route': true,
  'closed-before-greeting': true,
  'needs-implicit-tls': true,
  'tls-on-plain-port': true,
  'tls-version': true,
  'starttls-missing': true,
  'certificate-expired': true,
  'certificate-not-yet-valid': true,
  'certificate-not-trusted': true,
  'certificate-of-another-host': true,
  'handshake-failed-with-login': true,
  'windows-login-only': true,
  'login-not-offered': true,
  'login-refused': true,
  'login-required': true,
  'starttls-required': true,
  'sender-not-allowed': true,
  'relaying-denied': true,
  'helo-refused': true,
  'recipient-unknown': true,
  'try-later': true,
  'text-refused': true,
  'session-refused': true,
} as const satisfies Record<MailHint, true>;

/** Every stage at which a mail server may fail, and every hint. */
export const mailTroubles: readonly Reason[] = [
  ...Object.keys(stages).map((stage) => ({
    ...reasons['mail-trouble'],
    stage: stage as MailStage,
    cause: reasons['mail-deadline'],
  })),
  ...Object.keys(hints).map((hint) => ({ ...reasons['mail-trouble'], hint: hint as MailHint })),
];
