import type { Foreign } from '../../core/foreign.js';
import type { ProcessEnd, Reason } from '../../core/reason.js';
import { formatBytes, formatDuration } from '../format.js';
import { mailHintsEn, mailStagesEn } from './mail.js';
import { stageNameEn } from './stage.js';
import { systemEn } from './system.js';

const L = 'en';

/** A reason as part of a sentence: no capital at its beginning, no full stop. */
export function reasonEn(reason: Reason): string {
  switch (reason.kind) {
    case 'foreign':
      return reason.text;
    case 'system-trouble':
      return `${systemEn[reason.code]} (${reason.code})`;
    case 'replay-failed':
      return `the replay failed (exit code ${reason.exitCode ?? '?'})${reason.stderr ? `: ${reason.stderr.text}` : ''}`;
    case 'replay-late':
      return `the replay did not finish within ${formatDuration(reason.deadlineMs, 'en')}`;
    case 'agent-ending':
      return 'the agent is stopping';
    case 'shell-busy':
      return `${reason.waiting} requests are already waiting for PowerShell`;
    case 'shell-deadline':
      return `no answer to ${reason.command} within ${formatDuration(reason.deadlineMs, L)}`;
    case 'shell-exited':
      return `PowerShell ${endEn(reason.how)}`;
    case 'answer-too-long':
      return `the answer is longer than ${reason.characters} characters`;
    case 'answer-empty':
      return 'the answer is empty';
    case 'answer-invalid':
      return 'the answer does not have the expected form';
    case 'shell-silent':
      return 'PowerShell does not answer';
    case 'shell-waiting':
      return `${reasonEn(reason.cause)}; next start in ${formatDuration(reason.nextStartMs, L)}`;
    case 'module-not-loaded':
      return `PowerShell did not load the agent's module. A policy (execution policy, AppLocker, WDAC) may forbid it: allow the program's ps folder, or sign it${shellSaid(reason.stderr)}`;
    case 'language-mode':
      return `PowerShell runs the module in ${reason.mode.text}: a policy (AppLocker, WDAC) does not allow the program's ps folder`;
    case 'shell-not-started':
      return `PowerShell did not start: ${reasonEn(reason.cause)}`;
    case 'shell-without-hello':
      return `PowerShell did not answer its first request: ${reasonEn(reason.cause)}${shellSaid(reason.stderr)}`;
    case 'secret-not-read-back':
      return 'the protected password could not be read back';
    case 'file-changed-meanwhile':
      return `${reason.file} was changed in the meantime`;
    case 'path-not-absolute':
      return `[powershell] path is not absolute: ${reason.path}`;
    case 'path-missing':
      return `[powershell] path: there is no ${reason.path}`;
    case 'powershell-missing':
      return `no PowerShell found (${reason.names.join(', ')}); name one in [powershell] path`;
    case 'variable-overrides-path':
      return `the environment variable ${reason.variable} overrides every path: unset it`;
    case 'source-failed':
      return `${reason.source}: ${reasonEn(reason.cause)}`;
    case 'rows-unusable':
      return `${reason.source}: none of ${reason.dropped} rows could be used`;
    case 'first-source-again':
      return 'the configured source is tried again';
    case 'class-not-registered':
      return `${reason.name} is not registered`;
    case 'class-without-appid':
      return `the registry has no AppID for ${reason.name}`;
    case 'application-unknown':
      return `the COM+ catalogue has no application ${reason.name}`;
    case 'application-taken':
      return `the hosts of ${reason.name} belong to the application ${reason.owner} of this configuration`;
    case 'application-ambiguous':
      return `several applications are called ${reason.name}`;
    case 'command-lines-unread': {
      const pids = `the command lines of these processes could not be read: ${reason.pids.join(', ')}`;
      return reason.cause === undefined ? pids : `${reasonEn(reason.cause)}; ${pids}`;
    }
    case 'hosts-elsewhere':
      return `processes outside the check host it, too: ${reason.pids.join(', ')}`;
    case 'catalogue-failed':
      return `the COM+ catalogue did not answer: ${reasonEn(reason.cause)}`;
    case 'child-ended':
      return `the process of the COM check ${endEn(reason.how)} (${stageNameEn(reason.stage)})${said(reason.stderr?.text)}`;
    case 'workload-silent':
      return `the trial process did not answer within ${formatDuration(reason.deadlineMs, L)}`;
    case 'child-not-ready':
      return `the process of the COM check was not ready within ${formatDuration(reason.deadlineMs, L)}`;
    case 'child-silent':
      return `the process of the COM check made no progress within ${formatDuration(reason.deadlineMs, L)} (${stageNameEn(reason.stage)})`;
    case 'child-answer-invalid':
      return `the process of the COM check answered in an unexpected form (${reason.field})`;
    case 'child-fault':
      return `fault in the process of the COM check: ${reasonEn(reason.cause)}`;
    case 'no-bridge':
      return `neither edge-js (${reasonEn(reason.edge)}) nor PowerShell (${reasonEn(reason.powershell)}) works`;
    case 'pid-of-windows':
      return `PID ${reason.pid} belongs to Windows`;
    case 'own-process':
      return 'the agent, its parent or its child';
    case 'name-protected':
      return `${reason.name} is never stopped`;
    case 'system-application':
      return 'it hosts the COM+ System Application';
    case 'command-line-unread':
      return 'its command line has not been read yet';
    case 'command-line-hidden':
      return 'Windows does not disclose its command line';
    case 'excluded':
      return `excluded by the configuration: ${reason.pattern}`;
    case 'pid-reused':
      return `the PID now belongs to ${reason.name}, started ${reason.startedAt}`;
    case 'still-running':
      return `still running after ${formatDuration(reason.waitedMs, L)}`;
    case 'what-if':
      return 'the attempt was a dry run';
    case 'file-invalid':
      return `${reason.file} has unexpected content`;
    case 'file-unreadable':
      return `${reason.file} cannot be read: ${reasonEn(reason.cause)}`;
    case 'file-unwritable':
      return `${reason.file} cannot be written: ${reasonEn(reason.cause)}`;
    case 'file-not-plain':
      return `${reason.file} is not a plain file`;
    case 'file-too-long':
      return `${reason.file} is too long: ${formatBytes(reason.bytes, L)}`;
    case 'disk-silent':
      return `the disk did not answer within ${formatDuration(reason.deadlineMs, L)}: ${reason.file}`;
    case 'lock-lost':
      return reason.pid === null
        ? 'another agent has taken over the state folder'
        : `another agent (PID ${reason.pid}) has taken over the state folder`;
    case 'lock-not-taken':
      return `the lock ${reason.file} cannot be taken`;
    case 'picture-failed':
      return `the process that draws the chart ${endEn(reason.how)}${said(reason.stderr?.text)}`;
    case 'picture-late':
      return `the process that draws the chart did not finish within ${formatDuration(reason.deadlineMs, L)}`;
    case 'picture-invalid':
      return 'the process that draws the chart returned no picture';
    case 'mail-deadline':
      return `no answer within ${formatDuration(reason.deadlineMs, L)}`;
    case 'mail-connection-closed':
      return 'the server closed the connection';
    case 'mail-answer-too-long':
      return "the server's answer is too long";
    case 'mail-answer-out-of-turn':
      return 'the server confirms a mail before it was sent';
    case 'mail-unknown-outcome':
      return `the mail was sent in full but not confirmed, so it may have arrived (${reasonEn(reason.cause)})`;
    case 'mail-trouble': {
      const hint = reason.hint === undefined ? '' : ` — ${mailHintsEn[reason.hint]}`;
      return `${reason.server}, ${mailStagesEn[reason.stage]}: ${reasonEn(reason.cause)}${hint}`;
    }
  }
}

function said(stderr: string | undefined): string {
  return stderr === undefined || stderr === '' ? '' : `: ${stderr}`;
}

export function endEn(how: ProcessEnd): string {
  switch (how.kind) {
    case 'code':
      return `exited with code ${how.code}`;
    case 'signal':
      return `was terminated by ${how.signal}`;
    case 'not-started':
      return `could not be started: ${reasonEn(how.cause)}`;
    case 'unknown':
      return 'ended';
  }
}

function shellSaid(stderr: Foreign | undefined): string {
  return stderr ? `; its message: ${stderr.text}` : '';
}
