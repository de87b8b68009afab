import type { Advice } from '../../../core/doctor/advice.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { hintEn } from '../hints.js';

/** What to do, in the imperative. */
export const adviceEn: WordsFor<Advice, Advice['kind']> = {
  'later-windows': () => 'Use Windows Server 2016 or later: Node.js does not start on older ones.',
  'shipped-node': ({ version }) =>
    `Use node.exe of the package (${version}): this one may not start on Windows Server 2016.`,
  'net-framework': () => 'Install .NET Framework 4.6.2 or later.',
  'remove-variables': ({ names }) =>
    `Remove ${names.join(', ')} from the variables of the machine, or run install.ps1 again: the task then clears them.`,
  'shell-policy': () =>
    'Read the message above: an execution policy, AppLocker or WDAC may forbid the folder ps of the program. Allow it, or name another PowerShell in [powershell] path.',
  'less-recording': () =>
    'Make the delay longer, choose another source, or exempt the module comwatch from module logging: this fills the logs.',
  bridge: () =>
    'Run install.ps1 of an unchanged package; see that antivirus and WDAC do not hold back the files below app\\node_modules\\edge-js and app\\com.',
  'second-bridge': () =>
    'edge-js does not load, so the agent makes its calls from a PowerShell. Send the report.',
  'use-source': ({ source }) => `Write source = ${source} in [shellprocess].`,
  'no-source': () => 'No source gives right figures: do not use mode = act on this server.',
  clock: () =>
    'The start times disagree with the clock in every source: see whether the time of the server was changed; restart the server, then try again.',
  'source-setting-right': () =>
    'The configured source is right; another one is not, and would be used when it fails. Send the report.',
  'allow-assembly': () =>
    'Command lines are read by app\\com\\net462\\ComProbe.dll: see that antivirus or WDAC does not hold it back.',
  wmi: () => 'WMI does not answer. The agent does without it here; choose source = process.',
  elevated: () => 'Run this from an elevated console, and the agent as SYSTEM or an administrator.',
  'stop-refused': () =>
    "The agent could not stop anything: see which security product protects processes, and exempt the program's folder.",
  'send-report': () => 'Send the report file to those who maintain comwatch.',
  'register-class': ({ progid }) =>
    `See whether progid = ${progid} is spelled as on this server and its COM+ application is installed.`,
  'class-32': ({ progid }) =>
    `${progid} is registered for 32-bit programs only: it can be called while it runs in a process of its own.`,
  catalogue: () =>
    'Open Component Services as an administrator: is the application there, and does it have just one name?',
  'probe-hint': ({ failure }) => hintEn(failure),
  'event-source': () => 'Run install.ps1: it registers the event source.',
  secrets: () =>
    'Write the passwords in clear text and run comwatch protect on this machine; protected ones cannot be copied from another.',
  commands: ({ commands }) => `In an elevated console: ${commands.join(' & ')}`,
  folder: () => 'Give the account of the agent the right to write there.',
  'free-space': () =>
    'Free disk space, or choose other folders in [log] dir and [monitor] state_dir.',
  mail: () => 'Correct [mail], then see with comwatch test-mail whether a mail arrives.',
  install: () => 'Run install.ps1: it registers the task.',
  'install-again': () => 'Run install.ps1 again: it puts the task right.',
  'task-disabled': () =>
    'The task is disabled: enable it in the Task Scheduler when the agent shall run.',
  'try-again': () => 'Try again when the server is less busy; send the report if it stays so.',
};
