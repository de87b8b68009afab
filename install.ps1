<#
.SYNOPSIS
    Installs, upgrades, repairs or removes comwatch on this server.
.DESCRIPTION
    Tests what is there, then sets only what differs: run again it changes nothing and says so, which takes less than
    three seconds, so that it may run at every start of the computer.

    Each file of the package is copied to a folder of its version, beside the version that runs, and the copy is checked
    against the manifest of SHA-256. The new version checks the configuration before anything is switched. Then the old agent is
    asked to stop, the Scheduled Task is pointed to the new version and started. Unless the new version reports that
    it is healthy in time, the task of the old version is put back; the same package is then left alone for 24 hours
    (-Force tries it at once). The last version is kept for rollback, older ones are removed.

    The operators' configuration is never overwritten. Two installations at once take turns.

    Exit codes:
      0  done, or nothing to do
      1  something unexpected
      2  bad configuration: the version that ran goes on
      3  the package is broken: a hash, a size or the manifest itself
      4  not elevated, a system that comwatch does not support, or a folder of ours in which others have put something
      5  the new version did not report healthy in time and was rolled back, now or within the last 24 hours
      6  another installation is running and was waited for too long
      7  the share is gone or copying failed: nothing was changed
.PARAMETER SourcePath
    The unpacked package: the folder with manifest.json. By default the folder of this script.
.PARAMETER InstallPath
    Where the versions are kept, one folder each. By default %ProgramFiles%\comwatch.
.PARAMETER DataPath
    Where monitor.ini, state and logs are kept. By default %ProgramData%\comwatch.
.PARAMETER ConfigPath
    A configuration to begin with: copied once, when the server has none. By default the sample of the package.
.PARAMETER ManifestSha256
    What manifest.json must hash to. It protects against a share that others can write only if this script itself comes from
    a place that they cannot write: put install.ps1 among the scripts of the Group Policy and name the share by -SourcePath.
.PARAMETER TaskName
    The name of the Scheduled Task, in the root folder of the Task Scheduler.
.PARAMETER Account
    Whom the task runs as: SYSTEM, a group managed service account ('DOMAIN\name$'), or with -Credential any other. Give it at
    every run: without it the task goes back to SYSTEM.
.PARAMETER Credential
    Name and password of a named account; it needs the right to log on as a batch job.
.PARAMETER Protect
    Replaces clear passwords in the configuration by ones that only this machine can read.
.PARAMETER Uninstall
    Stops and removes the task and the program; configuration, state and logs stay.
.PARAMETER Purge
    With -Uninstall: removes configuration, state and logs too. Whatever else lies in their folder stays and is named.
.PARAMETER Force
    Tries a package again that was rolled back within the last 24 hours.
.PARAMETER JitterSeconds
    Before copying, waits a random time of up to so many seconds: for fleets that start together. All start-up scripts of a
    computer have 600 seconds together.
.PARAMETER HealthTimeoutSeconds
    How long a new version may take to report healthy.
.PARAMETER StopTimeoutSeconds
    How long the agent may take to stop when asked, before its task is ended.
.PARAMETER WaitSeconds
    How long another installation on this machine is waited for.
.PARAMETER LogPath
    The log of the installation. By default install.log in the folder of -DataPath.
.EXAMPLE
    powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File \\server\share\comwatch\install.ps1 -JitterSeconds 120

    As a start-up script of the computer: installs or upgrades, or finds that there is nothing to do.
.EXAMPLE
    .\install.ps1 -WhatIf

    Says what would be done, and changes nothing.
.EXAMPLE
    .\install.ps1 -Account 'CORP\comwatch$' -Protect

    Runs as a group managed service account, with the passwords of the configuration protected.
.EXAMPLE
    .\install.ps1 -Uninstall -Purge

    Removes everything.
.NOTES
    Runs on Windows PowerShell 5.1 and PowerShell 7, 64-bit, elevated; Windows Server 2016 and newer.
#>
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
[OutputType([string])]
param(
    [Parameter()]
    [string] $SourcePath = '',

    [Parameter()]
    [string] $InstallPath = '',

    [Parameter()]
    [string] $DataPath = '',

    [Parameter()]
    [string] $ConfigPath = '',

    [Parameter()]
    [ValidatePattern('^([0-9A-Fa-f]{64})?$')]
    [string] $ManifestSha256 = '',

    [Parameter()]
    [ValidatePattern('^[\w .()-]{1,100}$')]
    [string] $TaskName = 'comwatch',

    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string] $Account = 'SYSTEM',

    [Parameter()]
    [System.Management.Automation.PSCredential] $Credential,

    [Parameter()]
    [switch] $Protect,

    [Parameter()]
    [switch] $Uninstall,

    [Parameter()]
    [switch] $Purge,

    [Parameter()]
    [switch] $Force,

    [Parameter()]
    [ValidateRange(0, 3600)]
    [int] $JitterSeconds = 0,

    [Parameter()]
    [ValidateRange(1, 3600)]
    [int] $HealthTimeoutSeconds = 60,

    [Parameter()]
    [ValidateRange(1, 300)]
    [int] $StopTimeoutSeconds = 30,

    [Parameter()]
    [ValidateRange(0, 3600)]
    [int] $WaitSeconds = 300,

    [Parameter()]
    [string] $LogPath = ''
)
# Built from install/ by npm run build: change the parts, not this file.
# One file, because it is run from a share.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$ExitCode = @{
    Done = 0; Unexpected = 1; Configuration = 2; Package = 3; System = 4; Unhealthy = 5; Busy = 6; Copy = 7
}

# Windows Server 2016, the oldest that the Node of the package starts on.
$OldestBuild = 14393
$EndTimeoutMs = 10000
$ProgramTimeoutMs = 90000
# A virus scanner holds new files for a moment: a folder of them cannot be renamed meanwhile.
$MoveTimeoutMs = 10000
$RetryAfterHours = 24
$LogLimitBytes = 1048576
$PollMs = 250
$VersionPattern = '^\d+\.\d+\.\d+([-+]([0-9A-Za-z.+-]*[0-9A-Za-z])?)?\z'
$EventSourceKey = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\comwatch'
$EventMessageFile = '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
$ProductKey = 'HKLM\SOFTWARE\comwatch'
# Files of the package, besides app/, that a version folder gets: to remove the program without the share, and licences.
$CompanionFiles = 'install.ps1', 'LICENSES.txt'
# What -Purge takes from the data folder; whatever else lies there is not ours.
$DataNames = 'monitor.ini', 'config.cfg', 'install-failed.json', 'state', 'logs'
$DataLogPattern = '^(monitor|install)\.log(\.\d+)?\z'

# SDDL, so that no name of a group is in the way of a Russian Windows: SY = SYSTEM, BA = Administrators, BU = Users;
# P = nothing inherited from above; FA = full control, 0x1200a9 = read and execute, 0x1301bf = modify.
$FullForAdministrators = '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
$ReadForUsers = '(A;OICI;0x1200a9;;;BU)'
# Who may own what lies in our folders: Administrators, SYSTEM, the built-in Administrator, Domain Admins, TrustedInstaller.
$TrustedOwners = 'BA', 'SY', 'LA', 'DA', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'

$English = @{
    'agent-ended' = 'the agent ended by itself (result {0})'
    'bad-configuration' = 'The new version refuses the configuration {0}; what ran goes on.\u000d\u000a{1}'
    'bad-file' = 'The package is broken: {0} is not as the manifest says. Nothing was changed'
    'bad-manifest' = 'The manifest is not in order: {0}'
    'busy' = 'Another installation has been running for more than {0} s'
    'constrained' = 'PowerShell runs in constrained language mode here: allow this script in the application control policy'
    'copy-failed' = '{0} cannot be copied: {1}. Nothing was changed'
    'disabled' = 'The task {0} is disabled and stays so: the agent does not run'
    'done' = 'comwatch {0} is installed'
    'ended' = 'The agent did not stop when asked: its task is ended'
    'failed-before' = 'Version {0} was rolled back on this machine less than {1} h ago; -Force tries it again'
    'foreign-item' = '{0} is a link, or belongs neither to SYSTEM nor to Administrators: whoever put it there could take comwatch over. Look at it; remove it, or if it is yours: icacls "{0}" /setowner *S-1-5-32-544 /T /L'
    'found' = 'Package {0}, installed {1}, task {2}'
    'jitter' = 'Waiting {0} s, so that a fleet does not read the share all at once'
    'kept' = 'Configuration, state and logs stay in {0} (-Purge removes them)'
    'left-behind' = 'Not ours and left: {0}'
    'log-failed' = 'The log {0} cannot be written: {1}'
    'needs-credential' = 'The account {0} needs -Credential; only SYSTEM and managed accounts (name$) run without a password'
    'new-keys' = 'New keys that the configuration does not use yet: {0}'
    'no-manifest' = 'The manifest {0} cannot be read: {1}'
    'no-message-file' = 'There is no {0}: entries of the Windows Event Log will have no description'
    'not-64' = 'This is a 32-bit PowerShell: start the 64-bit one'
    'not-elevated' = 'Not elevated: start PowerShell as administrator'
    'not-ended' = 'The agent did not end within {0} s, even when its task was ended: the version that ran goes on'
    'not-healthy' = 'it did not report healthy within {0} s'
    'not-removed' = 'Not everything could be removed, see above: run it again later'
    'not-restored' = 'The task of version {0} could not be put back: {1}. Run this script with the package of {0} and -Force'
    'not-unregistered' = 'Version {1} does not work, and its task {0} could not be removed: {2}. Remove the task, or run this script with another package'
    'nothing' = 'Nothing to do: comwatch {0} is installed'
    'nothing-to-remove' = 'Nothing to do: comwatch is not installed'
    'old-not-healthy' = 'Version {0} is back but does not report healthy: {1}'
    'other-manifest' = 'The manifest hashes to {0}, not to {1} as asked: this is another package'
    'protect-failed' = 'The passwords could not be protected: {0}'
    'registry-failed' = 'The registry key {0} cannot be written: {1}'
    'remove-failed' = '{0} cannot be removed now: {1}'
    'removed' = 'comwatch is removed'
    'rolled-back' = 'Version {0} was rolled back to {1}: {2}'
    'rolled-back-fresh' = 'Version {0} was installed but does not work, and its task was removed: {1}'
    'rolling-back' = 'Version {0} does not work: {1}. Rolling back'
    'share-gone' = 'The package is out of reach: {0}. Nothing was changed'
    'start-failed' = 'Version {0} was started but does not work: {1}'
    'step-check' = 'Check the configuration {0} with the new version'
    'step-children' = 'Let {0} inherit the rights of its folder'
    'step-configuration' = 'Lay down a first configuration {0}'
    'step-copy' = 'Copy version {0} to {1}'
    'step-protect' = 'Protect the passwords in {0}'
    'step-purge' = 'Remove configuration, state and logs in {0}'
    'step-remove' = 'Remove {0}'
    'step-rights' = 'Set the rights of {0}'
    'step-source' = 'Register the source of the Windows Event Log'
    'step-start' = 'Start the task {0}'
    'step-switch' = 'Point the task {0} to version {1} and start it'
    'step-unregister' = 'Stop the agent and remove the task {0}'
    'step-version' = 'Note the version in {0}'
    'stopped-here' = 'Stopped at the request of the operator'
    'task-unread' = 'The Task Scheduler does not say whether there is a task {0}: {1}'
    'timed-out' = '{0} did not end within {1} s'
    'too-old' = 'Windows build {0} is too old: Windows Server 2016 or newer is needed'
    'unexpected' = 'Unexpected: {0} {1}'
    'unknown-account' = 'The account {0} is not known here: {1}'
    'unsafe-folder' = '{0} is the root of a drive or a link: choose an ordinary folder'
    'waiting' = 'Another installation is running: waiting'
    'would' = 'Would be done: {0}'
}

