import type { Problem, Warning } from '../../config/problem.js';

const hint = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` Did you mean ${nearest}?`;

/** The letters that SDDL has for groups; anyone else is shown by SID. */
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
};

const whoEn = (sid: string) => groups[sid] ?? sid;

export function problemEn(problem: Problem): string {
  switch (problem.kind) {
    case 'unreadable':
      return `The file cannot be read: ${problem.reason}`;
    case 'too-large':
      return `The file has ${problem.bytes} bytes; at most 1000000 are expected.`;
    case 'empty':
      return 'The file is empty; expected: a section [shellprocess] or [commethod].';
    case 'no-check':
      return 'Neither [shellprocess] nor [commethod] is present: nothing would be checked.';
    case 'no-section':
      return `Line ${problem.line}: found "${problem.found}" before any section; expected: [section].`;
    case 'not-a-setting':
      return `Line ${problem.line}: found "${problem.found}"; expected: key = value.`;
    case 'unknown-section':
      return `Line ${problem.line}: unknown section [${problem.section}].${hint(problem.nearest)}`;
    case 'unknown-key':
      return `Line ${problem.line}: unknown key ${problem.key} in [${problem.section}].${hint(problem.nearest)}`;
    case 'section-twice':
      return `Line ${problem.line}: section [${problem.section}] is given twice, first in line ${problem.first}.`;
    case 'key-twice':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} is given twice, first in line ${problem.first}.`;
    case 'continued':
      return `Line ${problem.line}: indented deeper than [${problem.section}] ${problem.key} above, it would belong to its value; expected: one line.`;
    case 'missing-key':
      return `Line ${problem.line}: [${problem.section}] has no ${problem.key}; expected: ${problem.expected.en}.`;
    case 'sampling-differs':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} = ${problem.found}, but [${problem.otherSection}] in line ${problem.otherLine} has ${problem.other} and watches the same ${problem.image}: an image is sampled once for all its sections. Remove the key here, or write the same value.`;
    case 'two-owners':
      return `Line ${problem.line}: [${problem.section}] names "${problem.owned}", as [${problem.other}] in line ${problem.first} does: a process may belong to one application only.`;
    case 'application-missing':
      return `Line ${problem.line}: [${problem.section}] does not say which of the ${problem.image} processes are its own, and [${problem.other}] in line ${problem.first} watches ${problem.image}, too; expected: application = the name or the AppID of a COM+ application.`;
    case 'bad-value':
      return `Line ${problem.line}${problem.column === undefined ? '' : `, column ${problem.column}`}: [${problem.section}] ${problem.key}: found "${problem.found}"; expected: ${problem.expected.en}.`;
    case 'secret-elsewhere':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} was protected on another machine, or is damaged; it cannot be read here. Write the password in clear text again, then run comwatch protect.`;
    case 'secret-unread':
      return `Line ${problem.line}: [${problem.section}] ${problem.key} is protected and could not be read: ${problem.reason}`;
    case 'writable':
      return `${problem.target === 'file' ? 'The file' : 'The folder'} ${problem.path} may be changed by others than administrators: ${problem.writers.map(whoEn).join(', ')}. They could have anything run by the agent. If one of them is the account that runs the agent, name it: check-config --account SID. Else, to mend it, elevated: ${problem.commands.join('; then: ')}`;
  }
}

export function warningEn(warning: Warning): string {
  switch (warning.kind) {
    case 'clear-password':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} is stored in clear text. comwatch protect replaces it by one that only this machine can read.`;
    case 'rights-unread':
      return `Could not determine who may change the configuration: ${warning.reason}`;
    case 'looks-like-seconds':
      return `Line ${warning.line}: [${warning.section}] ${warning.key} = ${warning.found} means ${warning.meansMs} ms here. If seconds are meant, write ${warning.found} s, or [monitor] time_unit = s for a file of the original tool.`;
    case 'below-one-core':
      return `maxcpuprocent = ${warning.limit} is less than one of the ${warning.logicalProcessors} cores: a single busy thread gets its process stopped. cpu_basis = machine makes 100 % all cores together.`;
    case 'delay-stretched':
      return `delay of ${warning.delayMs} ms is shorter than the source ${warning.source} can do; samples are taken every ${warning.spacingMs} ms.`;
    case 'com-delay-short':
      return `The COM check runs every ${warning.delayMs} ms and opens a session on the server each time. Write [commethod] delay with its unit, for example 30 s.`;
    case 'no-mail':
      return 'There is no [mail] section: no mail is sent, only the log is written.';
    case 'no-com-check':
      return 'There is no [commethod] section: the COM check is off.';
    case 'no-process-check':
      return 'There is no [shellprocess] section: processes are sampled but not judged.';
  }
}
