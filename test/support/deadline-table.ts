/** Every duration that the product waits for: who may take how long, or why it bounds nothing. See test/package/deadlines.test.ts. */

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What bounds a wait for something else, in `src`. */
export const DEADLINES: Table = {
  'our own disk: what is late is kept in memory, tried again and said': {
    'agent/memory.ts': 'SAVE_DEADLINE_MS',
    'agent/acting/pause-keeper.ts': 'SAVE_DEADLINE_MS',
    'agent/telling/incident-stories.ts': 'END_DEADLINE_MS',
    'agent/telling/mail-gate.ts': 'SAVE_DEADLINE_MS END_DEADLINE_MS',
    'agent/telling/scheduled-mail.ts': 'SAVE_DEADLINE_MS',
    'compose/mails.ts': 'STORY_DEADLINE_MS',
    'cli/report-upgrade.ts': 'DEADLINE_MS',
    'adapters/log/journal.ts': 'OPEN_DEADLINE_MS CLOSE_DEADLINE_MS',
    'adapters/mail/mailer.ts': 'DISK_DEADLINE_MS CLOSE_DEADLINE_MS',
    'adapters/files/json-file.ts': 'READ_DEADLINE_MS WRITE_DEADLINE_MS REMOVE_DEADLINE_MS',
    'adapters/files/leftovers.ts': 'DEADLINE_MS',
    'adapters/metrics/textfile.ts': 'END_MS',
    'adapters/recording/record-writer.ts': 'CLOSE_MS',
    'adapters/state/request-folder.ts': 'DEADLINE_MS',
    'adapters/state/last-run.ts': 'LOOK_DEADLINE_MS SAVE_DEADLINE_MS',
    'adapters/state/incident-folder.ts': 'DEADLINE_MS',
    'adapters/state/instance-lock.ts': 'GIVE_UP_MS DISK_DEADLINE_MS RELEASE_DEADLINE_MS',
    'adapters/state/status-file.ts': 'END_MS TRY_MS',
    'adapters/state/value-store.ts': 'GIVE_UP_MS',
    'adapters/state/brake-store.ts': 'GIVE_UP_MS',
    'adapters/state/proven-store.ts': 'SAVE_DEADLINE_MS',
  },
  'our own disk, before a stop: the process goes on burning meanwhile, so the stop does not wait': {
    'agent/acting/brake-keeper.ts': 'SAVE_DEADLINE_MS',
    'agent/acting/intent-keeper.ts': 'SAVE_DEADLINE_MS',
  },
  'a mail server: RFC 5321 4.5.3.2; nodemailer waits longer, so that it never speaks first': {
    'adapters/mail/deadlines.ts': 'RFC_DEADLINES',
    'adapters/mail/session.ts': 'LONGER_MS',
  },
  'a mail server whose answer changes nothing: the mail is settled before': {
    'adapters/mail/session.ts': 'QUIT_MS',
  },
  'a mail server at our own end: what it has not taken stays in the outbox': {
    'compose/compose.ts': 'LAST_MAILS_MS',
    'cli/last-word.ts': 'LAST_WORD_MS CRASH_WORD_MS',
    'compose/watchdog.ts': 'MAIL_MS',
  },
  'a start of PowerShell: 30 s where a Group Policy sets an execution policy': {
    'cli/open-config.ts': 'FIRST_CALL_DEADLINE_MS',
    'cli/doctor.ts': 'SECRETS_MS',
    'compose/watchdog.ts': '45_000',
    'doctor/steps/shells.ts': 'OTHER_MS',
    'adapters/powershell/shell/supervision.ts': 'FIRST_CALL_DEADLINE_MS',
  },
  'a PowerShell that does not start, asked why: the answer is there': {
    'cli/sample.ts': '1_000',
    'doctor/steps/shells.ts': '1_000',
    'adapters/powershell/shell/shell-process.ts': 'FIRST_ERROR_WAIT_MS',
  },
  'a process of ours that loads .NET or Node: a second, on a server at its limits tens of them': {
    'compose/probe.ts': 'START_DEADLINE_MS',
    'doctor/steps/bridge.ts': 'START_DEADLINE_MS',
    'doctor/workload.ts': 'START_MS ANSWER_MS',
  },
  'processes of ours that end by themselves, or are killed then': {
    'cli/watchdog.ts': 'DEADLINE_MS',
    'cli/stop-agent.ts': 'ENDS_WITHIN_MS',
    'adapters/replay/look-back.ts': 'DEADLINE_MS',
    'adapters/picture/drawing.ts': 'DEADLINE_MS',
    'adapters/mail/smtp.ts': 'ILLUSTRATION_MS',
    'adapters/com/host-process.ts': 'PIPES_MS',
    'adapters/com/host-supply.ts': 'GONE_MS',
    'adapters/powershell/shell/supervision.ts': 'CLOSE_GRACE_MS',
    'adapters/powershell/shell/shell-process.ts': '1_000',
    'doctor/steps/stopping.ts': 'ENDS_WITHIN_MS',
    'main.ts': 'LAST_EXIT_MS 300',
  },
  'the agent, asked by a command: compared with what it does meanwhile, below': {
    'cli/ask-agent.ts': 'ANSWER_MS RELOAD_ANSWER_MS',
    'cli/await-agent.ts': 'STARTS_WITHIN_MS',
    'cli/steered.ts': 'WAIT_MS',
  },
  'a pass of a loop, with all that has a deadline in it: compared with it below': {
    'agent/running.ts': 'SAMPLE_PASS_MS BESIDE_CALL_MS IDENTIFY_MS',
  },
  'the steps of doctor, and all of them: as long as the longest call in it, below': {
    'core/doctor/steps.ts': '5_000 12_000 18_000 20_000 30_000 35_000 40_000 TOTAL_MS CLOSING_MS',
  },
  'a COM server that is to give up a call, or to end a session: its process is ended then': {
    'adapters/com/transaction/deadlines.ts': 'CLOSE_MS',
    'adapters/com/transaction/reducer.ts': 'ENDING_MS',
    'adapters/com/transaction/sequence.ts': 'SOFT_CANCEL_MS',
    'adapters/com/transaction/steps.ts': 'CANCEL_MS',
  },
  'a reader of the status page, on this machine or its network': {
    'adapters/http/listener.ts': 'HEADERS_DEADLINE_MS ANSWER_DEADLINE_MS KEEP_ALIVE_MS',
  },
  'the agent, followed by its page: an update every 2 s': { 'page/follow.ts': 'SILENT_MS' },
  'WMI: its queries carry a deadline of their own, see below': {
    'adapters/powershell/commands/command-lines.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/one-sample.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/sampler.ts': 'DEADLINE_MS',
    'doctor/steps/com-class.ts': 'COMMAND_LINES_MS',
  },
  'the COM+ catalogue: blocks as long as a tool of an administrator holds it, and is asked again': {
    'adapters/powershell/commands/application.ts': 'DEADLINE_MS',
  },
  'the Task Scheduler: starts a task within its own seconds': {
    'adapters/agent/start-agent.ts': 'TASK_DEADLINE_MS',
  },
  'Windows, about a process, a file, a secret, an event: at once, or never': {
    'doctor/steps/command-lines.ts': 'DEADLINE_MS SAMPLE_MS',
    'doctor/steps/stopping.ts': 'SAMPLE_MS',
    'adapters/powershell/shell/shell.ts': 'MEMORY_DEADLINE_MS',
    'adapters/powershell/shell/supervision.ts': 'REHEARSAL_MS',
    'adapters/powershell/commands/secrets.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/stopper.ts': 'DEADLINE_MS WAIT_FOR_END_MS',
    'adapters/powershell/commands/event-log.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/machine-facts.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/machine.ts': 'DEADLINE_MS',
    'adapters/powershell/commands/file-access.ts': 'DEADLINE_MS',
  },
};