$Russian = @{
    'agent-ended' = '\u0430\u0433\u0435\u043d\u0442 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f \u0441\u0430\u043c (\u0440\u0435\u0437\u0443\u043b\u044c\u0442\u0430\u0442 {0})'
    'bad-configuration' = '\u041d\u043e\u0432\u0430\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043d\u0435 \u043f\u0440\u0438\u043d\u0438\u043c\u0430\u0435\u0442 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044e {0}; \u0432\u0441\u0451 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u043a\u0430\u043a \u043f\u0440\u0435\u0436\u0434\u0435.\u000d\u000a{1}'
    'bad-file' = '\u041f\u0430\u043a\u0435\u0442 \u043f\u043e\u0432\u0440\u0435\u0436\u0434\u0451\u043d: \u0444\u0430\u0439\u043b {0} \u043d\u0435 \u0441\u043e\u043e\u0442\u0432\u0435\u0442\u0441\u0442\u0432\u0443\u0435\u0442 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0443. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'bad-manifest' = '\u041c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 \u043d\u0435\u0432\u0435\u0440\u0435\u043d: {0}'
    'busy' = '\u0414\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0438\u0434\u0451\u0442 \u0434\u043e\u043b\u044c\u0448\u0435 {0} \u0441'
    'constrained' = 'PowerShell \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 \u043e\u0433\u0440\u0430\u043d\u0438\u0447\u0435\u043d\u043d\u043e\u043c \u044f\u0437\u044b\u043a\u043e\u0432\u043e\u043c \u0440\u0435\u0436\u0438\u043c\u0435: \u0440\u0430\u0437\u0440\u0435\u0448\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0432 \u043f\u043e\u043b\u0438\u0442\u0438\u043a\u0435 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043b\u043e\u0436\u0435\u043d\u0438\u044f\u043c\u0438'
    'copy-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0441\u043a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u0442\u044c {0}: {1}. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'disabled' = '\u0417\u0430\u0434\u0430\u0447\u0430 {0} \u043e\u0442\u043a\u043b\u044e\u0447\u0435\u043d\u0430 \u0438 \u043e\u0441\u0442\u0430\u0451\u0442\u0441\u044f \u043e\u0442\u043a\u043b\u044e\u0447\u0451\u043d\u043d\u043e\u0439: \u0430\u0433\u0435\u043d\u0442 \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442'
    'done' = 'comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'ended' = '\u0410\u0433\u0435\u043d\u0442 \u043d\u0435 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u0438\u043b\u0441\u044f \u043f\u043e \u0437\u0430\u043f\u0440\u043e\u0441\u0443: \u0437\u0430\u0434\u0430\u0447\u0430 \u0437\u0430\u0432\u0435\u0440\u0448\u0430\u0435\u0442\u0441\u044f \u043f\u0440\u0438\u043d\u0443\u0434\u0438\u0442\u0435\u043b\u044c\u043d\u043e'
    'failed-before' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0431\u044b\u043b\u0430 \u043e\u0442\u043a\u0430\u0447\u0435\u043d\u0430 \u043d\u0430 \u044d\u0442\u043e\u043c \u0441\u0435\u0440\u0432\u0435\u0440\u0435 \u043c\u0435\u043d\u0435\u0435 {1} \u0447 \u043d\u0430\u0437\u0430\u0434; \u043f\u043e\u0432\u0442\u043e\u0440\u0438\u0442\u044c \u0441\u0435\u0439\u0447\u0430\u0441: -Force'
    'foreign-item' = '{0} - \u0441\u0441\u044b\u043b\u043a\u0430, \u0438\u043b\u0438 \u0435\u0451 \u0432\u043b\u0430\u0434\u0435\u043b\u0435\u0446 - \u043d\u0435 \u0421\u0418\u0421\u0422\u0415\u041c\u0410 \u0438 \u043d\u0435 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u044b: \u0442\u043e\u0442, \u043a\u0442\u043e \u0435\u0451 \u0441\u043e\u0437\u0434\u0430\u043b, \u043c\u043e\u0433 \u0431\u044b \u043f\u043e\u0434\u043c\u0435\u043d\u0438\u0442\u044c comwatch. \u041f\u0440\u043e\u0432\u0435\u0440\u044c\u0442\u0435 \u0435\u0451; \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u0438\u043b\u0438, \u0435\u0441\u043b\u0438 \u043e\u043d\u0430 \u0432\u0430\u0448\u0430: icacls "{0}" /setowner *S-1-5-32-544 /T /L'
    'found' = '\u041f\u0430\u043a\u0435\u0442 {0}, \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u043e {1}, \u0437\u0430\u0434\u0430\u0447\u0430 {2}'
    'jitter' = '\u041e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 {0} \u0441, \u0447\u0442\u043e\u0431\u044b \u0441\u0435\u0440\u0432\u0435\u0440\u044b \u043d\u0435 \u043e\u0431\u0440\u0430\u0449\u0430\u043b\u0438\u0441\u044c \u043a \u043e\u0431\u0449\u0435\u0439 \u043f\u0430\u043f\u043a\u0435 \u043e\u0434\u043d\u043e\u0432\u0440\u0435\u043c\u0435\u043d\u043d\u043e'
    'kept' = '\u041a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u0435 \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u044b \u043e\u0441\u0442\u0430\u043b\u0438\u0441\u044c \u0432 {0} (\u0443\u0434\u0430\u043b\u0438\u0442\u044c: -Purge)'
    'left-behind' = '\u041d\u0435 \u043d\u0430\u0448\u0435 \u0438 \u043e\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u043e: {0}'
    'log-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0436\u0443\u0440\u043d\u0430\u043b {0}: {1}'
    'needs-credential' = '\u0414\u043b\u044f \u0443\u0447\u0451\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438 {0} \u043d\u0443\u0436\u0435\u043d \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440 -Credential; \u0431\u0435\u0437 \u043f\u0430\u0440\u043e\u043b\u044f \u0440\u0430\u0431\u043e\u0442\u0430\u044e\u0442 \u0442\u043e\u043b\u044c\u043a\u043e SYSTEM \u0438 \u0443\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c\u044b\u0435 \u0437\u0430\u043f\u0438\u0441\u0438 (\u0438\u043c\u044f$)'
    'new-keys' = '\u041d\u043e\u0432\u044b\u0435 \u043a\u043b\u044e\u0447\u0438, \u043a\u043e\u0442\u043e\u0440\u044b\u0445 \u0435\u0449\u0451 \u043d\u0435\u0442 \u0432 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438: {0}'
    'no-manifest' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u043f\u0440\u043e\u0447\u0438\u0442\u0430\u0442\u044c \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 {0}: {1}'
    'no-message-file' = '\u041d\u0435\u0442 \u0444\u0430\u0439\u043b\u0430 {0}: \u0443 \u0437\u0430\u043f\u0438\u0441\u0435\u0439 \u0436\u0443\u0440\u043d\u0430\u043b\u0430 \u0441\u043e\u0431\u044b\u0442\u0438\u0439 Windows \u043d\u0435 \u0431\u0443\u0434\u0435\u0442 \u043e\u043f\u0438\u0441\u0430\u043d\u0438\u044f'
    'not-64' = '\u042d\u0442\u043e 32-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439 PowerShell: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 64-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439'
    'not-elevated' = '\u041d\u0435\u0434\u043e\u0441\u0442\u0430\u0442\u043e\u0447\u043d\u043e \u043f\u0440\u0430\u0432: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 PowerShell \u043e\u0442 \u0438\u043c\u0435\u043d\u0438 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u0430'
    'not-ended' = '\u0410\u0433\u0435\u043d\u0442 \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f \u0437\u0430 {0} \u0441, \u0434\u0430\u0436\u0435 \u043a\u043e\u0433\u0434\u0430 \u0437\u0430\u0434\u0430\u0447\u0430 \u0431\u044b\u043b\u0430 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u0430: \u043f\u0440\u0435\u0436\u043d\u044f\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0430\u0435\u0442 \u0440\u0430\u0431\u043e\u0442\u0430\u0442\u044c'
    'not-healthy' = '\u0437\u0430 {0} \u0441 \u043e\u043d \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0438\u043b \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435'
    'not-removed' = '\u0423\u0434\u0430\u043b\u0435\u043d\u043e \u043d\u0435 \u0432\u0441\u0451, \u0441\u043c. \u0432\u044b\u0448\u0435: \u043f\u043e\u0432\u0442\u043e\u0440\u0438\u0442\u0435 \u043f\u043e\u0437\u0436\u0435'
    'not-restored' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0432\u0435\u0440\u043d\u0443\u0442\u044c \u0437\u0430\u0434\u0430\u0447\u0443 \u0432\u0435\u0440\u0441\u0438\u0438 {0}: {1}. \u0417\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0441 \u043f\u0430\u043a\u0435\u0442\u043e\u043c {0} \u0438 \u043a\u043b\u044e\u0447\u043e\u043c -Force'
    'not-unregistered' = '\u0412\u0435\u0440\u0441\u0438\u044f {1} \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442, \u0430 \u0435\u0451 \u0437\u0430\u0434\u0430\u0447\u0443 {0} \u0443\u0434\u0430\u043b\u0438\u0442\u044c \u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c: {2}. \u0423\u0434\u0430\u043b\u0438\u0442\u0435 \u0437\u0430\u0434\u0430\u0447\u0443 \u0438\u043b\u0438 \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0441 \u0434\u0440\u0443\u0433\u0438\u043c \u043f\u0430\u043a\u0435\u0442\u043e\u043c'
    'nothing' = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'nothing-to-remove' = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch \u043d\u0435 \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'old-not-healthy' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0432\u043e\u0437\u0432\u0440\u0430\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0430\u0435\u0442 \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435: {1}'
    'other-manifest' = '\u0425\u0435\u0448 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0430 {0}, \u0430 \u0443\u043a\u0430\u0437\u0430\u043d {1}: \u044d\u0442\u043e \u0434\u0440\u0443\u0433\u043e\u0439 \u043f\u0430\u043a\u0435\u0442'
    'protect-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u0449\u0438\u0442\u0438\u0442\u044c \u043f\u0430\u0440\u043e\u043b\u0438: {0}'
    'registry-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0440\u0430\u0437\u0434\u0435\u043b \u0440\u0435\u0435\u0441\u0442\u0440\u0430 {0}: {1}'
    'remove-failed' = '\u0421\u0435\u0439\u0447\u0430\u0441 \u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0443\u0434\u0430\u043b\u0438\u0442\u044c {0}: {1}'
    'removed' = 'comwatch \u0443\u0434\u0430\u043b\u0451\u043d'
    'rolled-back' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u043e\u0442\u043a\u0430\u0447\u0435\u043d\u0430 \u043a {1}: {2}'
    'rolled-back-fresh' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442, \u0435\u0451 \u0437\u0430\u0434\u0430\u0447\u0430 \u0443\u0434\u0430\u043b\u0435\u043d\u0430: {1}'
    'rolling-back' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}. \u0412\u044b\u043f\u043e\u043b\u043d\u044f\u0435\u0442\u0441\u044f \u043e\u0442\u043a\u0430\u0442'
    'share-gone' = '\u041f\u0430\u043a\u0435\u0442 \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d: {0}. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'start-failed' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0437\u0430\u043f\u0443\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}'
    'step-check' = '\u041f\u0440\u043e\u0432\u0435\u0440\u043a\u0430 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0} \u043d\u043e\u0432\u043e\u0439 \u0432\u0435\u0440\u0441\u0438\u0435\u0439'
    'step-children' = '\u041d\u0430\u0441\u043b\u0435\u0434\u043e\u0432\u0430\u043d\u0438\u0435 \u043f\u0440\u0430\u0432 \u043f\u0430\u043f\u043a\u0438 \u0434\u043b\u044f {0}'
    'step-configuration' = '\u0421\u043e\u0437\u0434\u0430\u043d\u0438\u0435 \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u043e\u0439 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0}'
    'step-copy' = '\u041a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435 \u0432\u0435\u0440\u0441\u0438\u0438 {0} \u0432 {1}'
    'step-protect' = '\u0417\u0430\u0449\u0438\u0442\u0430 \u043f\u0430\u0440\u043e\u043b\u0435\u0439 \u0432 {0}'
    'step-purge' = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u044f \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u043e\u0432 \u0432 {0}'
    'step-remove' = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 {0}'
    'step-rights' = '\u0423\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u043f\u0440\u0430\u0432 \u043d\u0430 {0}'
    'step-source' = '\u0420\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u044f \u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a\u0430 \u0436\u0443\u0440\u043d\u0430\u043b\u0430 \u0441\u043e\u0431\u044b\u0442\u0438\u0439 Windows'
    'step-start' = '\u0417\u0430\u043f\u0443\u0441\u043a \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-switch' = '\u041f\u0435\u0440\u0435\u043a\u043b\u044e\u0447\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0} \u043d\u0430 \u0432\u0435\u0440\u0441\u0438\u044e {1} \u0438 \u0437\u0430\u043f\u0443\u0441\u043a'
    'step-unregister' = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0430\u0433\u0435\u043d\u0442\u0430 \u0438 \u0443\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-version' = '\u0417\u0430\u043f\u0438\u0441\u044c \u0432\u0435\u0440\u0441\u0438\u0438 \u0432 {0}'
    'stopped-here' = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u043e \u043e\u043f\u0435\u0440\u0430\u0442\u043e\u0440\u043e\u043c'
    'task-unread' = '\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0449\u0438\u043a \u0437\u0430\u0434\u0430\u043d\u0438\u0439 \u043d\u0435 \u043e\u0442\u0432\u0435\u0447\u0430\u0435\u0442, \u0435\u0441\u0442\u044c \u043b\u0438 \u0437\u0430\u0434\u0430\u0447\u0430 {0}: {1}'
    'timed-out' = '{0} \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0430\u0441\u044c \u0437\u0430 {1} \u0441'
    'too-old' = '\u0421\u0431\u043e\u0440\u043a\u0430 Windows {0} \u0441\u043b\u0438\u0448\u043a\u043e\u043c \u0441\u0442\u0430\u0440\u0430: \u043d\u0443\u0436\u0435\u043d Windows Server 2016 \u0438\u043b\u0438 \u043d\u043e\u0432\u0435\u0435'
    'unexpected' = '\u041d\u0435\u043f\u0440\u0435\u0434\u0432\u0438\u0434\u0435\u043d\u043d\u0430\u044f \u043e\u0448\u0438\u0431\u043a\u0430: {0} {1}'
    'unknown-account' = '\u0423\u0447\u0451\u0442\u043d\u0430\u044f \u0437\u0430\u043f\u0438\u0441\u044c {0} \u0437\u0434\u0435\u0441\u044c \u043d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u0430: {1}'
    'unsafe-folder' = '{0} - \u043a\u043e\u0440\u0435\u043d\u044c \u0434\u0438\u0441\u043a\u0430 \u0438\u043b\u0438 \u0441\u0441\u044b\u043b\u043a\u0430: \u0432\u044b\u0431\u0435\u0440\u0438\u0442\u0435 \u043e\u0431\u044b\u0447\u043d\u0443\u044e \u043f\u0430\u043f\u043a\u0443'
    'waiting' = '\u0418\u0434\u0451\u0442 \u0434\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430: \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435'
    'would' = '\u0411\u044b\u043b\u043e \u0431\u044b \u0441\u0434\u0435\u043b\u0430\u043d\u043e: {0}'
}

