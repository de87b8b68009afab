import type { Problem, StrangeCharacter, Warning } from '../../config/problem.js';
import { expectedEn } from './expected.js';
import { reasonEn } from './reason.js';
import { strangeEn } from './strange.js';
import { formatNumber, formatWholeUnits } from '../format.js';

const hint = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

/** The letters that SDDL has for groups; other accounts are shown by SID. */
const groups: Readonly<Record<string, string>> = {
  WD: 'Everyone',
  AU: 'Authenticated Users',
  BU: 'Users',
  BG: 'Guests',
  AN: 'Anonymous',
  IU: 'Interactive',
  NU: 'Network',
  DU: 'Domain Users',
  DG: 'Domain Guests',
  DC: 'Domain Computers',
  LS: 'Local Service',
  NS: 'Network Service',
  PU: 'Power Users',
  AC: 'All application packages',
  AO: 'Account Operators',
  BO: 'Backup Operators',
  IS: 'IIS_IUSRS',
  LG: 'Guest',
  PO: 'Print Operators',
  RD: 'Remote Desktop Users',
  RU: 'Pre-Windows 2000 Compatible Access',
  SO: 'Server Operators',
  SU: 'Service',
};

/** What to do about rights: commands, or another place where the folder is one that others need. */
const cureEn = (commands: readonly string[]) =>
  commands.length === 0
    ? 'move it to a folder of its own that only administrators may change, such as C:\\ProgramData\\comwatch: this folder must not be closed.'
    : `run elevated: ${commands.join('; then: ')}`;

const elsewhereEn = (sections: readonly string[] | undefined) =>
  sections === undefined
    ? ''
    : ` There is such a key in ${sections.map((each) => `[${each}]`).join(' and ')}.`;

const whoEn = (sid: string) => groups[sid] ?? sid;

const strange = (problem: { readonly strange: readonly StrangeCharacter[] }) =>
  problem.strange.length === 0 ? '' : `: ${strangeEn(problem.strange)}`;

function afterValue(problem: Extract<Problem, { kind: 'bad-value' }>): string {
  const letters = problem.strange.length === 0 ? '' : ` In it, ${strangeEn(problem.strange)}.`;
  switch (problem.suspicion) {
    case 'comment':
      return `${letters} A comment must stand on a line of its own: after a value it is part of it.`;
    case 'quotes':
      return `${letters} Quotes are part of the value: write it without them.`;
    case undefined:
      return `${letters}${bareUnitEn(problem)}`;
  }
}

function bareUnitEn({ bareUnit }: Extract<Problem, { kind: 'bad-value' }>): string {
  if (bareUnit === undefined) return '';
  return ` A number without a unit means ${bareUnit === 's' ? 'seconds' : 'milliseconds'} here.`;
}

