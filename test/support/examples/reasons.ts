/** One value of every kind of reason; a new kind does not compile until it has its example here. */
import { foreign } from '../../../src/core/foreign.js';
import type { ProcessEnd, Reason, ReasonKind } from '../../../src/core/reason.js';

/** As a Russian Windows says it: an English sentence in a text is then one of ours. */
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
  'agent-ending': { kind: 'agent-ending' },
  'shell-busy': { kind: 'shell-busy', waiting: 21 },
  'shell-deadline': { kind: 'shell-deadline', command: 'Get-Target', deadlineMs: 30_000 },
  'shell-exited': cause,
  'answer-too-long': { kind: 'answer-too-long', characters: 1_000_001 },
  'answer-empty': { kind: 'answer-empty' },
  'answer-invalid': { kind: 'answer-invalid' },
  'shell-silent': { kind: 'shell-silent' },
  'shell-waiting': { kind: 'shell-waiting', cause, nextStartMs: 60_000 },
  'module-not-loaded': { kind: 'module-not-loaded', cause },
  'path-not-absolute': { kind: 'path-not-absolute', path: 'pwsh' },
  'path-missing': { kind: 'path-missing', path: 'C:\\pwsh.exe' },
  'powershell-missing': { kind: 'powershell-missing', names: ['powershell.exe', 'pwsh.exe'] },
  'variable-overrides-path': { kind: 'variable-overrides-path', variable: 'NODE_POWERSHELL' },
  'source-failed': { kind: 'source-failed', source: 'cim', cause },
  'rows-unusable': { kind: 'rows-unusable', source: 'counter', dropped: 5 },
  'first-source-again': { kind: 'first-source-again' },
  'class-not-registered': { kind: 'class-not-registered', name: 'meAppServer.AppServer' },
  'class-without-appid': { kind: 'class-without-appid', name: 'meAppServer.AppServer' },
  'application-unknown': { kind: 'application-unknown', name: 'БэкОфис' },
  'application-ambiguous': { kind: 'application-ambiguous', name: 'БэкОфис' },
  'command-lines-unread': { kind: 'command-lines-unread', pids: [4712, 4720], cause },
  'hosts-elsewhere': { kind: 'hosts-elsewhere', pids: [4712] },
  'catalogue-failed': { kind: 'catalogue-failed', cause },
  'child-ended': { kind: 'child-ended', stage: 'Authorize', how: ends.signal, stderr: quoted },
  'child-not-ready': { kind: 'child-not-ready', deadlineMs: 45_000 },
  'child-answer-invalid': { kind: 'child-answer-invalid', field: 'times' },
  'child-fault': { kind: 'child-fault', cause: quoted },
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
  'lock-not-taken': { kind: 'lock-not-taken', file: 'agent.lock' },
  'mail-deadline': { kind: 'mail-deadline', deadlineMs: 600_000 },
} as const satisfies { [Kind in ReasonKind]?: Extract<Reason, { kind: Kind }> };