function Get-InstallationPlan {
    <#
    .SYNOPSIS
        What there is to do for an installation, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. What differs from the wanted state becomes a step: a table with a Text, a deed (Do) and its Argument.
    $task = Get-Task
    $current = Get-TaskVersion $task
    $state = Get-TaskState $task
    $isWhole = Test-VersionFolder
    $isTask = Test-Task $task
    $version = $script:Manifest.Version
    $file = Get-ConfigurationFile

    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        $access = Get-WantedAccess $name
        if (-not (Test-Rights $folder $access)) {
            New-Step 'step-rights' $folder { param($rights) Set-Rights $rights.Path $rights.Access } @{ Path = $folder; Access = $access }
        }
    }
    foreach ($each in @(Get-UnequalChild)) { New-Step 'step-children' $each { param($path) Reset-Rights $path } $each }
    if (-not $isWhole) { New-Step 'step-copy' ($version, $script:Place.Version) { Copy-Version } }
    if (-not [System.IO.File]::Exists($file)) { New-Step 'step-configuration' $file { Copy-Configuration } }
    if (-not $isWhole -or -not $isTask) { New-Step 'step-check' $file { Assert-Configuration } }
    if ((Get-RegistryText $script:EventSourceKey 'EventMessageFile') -ne $script:EventMessageFile) {
        New-Step 'step-source' @() { Register-EventSource }
    }
    if (-not $isTask) {
        New-Step 'step-switch' ($script:TaskName, $version) { param($old) Switch-Version $old; Write-NewKey (Get-TaskVersion $old) } $task
    }
    elseif ($state -ne 'Disabled' -and ($state -ne 'Running' -or -not $isWhole)) { New-Step 'step-start' $script:TaskName { Start-Version } }
    if ($script:Protect -and (Test-ClearPassword)) { New-Step 'step-protect' $file { Protect-Configuration } }
    if ((Get-RegistryText $script:ProductKey 'Version') -ne $version) {
        New-Step 'step-version' $script:ProductKey { Set-RegistryText $script:ProductKey 'Version' 'REG_SZ' $script:Manifest.Version }
    }
    foreach ($each in @(Get-OldFolder $current)) { New-Step 'step-remove' $each { param($path) [void] (Remove-Folder $path) } $each }
}

function Get-RemovalPlan {
    <#
    .SYNOPSIS
        What there is to remove, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. Only what comwatch made is named: a folder given by mistake keeps what lies in it.
    $remove = { param($path) if (-not (Remove-Folder $path)) { $script:IsLeft = $true } }
    if ($null -ne (Get-Task)) {
        New-Step 'step-unregister' $script:TaskName {
            Stop-Agent
            Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
        }
    }
    $install = $script:Place.Install
    if ([System.IO.Directory]::Exists($install)) {
        foreach ($each in [System.IO.DirectoryInfo]::new($install).GetDirectories()) {
            if ($each.Name -match $script:VersionPattern -or $each.Name -match '^\.(staging|damaged)-') {
                New-Step 'step-remove' $each.FullName $remove $each.FullName
            }
        }
        New-Step 'step-remove' $install { param($path) Remove-EmptyFolder $path } $install
    }
    foreach ($key in $script:EventSourceKey, $script:ProductKey) {
        if ((Invoke-SystemProgram 'reg.exe' @('query', $key)).ExitCode -eq 0) {
            New-Step 'step-remove' $key { param($name) [void] (Invoke-SystemProgram 'reg.exe' @('delete', $name, '/f')) } $key
        }
    }
    $data = $script:Place.Data
    if ($script:Purge -and [System.IO.Directory]::Exists($data)) {
        New-Step 'step-purge' $data {
            param($folder)
            foreach ($each in [System.IO.DirectoryInfo]::new($folder).GetFileSystemInfos()) {
                $isOurs = $each.Name -in $script:DataNames -or $each.Name -match $script:DataLogPattern
                if ($isOurs -and -not (Remove-Folder $each.FullName)) { $script:IsLeft = $true }
            }
            Remove-EmptyFolder $folder
            # The log of the installation went with the rest.
            if ([System.IO.Path]::GetDirectoryName($script:LogFile) -eq $folder) { $script:LogFile = '' }
        } $data
    }
}