export function problemEn(problem: Problem): string {
  switch (problem.kind) {
    case 'unreadable':
      return `The file cannot be read: ${reasonEn(problem.cause)}`;
    case 'not-a-file':
      return problem.isFolder
        ? 'This is a folder where the configuration file is expected; name the file, for example --config monitor.ini.'
        : 'This is a device or a pipe; a plain file is expected.';
    case 'too-large':
      return `The file has ${problem.bytes} bytes; at most 1000000 are expected.`;
    case 'zero-bytes':
      return problem.line === undefined
        ? 'The file contains nothing but zero bytes, as after a power cut; restore it from a backup.'
        : `Line ${problem.line}: zero bytes, as after a power cut; restore the file from a backup.`;
    case 'encoding-unsupported':
      return `The file is in ${problem.encoding}; expected: UTF-8, UTF-16 or windows-1251. Save it as UTF-8.`;
    case 'encoding-mixed':
      return `Line ${problem.line}: its encoding differs from that of the rest of the file (${problem.file}). Retype the line and save the file as UTF-8.`;
    case 'encoding-unclear':
      return `Line ${problem.line}: the encoding is not clear: it has letters that cannot have been meant, as when a file is read in one encoding and saved in another. Retype the line and save the file as UTF-8.`;
    case 'empty':
      return 'The file is empty; expected: a section [shellprocess] or [commethod].';
    case 'no-check':
      return 'Neither [shellprocess] nor [commethod] is present: nothing would be checked.';
    case 'no-section':
      return `Line ${problem.line}: found "${problem.found}" before any section; expected: [section].`;
    case 'not-a-setting':
      return `Line ${problem.line}: found "${problem.found}"; expected: key = value.`;
    case 'unknown-section':
      return `Line ${problem.line}: unknown section [${problem.section}]${strange(problem)}.${hint(problem.nearest)}`;
    case 'unknown-key':
      return `Line ${problem.line}: unknown key ${problem.key} in [${problem.section}]${strange(problem)}.${hint(problem.nearest)}${elsewhereEn(problem.elsewhere)}`;
    case 'section-twice':
      return `Line ${problem.line}: section [${problem.section}] is given twice, first on line ${problem.first}.`;
    case 'key-twice':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} is given twice, first on line ${problem.first}.`;
    case 'continued':
      return `Line ${problem.line}: indented deeper than [${problem.section}] ${problem.key} above, so it would become part of its value; expected: one line.`;
    case 'missing-key':
      return `Line ${problem.line}: [${problem.section}] has no ${problem.key}; expected: ${expectedEn(problem.expected)}.`;
    case 'sampling-differs':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} = ${problem.found}, but [${problem.otherSection}] on line ${problem.otherLine} has ${problem.other} and watches the same ${problem.image}: an image is sampled once for all its sections. Remove the key here, or write the same value.`;
    case 'two-owners':
      return `Line ${problem.line}: [${problem.section}] names "${problem.owned}", as [${problem.other}] on line ${problem.first} does: a process may belong to one application only.`;
    case 'application-missing':
      return `Line ${problem.line}: [${problem.section}] does not say which of the ${problem.image} processes are its own, and [${problem.other}] on line ${problem.first} watches ${problem.image}, too; expected: application = the name or the AppID of a COM+ application.`;
    case 'maintenance-of-none':
      return `Line ${problem.line}: [${problem.section}] is about an application that the file does not have; expected: ${problem.known.length === 0 ? '[maintenance], since the applications have no names' : `[maintenance] or one of: ${problem.known.map((each) => `[maintenance ${each}]`).join(', ')}`}.${hint(problem.nearest)}`;
    case 'bad-value':
      return `Line ${problem.line}${problem.column === undefined ? '' : `, column ${problem.column}`}: [${problem.section}] ${problem.key}: found "${problem.found}"; expected: ${expectedEn(problem.expected)}.${afterValue(problem)}`;
    case 'secret-elsewhere':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} was protected on another computer, or is damaged; it cannot be read here. Write the password in clear text again, then run comwatch protect.`;
    case 'secret-unread':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} is protected and could not be read: ${reasonEn(problem.reason)}`;
    case 'listen-open':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} = ${problem.found} can be reached from other computers, and there is no token; expected: the address 127.0.0.1 or [::1], or a token of at least 16 characters.`;
    case 'writable':
      return `${problem.target === 'file' ? 'The file' : problem.target === 'folder' ? 'The folder' : 'The state folder'} ${problem.path} can be changed by accounts other than administrators: ${problem.writers.map(whoEn).join(', ')}. They could make the agent run anything. If one of them is the account that runs the agent, name it: check-config --account SID. Otherwise ${cureEn(problem.commands)}`;
    case 'link':
      return `${problem.path} is a link: ${problem.target === 'state' ? '[monitor] state_dir' : 'the log'} must be a real folder or file, since a link can point anywhere.`;
  }
}

export function warningEn(warning: Warning): string {
  switch (warning.kind) {
    case 'comment-in-value':
      return `Line ${warning.line}: the value of [${warning.section}] ${warning.key} contains a space followed by ; or #: everything after it is part of the value, too. A comment must stand on a line of its own.`;
    case 'quoted-value':
      return `Line ${warning.line}: the value of [${warning.section}] ${warning.key} is in quotes, and they are part of it.`;
    case 'masked-password':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} = *** is what comwatch config shows in place of a password. Write the password itself.`;
    case 'lost-letters':
      return `Line ${warning.line}: the value of [${warning.section}] ${warning.key} contains question marks in a row, as when letters are lost on saving. Retype it and save the file as UTF-8.`;
    case 'example-address':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} is an address of the examples: no mail arrives there.`;
    case 'doubtful-characters':
      return `Line ${warning.line}: the value of [${warning.section}] ${warning.key} contains ${warning.characters.length === 0 ? 'an invisible character, or letters of two alphabets in one word' : `characters that are easily mistaken for others: ${strangeEn(warning.characters)}`}.`;
    case 'untouched-sample':
      return 'The file still has the values of the shipped sample: fill in recipients, sender, host, sysname and login.';
    case 'bare-delay':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} = ${warning.found} means ${warning.found} ms here; to the original tool it meant ${warning.found} s. Write the unit, or [monitor] time_unit = s for a file of the original tool.`;
    case 'clear-password':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} is stored in clear text. comwatch protect replaces it with one that only this computer can read.`;
    case 'readable':
      return `${warning.path} contains a password and can be read by accounts other than administrators: ${warning.readers.map(whoEn).join(', ')}. A password protected by comwatch protect can be decrypted by anyone who can read the file on this computer. To fix it, ${cureEn(warning.commands)}`;
    case 'log-folder-writable':
      return `The log folder ${warning.path} can be changed by accounts other than administrators: ${warning.writers.map(whoEn).join(', ')}. They can remove or forge records. To fix it, ${cureEn(warning.commands)}`;
    case 'rights-unread':
      return `Could not determine who may change the configuration: ${reasonEn(warning.reason)}`;
    case 'looks-like-seconds':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} = ${warning.found} means ${formatNumber(warning.meansMs, 'en', 3)} ms here. If seconds are meant, write ${warning.found} s, or [monitor] time_unit = s for a file of the original tool.`;
    case 'below-one-core':
      return `maxcpuprocent = ${warning.limit} is less than one of the ${warning.logicalProcessors} cores: a single busy thread gets its process stopped. With cpu_basis = machine, 100 % is all cores together.`;
    case 'delay-stretched':
      return `[shellprocess] delay = ${formatWholeUnits(warning.delayMs, 'en')} is shorter than the source ${warning.source} allows; samples are taken every ${formatWholeUnits(warning.spacingMs, 'en')}.`;
    case 'com-delay-short':
      return warning.stretchedMs === undefined
        ? `The COM check runs every ${formatWholeUnits(warning.delayMs, 'en')} and opens a session on the server each time. Write [${warning.section}] delay with its unit, for example 30 s.`
        : `[${warning.section}] delay = ${formatWholeUnits(warning.delayMs, 'en')}: COM checks that succeed run every ${formatWholeUnits(warning.stretchedMs, 'en')} at most (check_load = stretch), and each opens a session on the server. Write delay with its unit, for example 30 s.`;
    case 'endless-maintenance':
      return `[${warning.section}] leaves no time between one window and the next: nothing is ever stopped, and the COM server is never called.`;
    case 'clear-login':
      return warning.when === 'always'
        ? 'The password of [mail] crosses the network in clear text (tls = off). tls = required encrypts it.'
        : 'The password of [mail] crosses the network in clear text where the server offers no encryption. With tls = required, no mail is sent in that case.';
    case 'no-mail':
      return 'There is no [mail] section: no mail is sent, only the log is written.';
    case 'no-com-check':
      return 'There is no [commethod] section: the COM check is off.';
    case 'no-process-check':
      return 'There is no [shellprocess] section: processes are sampled but not judged.';
  }
}