/** What is waited for and bounds nothing, in `src`. */
export const NO_DEADLINES: Table = {
  'between two looks at the same thing': {
    'adapters/state/instance-lock.ts': 'LOOK_AGAIN_MS TOUCH_MS',
    'adapters/state/request-folder.ts': 'LOOK_EVERY_MS',
    'adapters/state/stop-file.ts': 'LOOK_EVERY_MS',
    'agent/running.ts': 'IDENTIFY_EVERY_MS',
    'agent/telling/scheduled-mail.ts': 'LOOK_EVERY_MS',
    'cli/ask-agent.ts': 'LOOK_EVERY_MS',
    'cli/await-agent.ts': 'LOOK_EVERY_MS',
    'cli/sample.ts': 'READ_AGAIN_MS',
    'cli/status.ts': 'AGAIN_MS',
    'cli/steered.ts': 'LOOK_AT_FILE_MS',
    'cli/watchdog.ts': 'LOOK_AGAIN_MS',
    'compose/disk-health.ts': 'LOOK_EVERY_MS',
    'core/observing/spacing.ts': 'minimumSpacingMs',
    'doctor/source-trials.ts': 'BETWEEN_ROUNDS_MS',
    'page/follow.ts': 'LOOK_MS',
  },
  'between two tries of what failed': {
    'adapters/files/json-file.ts': 'WRITE_AGAIN_MS',
    'adapters/log/journal.ts': 'REOPEN_AFTER_MS',
    'adapters/mail/mailer.ts': 'DISK_AFTER_MS',
    'adapters/powershell/shell/supervision.ts': 'START_AFTER_WAIT_MS',
    'adapters/recording/record-writer.ts': 'WRITE_AGAIN_MS',
    'agent/start.ts': 'ASK_AGAIN_MS',
    'compose/monitoring.ts': 'OPEN_AGAIN_MS',
    'page/follow.ts': 'AGAIN_MS',
  },
  'a delay of what is not urgent': { 'adapters/com/host-supply.ts': 'REPLACE_AFTER_MS' },
  'between two of what is given out regularly': {
    'adapters/http/event-stream.ts': 'EVERY_MS',
    'adapters/metrics/textfile.ts': 'EVERY_MS',
    'adapters/recording/record-writer.ts': 'WRITE_EVERY_MS',
    'adapters/state/status-file.ts': 'EVERY_MS FIRST_MS',
    'cli/probe.ts': 'WAITING_EVERY_MS',
    'cli/prove.ts': 'PROGRESS_EVERY_MS',
    'cli/record-source.ts': 'PROGRESS_EVERY_MS',
    'compose/sight.ts': 'EVERY_MS',
  },
  'a word to the user that something lasts; the wait goes on': {
    'cli/ask-agent.ts': 'SOON_MS',
    'cli/stop-agent.ts': 'SOON_MS',
  },
  'a sleep that is ended by what it sleeps for': {
    'adapters/mail/mailer.ts': 'LONGEST_SLEEP_MS',
    'agent/telling/mail-gate.ts': 'LEAST_SLEEP_MS LONGEST_SLEEP_MS',
    'compose/monitoring.ts': 'NEVER_MS',
    'compose/shells.ts': 'ASK_IDLE_MS',
  },
  'an age of figures, or the time over which they are taken': {
    'agent/observing/observer.ts': 'OLDEST_MS',
    'compose/illustrator.ts': 'DRAWN_FOR_MS',
    'doctor/source-trials.ts': 'MEASURED_MS',
  },
};