function Invoke-Installation {
    <#
    .SYNOPSIS
        Installs, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $script:Manifest = Read-Manifest
    $version = $script:Manifest.Version
    $script:Place['Version'] = Join-Name $script:Place.Install $version
    foreach ($folder in $script:Place.Install, $script:Place.Data) { Assert-OwnFolder $folder }
    $task = Get-Task
    $state = Get-TaskState $task
    Write-Line (Get-Text 'found' $version, (Get-TaskVersion $task), $state) 'DEBUG'
    if ((Test-Failure) -and (Get-TaskVersion $task) -ne $version) {
        Stop-Installation $script:ExitCode.Unhealthy 'failed-before' $version, $script:RetryAfterHours
    }
    $plan = @(Get-InstallationPlan)
    $isSwitched = @($plan | Where-Object { $_.Key -eq 'step-switch' }).Count -gt 0
    if ($state -eq 'Disabled' -and -not $isSwitched) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN' }
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing' $version); return }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $version) }
}

function Invoke-Plan {
    <#
    .SYNOPSIS
        Does the steps one after the other, or with -WhatIf names them.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Plan
    )

    # A step that the operator refused ends it, since the rest builds on it: then the answer is false.
    foreach ($step in $Plan) {
        if ($script:Cmdlet.ShouldProcess($step.Text)) {
            Write-Line $step.Text
            & $step.Do $step.Argument
            if ($script:LogFile) { Write-Log }
        }
        elseif ($script:WhatIfOnly) { Write-Line (Get-Text 'would' $step.Text) }
        else { Write-Line (Get-Text 'stopped-here') 'WARN'; return $false }
    }
    $true
}

function Invoke-Removal {
    <#
    .SYNOPSIS
        Uninstalls, or says that there is nothing to do.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $plan = @(Get-RemovalPlan)
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing-to-remove'); return }
    $isDone = Invoke-Plan $plan
    if (-not $isDone -or $script:WhatIfOnly) { return }
    if ($script:IsLeft) { Stop-Installation $script:ExitCode.Unexpected 'not-removed' }
    Write-Line (Get-Text 'removed')
    $data = $script:Place.Data
    if (-not $script:Purge -and [System.IO.Directory]::Exists($data)) { Write-Line (Get-Text 'kept' $data) }
}

function New-Step {
    <#
    .SYNOPSIS
        One step of a plan.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Values,
        [Parameter(Mandatory = $true)] [scriptblock] $Deed,
        [Parameter()] [AllowNull()] [object] $Argument = $null
    )

    @{ Key = $Key; Text = (Get-Text $Key $Values); Do = $Deed; Argument = $Argument }
}

function Register-EventSource {
    <#
    .SYNOPSIS
        Registers the source of the Windows Event Log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # With the message file of .NET, so that viewers find a description; it is there on every supported Windows.
    $file = $script:EventMessageFile
    $path = Join-Name $env:SystemRoot ($file.Replace('%SystemRoot%\', '').Replace('\', '/'))
    if (-not [System.IO.File]::Exists($path)) { Write-Line (Get-Text 'no-message-file' $path) 'WARN' }
    Set-RegistryText $script:EventSourceKey 'TypesSupported' 'REG_DWORD' '7'
    # Last: it is what tells that the source is registered.
    Set-RegistryText $script:EventSourceKey 'EventMessageFile' 'REG_EXPAND_SZ' $file
}

function Start-Version {
    <#
    .SYNOPSIS
        Starts the version that is installed already.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $reason = Start-Agent $script:Manifest.Version
    if ($reason) { Stop-Installation $script:ExitCode.Unhealthy 'start-failed' $script:Manifest.Version, $reason }
}

function Copy-PackageFile {
    <#
    .SYNOPSIS
        Copies one file of the package and checks the copy.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [object] $Entry,
        [Parameter(Mandatory = $true)] [string] $Target
    )

    # What is checked is what will run, whatever happens to the share meanwhile.
    $source = Join-Name $script:Place.Source $Entry.path
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Target))
    $reason = ''
    try {
        [System.IO.File]::Copy($source, $Target, $true)
        # A file that is read-only on the share would be here too, and could not be removed one day.
        [System.IO.File]::SetAttributes($Target, [System.IO.FileAttributes]::Normal)
        # The mark of the Internet zone travels with a copy and would keep PowerShell from loading the module.
        Unblock-File -LiteralPath $Target
        if (Test-PackageFile $Target $Entry) { return }
    }
    catch { $reason = Get-Reason $_ }
    if (-not [System.IO.File]::Exists((Join-Name $script:Place.Source 'manifest.json'))) {
        Stop-Installation $script:ExitCode.Copy 'share-gone' $script:Place.Source
    }
    if ($reason -and [System.IO.File]::Exists($source)) {
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $Entry.path, $reason
    }
    Stop-Installation $script:ExitCode.Package 'bad-file' $Entry.path
}

function Copy-Version {
    <#
    .SYNOPSIS
        Copies the program beside the versions that are there.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Its folder appears whole or not at all: it is filled under another name. A damaged folder of the same version is put
    # aside first, and put back when the new one cannot take its place.
    if ($script:JitterSeconds -gt 0) {
        $seconds = [System.Random]::new().Next(0, $script:JitterSeconds + 1)
        Write-Line (Get-Text 'jitter' $seconds) 'DEBUG'
        [System.Threading.Thread]::Sleep($seconds * 1000)
    }
    $version = $script:Place.Version
    $staging = Join-Name $script:Place.Install ".staging-$($script:Manifest.Version)"
    $aside = Join-Name $script:Place.Install ".damaged-$($script:Manifest.Version)"
    try {
        foreach ($each in $staging, $aside) { if ([System.IO.Directory]::Exists($each)) { [System.IO.Directory]::Delete($each, $true) } }
        foreach ($each in $script:Manifest.Files) {
            $name = Get-InstalledName $each.path
            if ($name) { Copy-PackageFile $each (Join-Name $staging $name) }
        }
        if ([System.IO.Directory]::Exists($version)) {
            Stop-Agent
            Move-Folder $version $aside
        }
        Move-Folder $staging $version
    }
    catch {
        $failure = $_
        if ([System.IO.Directory]::Exists($aside) -and -not [System.IO.Directory]::Exists($version)) { Move-Folder $aside $version }
        [void] (Remove-Folder $staging)
        Remove-EmptyFolder $script:Place.Install
        if ($null -ne $failure.Exception.Data['comwatch']) { throw $failure.Exception }
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $version, (Get-Reason $failure)
    }
    [void] (Remove-Folder $aside)
}

function Get-InstalledName {
    <#
    .SYNOPSIS
        Where a file of the package goes in the version folder, or '' when it stays behind.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if ($Path.StartsWith('app/', [System.StringComparison]::Ordinal)) { return $Path.Substring(4) }
    if ($Path -in $script:CompanionFiles) { return $Path }
    ''
}

function Get-OldFolder {
    <#
    .SYNOPSIS
        Folders of versions that are neither the new one nor the last one, and what a broken installation left.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $CurrentVersion
    )

    if (-not [System.IO.Directory]::Exists($script:Place.Install)) { return }
    $folders = @([System.IO.DirectoryInfo]::new($script:Place.Install).GetDirectories())
    $others = @($folders | Where-Object { $_.Name -match $script:VersionPattern -and $_.Name -ne $script:Manifest.Version })
    $keep = $CurrentVersion
    if (-not $keep -or $keep -eq $script:Manifest.Version) {
        $keep = ''
        $newest = [datetime]::MinValue
        foreach ($each in $others) {
            if ($each.CreationTimeUtc -gt $newest) { $newest = $each.CreationTimeUtc; $keep = $each.Name }
        }
    }
    foreach ($each in $others) { if ($each.Name -ne $keep) { $each.FullName } }
    foreach ($each in $folders) { if ($each.Name -match '^\.(staging|damaged)-') { $each.FullName } }
}

function Get-Sha256 {
    <#
    .SYNOPSIS
        The SHA-256 of bytes or of a file, in lower hex.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter()] [byte[]] $Bytes = @(),
        [Parameter()] [string] $Path = ''
    )

    # By the provider of Windows itself: on 5.1 several times faster than the managed one, and allowed under FIPS.
    $algorithm = [System.Security.Cryptography.SHA256CryptoServiceProvider]::new()
    $stream = $null
    try {
        if ($Path) {
            $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'Read', 1048576)
            $hash = $algorithm.ComputeHash($stream)
        }
        else { $hash = $algorithm.ComputeHash($Bytes) }
    }
    finally {
        if ($null -ne $stream) { $stream.Dispose() }
        $algorithm.Dispose()
    }
    [System.BitConverter]::ToString($hash).Replace('-', '').ToLowerInvariant()
}

function Move-Folder {
    <#
    .SYNOPSIS
        Renames a folder, and tries again for a while when something in it is open.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Target
    )

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        try {
            [System.IO.Directory]::Move($Path, $Target)
            return
        }
        catch {
            if ($clock.ElapsedMilliseconds -ge $script:MoveTimeoutMs) { throw }
            [System.Threading.Thread]::Sleep($script:PollMs)
        }
    }
}

function Read-Manifest {
    <#
    .SYNOPSIS
        Reads and checks the manifest of the package.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Gives a table: Version, Sha256 and Files (path, bytes, sha256). Ends the installation when it is not in order.
    $file = Join-Name $script:Place.Source 'manifest.json'
    try { $bytes = [System.IO.File]::ReadAllBytes($file) }
    catch {
        if (-not [System.IO.Directory]::Exists($script:Place.Source)) {
            Stop-Installation $script:ExitCode.Copy 'share-gone' $script:Place.Source
        }
        Stop-Installation $script:ExitCode.Package 'no-manifest' $file, (Get-Reason $_)
    }
    $sha = Get-Sha256 -Bytes $bytes
    if ($script:ManifestSha256 -and $script:ManifestSha256 -ne $sha) {
        Stop-Installation $script:ExitCode.Package 'other-manifest' $sha, $script:ManifestSha256
    }
    try { $manifest = ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString($bytes)) }
    catch { Stop-Installation $script:ExitCode.Package 'no-manifest' $file, (Get-Reason $_) }

    $version = [string] (Get-Field $manifest 'version')
    if ((Get-Field $manifest 'name') -ne 'comwatch' -or $version -notmatch $script:VersionPattern) {
        Stop-Installation $script:ExitCode.Package 'bad-manifest' 'name, version'
    }
    $files = @(Get-Field $manifest 'files')
    $seen = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($each in $files) {
        if (-not (Test-ManifestEntry $each) -or -not $seen.Add([string] $each.path)) {
            Stop-Installation $script:ExitCode.Package 'bad-manifest' ([string] (Get-Field $each 'path'))
        }
    }
    foreach ($needed in 'app/node.exe', 'app/main.mjs', 'monitor.ini') {
        if (-not $seen.Contains($needed)) { Stop-Installation $script:ExitCode.Package 'bad-manifest' $needed }
    }
    @{ Version = $version; Sha256 = $sha; Files = $files }
}

