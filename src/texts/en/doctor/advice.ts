import type { Advice } from '../../../core/doctor/advice.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { hintEn } from '../hints.js';

/** Recommended actions, in the imperative. */
export const adviceEn: WordsFor<Advice, Advice['kind']> = {
  'later-windows': () =>
    'Use Windows Server 2016 or later: Node.js does not start on older versions.',
  'shipped-node': ({ version }) =>
    `Use the node.exe of the package (${version}): this one may not start on Windows Server 2016.`,
  'net-framework': () => 'Install .NET Framework 4.6.2 or later.',
  'remove-variables': ({ names }) =>
    `Remove ${names.join(', ')} from the environment variables of this computer, or run install.ps1 again: the task then clears them.`,
  'shell-policy': () =>
    'Read the message above: an execution policy, AppLocker or WDAC may forbid the folder ps of comwatch. Allow it, or name another PowerShell in [powershell] path.',
  'less-recording': () =>
    'Increase delay, choose another source, or exempt the module comwatch from module logging: otherwise the logs fill up.',
  bridge: () =>
    'Run install.ps1 of an unchanged package; check that antivirus software and WDAC do not block the files below app\\node_modules\\edge-js and app\\com.',
  'second-bridge': () =>
    'edge-js does not load, so the agent makes its calls from a separate PowerShell process. Send the report.',
  'use-source': ({ source }) => `Set source = ${source} in [shellprocess].`,
  'no-source': () => 'No source gives correct figures: do not use mode = act on this server.',
  clock: () =>
    'The start times disagree with the clock in every source: check whether the clock of the server was set; restart the server, then try again.',
  'source-setting-right': () =>
    'The configured source is correct; another one, which the agent would use if it failed, is not. Send the report.',
  'allow-assembly': () =>
    'Command lines are read by app\\com\\net462\\ComProbe.dll: check that antivirus software or WDAC does not block it.',
  wmi: () => 'WMI does not answer. The agent can do without it here; choose source = process.',
  elevated: () =>
    'Run this from an elevated console, and run the agent as SYSTEM or an administrator.',
  'stop-refused': () =>
    "The agent would not be able to stop anything: find out which security product protects processes, and exempt the program's folder.",
  'send-report': () => 'Send the report file to the maintainers of comwatch.',
  'register-class': ({ progid }) =>
    `Check that progid = ${progid} is spelled as on this server and that its COM+ application is installed.`,
  'class-32': ({ progid }) =>
    `${progid} is registered for 32-bit programs only: it can be called only if it runs in a process of its own.`,
  catalogue: () =>
    'Open Component Services as an administrator: is the application there, and is it the only one of that name?',
  'probe-hint': ({ failure }) => hintEn(failure),
  'event-source': () => 'Run install.ps1: it registers the event source.',
  secrets: () =>
    'Write the passwords in clear text and run comwatch protect on this computer; protected ones cannot be copied from another.',
  commands: ({ commands }) => `In an elevated console: ${commands.join(' & ')}`,
  folder: () => 'Give the account of the agent the right to write there.',
  'free-space': () =>
    'Free disk space, or choose other folders in [log] dir and [monitor] state_dir.',
  mail: () => 'Correct [mail], then check with comwatch test-mail that mail arrives.',
  install: () => 'Run install.ps1: it registers the task.',
  'install-again': () => 'Run install.ps1 again: it repairs the task.',
  'task-disabled': () =>
    'The task is disabled: enable it in the Task Scheduler when the agent is to run.',
  'try-again': () =>
    'Try again when the server is less busy; if that does not help, send the report.',
};