/** The same for `ps` and `install`: deadlines and their uses. */
export const POWERSHELL_DEADLINES: Table = {
  'WMI: on a server at its limits seconds; the shell that asks waits 2 s longer': {
    'ps/private/Get-CimCommandLine.ps1': '8',
    'ps/private/Get-CimSample.ps1': '8',
    'install/system/Get-PythonProcess.ps1': '10',
  },
  'a process that was ended: Windows lets it go within its last I/O': {
    'ps/public/Stop-WatchedProcess.ps1': '$TimeoutMs 2000',
    'install/constants.ps1': '10000',
    'install/task/Stop-Remnant.ps1': '$script:EndTimeoutMs',
    'install/task/Stop-Agent.ps1': '$script:EndTimeoutMs',
    'install/task/Start-Agent.ps1': '$script:EndTimeoutMs',
    'install/system/Invoke-Program.ps1': '2000',
  },
  'a command of ours: its PowerShell and its passwords; compared with them below': {
    'install/constants.ps1': '180000',
    'install/system/Invoke-Program.ps1': '$TimeoutMs $script:ProgramTimeoutMs',
  },
  'a virus scanner that holds new files': {
    'install/package/Move-Folder.ps1': '$script:MoveTimeoutMs',
  },
  'the agent: its end takes 5 s, its health two starts of PowerShell and a sample': {
    'install/header.ps1': '30 180',
    'install/task/Stop-Agent.ps1': '($script:StopTimeoutSeconds*1000)',
    'install/task/Start-Agent.ps1': '$script:HealthTimeoutSeconds',
  },
  'the Task Scheduler: to show a start that it took, to start again what ended at once': {
    'install/task/Start-Agent.ps1': '5000 3000',
  },
  'a share, another installation: the next start of the computer tries again': {
    'install/header.ps1': '120 300',
    'install/system/Enter-Turn.ps1': '$script:WaitSeconds',
  },
  'whoever calls: the function only waits for its caller': {
    'install/system/Wait-Until.ps1': '$TimeoutMs',
  },
};

export const POWERSHELL_NO_DEADLINES: Table = {
  'a look that does not wait': { 'ps/private/Connect-Agent.ps1': '0' },
  'an instant before another one': { 'ps/private/Get-TranscriptLength.ps1': '-1' },
  'between two looks at the same thing': {
    'install/constants.ps1': '250',
    'install/package/Move-Folder.ps1': '$script:PollMs',
    'install/package/Wait-Source.ps1': '$script:PollMs',
    'install/system/Enter-Turn.ps1': '$script:PollMs',
    'install/system/Wait-Until.ps1': '$script:PollMs',
    'install/task/Start-Agent.ps1': '$script:PollMs',
  },
  'a spread of the fleet': {
    'install/header.ps1': '0',
    'install/package/Copy-Version.ps1': '$seconds*1000',
  },
  'minutes of a trigger, and no limit on the agent': {
    'install/task/Register-Task.ps1': '1 5 [timespan]::Zero',
    'install/task/Register-Watchdog.ps1': '2 5',
  },
};