function Remove-EmptyFolder {
    <#
    .SYNOPSIS
        Removes a folder when nothing is in it.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if (-not [System.IO.Directory]::Exists($Path)) { return }
    $left = @([System.IO.Directory]::GetFileSystemEntries($Path))
    if ($left.Count -eq 0) { [void] (Remove-Folder $Path) }
    elseif ($script:Uninstall) { Write-Line (Get-Text 'left-behind' ($left -join ', ')) }
}

function Remove-Folder {
    <#
    .SYNOPSIS
        Removes a folder or a file.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # What is in use stays until the next time: the answer is false and a warning says so.
    try {
        if ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::Delete($Path, $true) }
        else { [System.IO.File]::Delete($Path) }
        $true
    }
    catch {
        Write-Line (Get-Text 'remove-failed' $Path, (Get-Reason $_)) 'WARN'
        $false
    }
}

function Test-ManifestEntry {
    <#
    .SYNOPSIS
        Whether one file of the manifest is described as it must be.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Entry
    )

    $path = [string] (Get-Field $Entry 'path')
    $path -match '^[\w@+.-]+(/[\w@+.-]+)*\z' -and
    # No name of dots alone, none that ends in a dot (Windows drops it), no device.
    $path -notmatch '(^|/)[^/]*\.(/|\z)' -and
    $path -notmatch '(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|\z)' -and
    [string] (Get-Field $Entry 'sha256') -match '^[0-9a-f]{64}\z' -and
    [string] (Get-Field $Entry 'bytes') -match '^\d{1,12}\z'
}

function Test-PackageFile {
    <#
    .SYNOPSIS
        Whether a file has the size and the hash that the manifest gives it.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [object] $Entry
    )

    $info = [System.IO.FileInfo]::new($Path)
    $info.Exists -and $info.Length -eq [long] $Entry.bytes -and (Get-Sha256 -Path $Path) -eq $Entry.sha256
}

function Test-VersionFolder {
    <#
    .SYNOPSIS
        Whether the folder of the version holds the files of the package unchanged, and no other.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    # A DLL too many beside node.exe would be loaded as well.
    $folder = $script:Place.Version
    if (-not [System.IO.Directory]::Exists($folder)) { return $false }
    $wanted = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($each in $script:Manifest.Files) {
        $name = Get-InstalledName $each.path
        if (-not $name) { continue }
        $path = Join-Name $folder $name
        if (-not (Test-PackageFile $path $each)) { return $false }
        [void] $wanted.Add($path)
    }
    foreach ($each in @(Get-FolderItem $folder)) {
        if (-not [System.IO.Directory]::Exists($each) -and -not $wanted.Contains($each)) { return $false }
    }
    $true
}

function Assert-Configuration {
    <#
    .SYNOPSIS
        Lets the new version check the configuration, before anything is switched.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Ends the installation with exit code 2 when it is refused. A configuration that this run laid down is taken away
    # again, so that a better -ConfigPath has its chance. The account of the task may change the configuration, and it is
    # not the one that runs this script: the version is told.
    $answer = Invoke-Agent @('check-config', '--account', $script:Place.Account.Sid)
    if ($answer.ExitCode -ne 0) {
        $file = Get-ConfigurationFile
        if ($script:NewConfiguration) { [System.IO.File]::Delete($script:NewConfiguration) }
        Stop-Installation $script:ExitCode.Configuration 'bad-configuration' $file, $answer.Text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

function Copy-Configuration {
    <#
    .SYNOPSIS
        Lays down a configuration where there is none.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $from = Join-Name $script:Place.Source 'monitor.ini'
    if ($script:ConfigPath) { $from = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($script:ConfigPath) }
    $target = Join-Name $script:Place.Data 'monitor.ini'
    try {
        [System.IO.File]::Copy($from, $target, $false)
        [System.IO.File]::SetAttributes($target, [System.IO.FileAttributes]::Normal)
    }
    catch { Stop-Installation $script:ExitCode.Copy 'copy-failed' $from, (Get-Reason $_) }
    $script:NewConfiguration = $target
    if ($script:ConfigPath) { return }
    $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
    if (-not (Test-PackageFile $target $entry)) {
        [System.IO.File]::Delete($target)
        Stop-Installation $script:ExitCode.Package 'bad-file' 'monitor.ini'
    }
}

function Get-ConfigurationFile {
    <#
    .SYNOPSIS
        The operators' file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    foreach ($name in 'monitor.ini', 'config.cfg') {
        $path = Join-Name $script:Place.Data $name
        if ([System.IO.File]::Exists($path)) { return $path }
    }
    Join-Name $script:Place.Data 'monitor.ini'
}

function Get-StateFolder {
    <#
    .SYNOPSIS
        The state folder, where the agent reports its health and looks for the stop file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $file = Get-ConfigurationFile
    $folder = 'state'
    if ([System.IO.File]::Exists($file) -and
        (Read-FileText $file) -match '(?im)^[ \t]*state_dir[ \t]*[:=][ \t]*(?<folder>[^\r\n]*\S)') {
        $folder = $Matches['folder']
    }
    [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($script:Place.Data, $folder))
}

function Invoke-Agent {
    <#
    .SYNOPSIS
        Runs one command of a version on the configuration.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string[]] $Command,
        [Parameter()] [string] $Version = $script:Manifest.Version
    )

    # Gives a table: ExitCode and Text. No secret is among the arguments.
    $folder = Join-Name $script:Place.Install $Version
    $arguments = @(Join-Name $folder 'main.mjs') + $Command + @('--config', (Get-ConfigurationFile))
    Invoke-Program -FilePath (Join-Name $folder 'node.exe') -Arguments $arguments -WorkingFolder $folder
}

function Protect-Configuration {
    <#
    .SYNOPSIS
        Lets the new version protect the passwords of the configuration.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # After the new version has proved healthy: the one before might not read them.
    $answer = Invoke-Agent @('protect')
    if ($answer.ExitCode -ne 0) { Stop-Installation $script:ExitCode.Configuration 'protect-failed' $answer.Text }
}

function Read-FileText {
    <#
    .SYNOPSIS
        The text of a configuration file, whatever Notepad wrote it in.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # By its byte order mark, else as UTF-8, else as windows-1251, as the agent reads it.
    try {
        $strict = [System.Text.UTF8Encoding]::new($false, $true)
        [System.IO.File]::ReadAllText($Path, $strict)
    }
    catch [System.Text.DecoderFallbackException] {
        [System.IO.File]::ReadAllText($Path, [System.Text.Encoding]::GetEncoding(1251))
    }
}

function Test-ClearPassword {
    <#
    .SYNOPSIS
        Whether the configuration holds a password that is not protected.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $file = Get-ConfigurationFile
    if (-not [System.IO.File]::Exists($file)) {
        $file = Join-Name $script:Place.Source 'monitor.ini'
        if ($script:ConfigPath) { $file = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($script:ConfigPath) }
    }
    [System.IO.File]::Exists($file) -and
    (Read-FileText $file) -match '(?im)^[ \t]*password[ \t]*[:=][ \t]*(?!dpapi:)[^\s]'
}

function Write-NewKey {
    <#
    .SYNOPSIS
        Names the keys that the new version knows and the one before did not.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    if (-not $Version -or $Version -eq $script:Manifest.Version) { return }
    if (-not [System.IO.File]::Exists((Join-Name $script:Place.Install "$Version/node.exe"))) { return }
    $before = Invoke-Agent @('config', '--keys') $Version
    $now = Invoke-Agent @('config', '--keys')
    if ($before.ExitCode -ne 0 -or $now.ExitCode -ne 0) { return }
    $known = @($before.Text -split '\s*\n')
    $new = @($now.Text -split '\s*\n' | Where-Object { $_ -notin $known })
    if ($new.Count -gt 0) { Write-Line (Get-Text 'new-keys' ($new -join ', ')) }
}

function Get-Task {
    <#
    .SYNOPSIS
        The Scheduled Task, or null.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param()

    # In the root folder of the Task Scheduler. Only an answer that there is none is null: any other failure ends the
    # installation, since a task that could not be seen would be taken for one that is not there.
    try { Get-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop' }
    catch {
        if ($_.FullyQualifiedErrorId -like 'CmdletizationQuery_NotFound*') { return $null }
        Stop-Installation $script:ExitCode.Unexpected 'task-unread' $script:TaskName, (Get-Reason $_)
    }
}

function Get-TaskAccount {
    <#
    .SYNOPSIS
        The account of a definition of a task, as it stands there: a SID.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition
    )

    # The cmdlets show the name in the language of Windows; the definition holds the SID.
    if ($Definition -match '<UserId>\s*(?<account>[^<]+?)\s*</UserId>') { return $Matches['account'] }
    ''
}

function Get-TaskAction {
    <#
    .SYNOPSIS
        The first action of a task, or null.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # In strict mode the first element of an empty list is an error.
    foreach ($each in @(Get-Field $Task 'Actions')) { return $each }
}

function Get-TaskState {
    <#
    .SYNOPSIS
        Disabled, Queued, Ready, Running, or '' without a task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter()] [AllowNull()] [object] $Task = (Get-Task)
    )

    # PowerShell 7 may see the task through Windows PowerShell and then a number for its state.
    $state = [string] (Get-Field $Task 'State')
    switch ($state) {
        '1' { 'Disabled' }
        '2' { 'Queued' }
        '3' { 'Ready' }
        '4' { 'Running' }
        default { $state }
    }
}

function Get-TaskVersion {
    <#
    .SYNOPSIS
        The version that a task runs, by the folder of its program; '' when it is none of ours.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    $program = [string] (Get-Field (Get-TaskAction $Task) 'Execute')
    if (-not $program) { return '' }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($program.Trim('"'))
        if ($folder -and [System.IO.Path]::GetDirectoryName($folder) -eq $script:Place.Install) {
            return [System.IO.Path]::GetFileName($folder)
        }
    }
    # Windows PowerShell 5.1 takes no path with a quotation mark in it: a task of someone else.
    catch [System.ArgumentException] { return '' }
    ''
}

function Get-WantedAction {
    <#
    .SYNOPSIS
        What the task runs.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # node.exe itself, so that ending the task ends the agent.
    $folder = $script:Place.Version
    @{
        Execute          = '"' + (Join-Name $folder 'node.exe') + '"'
        Argument         = '"{0}" run --config "{1}"' -f (Join-Name $folder 'main.mjs'), (Get-ConfigurationFile)
        WorkingDirectory = $folder
    }
}

function Register-Task {
    <#
    .SYNOPSIS
        Registers the task in its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [bool] $Disabled
    )

    # At start-up, and a watchdog every five minutes without end, which IgnoreNew makes harmless while the agent runs. A
    # managed account logs on by password but is given none.
    $wanted = Get-WantedAction
    $action = New-ScheduledTaskAction @wanted -ErrorAction 'Stop'
    $atStartup = New-ScheduledTaskTrigger -AtStartup -ErrorAction 'Stop'
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today; RepetitionInterval = [timespan]::FromMinutes(5) }
    $watchdog = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{
        AllowStartIfOnBatteries    = $true
        DontStopIfGoingOnBatteries = $true
        StartWhenAvailable         = $true
        MultipleInstances          = 'IgnoreNew'
        Compatibility              = 'Win8'
        # PT0S: without it the task is ended after three days. 5 is normal priority, 7 (the default) is below.
        ExecutionTimeLimit         = [timespan]::Zero
        Priority                   = 5
        RestartCount               = 999
        RestartInterval            = [timespan]::FromMinutes(1)
        Disable                    = $Disabled
    }
    $task = @{
        TaskName    = $script:TaskName
        TaskPath    = '\'
        Description = "comwatch $($script:Manifest.Version): watches the processes of a COM+ application"
        Action      = $action
        Trigger     = @($atStartup, $watchdog)
        Settings    = New-ScheduledTaskSettingsSet @options -ErrorAction 'Stop'
        Force       = $true
    }
    $account = $script:Place.Account
    if ($account.Kind -eq 'named') {
        $task['User'] = $account.Name
        $task['Password'] = $script:Credential.GetNetworkCredential().Password
        $task['RunLevel'] = 'Highest'
    }
    else {
        $logon = 'ServiceAccount'
        if ($account.Kind -eq 'managed') { $logon = 'Password' }
        $principal = @{ UserId = $account.Name; LogonType = $logon; RunLevel = 'Highest' }
        $task['Principal'] = New-ScheduledTaskPrincipal @principal -ErrorAction 'Stop'
    }
    [void] (Register-ScheduledTask @task -ErrorAction 'Stop')
}

function Set-Failure {
    <#
    .SYNOPSIS
        Notes that this package was rolled back, or that all is well.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [bool] $Failed
    )

    # By the hash of its manifest: a package that was built anew is another one.
    $file = Join-Name $script:Place.Data 'install-failed.json'
    if ($Failed) {
        $note = '{{"version":"{0}","manifest":"{1}"}}' -f $script:Manifest.Version, $script:Manifest.Sha256
        [System.IO.File]::WriteAllText($file, $note)
    }
    elseif ([System.IO.File]::Exists($file)) { [System.IO.File]::Delete($file) }
}

function Start-Agent {
    <#
    .SYNOPSIS
        Starts the task and waits until the agent of this version reports healthy.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Version
    )

    # Gives '' or why it is not healthy. An agent that has ended is not waited for, unless the scheduler starts it again at
    # once.
    $health = Join-Name (Get-StateFolder) 'health.json'
    if ((Get-TaskState) -eq 'Running') {
        # The watchdog was quicker, with the definition of before.
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs)
    }
    if ([System.IO.File]::Exists($health)) { [System.IO.File]::Delete($health) }
    Start-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $ran = $false
    $endedAt = -1
    while ($clock.Elapsed.TotalSeconds -lt $script:HealthTimeoutSeconds) {
        if (Test-Health $health $Version) { return '' }
        # A query that fails says nothing of the agent; its health is looked at as long as there is time.
        try { $running = (Get-TaskState) -eq 'Running' }
        catch { $running = $true }
        if ($running) { $ran = $true; $endedAt = -1 }
        elseif ($endedAt -lt 0 -and ($ran -or $clock.ElapsedMilliseconds -gt 5000)) { $endedAt = $clock.ElapsedMilliseconds }
        if ($endedAt -ge 0 -and $clock.ElapsedMilliseconds - $endedAt -gt 3000) {
            $info = Get-ScheduledTaskInfo -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
            return Get-Text 'agent-ended' (Get-Field $info 'LastTaskResult')
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    Get-Text 'not-healthy' $script:HealthTimeoutSeconds
}

function Stop-Agent {
    <#
    .SYNOPSIS
        Asks the agent to stop by the stop file, and ends its task when it does not.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Ends the installation when even that does not help: two agents must not run.
    if ((Get-TaskState) -ne 'Running') { return }
    $state = Get-StateFolder
    $request = Join-Name $state 'stop'
    if ([System.IO.Directory]::Exists($state) -and (Test-OwnItem $state)) {
        [System.IO.File]::WriteAllText($request, 'install.ps1')
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } ($script:StopTimeoutSeconds * 1000))
    }
    $ended = $true
    if ((Get-TaskState) -eq 'Running') {
        Write-Line (Get-Text 'ended') 'WARN'
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        $ended = Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs
    }
    if ([System.IO.File]::Exists($request)) { [System.IO.File]::Delete($request) }
    if (-not $ended) { Stop-Installation $script:ExitCode.Unexpected 'not-ended' ($script:EndTimeoutMs / 1000) }
}

function Switch-Version {
    <#
    .SYNOPSIS
        Stops the old agent, points the task to the new version and starts it; puts the old task back if it must.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # Ends the installation with exit code 5 when the new version did not report healthy.
    $previous = ''
    $previousVersion = Get-TaskVersion $Task
    if ($null -ne $Task) {
        $previous = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
    }
    $disabled = (Get-TaskState $Task) -eq 'Disabled'
    Stop-Agent
    $version = $script:Manifest.Version
    try {
        Register-Task $disabled
        if ($disabled) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN'; return }
        $reason = Start-Agent $version
    }
    catch { $reason = Get-Reason $_ }
    Set-Failure ([bool] $reason)
    if (-not $reason) { return }

    Write-Line (Get-Text 'rolling-back' $version, $reason) 'WARN'
    Undo-Switch $previous $previousVersion
    if ($previousVersion) { Stop-Installation $script:ExitCode.Unhealthy 'rolled-back' $version, $previousVersion, $reason }
    Stop-Installation $script:ExitCode.Unhealthy 'rolled-back-fresh' $version, $reason
}

function Test-Failure {
    <#
    .SYNOPSIS
        Whether this very package was rolled back lately.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $file = Join-Name $script:Place.Data 'install-failed.json'
    if ($script:Force -or -not [System.IO.File]::Exists($file)) { return $false }
    try {
        $failure = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        $age = ([datetime]::UtcNow - [System.IO.File]::GetLastWriteTimeUtc($file)).TotalHours
        (Get-Field $failure 'manifest') -eq $script:Manifest.Sha256 -and $age -lt $script:RetryAfterHours
    }
    catch { $false }
}

function Test-Health {
    <#
    .SYNOPSIS
        Whether the agent of a version has reported healthy.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Version
    )

    try {
        if (-not [System.IO.File]::Exists($Path)) { return $false }
        $health = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($Path))
        (Get-Field $health 'version') -eq $Version -and [bool] (Get-Field $health 'healthySince')
    }
    catch { $false }
}

function Test-Task {
    <#
    .SYNOPSIS
        Whether the task is as it is to be.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # Whether it is enabled does not count: that is the operators' decision.
    if ($null -eq $Task) { return $false }
    $action = Get-TaskAction $Task
    $wanted = Get-WantedAction
    $settings = Get-Field $Task 'Settings'
    $definition = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
    $account = Get-TaskAccount $definition
    [string] (Get-Field $action 'Execute') -eq $wanted.Execute -and
    [string] (Get-Field $action 'Arguments') -eq $wanted.Argument -and
    @(Get-Field $Task 'Triggers').Count -eq 2 -and
    $account -in $script:Place.Account.Sid, $script:Place.Account.Name -and
    [string] (Get-Field $settings 'ExecutionTimeLimit') -eq 'PT0S' -and
    # 2 where PowerShell 7 sees the number.
    [string] (Get-Field $settings 'MultipleInstances') -in 'IgnoreNew', '2' -and
    -not (Get-Field $settings 'DisallowStartIfOnBatteries') -and
    -not (Get-Field $settings 'StopIfGoingOnBatteries') -and
    [int] (Get-Field $settings 'Priority') -in 4, 5, 6
}

function Undo-Switch {
    <#
    .SYNOPSIS
        Puts the task of the old version back and starts it; without one, takes the new task away.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    # The definition of before goes back as it was. That of a named account needs its password: only -Credential has it.
    # Ends the installation with exit code 5 when the task cannot be put back or taken away.
    try {
        Stop-Agent
        if (-not $Definition) {
            if ($null -ne (Get-Task)) {
                Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
            }
            return
        }
        # Where registering the new one failed, the old one is still there.
        $present = ''
        if ($null -ne (Get-Task)) {
            $present = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop')
        }
        $task = @{ TaskName = $script:TaskName; TaskPath = '\'; Xml = $Definition; Force = $true }
        $account = $script:Place.Account
        if ($account.Kind -eq 'named' -and (Get-TaskAccount $Definition) -in $account.Sid, $account.Name) {
            $task['User'] = $account.Name
            $task['Password'] = $script:Credential.GetNetworkCredential().Password
        }
        if ($present -ne $Definition) { [void] (Register-ScheduledTask @task -ErrorAction 'Stop') }
    }
    catch {
        if (-not $Definition) {
            $values = $script:TaskName, $script:Manifest.Version, (Get-Reason $_)
            Stop-Installation $script:ExitCode.Unhealthy 'not-unregistered' $values
        }
        Stop-Installation $script:ExitCode.Unhealthy 'not-restored' $Version, (Get-Reason $_)
    }
    # A task that was none of ours is put back, not started.
    if (-not $Version) { return }
    $reason = Start-Agent $Version
    if ($reason) { Write-Line (Get-Text 'old-not-healthy' $Version, $reason) 'WARN' }
}

function Assert-OwnFolder {
    <#
    .SYNOPSIS
        Ends the installation when something in a folder was put there by someone who is no administrator.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Users may create files below %ProgramData%, and the owner of a file can always give himself access to it. So a folder
    # that was there before us, and everything in it, must belong to SYSTEM, Administrators or the account of the task, and
    # a link is nothing that we put there. Such things are named, never adopted and never repaired silently: a configuration
    # decides what runs as SYSTEM.
    if (-not [System.IO.Directory]::Exists($Path)) { return }
    foreach ($each in @($Path) + @(Get-FolderItem $Path)) {
        if (Test-OwnItem $each) { continue }
        # Nothing is written there then, the log included.
        if ([System.IO.Path]::GetDirectoryName($script:LogFile) -eq $script:Place.Data) { $script:LogFile = '' }
        Stop-Installation $script:ExitCode.System 'foreign-item' $each
    }
}

function Get-FolderItem {
    <#
    .SYNOPSIS
        The paths of everything in a folder, at any depth.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # A link is named, but not followed.
    $waiting = [System.Collections.Generic.Stack[string]]::new()
    $waiting.Push($Path)
    while ($waiting.Count -gt 0) {
        foreach ($each in [System.IO.DirectoryInfo]::new($waiting.Pop()).GetFileSystemInfos()) {
            $each.FullName
            $isLink = $each.Attributes -band [System.IO.FileAttributes]::ReparsePoint
            if (-not $isLink -and $each -is [System.IO.DirectoryInfo]) { $waiting.Push($each.FullName) }
        }
    }
}

function Get-UnequalChild {
    <#
    .SYNOPSIS
        What in the data folder has rights of its own instead of those of the folder.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # A right given to a file by itself survives when its folder is closed. What has gone since it was listed is left out.
    if (-not [System.IO.Directory]::Exists($script:Place.Data)) { return }
    foreach ($each in @(Get-FolderItem $script:Place.Data)) {
        try { $sddl = [string] (Get-Acl -LiteralPath $each).Sddl }
        catch {
            if (Test-Absence $each) { continue }
            throw
        }
        $isOwn = $sddl -match 'D:[A-Z]*P'
        foreach ($entry in [regex]::Matches($sddl, '\((?<type>[A-Z]+);(?<flags>[A-Z]*);')) {
            if ($entry.Groups['type'].Value -eq 'A' -and $entry.Groups['flags'].Value -notmatch 'ID') { $isOwn = $true }
        }
        if ($isOwn) { $each }
    }
}

function Get-WantedAccess {
    <#
    .SYNOPSIS
        The access that a folder is to have, as SDDL.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('Install', 'Data')] [string] $Folder
    )

    # The program may be read by users. Configuration, state and logs are for SYSTEM and Administrators; another account
    # that the task runs as may change what lies there, since it writes log and state.
    $account = $script:Place.Account
    $own = { param($rights) if ($account.Kind -ne 'system') { "(A;OICI;$rights;;;$($account.Sid))" } }
    if ($Folder -eq 'Install') { return $script:FullForAdministrators + $script:ReadForUsers + (& $own '0x1200a9') }
    $script:FullForAdministrators + (& $own '0x1301bf')
}

function Reset-Rights {
    <#
    .SYNOPSIS
        Lets a file or folder inherit the rights of the folder it lies in, and nothing else.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    try {
        $acl = Get-Acl -LiteralPath $Path
        $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
        $acl.SetSecurityDescriptorSddlForm('O:BAD:AI', $sections)
        Set-Acl -LiteralPath $Path -AclObject $acl
    }
    catch { if (-not (Test-Absence $Path)) { throw } }
}

function Set-Rights {
    <#
    .SYNOPSIS
        Creates a folder where there is none and gives it the wanted access and the owner Administrators.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Access
    )

    # Breaks inheritance: what lies above gives users the right to create files.
    [void] [System.IO.Directory]::CreateDirectory($Path)
    $acl = Get-Acl -LiteralPath $Path
    $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
    $acl.SetSecurityDescriptorSddlForm("O:BAD:PAI$Access", $sections)
    Set-Acl -LiteralPath $Path -AclObject $acl
    # Someone may have been quicker, as long as the folder was open.
    Assert-OwnFolder $Path
}

function Test-OwnItem {
    <#
    .SYNOPSIS
        Whether a file or folder is no link and belongs to someone who may be trusted.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # SYSTEM, Administrators or the account of the task. What has gone since it was listed is nobody else's either.
    if (Test-Link $Path) { return $false }
    try { $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl }
    catch {
        if (Test-Absence $Path) { return $true }
        throw
    }
    if ($sddl -notmatch '^O:(?<owner>S-[\d-]+|[A-Z]{2})') { return $false }
    $owner = $Matches['owner']
    $owner -in $script:TrustedOwners -or $owner -eq $script:Place.Account.Sid
}

function Test-Rights {
    <#
    .SYNOPSIS
        Whether a folder has just the wanted access and belongs to SYSTEM or Administrators.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Access
    )

    # Compares SDDL, in which Windows writes full control in two ways.
    if (-not [System.IO.Directory]::Exists($Path)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl
    if ($sddl -notmatch '^O:(BA|SY)(G:[^:]*)?D:(?<flags>[A-Z]*)(?<list>(\([^)]*\))*)') { return $false }
    $flags, $list = $Matches['flags'], $Matches['list']
    if ($flags -notmatch 'P') { return $false }
    $list = $list.Replace('0x1f01ff', 'FA').Replace('0x001f01ff', 'FA')
    # The built-in Administrator, if the task runs as it, has a short name in SDDL.
    if ($script:Place.Account.Sid -match '-500\z') { $list = $list.Replace(';;;LA)', ";;;$($script:Place.Account.Sid))") }
    $present = [System.Collections.Generic.HashSet[string]]::new([string[]] @($list -split '(?<=\))' | Where-Object { $_ }))
    $present.SetEquals([string[]] @($Access -split '(?<=\))' | Where-Object { $_ }))
}

function Assert-System {
    <#
    .SYNOPSIS
        Ends the installation where comwatch cannot run or this script may not work.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # 64 bits, Windows Server 2016 or newer, elevated. Elevation is told by the integrity level of the token, whatever the
    # groups are called here; the SYSTEM of a start-up script has only well-known groups, so that no domain is asked.
    if ([System.IntPtr]::Size -ne 8) { Stop-Installation $script:ExitCode.System 'not-64' }
    $build = Get-RegistryText 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'CurrentBuildNumber'
    if ("$build" -match '^\d+\z' -and [int] $build -lt $script:OldestBuild) {
        Stop-Installation $script:ExitCode.System 'too-old' $build
    }
    $groups = (Invoke-SystemProgram 'whoami.exe' @('/groups', '/fo', 'csv', '/nh')).Text
    if ($groups -notmatch 'S-1-16-(12288|16384)\b') { Stop-Installation $script:ExitCode.System 'not-elevated' }
}

function Enter-Turn {
    <#
    .SYNOPSIS
        Waits until no other installation into the same folder runs on this machine.
    #>
    [CmdletBinding()]
    [OutputType([System.Threading.Mutex])]
    param()

    $folder = [System.Text.Encoding]::UTF8.GetBytes($script:Place.Install.ToUpperInvariant())
    $name = 'Global\comwatch-install-' + (Get-Sha256 -Bytes $folder).Substring(0, 16)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = $false
    while ($true) {
        $mutex = $null
        try {
            $mutex = [System.Threading.Mutex]::new($false, $name)
            if ($mutex.WaitOne(500)) { return $mutex }
        }
        # Its owner died in the middle: every step tests first, so this one just goes on.
        catch [System.Threading.AbandonedMutexException] { return $mutex }
        # SYSTEM holds it, and an administrator may not even open it.
        catch [System.UnauthorizedAccessException] { [System.Threading.Thread]::Sleep(500) }
        if ($null -ne $mutex) { $mutex.Dispose() }
        if (-not $said) { Write-Line (Get-Text 'waiting'); $said = $true }
        if ($clock.Elapsed.TotalSeconds -ge $script:WaitSeconds) {
            Stop-Installation $script:ExitCode.Busy 'busy' $script:WaitSeconds
        }
    }
}

function Get-Field {
    <#
    .SYNOPSIS
        A property of an object, or null when it has none.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $InputObject,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    # In strict mode the dot fails on what is not there.
    if ($null -eq $InputObject) { return $null }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

function Get-RegistryText {
    <#
    .SYNOPSIS
        One value of the registry as text, or null.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    # By reg.exe: what it prints between the names and the value is the same in every language of Windows.
    $answer = Invoke-SystemProgram 'reg.exe' @('query', $Key, '/v', $Name)
    if ($answer.ExitCode -eq 0 -and $answer.Text -match '\sREG_[A-Z_]+\s+(?<value>[^\r\n]+)') { $Matches['value'].Trim() }
}

function Invoke-Program {
    <#
    .SYNOPSIS
        Runs a program to its end, or kills it after its deadline.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $FilePath,
        [Parameter(Mandatory = $true)] [string[]] $Arguments,
        [Parameter()] [string] $WorkingFolder = '',
        [Parameter()] [int] $TimeoutMs = $script:ProgramTimeoutMs
    )

    # Gives a table: ExitCode (null when it was killed) and Text (both outputs, one after the other). No argument ends in a
    # backslash or holds a quotation mark.
    $start = [System.Diagnostics.ProcessStartInfo]::new()
    $start.FileName = $FilePath
    $quoted = foreach ($each in $Arguments) { if ($each -match '\s') { '"' + $each + '"' } else { $each } }
    $start.Arguments = $quoted -join ' '
    if ($WorkingFolder) { $start.WorkingDirectory = $WorkingFolder }
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    if ([System.IO.Path]::GetFileName($FilePath) -eq 'node.exe') {
        $start.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
        $start.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
    }
    $started = [System.Diagnostics.Process]::Start($start)
    try {
        $output = $started.StandardOutput.ReadToEndAsync()
        $errors = $started.StandardError.ReadToEndAsync()
        if (-not $started.WaitForExit($TimeoutMs)) {
            $started.Kill()
            return @{ ExitCode = $null; Text = (Get-Text 'timed-out' $FilePath, ($TimeoutMs / 1000)) }
        }
        # A grandchild may keep the pipes open: their end has a deadline too.
        [void] [System.Threading.Tasks.Task]::WaitAll(@($output, $errors), 2000)
        $text = foreach ($each in $output, $errors) { if ($each.IsCompleted) { $each.Result.Trim() } }
        @{ ExitCode = $started.ExitCode; Text = (@($text | Where-Object { $_ }) -join "`n") }
    }
    finally { $started.Dispose() }
}

function Invoke-SystemProgram {
    <#
    .SYNOPSIS
        Runs a program of System32, by its full path.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string[]] $Arguments
    )

    # Never by the PATH, which others may have a say in.
    Invoke-Program -FilePath (Join-Name $env:SystemRoot "System32/$Name") -Arguments $Arguments
}

function Join-Name {
    <#
    .SYNOPSIS
        One path of a folder and a name in it.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Folder,
        [Parameter(Mandatory = $true)] [string] $Name
    )

    [System.IO.Path]::Combine($Folder, $Name.Replace('/', [string] [System.IO.Path]::DirectorySeparatorChar))
}

function Resolve-Account {
    <#
    .SYNOPSIS
        Who the task runs as.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Gives a table: Kind (system, managed, named), Name and Sid. SYSTEM goes by its SID, since it has another name in
    # Russian.
    $given = $script:Account
    if ($null -ne $script:Credential) { $name = $script:Credential.UserName; $kind = 'named' }
    elseif ($given -in 'SYSTEM', 'S-1-5-18', 'LocalSystem') { return @{ Kind = 'system'; Name = 'S-1-5-18'; Sid = 'S-1-5-18' } }
    elseif ($given.EndsWith('$', [System.StringComparison]::Ordinal)) { $name = $given; $kind = 'managed' }
    else { Stop-Installation $script:ExitCode.System 'needs-credential' $given }
    try {
        $account = [System.Security.Principal.NTAccount]::new($name)
        $sid = $account.Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch { Stop-Installation $script:ExitCode.System 'unknown-account' $name, (Get-Reason $_) }
    @{ Kind = $kind; Name = $name; Sid = $sid }
}

function Resolve-Folder {
    <#
    .SYNOPSIS
        A folder that was given, or its default, as an absolute path.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Given,
        [Parameter(Mandatory = $true)] [string] $Default
    )

    # Refuses the root of a drive and links: both would have rights set on what is not ours.
    $path = $Default
    if ($Given) { $path = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Given) }
    $path = [System.IO.Path]::GetFullPath($path)
    $isRoot = [System.IO.Path]::GetPathRoot($path) -eq $path
    if (-not $isRoot) { $path = $path.TrimEnd('\', '/') }
    if ($isRoot -or (Test-Link $path)) { Stop-Installation $script:ExitCode.System 'unsafe-folder' $path }
    $path
}

function Set-RegistryText {
    <#
    .SYNOPSIS
        Writes one value of the registry.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string] $Type,
        [Parameter(Mandatory = $true)] [string] $Value
    )

    # A failure is a warning: the agent works without it.
    $answer = Invoke-SystemProgram 'reg.exe' @('add', $Key, '/v', $Name, '/t', $Type, '/d', $Value, '/f')
    if ($answer.ExitCode -ne 0) { Write-Line (Get-Text 'registry-failed' $Key, $answer.Text) 'WARN' }
}

function Test-Absence {
    <#
    .SYNOPSIS
        Whether there is nothing of this name (any more).
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # The agent removes its own files while a folder is gone through. What may not be looked at is there all the same:
    # File.Exists would call it absent. A link to nowhere is there too.
    try {
        [void] [System.IO.File]::GetAttributes($Path)
        $false
    }
    catch [System.IO.FileNotFoundException] { $true }
    catch [System.IO.DirectoryNotFoundException] { $true }
    catch { $false }
}

function Test-Link {
    <#
    .SYNOPSIS
        Whether a path is a junction, a symbolic link or a mount point.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Rights set on a link are set on what it points to. A folder that is a reparse point counts as one. A file may be a
    # reparse point and no link: one that Data Deduplication has optimised. What it is then says LinkType, and where that
    # cannot be read, it counts as a link. A hard link is no reparse point.
    # A link to nowhere does not exist to Directory.Exists.
    try { $attributes = [System.IO.File]::GetAttributes($Path) }
    catch [System.IO.IOException] { return $false }
    if (-not ($attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return $false }
    if ($attributes -band [System.IO.FileAttributes]::Directory) { return $true }
    # LinkType has a value for the tags of links and none for others. Tried with symbolic links; a volume with Data
    # Deduplication, and how 5.1 reads the tag there, were not.
    try { [bool] (Get-Item -LiteralPath $Path -Force).LinkType }
    catch { -not (Test-Absence $Path) }
}

function Wait-Until {
    <#
    .SYNOPSIS
        Asks again and again until the answer is true; false after the deadline.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [scriptblock] $Condition,
        [Parameter(Mandatory = $true)] [int] $TimeoutMs
    )

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.ElapsedMilliseconds -ge $TimeoutMs) { return $false }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    $true
}

function Get-Reason {
    <#
    .SYNOPSIS
        The innermost message of an error.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord
    )

    $ErrorRecord.Exception.GetBaseException().Message
}

function Get-Text {
    <#
    .SYNOPSIS
        The text of a key in the language of Windows.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter()] [object[]] $Values = @()
    )

    $texts = $script:English
    if ([cultureinfo]::CurrentUICulture.Name -like 'ru*') { $texts = $script:Russian }
    [string]::Format([cultureinfo]::InvariantCulture, [regex]::Unescape($texts[$Key]), $Values)
}

function New-LogFolder {
    <#
    .SYNOPSIS
        Makes the data folder for a log, with its rights.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A first installation that failed has no folder for its log yet, and nobody sees the exit codes of a fleet.
    try {
        if ($script:WhatIfOnly -or [System.IO.Directory]::Exists($script:Place.Data)) { return }
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
    }
    catch { $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_))) }
}

function Stop-Installation {
    <#
    .SYNOPSIS
        Ends the installation with an exit code and a text that the operator understands.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [int] $Code,
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter()] [object[]] $Values = @()
    )

    $failure = [System.InvalidOperationException]::new((Get-Text $Key $Values))
    $failure.Data['comwatch'] = $Code
    throw $failure
}

function Write-Line {
    <#
    .SYNOPSIS
        Says one line, and keeps it for the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text,
        [Parameter()] [ValidateSet('DEBUG', 'INFO', 'WARN', 'ERROR')] [string] $Level = 'INFO'
    )

    # DEBUG is shown with -Verbose only, WARN as a warning; all of them go to the log.
    if ($Level -eq 'DEBUG') { $script:Cmdlet.WriteVerbose($Text) }
    elseif ($Level -eq 'WARN') { $script:Cmdlet.WriteWarning($Text) }
    else { $script:Cmdlet.WriteObject($Text) }
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $script:LogLines.Add("$at $Level $Text")
}

function Write-Log {
    <#
    .SYNOPSIS
        Appends what was said to the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A log that cannot be written does not stop the installation, and none is written where others have a hand in it. One
    # older log is kept. With -WhatIf nothing is written.
    if ($script:WhatIfOnly -or $script:LogLines.Count -eq 0) { return }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($script:LogFile)
        $info = [System.IO.FileInfo]::new($script:LogFile)
        if ($folder -eq $script:Place.Data) {
            # It gets its rights before anything is written to it; and where a user has prepared something, a line written to a
            # link of his would land elsewhere.
            if (-not [System.IO.Directory]::Exists($folder) -or -not (Test-OwnItem $folder)) { return }
            if ($info.Exists -and -not (Test-OwnItem $info.FullName)) { return }
        }
        if ($info.Exists -and $info.Length -gt $script:LogLimitBytes) {
            [System.IO.File]::Delete("$script:LogFile.1")
            [System.IO.File]::Move($script:LogFile, "$script:LogFile.1")
        }
        # The byte order mark lets Windows PowerShell 5.1 show Russian.
        [System.IO.File]::AppendAllText($script:LogFile, (($script:LogLines.ToArray() -join "`r`n") + "`r`n"),
            [System.Text.UTF8Encoding]::new($true))
        $script:LogLines.Clear()
    }
    catch {
        $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_)))
    }
}

# Under an application control policy that does not allow this script, .NET is out of reach: said before anything needs it.
if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Get-Text 'constrained'
    exit $ExitCode.System
}

$Cmdlet = $PSCmdlet
$WhatIfOnly = [bool] $WhatIfPreference
# Steps ask for themselves; the cmdlets they call do not ask again.
$ConfirmPreference = 'None'
$LogLines = [System.Collections.Generic.List[string]]::new()
$LogFile = ''
$NewConfiguration = ''
$IsLeft = $false
$Manifest = $null
$Place = @{}
$turn = $null
$code = $ExitCode.Done
try {
    Assert-System
    $Place['Install'] = Resolve-Folder $InstallPath (Join-Name "$env:ProgramFiles" 'comwatch')
    $Place['Data'] = Resolve-Folder $DataPath (Join-Name "$env:ProgramData" 'comwatch')
    # Not as the default of the parameter: Windows PowerShell 5.1 fills $PSScriptRoot only after parameters are bound
    # when it is started with -File (PowerShell#4688).
    if ($SourcePath -eq '') { $SourcePath = $PSScriptRoot }
    $Place['Source'] = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($SourcePath)
    $Place['Account'] = @{ Kind = 'system'; Name = 'S-1-5-18'; Sid = 'S-1-5-18' }
    $LogFile = Join-Name $Place.Data 'install.log'
    if ($LogPath) { $LogFile = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LogPath) }
    if (-not $Uninstall) { $Place['Account'] = Resolve-Account }
    $turn = Enter-Turn
    if ($Uninstall) { Invoke-Removal } else { Invoke-Installation }
}
catch {
    $code = $ExitCode.Unexpected
    $text = Get-Text 'unexpected' (Get-Reason $_), ([string] $_.InvocationInfo.PositionMessage)
    if ($null -ne $_.Exception.Data['comwatch']) { $code = [int] $_.Exception.Data['comwatch']; $text = $_.Exception.Message }
    Write-Line $text 'ERROR'
}
finally {
    if ($LogFile) {
        if ($code -notin $ExitCode.Done, $ExitCode.System) { New-LogFolder }
        Write-Log
    }
    if ($null -ne $turn) { $turn.ReleaseMutex(); $turn.Dispose() }
}
exit $code
