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
      3  the package is damaged: a hash, a size or the manifest itself
      4  not elevated, a system that comwatch does not support, or a folder of ours in which others have put something
      5  the new version did not report healthy in time and was rolled back, now or within the last 24 hours
      6  another installation is running and was waited for too long
      7  the share is out of reach or copying failed: the version that ran goes on, the text says what was changed
.PARAMETER SourcePath
    The unpacked package: the folder with manifest.json. By default the folder of this script.
.PARAMETER InstallPath
    Where the versions are kept, one folder each. By default %ProgramFiles%\comwatch.
.PARAMETER DataPath
    Where monitor.ini, state and logs are kept. By default %ProgramData%\comwatch.
.PARAMETER ConfigPath
    A configuration to begin with: copied as it is, once, when the server has none. Without it the sample of the package is
    laid down with mode = observe: nothing is unloaded until someone has edited it. Variables are expanded, so that each
    server of a fleet can have its own: \\server\share\%COMPUTERNAME%.ini
.PARAMETER ManifestSha256
    What manifest.json must hash to. It protects against a share that others can write only if this script itself comes from
    a place that they cannot write: put install.ps1 among the scripts of the Group Policy and name the share by -SourcePath.
.PARAMETER TaskName
    The name of the Scheduled Task, in the root folder of the Task Scheduler.
.PARAMETER Account
    Whom the task runs as: SYSTEM, a group managed service account ('DOMAIN\name$'), or with -Credential any other. Without
    it the account of the task that is there stays; a first task runs as SYSTEM.
.PARAMETER Credential
    Name and password of a named account; it needs the right to log on as a batch job. Every run that changes the task needs
    the password again.
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
.PARAMETER SourceWaitSeconds
    How long a package (or -ConfigPath) is waited for that is not there yet: at start-up the network may come later.
.PARAMETER HealthTimeoutSeconds
    How long a new version may take to report healthy. A policy may hold up each PowerShell that it starts for 30 seconds,
    twice before its first sample.
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
    [string] $Account = '',

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
    [ValidateRange(0, 3600)]
    [int] $SourceWaitSeconds = 120,

    [Parameter()]
    [ValidateRange(1, 3600)]
    [int] $HealthTimeoutSeconds = 180,

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
# A PowerShell that a policy holds up for 30 s and the passwords that it reads, on a server at its limits.
$ProgramTimeoutMs = 180000
# A virus scanner holds new files for a moment: a folder of them cannot be renamed meanwhile.
$MoveTimeoutMs = 10000
$RetryAfterHours = 24
$LogLimitBytes = 1048576
$PollMs = 250
$VersionPattern = '^\d+\.\d+\.\d+([-+]([0-9A-Za-z.+-]*[0-9A-Za-z])?)?\z'
$EventSourceKey = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\comwatch'
$EventMessageFile = '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
$ProductKey = 'HKLM\SOFTWARE\comwatch'
# Files of the package, besides app/, that a version folder gets: the script for removal without the share, and
# licences.
$CompanionFiles = 'install.ps1', 'LICENSES.txt'
$SystemAccount = @{ Kind = 'system'; Name = 'S-1-5-18'; Sid = 'S-1-5-18' }
$EnvironmentKey = 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
# Variables of a machine that reach into Node, edge-js and .NET; and those of them that Node obeys before the agent has a say.
$VariablePattern = '^((NODE|EDGE|DOTNET|COR|CORECLR|COREHOST|COMPlus|UV)_\w+|OPENSSL_(CONF|MODULES|ENGINES))\z'
$StartVariablePattern = '^(NODE_\w+|OPENSSL_(CONF|MODULES))\z'
# What -Purge removes from the data folder; everything else there is not ours.
$DataNames = 'monitor.ini', 'config.cfg', 'install-failed.json', 'install.lock', 'state', 'logs'
$DataLogPattern = '^(monitor|install)\.log(\.\d+)?\z'

# SDDL, which works on a Windows in any language: SY = SYSTEM, BA = Administrators, BU = Users; P = nothing inherited
# from above; FA = full control, 0x1200a9 = read and execute, 0x1301bf = modify.
$FullForAdministrators = '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
$ReadForUsers = '(A;OICI;0x1200a9;;;BU)'
# Allowed owners of items in our folders: Administrators, SYSTEM, the built-in Administrator, Domain Admins,
# TrustedInstaller.
$TrustedOwners = 'BA', 'SY', 'LA', 'DA', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'

$English = @{
    'agent-ended' = 'the agent ended by itself (result {0})'
    'bad-configuration' = 'The new version refuses the configuration {0}; the previous version keeps running.\u000a{1}'
    'bad-file' = 'The package is damaged: {0} does not match the manifest'
    'bad-first-configuration' = 'The configuration {0} is refused; the installation is not complete.\u000a{1}'
    'bad-manifest' = 'The manifest is not valid: {0}'
    'busy' = 'Another installation has been running for more than {0} s'
    'configuration-folder' = '{0} given by -ConfigPath is a folder: name a file'
    'configuration-kept' = 'The configuration {0} is there already and is not overwritten; {1} differs from it and is not used. To replace it, copy the file over it and run comwatch reload'
    'constrained' = 'PowerShell runs in constrained language mode here: allow this script in the application control policy'
    'copy-failed' = '{0} cannot be copied: {1}'
    'disabled' = 'The task {0} is disabled and stays disabled: the agent is not running'
    'done' = 'comwatch {0} is installed'
    'ended' = 'The agent did not stop when asked: ending its task'
    'ended-unasked' = 'The agent cannot be asked to stop: its state folder {0} is missing or belongs to someone else. Ending its task'
    'failed-before' = 'Version {0} was rolled back on this machine less than {1} h ago; -Force tries it again'
    'foreign-item' = '{0} is a link, or belongs neither to SYSTEM nor to Administrators: whoever put it there could take comwatch over. Look at it; remove it, or if it is yours: icacls "{0}" /setowner *S-1-5-32-544 /T /L'
    'found' = 'Package {0}, installed {1}, task {2}'
    'jitter' = 'Waiting {0} s, so that a fleet does not read the share all at once'
    'kept' = 'Configuration, state and logs stay in {0} (-Purge removes them)'
    'left-behind' = 'Left in place, not part of comwatch: {0}'
    'lock-folder' = '{0} is a folder, and the installation needs a file of that name: remove it'
    'log-failed' = 'The log {0} cannot be written: {1}'
    'needs-credential' = 'The account {0} needs -Credential; only SYSTEM and managed accounts (name$) run without a password'
    'needs-password' = 'The task runs as {0}, and changing it requires the password: add -Credential, or name another account with -Account'
    'new-keys' = 'New keys that the configuration does not use yet: {0}'
    'no-configuration' = 'The file {0} given by -ConfigPath cannot be reached'
    'no-manifest' = 'The manifest {0} cannot be read: {1}'
    'no-message-file' = 'There is no {0}: entries of the Windows Event Log will have no description'
    'not-64' = 'This is a 32-bit PowerShell: start the 64-bit one'
    'not-elevated' = 'Not elevated: start PowerShell as administrator'
    'not-ended' = 'The agent did not exit within {0} s, even after its task was ended: the previous version keeps running'
    'not-healthy' = 'it did not report healthy within {0} s'
    'not-removed' = 'Not everything could be removed, see above: run it again later'
    'not-restored' = 'The task of version {0} could not be put back: {1}. Run this script with the package of {0} and -Force'
    'not-unregistered' = 'Version {1} does not work, and its task {0} could not be removed: {2}. Remove the task, or run this script with another package'
    'nothing' = 'Nothing to do: comwatch {0} is installed'
    'nothing-changed' = 'Nothing was changed'
    'nothing-to-remove' = 'Nothing to do: comwatch is not installed'
    'old-not-healthy' = 'Version {0} is back but does not report healthy: {1}'
    'other-manifest' = 'The manifest hashes to {0}, not to {1} as asked: this is another package'
    'outside' = 'Left in place outside the data folder: {0}. Remove it yourself if it is no longer needed'
    'partly' = 'Done before that: {0}. The next run continues from there'
    'protect-failed' = 'The passwords could not be protected: {0}'
    'python-process' = 'The earlier Python tool is running: process {0}, script {1}. Both would stop the same processes: end it and remove what starts it'
    'python-task' = 'The task {0} starts the earlier Python tool, script {1}. Both would stop the same processes: disable or remove that task'
    'registry-failed' = 'The registry key {0} cannot be written: {1}'
    'remove-failed' = '{0} cannot be removed now: {1}'
    'removed' = 'comwatch is removed'
    'rolled-back' = 'Version {0} was rolled back to {1}: {2}'
    'rolled-back-fresh' = 'Version {0} was installed but does not work, and its task was removed: {1}'
    'rolling-back' = 'Version {0} does not work: {1}. Rolling back'
    'sample-edited' = 'The file {0} was edited, and every file of a package must match its manifest. Restore the original and keep your configuration in a separate file: install.ps1 -ConfigPath <file>'
    'sample-laid' = '{0} is the sample of the package with mode = observe: no process is stopped until you have written your settings into it and run comwatch reload. A server without a configuration takes its first one from -ConfigPath'
    'sample-unused' = 'The file {0} was edited and is not used: this server has its own configuration {1}. Restore the original'
    'share-gone' = 'The package {0} cannot be reached (waited for up to {1} s, -SourceWaitSeconds): check the path, the network and the rights of the account that runs this script'
    'share-lost' = 'The package {0} became unreachable while it was being copied'
    'source-still' = 'Still waiting for {0}: {1} of {2} s'
    'source-there' = '{0} can be reached after {1} s'
    'source-waiting' = '{0} cannot be reached yet: waiting for up to {1} s (-SourceWaitSeconds)'
    'start-failed' = 'Version {0} was started but does not work: {1}'
    'step-check' = 'Check the configuration {0} with the new version'
    'step-children' = 'Let {0} inherit the rights of its folder'
    'step-configuration' = 'Create the first configuration {0}'
    'step-copy' = 'Copy version {0} to {1}'
    'step-protect' = 'Protect the passwords in {0}'
    'step-purge' = 'Remove configuration, state and logs in {0}'
    'step-remove' = 'Remove {0}'
    'step-rights' = 'Set the rights of {0}'
    'step-sample' = 'Create the configuration {0} from the sample, with mode = observe'
    'step-source' = 'Register the source of the Windows Event Log'
    'step-start' = 'Start the task {0}'
    'step-switch' = 'Point the task {0} to version {1} and start it'
    'step-unregister' = 'Stop the agent and remove the task {0}'
    'step-unregister-watchdog' = 'Remove the task {0}'
    'step-version' = 'Record the version in {0}'
    'step-watchdog' = 'Register the task {0}, which restarts a hung agent'
    'still-checking' = 'The agent takes samples; its first COM check has not ended within {0} s, because the server does not answer'
    'stopped-here' = 'Stopped at the request of the operator'
    'task-unread' = 'It is not known whether there is a task {0}: {1}'
    'timed-out' = '{0} did not end within {1} s'
    'too-old' = 'Windows build {0} is too old: Windows Server 2016 or newer is needed'
    'unexpected' = 'Unexpected error: {0} {1}'
    'unknown-account' = 'The account {0} is not known here: {1}'
    'unsafe-folder' = '{0} is the root of a drive or a link: choose an ordinary folder'
    'variables' = 'The environment of this computer has variables that affect Node or .NET: {0}. The agent is started without those that Node obeys'
    'waiting' = 'Another installation is running: waiting'
    'would' = 'Would be done: {0}'
}

$Russian = @{
    'agent-ended' = '\u0430\u0433\u0435\u043d\u0442 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f \u0441\u0430\u043c (\u0440\u0435\u0437\u0443\u043b\u044c\u0442\u0430\u0442 {0})'
    'bad-configuration' = '\u041d\u043e\u0432\u0430\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043d\u0435 \u043f\u0440\u0438\u043d\u0438\u043c\u0430\u0435\u0442 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044e {0}; \u043f\u0440\u0435\u0436\u043d\u044f\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0430\u0435\u0442 \u0440\u0430\u0431\u043e\u0442\u0430\u0442\u044c.\u000d\u000a{1}'
    'bad-file' = '\u041f\u0430\u043a\u0435\u0442 \u043f\u043e\u0432\u0440\u0435\u0436\u0434\u0451\u043d: \u0444\u0430\u0439\u043b {0} \u043d\u0435 \u0441\u043e\u043e\u0442\u0432\u0435\u0442\u0441\u0442\u0432\u0443\u0435\u0442 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0443'
    'bad-first-configuration' = '\u041a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f {0} \u043d\u0435 \u043f\u0440\u0438\u043d\u044f\u0442\u0430, \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0435\u043d\u0430.\u000d\u000a{1}'
    'bad-manifest' = '\u041c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 \u043d\u0435\u0432\u0435\u0440\u0435\u043d: {0}'
    'busy' = '\u0414\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0438\u0434\u0451\u0442 \u0434\u043e\u043b\u044c\u0448\u0435 {0} \u0441'
    'configuration-folder' = '{0} \u0432 -ConfigPath - \u043f\u0430\u043f\u043a\u0430: \u0443\u043a\u0430\u0436\u0438\u0442\u0435 \u0444\u0430\u0439\u043b'
    'configuration-kept' = '\u041a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f {0} \u0443\u0436\u0435 \u0435\u0441\u0442\u044c \u0438 \u043d\u0435 \u043f\u0435\u0440\u0435\u0437\u0430\u043f\u0438\u0441\u044b\u0432\u0430\u0435\u0442\u0441\u044f; \u0444\u0430\u0439\u043b {1} \u043e\u0442\u043b\u0438\u0447\u0430\u0435\u0442\u0441\u044f \u043e\u0442 \u043d\u0435\u0451 \u0438 \u043d\u0435 \u0438\u0441\u043f\u043e\u043b\u044c\u0437\u0443\u0435\u0442\u0441\u044f. \u0427\u0442\u043e\u0431\u044b \u0437\u0430\u043c\u0435\u043d\u0438\u0442\u044c \u0435\u0451, \u0441\u043a\u043e\u043f\u0438\u0440\u0443\u0439\u0442\u0435 \u0444\u0430\u0439\u043b \u043d\u0430 \u0435\u0451 \u043c\u0435\u0441\u0442\u043e \u0438 \u0432\u044b\u043f\u043e\u043b\u043d\u0438\u0442\u0435 comwatch reload'
    'constrained' = 'PowerShell \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 \u043e\u0433\u0440\u0430\u043d\u0438\u0447\u0435\u043d\u043d\u043e\u043c \u044f\u0437\u044b\u043a\u043e\u0432\u043e\u043c \u0440\u0435\u0436\u0438\u043c\u0435: \u0440\u0430\u0437\u0440\u0435\u0448\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0432 \u043f\u043e\u043b\u0438\u0442\u0438\u043a\u0435 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043b\u043e\u0436\u0435\u043d\u0438\u044f\u043c\u0438'
    'copy-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0441\u043a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u0442\u044c {0}: {1}'
    'disabled' = '\u0417\u0430\u0434\u0430\u0447\u0430 {0} \u043e\u0442\u043a\u043b\u044e\u0447\u0435\u043d\u0430 \u0438 \u043e\u0441\u0442\u0430\u0451\u0442\u0441\u044f \u043e\u0442\u043a\u043b\u044e\u0447\u0451\u043d\u043d\u043e\u0439: \u0430\u0433\u0435\u043d\u0442 \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442'
    'done' = 'comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'ended' = '\u0410\u0433\u0435\u043d\u0442 \u043d\u0435 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u0438\u043b\u0441\u044f \u043f\u043e \u0437\u0430\u043f\u0440\u043e\u0441\u0443: \u0437\u0430\u0434\u0430\u0447\u0430 \u0437\u0430\u0432\u0435\u0440\u0448\u0430\u0435\u0442\u0441\u044f \u043f\u0440\u0438\u043d\u0443\u0434\u0438\u0442\u0435\u043b\u044c\u043d\u043e'
    'ended-unasked' = '\u041f\u0435\u0440\u0435\u0434\u0430\u0442\u044c \u0430\u0433\u0435\u043d\u0442\u0443 \u0437\u0430\u043f\u0440\u043e\u0441 \u043d\u0430 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0443 \u043d\u0435\u043b\u044c\u0437\u044f: \u043f\u0430\u043f\u043a\u0438 \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u044f {0} \u043d\u0435\u0442 \u0438\u043b\u0438 \u0443 \u043d\u0435\u0451 \u0447\u0443\u0436\u043e\u0439 \u0432\u043b\u0430\u0434\u0435\u043b\u0435\u0446. \u0417\u0430\u0434\u0430\u0447\u0430 \u0437\u0430\u0432\u0435\u0440\u0448\u0430\u0435\u0442\u0441\u044f \u043f\u0440\u0438\u043d\u0443\u0434\u0438\u0442\u0435\u043b\u044c\u043d\u043e'
    'failed-before' = '\u041e\u0442\u043a\u0430\u0442 \u0441 \u0432\u0435\u0440\u0441\u0438\u0438 {0} \u043d\u0430 \u044d\u0442\u043e\u043c \u0441\u0435\u0440\u0432\u0435\u0440\u0435 \u0431\u044b\u043b \u043c\u0435\u043d\u0435\u0435 {1} \u0447 \u043d\u0430\u0437\u0430\u0434; \u043f\u043e\u0432\u0442\u043e\u0440\u0438\u0442\u044c \u0441\u0435\u0439\u0447\u0430\u0441: -Force'
    'foreign-item' = '{0} - \u0441\u0441\u044b\u043b\u043a\u0430, \u0438\u043b\u0438 \u0435\u0451 \u0432\u043b\u0430\u0434\u0435\u043b\u0435\u0446 - \u043d\u0435 SYSTEM \u0438 \u043d\u0435 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u044b: \u0442\u043e\u0442, \u043a\u0442\u043e \u0435\u0451 \u0441\u043e\u0437\u0434\u0430\u043b, \u043c\u043e\u0433 \u0431\u044b \u043f\u043e\u0434\u043c\u0435\u043d\u0438\u0442\u044c comwatch. \u041f\u0440\u043e\u0432\u0435\u0440\u044c\u0442\u0435 \u0435\u0451; \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u0438\u043b\u0438, \u0435\u0441\u043b\u0438 \u043e\u043d\u0430 \u0432\u0430\u0448\u0430: icacls "{0}" /setowner *S-1-5-32-544 /T /L'
    'found' = '\u041f\u0430\u043a\u0435\u0442 {0}, \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u043e {1}, \u0437\u0430\u0434\u0430\u0447\u0430 {2}'
    'jitter' = '\u041e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 {0} \u0441, \u0447\u0442\u043e\u0431\u044b \u0441\u0435\u0440\u0432\u0435\u0440\u044b \u043d\u0435 \u043e\u0431\u0440\u0430\u0449\u0430\u043b\u0438\u0441\u044c \u043a \u043e\u0431\u0449\u0435\u0439 \u043f\u0430\u043f\u043a\u0435 \u043e\u0434\u043d\u043e\u0432\u0440\u0435\u043c\u0435\u043d\u043d\u043e'
    'kept' = '\u041a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u0435 \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u044b \u043e\u0441\u0442\u0430\u043b\u0438\u0441\u044c \u0432 {0} (\u0443\u0434\u0430\u043b\u0438\u0442\u044c: -Purge)'
    'left-behind' = '\u041e\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u043e, \u043d\u0435 \u043e\u0442\u043d\u043e\u0441\u0438\u0442\u0441\u044f \u043a comwatch: {0}'
    'lock-folder' = '{0} - \u043f\u0430\u043f\u043a\u0430, \u0430 \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0435 \u043d\u0443\u0436\u0435\u043d \u0444\u0430\u0439\u043b \u0441 \u044d\u0442\u0438\u043c \u0438\u043c\u0435\u043d\u0435\u043c: \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u0435\u0451'
    'log-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0436\u0443\u0440\u043d\u0430\u043b {0}: {1}'
    'needs-credential' = '\u0414\u043b\u044f \u0443\u0447\u0451\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438 {0} \u043d\u0443\u0436\u0435\u043d \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440 -Credential; \u0431\u0435\u0437 \u043f\u0430\u0440\u043e\u043b\u044f \u0440\u0430\u0431\u043e\u0442\u0430\u044e\u0442 \u0442\u043e\u043b\u044c\u043a\u043e SYSTEM \u0438 \u0443\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c\u044b\u0435 \u0437\u0430\u043f\u0438\u0441\u0438 (\u0438\u043c\u044f$)'
    'needs-password' = '\u0417\u0430\u0434\u0430\u0447\u0430 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u043e\u0442 \u0438\u043c\u0435\u043d\u0438 {0}, \u0438 \u0434\u043b\u044f \u0435\u0451 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u0438\u044f \u043d\u0443\u0436\u0435\u043d \u043f\u0430\u0440\u043e\u043b\u044c: \u0434\u043e\u0431\u0430\u0432\u044c\u0442\u0435 -Credential \u0438\u043b\u0438 \u0443\u043a\u0430\u0436\u0438\u0442\u0435 \u0434\u0440\u0443\u0433\u0443\u044e \u0443\u0447\u0451\u0442\u043d\u0443\u044e \u0437\u0430\u043f\u0438\u0441\u044c \u0432 -Account'
    'new-keys' = '\u041d\u043e\u0432\u044b\u0435 \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440\u044b, \u043a\u043e\u0442\u043e\u0440\u044b\u0445 \u0435\u0449\u0451 \u043d\u0435\u0442 \u0432 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438: {0}'
    'no-configuration' = '\u0424\u0430\u0439\u043b {0}, \u0443\u043a\u0430\u0437\u0430\u043d\u043d\u044b\u0439 \u0432 -ConfigPath, \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d'
    'no-manifest' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u043f\u0440\u043e\u0447\u0438\u0442\u0430\u0442\u044c \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 {0}: {1}'
    'no-message-file' = '\u041d\u0435\u0442 \u0444\u0430\u0439\u043b\u0430 {0}: \u0443 \u0437\u0430\u043f\u0438\u0441\u0435\u0439 \u0436\u0443\u0440\u043d\u0430\u043b\u0430 \u0441\u043e\u0431\u044b\u0442\u0438\u0439 Windows \u043d\u0435 \u0431\u0443\u0434\u0435\u0442 \u043e\u043f\u0438\u0441\u0430\u043d\u0438\u044f'
    'not-64' = '\u042d\u0442\u043e 32-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439 PowerShell: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 64-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439'
    'not-elevated' = '\u041d\u0435\u0434\u043e\u0441\u0442\u0430\u0442\u043e\u0447\u043d\u043e \u043f\u0440\u0430\u0432: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 PowerShell \u043e\u0442 \u0438\u043c\u0435\u043d\u0438 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u0430'
    'not-ended' = '\u0410\u0433\u0435\u043d\u0442 \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f \u0437\u0430 {0} \u0441, \u0434\u0430\u0436\u0435 \u043a\u043e\u0433\u0434\u0430 \u0437\u0430\u0434\u0430\u0447\u0430 \u0431\u044b\u043b\u0430 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u0430: \u043f\u0440\u0435\u0436\u043d\u044f\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0430\u0435\u0442 \u0440\u0430\u0431\u043e\u0442\u0430\u0442\u044c'
    'not-healthy' = '\u0437\u0430 {0} \u0441 \u043e\u043d \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0438\u043b \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435'
    'not-removed' = '\u0423\u0434\u0430\u043b\u0435\u043d\u043e \u043d\u0435 \u0432\u0441\u0451, \u0441\u043c. \u0432\u044b\u0448\u0435: \u043f\u043e\u0432\u0442\u043e\u0440\u0438\u0442\u0435 \u043f\u043e\u0437\u0436\u0435'
    'not-restored' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0432\u0435\u0440\u043d\u0443\u0442\u044c \u0437\u0430\u0434\u0430\u0447\u0443 \u0432\u0435\u0440\u0441\u0438\u0438 {0}: {1}. \u0417\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0441 \u043f\u0430\u043a\u0435\u0442\u043e\u043c {0} \u0438 \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440\u043e\u043c -Force'
    'not-unregistered' = '\u0412\u0435\u0440\u0441\u0438\u044f {1} \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442, \u0430 \u0435\u0451 \u0437\u0430\u0434\u0430\u0447\u0443 {0} \u0443\u0434\u0430\u043b\u0438\u0442\u044c \u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c: {2}. \u0423\u0434\u0430\u043b\u0438\u0442\u0435 \u0437\u0430\u0434\u0430\u0447\u0443 \u0438\u043b\u0438 \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0441 \u0434\u0440\u0443\u0433\u0438\u043c \u043f\u0430\u043a\u0435\u0442\u043e\u043c'
    'nothing' = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'nothing-changed' = '\u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'nothing-to-remove' = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch \u043d\u0435 \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'old-not-healthy' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0432\u043e\u0437\u0432\u0440\u0430\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0430\u0435\u0442 \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435: {1}'
    'other-manifest' = '\u0425\u0435\u0448 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0430 {0}, \u0430 \u0443\u043a\u0430\u0437\u0430\u043d {1}: \u044d\u0442\u043e \u0434\u0440\u0443\u0433\u043e\u0439 \u043f\u0430\u043a\u0435\u0442'
    'outside' = '\u0412\u043d\u0435 \u043f\u0430\u043f\u043a\u0438 \u0434\u0430\u043d\u043d\u044b\u0445 \u043e\u0441\u0442\u0430\u043b\u043e\u0441\u044c: {0}. \u0415\u0441\u043b\u0438 \u044d\u0442\u043e \u0431\u043e\u043b\u044c\u0448\u0435 \u043d\u0435 \u043d\u0443\u0436\u043d\u043e, \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u0441\u0430\u043c\u0438'
    'partly' = '\u0414\u043e \u044d\u0442\u043e\u0433\u043e \u0441\u0434\u0435\u043b\u0430\u043d\u043e: {0}. \u0421\u043b\u0435\u0434\u0443\u044e\u0449\u0438\u0439 \u0437\u0430\u043f\u0443\u0441\u043a \u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0438\u0442 \u0441 \u044d\u0442\u043e\u0433\u043e \u043c\u0435\u0441\u0442\u0430'
    'protect-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u0449\u0438\u0442\u0438\u0442\u044c \u043f\u0430\u0440\u043e\u043b\u0438: {0}'
    'python-process' = '\u0420\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u043f\u0440\u0435\u0436\u043d\u044f\u044f \u043f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430 \u043d\u0430 Python: \u043f\u0440\u043e\u0446\u0435\u0441\u0441 {0}, \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 {1}. \u041e\u0431\u0435 \u0432\u044b\u0433\u0440\u0443\u0436\u0430\u043b\u0438 \u0431\u044b \u043e\u0434\u043d\u0438 \u0438 \u0442\u0435 \u0436\u0435 \u043f\u0440\u043e\u0446\u0435\u0441\u0441\u044b: \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u0438\u0442\u0435 \u0435\u0451 \u0438 \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u0442\u043e, \u0447\u0442\u043e \u0435\u0451 \u0437\u0430\u043f\u0443\u0441\u043a\u0430\u0435\u0442'
    'python-task' = '\u0417\u0430\u0434\u0430\u0447\u0430 {0} \u0437\u0430\u043f\u0443\u0441\u043a\u0430\u0435\u0442 \u043f\u0440\u0435\u0436\u043d\u044e\u044e \u043f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0443 \u043d\u0430 Python, \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 {1}. \u041e\u0431\u0435 \u0432\u044b\u0433\u0440\u0443\u0436\u0430\u043b\u0438 \u0431\u044b \u043e\u0434\u043d\u0438 \u0438 \u0442\u0435 \u0436\u0435 \u043f\u0440\u043e\u0446\u0435\u0441\u0441\u044b: \u043e\u0442\u043a\u043b\u044e\u0447\u0438\u0442\u0435 \u0438\u043b\u0438 \u0443\u0434\u0430\u043b\u0438\u0442\u0435 \u044d\u0442\u0443 \u0437\u0430\u0434\u0430\u0447\u0443'
    'registry-failed' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0440\u0430\u0437\u0434\u0435\u043b \u0440\u0435\u0435\u0441\u0442\u0440\u0430 {0}: {1}'
    'remove-failed' = '\u0421\u0435\u0439\u0447\u0430\u0441 \u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0443\u0434\u0430\u043b\u0438\u0442\u044c {0}: {1}'
    'removed' = 'comwatch \u0443\u0434\u0430\u043b\u0451\u043d'
    'rolled-back' = '\u0412\u044b\u043f\u043e\u043b\u043d\u0435\u043d \u043e\u0442\u043a\u0430\u0442 \u0441 \u0432\u0435\u0440\u0441\u0438\u0438 {0} \u043d\u0430 {1}: {2}'
    'rolled-back-fresh' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442, \u0435\u0451 \u0437\u0430\u0434\u0430\u0447\u0430 \u0443\u0434\u0430\u043b\u0435\u043d\u0430: {1}'
    'rolling-back' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}. \u0412\u044b\u043f\u043e\u043b\u043d\u044f\u0435\u0442\u0441\u044f \u043e\u0442\u043a\u0430\u0442'
    'sample-edited' = '\u0424\u0430\u0439\u043b {0} \u0438\u0437\u043c\u0435\u043d\u0451\u043d, \u0430 \u043a\u0430\u0436\u0434\u044b\u0439 \u0444\u0430\u0439\u043b \u043f\u0430\u043a\u0435\u0442\u0430 \u0434\u043e\u043b\u0436\u0435\u043d \u0441\u043e\u043e\u0442\u0432\u0435\u0442\u0441\u0442\u0432\u043e\u0432\u0430\u0442\u044c \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0443. \u0412\u0435\u0440\u043d\u0438\u0442\u0435 \u0438\u0441\u0445\u043e\u0434\u043d\u044b\u0439 \u0444\u0430\u0439\u043b, \u0430 \u0441\u0432\u043e\u044e \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044e \u0445\u0440\u0430\u043d\u0438\u0442\u0435 \u043e\u0442\u0434\u0435\u043b\u044c\u043d\u043e: install.ps1 -ConfigPath <\u0444\u0430\u0439\u043b>'
    'sample-laid' = '{0} - \u043e\u0431\u0440\u0430\u0437\u0435\u0446 \u0438\u0437 \u043f\u0430\u043a\u0435\u0442\u0430 \u0441 mode = observe: \u043d\u0438 \u043e\u0434\u0438\u043d \u043f\u0440\u043e\u0446\u0435\u0441\u0441 \u043d\u0435 \u0431\u0443\u0434\u0435\u0442 \u0432\u044b\u0433\u0440\u0443\u0436\u0435\u043d, \u043f\u043e\u043a\u0430 \u0432\u044b \u043d\u0435 \u0432\u043f\u0438\u0448\u0435\u0442\u0435 \u0432 \u043d\u0435\u0433\u043e \u0441\u0432\u043e\u0438 \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440\u044b \u0438 \u043d\u0435 \u0432\u044b\u043f\u043e\u043b\u043d\u0438\u0442\u0435 comwatch reload. \u0421\u0435\u0440\u0432\u0435\u0440 \u0431\u0435\u0437 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 \u0431\u0435\u0440\u0451\u0442 \u043f\u0435\u0440\u0432\u0443\u044e \u0438\u0437 -ConfigPath'
    'sample-unused' = '\u0424\u0430\u0439\u043b {0} \u0438\u0437\u043c\u0435\u043d\u0451\u043d \u0438 \u043d\u0435 \u0438\u0441\u043f\u043e\u043b\u044c\u0437\u0443\u0435\u0442\u0441\u044f: \u043d\u0430 \u044d\u0442\u043e\u043c \u0441\u0435\u0440\u0432\u0435\u0440\u0435 \u0435\u0441\u0442\u044c \u0441\u0432\u043e\u044f \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f {1}. \u0412\u0435\u0440\u043d\u0438\u0442\u0435 \u0438\u0441\u0445\u043e\u0434\u043d\u044b\u0439 \u0444\u0430\u0439\u043b'
    'share-gone' = '\u041f\u0430\u043a\u0435\u0442 {0} \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d (\u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 \u0434\u043e {1} \u0441, -SourceWaitSeconds): \u043f\u0440\u043e\u0432\u0435\u0440\u044c\u0442\u0435 \u043f\u0443\u0442\u044c, \u0441\u0435\u0442\u044c \u0438 \u043f\u0440\u0430\u0432\u0430 \u0443\u0447\u0451\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438, \u043e\u0442 \u0438\u043c\u0435\u043d\u0438 \u043a\u043e\u0442\u043e\u0440\u043e\u0439 \u0432\u044b\u043f\u043e\u043b\u043d\u044f\u0435\u0442\u0441\u044f \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439'
    'share-lost' = '\u041f\u0430\u043a\u0435\u0442 {0} \u0441\u0442\u0430\u043b \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d \u0432\u043e \u0432\u0440\u0435\u043c\u044f \u043a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u044f'
    'source-still' = '\u041e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 {0}: {1} \u0441 \u0438\u0437 {2}'
    'source-there' = '\u041f\u0443\u0442\u044c {0} \u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d, \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 \u0437\u0430\u043d\u044f\u043b\u043e {1} \u0441'
    'source-waiting' = '\u041f\u0443\u0442\u044c {0} \u043f\u043e\u043a\u0430 \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d: \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 \u0434\u043e {1} \u0441 (-SourceWaitSeconds)'
    'start-failed' = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0437\u0430\u043f\u0443\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}'
    'step-check' = '\u041f\u0440\u043e\u0432\u0435\u0440\u043a\u0430 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0} \u043d\u043e\u0432\u043e\u0439 \u0432\u0435\u0440\u0441\u0438\u0435\u0439'
    'step-children' = '\u041d\u0430\u0441\u043b\u0435\u0434\u043e\u0432\u0430\u043d\u0438\u0435 \u043f\u0440\u0430\u0432 \u043f\u0430\u043f\u043a\u0438 \u0434\u043b\u044f {0}'
    'step-configuration' = '\u0421\u043e\u0437\u0434\u0430\u043d\u0438\u0435 \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u043e\u0439 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0}'
    'step-copy' = '\u041a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435 \u0432\u0435\u0440\u0441\u0438\u0438 {0} \u0432 {1}'
    'step-protect' = '\u0417\u0430\u0449\u0438\u0442\u0430 \u043f\u0430\u0440\u043e\u043b\u0435\u0439 \u0432 {0}'
    'step-purge' = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u044f \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u043e\u0432 \u0432 {0}'
    'step-remove' = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 {0}'
    'step-rights' = '\u0423\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u043f\u0440\u0430\u0432 \u043d\u0430 {0}'
    'step-sample' = '\u0421\u043e\u0437\u0434\u0430\u043d\u0438\u0435 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0} \u0438\u0437 \u043e\u0431\u0440\u0430\u0437\u0446\u0430, \u0441 mode = observe'
    'step-source' = '\u0420\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u044f \u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a\u0430 \u0436\u0443\u0440\u043d\u0430\u043b\u0430 \u0441\u043e\u0431\u044b\u0442\u0438\u0439 Windows'
    'step-start' = '\u0417\u0430\u043f\u0443\u0441\u043a \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-switch' = '\u041f\u0435\u0440\u0435\u043a\u043b\u044e\u0447\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0} \u043d\u0430 \u0432\u0435\u0440\u0441\u0438\u044e {1} \u0438 \u0437\u0430\u043f\u0443\u0441\u043a'
    'step-unregister' = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0430\u0433\u0435\u043d\u0442\u0430 \u0438 \u0443\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-unregister-watchdog' = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-version' = '\u0417\u0430\u043f\u0438\u0441\u044c \u0432\u0435\u0440\u0441\u0438\u0438 \u0432 {0}'
    'step-watchdog' = '\u0420\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u044f \u0437\u0430\u0434\u0430\u0447\u0438 {0}, \u043a\u043e\u0442\u043e\u0440\u0430\u044f \u043f\u0435\u0440\u0435\u0437\u0430\u043f\u0443\u0441\u043a\u0430\u0435\u0442 \u0437\u0430\u0432\u0438\u0441\u0448\u0438\u0439 \u0430\u0433\u0435\u043d\u0442'
    'still-checking' = '\u0410\u0433\u0435\u043d\u0442 \u0434\u0435\u043b\u0430\u0435\u0442 \u0437\u0430\u043c\u0435\u0440\u044b; \u0435\u0433\u043e \u043f\u0435\u0440\u0432\u0430\u044f \u043f\u0440\u043e\u0432\u0435\u0440\u043a\u0430 COM \u043d\u0435 \u0437\u0430\u043a\u043e\u043d\u0447\u0438\u043b\u0430\u0441\u044c \u0437\u0430 {0} \u0441: \u0441\u0435\u0440\u0432\u0435\u0440 \u043d\u0435 \u043e\u0442\u0432\u0435\u0447\u0430\u0435\u0442'
    'stopped-here' = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u043e \u043e\u043f\u0435\u0440\u0430\u0442\u043e\u0440\u043e\u043c'
    'task-unread' = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0443\u0437\u043d\u0430\u0442\u044c, \u0435\u0441\u0442\u044c \u043b\u0438 \u0437\u0430\u0434\u0430\u0447\u0430 {0}: {1}'
    'timed-out' = '{0} \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0430\u0441\u044c \u0437\u0430 {1} \u0441'
    'too-old' = '\u0421\u0431\u043e\u0440\u043a\u0430 Windows {0} \u0441\u043b\u0438\u0448\u043a\u043e\u043c \u0441\u0442\u0430\u0440\u0430: \u043d\u0443\u0436\u0435\u043d Windows Server 2016 \u0438\u043b\u0438 \u043d\u043e\u0432\u0435\u0435'
    'unexpected' = '\u041d\u0435\u043f\u0440\u0435\u0434\u0432\u0438\u0434\u0435\u043d\u043d\u0430\u044f \u043e\u0448\u0438\u0431\u043a\u0430: {0} {1}'
    'unknown-account' = '\u0423\u0447\u0451\u0442\u043d\u0430\u044f \u0437\u0430\u043f\u0438\u0441\u044c {0} \u0437\u0434\u0435\u0441\u044c \u043d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u0430: {1}'
    'unsafe-folder' = '{0} - \u043a\u043e\u0440\u0435\u043d\u044c \u0434\u0438\u0441\u043a\u0430 \u0438\u043b\u0438 \u0441\u0441\u044b\u043b\u043a\u0430: \u0432\u044b\u0431\u0435\u0440\u0438\u0442\u0435 \u043e\u0431\u044b\u0447\u043d\u0443\u044e \u043f\u0430\u043f\u043a\u0443'
    'variables' = '\u0412 \u0441\u0440\u0435\u0434\u0435 \u044d\u0442\u043e\u0433\u043e \u043a\u043e\u043c\u043f\u044c\u044e\u0442\u0435\u0440\u0430 \u0435\u0441\u0442\u044c \u043f\u0435\u0440\u0435\u043c\u0435\u043d\u043d\u044b\u0435, \u0432\u043b\u0438\u044f\u044e\u0449\u0438\u0435 \u043d\u0430 Node \u0438\u043b\u0438 .NET: {0}. \u0422\u0435 \u0438\u0437 \u043d\u0438\u0445, \u0447\u0442\u043e \u0434\u0435\u0439\u0441\u0442\u0432\u0443\u044e\u0442 \u043d\u0430 Node, \u043f\u0440\u0438 \u0437\u0430\u043f\u0443\u0441\u043a\u0435 \u0430\u0433\u0435\u043d\u0442\u0430 \u0441\u0431\u0440\u0430\u0441\u044b\u0432\u0430\u044e\u0442\u0441\u044f'
    'waiting' = '\u0418\u0434\u0451\u0442 \u0434\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430: \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435'
    'would' = '\u0411\u044b\u043b\u043e \u0431\u044b \u0441\u0434\u0435\u043b\u0430\u043d\u043e: {0}'
}

function Get-InstallationPlan {
    <#
    .SYNOPSIS
        Lists the steps of an installation, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. Each difference from the wanted state becomes a step: a table with a Text, an action (Do) and its
    # Argument.
    $task = Get-Task
    $current = Get-TaskVersion $task
    $state = Get-TaskState $task
    $isWhole = Test-VersionFolder
    $isTask = Test-Task $task
    $version = $script:Manifest.Version
    $file = Get-ConfigurationFile
    $isNew = -not [System.IO.File]::Exists($file)

    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        $access = Get-WantedAccess $name
        if (-not (Test-Rights $folder $access)) {
            New-Step 'step-rights' $folder { param($rights) Set-Rights $rights.Path $rights.Access } @{ Path = $folder; Access = $access }
        }
    }
    foreach ($each in @(Get-UnequalChild)) { New-Step 'step-children' $each { param($path) Reset-Rights $path } $each }
    if (-not $isWhole) { New-Step 'step-copy' ($version, $script:Place.Version) { Copy-Version } }
    if ($isNew) {
        $key = 'step-sample'
        if ($script:ConfigPath) { $key = 'step-configuration' }
        New-Step $key $file { Copy-Configuration }
    }
    if (-not $isWhole -or -not $isTask -or $isNew) { New-Step 'step-check' $file { Assert-Configuration } }
    if ((Get-RegistryText $script:EventSourceKey 'EventMessageFile') -ne $script:EventMessageFile) {
        New-Step 'step-source' @() { Register-EventSource }
    }
    if (-not $isTask) {
        New-Step 'step-switch' ($script:TaskName, $version) { param($old) Switch-Version $old; Write-NewKey (Get-TaskVersion $old) } $task
    }
    elseif ($state -ne 'Disabled' -and ($state -ne 'Running' -or -not $isWhole -or $isNew)) {
        # An agent that runs still has the configuration that was removed.
        New-Step 'step-start' $script:TaskName { Stop-Agent; Start-Version }
    }
    # After the agent: a version that is rolled back leaves the watchdog as it was.
    if (-not (Test-Watchdog)) { New-Step 'step-watchdog' $script:WatchdogName { Register-Watchdog } }
    if ($script:Protect -and (Test-ClearPassword)) { New-Step 'step-protect' $file { Protect-Configuration } }
    if ((Get-RegistryText $script:ProductKey 'Version') -ne $version) {
        New-Step 'step-version' $script:ProductKey { Set-RegistryText $script:ProductKey 'Version' 'REG_SZ' $script:Manifest.Version }
    }
    foreach ($each in @(Get-OldFolder $current)) { New-Step 'step-remove' $each { param($path) [void] (Remove-Folder $path) } $each }
}

function Get-RemovalPlan {
    <#
    .SYNOPSIS
        Lists the steps of a removal, in order.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Reads only. Only what comwatch created is named: a folder given by mistake keeps its content.
    $remove = { param($path) if (-not (Remove-Folder $path)) { $script:IsLeft = $true } }
    # First, so that it does not start the agent again.
    if ($null -ne (Get-Task $script:WatchdogName)) {
        New-Step 'step-unregister-watchdog' $script:WatchdogName {
            Unregister-ScheduledTask -TaskName $script:WatchdogName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
        }
    }
    if ($null -ne (Get-Task)) {
        New-Step 'step-unregister' $script:TaskName {
            Stop-Agent
            Unregister-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -Confirm:$false -ErrorAction 'Stop'
            $script:Place['Account'] = $script:SystemAccount
            Remove-FormerAccount
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
            # The lock is removed with the rest.
            if ($null -ne $script:Turn) { $script:Turn.Dispose(); $script:Turn = $null }
            foreach ($each in [System.IO.DirectoryInfo]::new($folder).GetFileSystemInfos()) {
                $isOurs = $each.Name -in $script:DataNames -or $each.Name -match $script:DataLogPattern
                if ($isOurs -and -not (Remove-Folder $each.FullName)) { $script:IsLeft = $true }
            }
            Remove-EmptyFolder $folder
            # The log of the installation was removed with the rest.
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

    [void] (Wait-Source $script:Place.Source)
    $script:Manifest = Read-Manifest
    $version = $script:Manifest.Version
    $script:Place['Version'] = Join-Name $script:Place.Install $version
    foreach ($folder in $script:Place.Install, $script:Place.Data) { Assert-OwnFolder $folder }
    Assert-FirstConfiguration
    $script:Variables = @(Get-MachineVariable)
    if ($script:Variables.Count -gt 0) { Write-Line (Get-Text 'variables' ($script:Variables -join ', ')) 'WARN' }
    $task = Get-Task
    $state = Get-TaskState $task
    Write-Line (Get-Text 'found' $version, (Get-TaskVersion $task), $state) 'DEBUG'
    if ((Test-Failure) -and (Get-TaskVersion $task) -ne $version) {
        Stop-Installation $script:ExitCode.Unhealthy 'failed-before' $version, $script:RetryAfterHours
    }
    $plan = @(Get-InstallationPlan)
    $isSwitched = @($plan | Where-Object { $_.Key -eq 'step-switch' }).Count -gt 0
    if ($state -eq 'Disabled' -and -not $isSwitched) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN' }
    foreach ($each in @(Get-PythonProcess)) { Write-Line (Get-Text 'python-process' $each.Id, $each.Script) 'WARN' }
    if ($plan.Count -gt 0) {
        foreach ($each in @(Get-PythonTask)) { Write-Line (Get-Text 'python-task' $each.Name, $each.Script) 'WARN' }
    }
    if ($plan.Count -eq 0) {
        if ($script:StepsDone.Count -eq 0) { Write-Line (Get-Text 'nothing' $version) } else { Write-Line (Get-Text 'done' $version) }
        return
    }
    $account = $script:Place.Account
    $isRegistered = @($plan | Where-Object { $_.Key -in 'step-switch', 'step-watchdog' }).Count -gt 0
    if ($isRegistered -and $account.Kind -eq 'named' -and $null -eq $script:Credential) {
        Stop-Installation $script:ExitCode.System 'needs-password' $account.Name
    }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $version) }
}

function Invoke-Plan {
    <#
    .SYNOPSIS
        Carries out the steps one after the other, or with -WhatIf names them.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Plan
    )

    # A step that the operator refused ends it, since the rest builds on it: then the result is false. ShouldProcess is
    # called only where the user can be asked: with -WhatIf and -Verbose it would print each step a second time.
    foreach ($step in $Plan) {
        if ($script:WhatIfOnly) { Write-Line (Get-Text 'would' $step.Text); continue }
        if ($script:AsksFirst -and -not $script:Cmdlet.ShouldProcess($step.Text, $step.Text, 'comwatch')) {
            Write-Line (Get-Text 'stopped-here') 'WARN'
            return $false
        }
        Write-Line $step.Text
        & $step.Do $step.Argument
        $script:StepsDone.Add($step.Text)
        if ($script:LogFile) { Write-Log }
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
    $outside = @(if ($script:Purge) { Get-OutsideFolder })
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing-to-remove'); return }
    $isDone = Invoke-Plan $plan
    if (-not $isDone -or $script:WhatIfOnly) { return }
    # They may hold files of others.
    if ($outside.Count -gt 0) { Write-Line (Get-Text 'outside' ($outside -join ', ')) }
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

    # With the message file of .NET, which exists on every supported Windows, so that viewers find a description.
    $file = $script:EventMessageFile
    $path = Join-Name $env:SystemRoot ($file.Replace('%SystemRoot%\', '').Replace('\', '/'))
    if (-not [System.IO.File]::Exists($path)) { Write-Line (Get-Text 'no-message-file' $path) 'WARN' }
    Set-RegistryText $script:EventSourceKey 'TypesSupported' 'REG_DWORD' '7'
    # Last, since it shows that the source is registered.
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

    # The bytes that are checked are those that will run, whatever happens to the share meanwhile.
    $source = Join-Name $script:Place.Source $Entry.path
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Target))
    $reason = ''
    try {
        [System.IO.File]::Copy($source, $Target, $true)
        # A file that is read-only on the share would be so here, too, and could not be removed later.
        [System.IO.File]::SetAttributes($Target, [System.IO.FileAttributes]::Normal)
        # The mark of the Internet zone is copied, too, and would keep PowerShell from loading the module.
        Unblock-File -LiteralPath $Target
        if (Test-PackageFile $Target $Entry) { return }
    }
    catch { $reason = Get-Reason $_ }
    if (-not [System.IO.File]::Exists((Join-Name $script:Place.Source 'manifest.json'))) {
        Stop-Installation $script:ExitCode.Copy 'share-lost' $script:Place.Source
    }
    if ($reason -and [System.IO.File]::Exists($source)) {
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $Entry.path, $reason
    }
    Stop-Installation $script:ExitCode.Package 'bad-file' $Entry.path
}

function Copy-Version {
    <#
    .SYNOPSIS
        Copies the program beside the existing versions.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Its folder appears complete or not at all: it is filled under another name. A damaged folder of the same version
    # is moved aside first, and back again when the new one cannot take its place.
    if ($script:JitterSeconds -gt 0) {
        $seconds = [System.Random]::new().Next(0, $script:JitterSeconds + 1)
        Write-Line (Get-Text 'jitter' $seconds) 'DEBUG'
        [System.Threading.Thread]::Sleep($seconds * 1000)
    }
    $version = $script:Place.Version
    $staging = Join-Name $script:Place.Install ".staging-$($script:Manifest.Version)"
    $aside = Join-Name $script:Place.Install ".damaged-$($script:Manifest.Version)"
    $isStopped = $false
    try {
        foreach ($each in $staging, $aside) { if ([System.IO.Directory]::Exists($each)) { [System.IO.Directory]::Delete($each, $true) } }
        foreach ($each in $script:Manifest.Files) {
            $name = Get-InstalledName $each.path
            if ($name) { Copy-PackageFile $each (Join-Name $staging $name) }
        }
        if ([System.IO.Directory]::Exists($version)) {
            $isStopped = (Get-TaskState) -eq 'Running'
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
        if ($isStopped) { Start-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue' }
        if ($null -ne $failure.Exception.Data['comwatch']) { throw $failure.Exception }
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $version, (Get-Reason $failure)
    }
    [void] (Remove-Folder $aside)
}

function Get-InstalledName {
    <#
    .SYNOPSIS
        The path of a package file in the version folder, or '' when it is not installed.
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
        Lists folders of versions other than the new and the last one, and remains of an interrupted installation.
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

    # With the provider of Windows itself: on 5.1 several times faster than the managed one, and allowed under FIPS.
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

    # Returns a table: Version, Sha256 and Files (path, bytes, sha256). Ends the installation when it is not valid.
    $file = Join-Name $script:Place.Source 'manifest.json'
    try { $bytes = [System.IO.File]::ReadAllBytes($file) }
    catch {
        if (-not [System.IO.Directory]::Exists($script:Place.Source)) {
            Stop-Installation $script:ExitCode.Copy 'share-gone' $script:Place.Source, $script:SourceWaitSeconds
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

    # What is in use stays until the next time: the result is false, with a warning.
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
        Whether one entry of the manifest is valid.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Entry
    )

    $path = [string] (Get-Field $Entry 'path')
    $path -match '^[\w@+.-]+(/[\w@+.-]+)*\z' -and
    # No name that consists of dots or ends in one (Windows drops it), no device.
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

    # An additional DLL beside node.exe would be loaded as well.
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

function Wait-Source {
    <#
    .SYNOPSIS
        Waits for a file or folder of a share, and reports how long; false when it does not appear.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Start-up scripts may run before the network is up, whereas a local disk is either there or not. A query of an
    # unreachable share can itself take half a minute, which the clock includes.
    $exists = { [System.IO.Directory]::Exists($Path) -or [System.IO.File]::Exists($Path) }
    if (& $exists) { return $true }
    if ($Path -match '^[A-Za-z]:' -and [System.IO.DriveInfo]::new($Path).DriveType -eq 'Fixed') { return $false }
    $limit = $script:SourceWaitSeconds
    if ($limit -eq 0) { return $false }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $step = [System.Math]::Max(1, [int] ($limit / 8))
    $next = $step
    Write-Line (Get-Text 'source-waiting' $Path, $limit) 'WARN'
    if ($script:LogFile) { Write-Log }
    while (-not (& $exists)) {
        $elapsed = [int] [System.Math]::Floor($clock.Elapsed.TotalSeconds)
        if ($elapsed -ge $limit) { return $false }
        if ($elapsed -ge $next) {
            Write-Line (Get-Text 'source-still' $Path, $elapsed, $limit)
            if ($script:LogFile) { Write-Log }
            $next = $elapsed + $step
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    Write-Line (Get-Text 'source-there' $Path, ([int] $clock.Elapsed.TotalSeconds))
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

    # Ends the installation with exit code 2 when it is refused. A configuration that this run created is deleted again,
    # so that a better -ConfigPath can be used. The account of the task may change the configuration, and it differs
    # from the one that runs this script: it is passed to the version.
    $answer = Invoke-Agent @('check-config', '--account', $script:Place.Account.Sid)
    if ($answer.ExitCode -ne 0) {
        $file, $text, $key = (Get-ConfigurationFile), $answer.Text, 'bad-configuration'
        if ($script:NewConfiguration) {
            # The operator corrects the file that it was copied from.
            [System.IO.File]::Delete($script:NewConfiguration)
            $file = Get-GivenConfiguration
            $text = $text.Replace($script:NewConfiguration, $file)
        }
        if (-not (Get-TaskVersion (Get-Task))) { $key = 'bad-first-configuration' }
        Stop-Installation $script:ExitCode.Configuration $key $file, $text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

function Assert-FirstConfiguration {
    <#
    .SYNOPSIS
        Ends the installation before any change where there is neither a configuration nor a source for one.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $own = Get-ConfigurationFile
    $given = Get-GivenConfiguration
    $exists = [System.IO.File]::Exists($own)
    if ($script:ConfigPath) {
        if ($exists) {
            if (Test-OtherConfiguration $own $given) { Write-Line (Get-Text 'configuration-kept' $own, $given) }
            return
        }
        if (-not (Wait-Source $given)) { Stop-Installation $script:ExitCode.Copy 'no-configuration' $given }
        if ([System.IO.Directory]::Exists($given)) { Stop-Installation $script:ExitCode.Copy 'configuration-folder' $given }
        return
    }
    if (Test-Sample) { return }
    if ($exists) { Write-Line (Get-Text 'sample-unused' $given, $own) 'WARN' }
    elseif ([System.IO.File]::Exists($given)) { Stop-Installation $script:ExitCode.Package 'sample-edited' $given }
    else { Stop-Installation $script:ExitCode.Package 'bad-file' 'monitor.ini' }
}

function ConvertTo-ObservingText {
    <#
    .SYNOPSIS
        Gives the text of a configuration with mode = observe in its section [monitor].
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Text
    )

    $end = "`n"
    if ($Text.Contains("`r`n")) { $end = "`r`n" }
    $lines = [System.Collections.Generic.List[string]]::new([string[]] ($Text -split '\r?\n'))
    $section, $head, $written, $sample = '', -1, -1, -1
    for ($at = 0; $at -lt $lines.Count; $at++) {
        if ($lines[$at] -match '^[\s\uFEFF]*\[(?<name>[^\]]*)\]') {
            $section = $Matches['name']
            if ($section -eq 'monitor' -and $head -lt 0) { $head = $at }
        }
        elseif ($section -ne 'monitor') { continue }
        elseif ($written -lt 0 -and $lines[$at] -match '^\s*mode\s*[=:]') { $written = $at }
        elseif ($sample -lt 0 -and $lines[$at] -match '^\s*[;#]\s*mode\s*[=:]') { $sample = $at }
    }
    $line = 'mode = observe'
    if ($written -ge 0) { $lines[$written] = $line }
    elseif ($sample -ge 0) { $lines[$sample] = $line }
    elseif ($head -ge 0) { $lines.Insert($head + 1, $line) }
    else {
        while ($lines.Count -gt 0 -and $lines[$lines.Count - 1] -eq '') { $lines.RemoveAt($lines.Count - 1) }
        $lines.AddRange([string[]] @('', '[monitor]', $line, ''))
    }
    $lines.ToArray() -join $end
}

function Copy-Configuration {
    <#
    .SYNOPSIS
        Installs a configuration where there is none: a given one unchanged, the sample of the package in observe mode.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $from = Get-GivenConfiguration
    $target = Join-Name $script:Place.Data 'monitor.ini'
    try {
        [System.IO.File]::Copy($from, $target, $false)
        $script:NewConfiguration = $target
        [System.IO.File]::SetAttributes($target, [System.IO.FileAttributes]::Normal)
        if ($script:ConfigPath) { return }
        $utf8 = [System.Text.UTF8Encoding]::new($false)
        $bytes = [System.IO.File]::ReadAllBytes($target)
        # From the bytes that were checked, whatever happens to the share meanwhile.
        $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
        $isWhole = (Get-Sha256 -Bytes $bytes) -eq $entry.sha256
        if ($isWhole) { [System.IO.File]::WriteAllText($target, (ConvertTo-ObservingText $utf8.GetString($bytes)), $utf8) }
    }
    catch {
        $reason = Get-Reason $_
        if ($script:NewConfiguration) { [System.IO.File]::Delete($target) }
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $from, $reason
    }
    if (-not $isWhole) {
        [System.IO.File]::Delete($target)
        Stop-Installation $script:ExitCode.Package 'sample-edited' $from
    }
    Write-Line (Get-Text 'sample-laid' $target) 'WARN'
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

function Get-ConfiguredFolder {
    <#
    .SYNOPSIS
        A folder of the agent, as the configuration names it.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('state_dir', 'dir')] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Default
    )

    $file = Get-ConfigurationFile
    $folder = $Default
    if ([System.IO.File]::Exists($file) -and
        (Read-FileText $file) -match "(?im)^[ \t]*$Key[ \t]*[:=][ \t]*(?<folder>[^\r\n]*\S)") {
        $folder = $Matches['folder']
    }
    [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($script:Place.Data, $folder))
}

function Get-GivenConfiguration {
    <#
    .SYNOPSIS
        The source of a first configuration: that of -ConfigPath, else the sample of the package.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:ConfigPath) {
        # One command line for a fleet: \\server\share\%COMPUTERNAME%.ini.
        $path = [System.Environment]::ExpandEnvironmentVariables($script:ConfigPath)
        return Resolve-Name $path
    }
    Join-Name $script:Place.Source 'monitor.ini'
}

function Get-OutsideFolder {
    <#
    .SYNOPSIS
        The folders of state and logs that the configuration has put outside the data folder.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $data = $script:Place.Data + [System.IO.Path]::DirectorySeparatorChar
    foreach ($each in @((Get-ConfiguredFolder 'state_dir' 'state'), (Get-ConfiguredFolder 'dir' '.'))) {
        $folder = $each.TrimEnd('\', '/') + [System.IO.Path]::DirectorySeparatorChar
        if (-not $folder.StartsWith($data, [System.StringComparison]::OrdinalIgnoreCase) -and [System.IO.Directory]::Exists($each)) { $each }
    }
}

function Get-StateFolder {
    <#
    .SYNOPSIS
        The state folder, where the agent reports its health and looks for the stop file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    Get-ConfiguredFolder 'state_dir' 'state'
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

    # Returns a table: ExitCode and Text. No secret is among the arguments.
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

    # Only after the new version has proved healthy: the previous one might not be able to read them.
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

    # By its byte-order mark, else as UTF-8, else as windows-1251, like the agent.
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
    if (-not [System.IO.File]::Exists($file)) { $file = Get-GivenConfiguration }
    [System.IO.File]::Exists($file) -and
    (Read-FileText $file) -match '(?im)^[ \t]*password[ \t]*[:=][ \t]*(?!dpapi:)[^\s]'
}

function Test-OtherConfiguration {
    <#
    .SYNOPSIS
        Whether a configuration that was given differs from the server's own, apart from its passwords.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Own,
        [Parameter(Mandatory = $true)] [string] $Given
    )

    # Passwords are written or protected on the server. A file that cannot be read now shows no difference.
    try {
        if (-not [System.IO.File]::Exists($Given)) { return $false }
        $texts = @(foreach ($each in $Own, $Given) {
                $text = (Read-FileText $each) -replace '\r\n?', "`n"
                ($text -replace '(?im)^([ \t]*(password|token)[ \t]*[:=]).*', '$1').Trim()
            })
        $texts[0] -cne $texts[1]
    }
    catch { $false }
}

function Test-Sample {
    <#
    .SYNOPSIS
        Whether the sample of the package is as its manifest says.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
    Test-PackageFile (Join-Name $script:Place.Source 'monitor.ini') $entry
}

function Write-NewKey {
    <#
    .SYNOPSIS
        Names the keys that the new version knows and the previous one did not.
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

function Get-Health {
    <#
    .SYNOPSIS
        The state of the agent of a version: 'healthy', 'checking' (during its first COM check), or '' (not yet).
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $State,
        [Parameter(Mandatory = $true)] [string] $Version
    )

    # An agent is healthy if it gets samples and has made a COM check, whatever its result: a server that does not
    # answer is no fault of a new version.
    try {
        $file = Join-Name $State 'status.json'
        if ([System.IO.File]::Exists($file)) {
            $status = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
            if ((Get-Field $status 'version') -ne $Version) { return '' }
            $sources = @(Get-Field $status 'sources')
            if ($sources.Count -eq 0) { return '' }
            foreach ($each in $sources) { if ($null -eq (Get-Field $each 'lastSampleUnixMs')) { return '' } }
            foreach ($each in @(Get-Field $status 'applications')) {
                if ($null -eq (Get-Field $each 'progid') -or $null -ne (Get-Field $each 'probe')) { continue }
                # During a pause or maintenance no call is made.
                $pause = Get-Field $each 'pause'
                if ($null -eq $pause -or (Get-Field $pause 'withCalls')) { return 'checking' }
            }
            return 'healthy'
        }
        # Status of an earlier version after a rollback.
        $file = Join-Name $State 'health.json'
        if ($Version -eq $script:Manifest.Version -or -not [System.IO.File]::Exists($file)) { return '' }
        $health = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        if ((Get-Field $health 'version') -eq $Version -and [bool] (Get-Field $health 'healthySince')) { return 'healthy' }
        ''
    }
    # The file is being replaced.
    catch { '' }
}

function Get-StoredAccount {
    <#
    .SYNOPSIS
        The account that an earlier installation gave the task, or null.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Trusted only if the task runs a version of ours, and only where the rights of the data folder agree.
    $task = Get-Task
    if (-not (Get-TaskVersion $task)) { return $null }
    try { $definition = [string] (Export-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop') }
    catch {
        if ($script:Uninstall) { return $null }
        throw
    }
    $sid = Get-TaskAccount $definition
    if ($sid -in 'S-1-5-18', 'SYSTEM') { return $script:SystemAccount }
    $name = [string] (Get-Field (Get-Field $task 'Principal') 'UserId')
    try {
        if ($sid -like 'S-1-*') { $name = [System.Security.Principal.SecurityIdentifier]::new($sid).Translate([System.Security.Principal.NTAccount]).Value }
        else { $sid = [System.Security.Principal.NTAccount]::new($sid).Translate([System.Security.Principal.SecurityIdentifier]).Value }
    }
    # No domain answers: the name shown by the task is sufficient.
    catch { [void] $_ }
    if ($sid -notlike 'S-1-*' -or -not $name -or -not (Test-GivenAccess $sid)) { return $null }
    $kind = 'named'
    if ($name.EndsWith('$', [System.StringComparison]::Ordinal)) { $kind = 'managed' }
    @{ Kind = $kind; Name = $name; Sid = $sid }
}

function Get-Task {
    <#
    .SYNOPSIS
        The Scheduled Task of the agent or of the watchdog, or null.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param(
        [Parameter()] [string] $Name = $script:TaskName
    )

    # In the root folder of the Task Scheduler. Only the answer that there is none gives null: any other failure ends
    # the installation, since a task that could not be seen would be taken for a missing one.
    try { Get-ScheduledTask -TaskName $Name -TaskPath '\' -ErrorAction 'Stop' }
    catch {
        if ($_.FullyQualifiedErrorId -like 'CmdletizationQuery_NotFound*') { return $null }
        Stop-Installation $script:ExitCode.Unexpected 'task-unread' $Name, (Get-Reason $_)
    }
}

function Get-TaskAccount {
    <#
    .SYNOPSIS
        The account in the definition of a task: a SID.
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

    # PowerShell 7 may see the task through Windows PowerShell, with a number as its state.
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
        The version that a task runs, by the folder of its program; '' for a foreign task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    $action = Get-TaskAction $Task
    $program = [string] (Get-Field $action 'Execute')
    if (-not $program) { return '' }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($program.Trim('"'))
        # For actions that clean the environment first, see Get-WantedAction.
        if ([System.IO.Path]::GetFileName($program.Trim('"')) -eq 'cmd.exe') { $folder = [string] (Get-Field $action 'WorkingDirectory') }
        if ($folder -and [System.IO.Path]::GetDirectoryName($folder) -eq $script:Place.Install) {
            return [System.IO.Path]::GetFileName($folder)
        }
    }
    # Windows PowerShell 5.1 accepts no path with a quotation mark in it: the task is a foreign one.
    catch [System.ArgumentException] { return '' }
    ''
}

function Get-WantedAction {
    <#
    .SYNOPSIS
        The action of a task of ours: the agent, or its watchdog.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter()] [ValidateSet('run', 'watchdog')] [string] $Command = 'run'
    )

    # node.exe itself, so that ending the task ends the agent. Where variables of the machine would change how Node
    # starts, cmd.exe removes them first. It expands nothing in quotes except a % that names a variable, and with /s it
    # removes only the outer quotes.
    $folder = $script:Place.Version
    $program = '"' + (Join-Name $folder 'node.exe') + '"'
    # The agent knows the name of its task, so that it can be restarted by it.
    $argument = '"{0}" {1} --config "{2}" --task "{3}"' -f (Join-Name $folder 'main.mjs'), $Command, (Get-ConfigurationFile), $script:TaskName
    $unset = @(foreach ($each in $script:Variables) { if ($each -match $script:StartVariablePattern) { 'set "{0}="' -f $each } })
    if ($unset.Count -gt 0) {
        $argument = '/d /v:off /s /c "' + ((@($unset) + @("$program $argument")) -join ' & ') + '"'
        $program = '"' + (Join-Name $env:SystemRoot 'System32/cmd.exe') + '"'
    }
    @{ Execute = $program; Argument = $argument; WorkingDirectory = $folder }
}

function Register-OwnTask {
    <#
    .SYNOPSIS
        Registers a task of ours with the account of the installation.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [hashtable] $Wanted,
        [Parameter(Mandatory = $true)] [object[]] $Trigger,
        [Parameter(Mandatory = $true)] [hashtable] $Options,
        [Parameter(Mandatory = $true)] [string] $Description
    )

    $common = @{
        AllowStartIfOnBatteries    = $true
        DontStopIfGoingOnBatteries = $true
        StartWhenAvailable         = $true
        MultipleInstances          = 'IgnoreNew'
        Compatibility              = 'Win8'
        # 5 is normal priority, 7 (the default) is below.
        Priority                   = 5
    }
    $task = @{
        TaskName    = $Name
        TaskPath    = '\'
        Description = $Description
        Action      = New-ScheduledTaskAction @Wanted -ErrorAction 'Stop'
        Trigger     = $Trigger
        Settings    = New-ScheduledTaskSettingsSet @common @Options -ErrorAction 'Stop'
        Force       = $true
    }
    # A managed account logs on by password but is given none.
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

    # At start-up, and again every five minutes without end; IgnoreNew makes that harmless while the agent runs.
    $atStartup = New-ScheduledTaskTrigger -AtStartup -ErrorAction 'Stop'
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today; RepetitionInterval = [timespan]::FromMinutes(5) }
    $again = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{
        # PT0S: without it the task is ended after three days.
        ExecutionTimeLimit = [timespan]::Zero
        RestartCount       = 999
        RestartInterval    = [timespan]::FromMinutes(1)
        Disable            = $Disabled
    }
    $description = "comwatch $($script:Manifest.Version): watches the processes of a COM+ application"
    Register-OwnTask $script:TaskName (Get-WantedAction) @($atStartup, $again) $options $description
}

function Register-Watchdog {
    <#
    .SYNOPSIS
        Registers the task of the watchdog in its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A separate task: a second action of the first one would wait for the end of the agent. It leaves an agent alone if
    # its task is disabled.
    $everyFiveMinutes = @{ Once = $true; At = [datetime]::Today.AddMinutes(2); RepetitionInterval = [timespan]::FromMinutes(5) }
    $trigger = New-ScheduledTaskTrigger @everyFiveMinutes -ErrorAction 'Stop'
    $options = @{ ExecutionTimeLimit = [timespan]::FromMinutes(5) }
    $description = "comwatch $($script:Manifest.Version): starts an agent again that hangs"
    Register-OwnTask $script:WatchdogName (Get-WantedAction 'watchdog') @($trigger) $options $description
}

function Set-Failure {
    <#
    .SYNOPSIS
        Records that this package was rolled back, or that it works.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [bool] $Failed
    )

    # Identified by the hash of its manifest: a package that was rebuilt is a different one.
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

    # Returns '' or the reason why it is not healthy. Does not wait for an agent that has ended, unless the scheduler
    # restarts it at once.
    $state = Get-StateFolder
    if ((Get-TaskState) -eq 'Running') {
        # The watchdog was quicker, with the previous definition.
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs)
    }
    foreach ($name in 'status.json', 'health.json') {
        $file = Join-Name $state $name
        if ([System.IO.File]::Exists($file)) { [System.IO.File]::Delete($file) }
    }
    Start-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $ran = $false
    $endedAt = -1
    $health = ''
    while ($clock.Elapsed.TotalSeconds -lt $script:HealthTimeoutSeconds) {
        $health = Get-Health $state $Version
        if ($health -eq 'healthy') { return '' }
        # A query that fails says nothing of the agent; its health is looked at as long as there is time.
        # A task whose start waits for the scheduler is queued.
        try { $running = (Get-TaskState) -in 'Running', 'Queued' }
        catch { $running = $true }
        if ($running) { $ran = $true; $endedAt = -1 }
        elseif ($endedAt -lt 0 -and ($ran -or $clock.ElapsedMilliseconds -gt 5000)) { $endedAt = $clock.ElapsedMilliseconds }
        if ($endedAt -ge 0 -and $clock.ElapsedMilliseconds - $endedAt -gt 3000) {
            $info = Get-ScheduledTaskInfo -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
            return Get-Text 'agent-ended' (Get-Field $info 'LastTaskResult')
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    if ($health -eq 'checking') {
        Write-Line (Get-Text 'still-checking' $script:HealthTimeoutSeconds) 'WARN'
        return ''
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
    $how = 'ended-unasked'
    if ([System.IO.Directory]::Exists($state) -and (Test-OwnItem $state)) {
        [System.IO.File]::WriteAllText($request, 'install.ps1')
        $how = 'ended'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } ($script:StopTimeoutSeconds * 1000))
    }
    $ended = $true
    if ((Get-TaskState) -eq 'Running') {
        Write-Line (Get-Text $how $state) 'WARN'
        Stop-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'Stop'
        $isWrapped = [string] (Get-Field (Get-TaskAction (Get-Task)) 'Execute') -match 'cmd\.exe'
        $ended = Wait-Until { (Get-TaskState) -ne 'Running' } $script:EndTimeoutMs
        if ($isWrapped) { Stop-Remnant }
    }
    if ([System.IO.File]::Exists($request)) { [System.IO.File]::Delete($request) }
    if (-not $ended) { Stop-Installation $script:ExitCode.Unexpected 'not-ended' ($script:EndTimeoutMs / 1000) }
}

function Stop-Remnant {
    <#
    .SYNOPSIS
        Ends processes that still run from the version folders after the task of the agent was ended.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Where the task starts node.exe through cmd.exe, ending it ends only cmd.exe.
    $folder = $script:Place.Install + [System.IO.Path]::DirectorySeparatorChar
    foreach ($each in [System.Diagnostics.Process]::GetProcessesByName('node')) {
        try {
            if (-not $each.MainModule.FileName.StartsWith($folder, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
            $each.Kill()
            [void] $each.WaitForExit($script:EndTimeoutMs)
        }
        # It has exited, or it cannot be queried and is not ours.
        catch { continue }
        finally { $each.Dispose() }
    }
}

function Switch-Version {
    <#
    .SYNOPSIS
        Stops the old agent, points the task to the new version and starts it; restores the old task if necessary.
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
    $former = $script:Place.Former
    try {
        Remove-FormerAccount
        Register-Task $disabled
        if ($disabled) { Write-Line (Get-Text 'disabled' $script:TaskName) 'WARN'; return }
        $reason = Start-Agent $version
    }
    catch { $reason = Get-Reason $_ }
    Set-Failure ([bool] $reason)
    if (-not $reason) { return }

    Write-Line (Get-Text 'rolling-back' $version, $reason) 'WARN'
    if ($null -ne $former -and $former.Sid -ne $script:Place.Account.Sid) {
        # The old version runs as before: its account gets its rights back.
        $script:Place['Former'] = $former
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
        Set-Rights $script:Place.Install (Get-WantedAccess 'Install')
    }
    Undo-Switch $previous $previousVersion
    if ($previousVersion) { Stop-Installation $script:ExitCode.Unhealthy 'rolled-back' $version, $previousVersion, $reason }
    Stop-Installation $script:ExitCode.Unhealthy 'rolled-back-fresh' $version, $reason
}

function Test-Failure {
    <#
    .SYNOPSIS
        Whether this package was rolled back recently.
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

function Test-Task {
    <#
    .SYNOPSIS
        Whether the task has its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [AllowNull()] [object] $Task
    )

    # Whether it is enabled does not matter: that is the operators' decision.
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

function Test-Watchdog {
    <#
    .SYNOPSIS
        Whether the task of the watchdog has its wanted form.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    # Whether it is enabled does not matter: that is the operators' decision.
    $task = Get-Task $script:WatchdogName
    if ($null -eq $task) { return $false }
    $action = Get-TaskAction $task
    $wanted = Get-WantedAction 'watchdog'
    $settings = Get-Field $task 'Settings'
    $definition = [string] (Export-ScheduledTask -TaskName $script:WatchdogName -TaskPath '\' -ErrorAction 'Stop')
    [string] (Get-Field $action 'Execute') -eq $wanted.Execute -and
    [string] (Get-Field $action 'Arguments') -eq $wanted.Argument -and
    (Get-TaskAccount $definition) -in $script:Place.Account.Sid, $script:Place.Account.Name -and
    [string] (Get-Field $settings 'ExecutionTimeLimit') -eq 'PT5M'
}

function Undo-Switch {
    <#
    .SYNOPSIS
        Restores the task of the old version and starts it; without one, removes the new task.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Definition,
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Version
    )

    # The previous definition is restored unchanged. That of a named account needs its password, which only -Credential
    # provides. Ends the installation with exit code 5 when the task cannot be restored or removed.
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
    # A foreign task is restored, but not started.
    if (-not $Version) { return }
    $reason = Start-Agent $Version
    if ($reason) { Write-Line (Get-Text 'old-not-healthy' $Version, $reason) 'WARN' }
}

function Assert-OwnFolder {
    <#
    .SYNOPSIS
        Ends the installation when a folder contains an item that was not created by an administrator.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # Users may create files below %ProgramData%, and the owner of a file can always grant himself access to it. So a
    # folder that existed before, and everything in it, must belong to SYSTEM, Administrators or the account of the
    # task, and must not be a link. Foreign items are named, never adopted and never repaired silently: a configuration
    # decides what runs as SYSTEM.
    if (-not [System.IO.Directory]::Exists($Path)) { return }
    foreach ($each in @($Path) + @(Get-FolderItem $Path)) {
        if (Test-OwnItem $each) { continue }
        # Nothing is written there in that case, not even the log.
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

    # A link is listed, but not followed.
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
        Lists items of the data folder that have explicit rights, or belong to a former account of the task.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # An explicit right on a file survives when access to its folder is restricted. Items that have disappeared since
    # they were listed are left out.
    if (-not [System.IO.Directory]::Exists($script:Place.Data)) { return }
    foreach ($each in @(Get-FolderItem $script:Place.Data)) {
        try { $sddl = [string] (Get-Acl -LiteralPath $each).Sddl }
        catch {
            if (Test-Absence $each) { continue }
            throw
        }
        $isOwn = $sddl -match 'D:[A-Z]*P'
        $former = $script:Place.Former
        if ($null -ne $former -and $former.Sid -ne $script:Place.Account.Sid -and $sddl.StartsWith("O:$($former.Sid)G:")) { $isOwn = $true }
        foreach ($entry in [regex]::Matches($sddl, '\((?<type>[A-Z]+);(?<flags>[A-Z]*);')) {
            if ($entry.Groups['type'].Value -eq 'A' -and $entry.Groups['flags'].Value -notmatch 'ID') { $isOwn = $true }
        }
        if ($isOwn) { $each }
    }
}

function Get-WantedAccess {
    <#
    .SYNOPSIS
        The wanted access to a folder, as SDDL.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [ValidateSet('Install', 'Data')] [string] $Folder
    )

    # Users may read the program. Configuration, state and logs are for SYSTEM and Administrators; another account of
    # the task may change them, since it writes log and state. While the account of the task changes, the former one
    # keeps what it needs until its agent has stopped.
    $sids = @()
    foreach ($each in $script:Place.Account, $script:Place.Former) {
        if ($null -ne $each -and $each.Kind -ne 'system' -and $each.Sid -notin $sids) { $sids += $each.Sid }
    }
    $access, $rights = $script:FullForAdministrators, '0x1301bf'
    if ($Folder -eq 'Install') { $access, $rights = ($script:FullForAdministrators + $script:ReadForUsers), '0x1200a9' }
    foreach ($sid in $sids) { $access += "(A;OICI;$rights;;;$sid)" }
    $access
}

function Remove-FormerAccount {
    <#
    .SYNOPSIS
        Takes files and rights back from the former account of the task.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Otherwise the next run would take files left by that account for those of a stranger.
    $former = $script:Place.Former
    if ($null -eq $former -or $former.Sid -eq $script:Place.Account.Sid) { return }
    foreach ($each in @(Get-UnequalChild)) { Reset-Rights $each }
    $script:Place['Former'] = $null
    foreach ($name in 'Install', 'Data') {
        $folder = $script:Place[$name]
        if ([System.IO.Directory]::Exists($folder)) { Set-Rights $folder (Get-WantedAccess $name) }
    }
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

    # Breaks inheritance: the parent folder gives users the right to create files.
    [void] [System.IO.Directory]::CreateDirectory($Path)
    $acl = Get-Acl -LiteralPath $Path
    $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
    $acl.SetSecurityDescriptorSddlForm("O:BAD:PAI$Access", $sections)
    Set-Acl -LiteralPath $Path -AclObject $acl
    # Someone may have created an item while access to the folder was open.
    Assert-OwnFolder $Path
}

function Test-ClosedFolder {
    <#
    .SYNOPSIS
        Whether only SYSTEM, Administrators and the present or former account of the task have access to a folder.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    if (-not [System.IO.Directory]::Exists($Path) -or (Test-Link $Path)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl
    if ($sddl -notmatch '^O:(BA|SY)(G:[^:]*)?D:(?<flags>[A-Z]*)(?<list>(\([^)]*\))*)') { return $false }
    $flags, $list = $Matches['flags'], $Matches['list']
    if ($flags -notmatch 'P') { return $false }
    $let = @('SY', 'BA', 'LA') + @(foreach ($each in $script:Place.Account, $script:Place.Former) { if ($null -ne $each) { $each.Sid } })
    foreach ($entry in [regex]::Matches($list, '\((?<type>[A-Z]+);[^)]*;(?<who>[^;)]+)\)')) {
        if ($entry.Groups['type'].Value -ne 'D' -and $entry.Groups['who'].Value -notin $let) { return $false }
    }
    $true
}

function Test-GivenAccess {
    <#
    .SYNOPSIS
        Whether an earlier installation has opened the data folder to an account.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [string] $Sid
    )

    # Any user may register a task in the root folder; only an administrator can have written these rights.
    $folder = $script:Place.Data
    if (-not [System.IO.Directory]::Exists($folder) -or (Test-Link $folder)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $folder).Sddl
    $names = @($Sid)
    if ($Sid -match '-500\z') { $names += 'LA' }
    $isGiven = @($names | Where-Object { $sddl.Contains("(A;OICI;0x1301bf;;;$_)") }).Count -gt 0
    $isGiven -and $sddl -match '^O:(BA|SY)(G:[^:]*)?D:[A-Z]*P'
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

    # SYSTEM, Administrators or the account of the task, the present or the former one. An item that has disappeared
    # since it was listed is no foreign one, either.
    if (Test-Link $Path) { return $false }
    try { $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl }
    catch {
        if (Test-Absence $Path) { return $true }
        throw
    }
    if ($sddl -notmatch '^O:(?<owner>S-[\d-]+|[A-Z]{2})') { return $false }
    $owner = $Matches['owner']
    if ($owner -in $script:TrustedOwners -or $owner -eq $script:Place.Account.Sid) { return $true }
    $null -ne $script:Place.Former -and $owner -eq $script:Place.Former.Sid
}

function Test-Rights {
    <#
    .SYNOPSIS
        Whether a folder has exactly the wanted access and belongs to SYSTEM or Administrators.
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

    # 64 bits, Windows Server 2016 or newer, elevated. Elevation is determined by the integrity level of the token,
    # whatever the groups are called here; the SYSTEM of a start-up script has only well-known groups, so no domain is
    # queried.
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
        Waits until no other installation on this machine uses the same data folder, and holds its lock file.
    #>
    [CmdletBinding()]
    [OutputType([System.IO.FileStream])]
    param()

    # The lock is an open handle, which ends with its process, in a folder that only administrators may read: anyone who
    # could open the file could hold it. So access to the folder is restricted first. -WhatIf creates no folder and no
    # file, it only waits its turn.
    $folder = $script:Place.Data
    $file = Join-Name $folder 'install.lock'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = $false
    $isReady = $false
    while ($true) {
        # Once, and again where the folder has disappeared meanwhile: -Purge removes it, too.
        if (-not $isReady -or -not [System.IO.Directory]::Exists($folder)) {
            if ($script:Uninstall) {
                # An installation restricts access to the folder first: where it is open or missing, none is running.
                if (-not (Test-ClosedFolder $folder) -or -not (Test-OwnItem $file)) { return }
            }
            else {
                Assert-OwnFolder $folder
                if (-not $script:WhatIfOnly -and -not (Test-ClosedFolder $folder)) {
                    $close = New-Step 'step-rights' $folder { param($path) Set-Rights $path (Get-WantedAccess 'Data') } $folder
                    if (-not (Invoke-Plan @($close))) { $script:IsRefused = $true; return }
                }
            }
            $isReady = $true
        }
        if ($script:WhatIfOnly -and -not [System.IO.File]::Exists($file)) { return }
        try { return [System.IO.FileStream]::new($file, 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [System.IO.IOException] {
            # 32 and 33: in use (11 off Windows). The folder may just have been removed with -Purge, too.
            $code = $_.Exception.GetBaseException().HResult -band 0xffff
            if ($code -notin 32, 33, 11 -and [System.IO.Directory]::Exists($folder)) { throw }
        }
        # A file that is being deleted, or that someone made read-only. A folder in its place would be waited for in vain.
        catch [System.UnauthorizedAccessException] {
            if ([System.IO.Directory]::Exists($file)) { Stop-Installation $script:ExitCode.Unexpected 'lock-folder' $file }
            $info = [System.IO.FileInfo]::new($file)
            if ($info.Exists -and $info.IsReadOnly) {
                $info.IsReadOnly = $false
                continue
            }
        }
        if (-not $said) { Write-Line (Get-Text 'waiting'); $said = $true }
        if ($clock.Elapsed.TotalSeconds -ge $script:WaitSeconds) {
            Stop-Installation $script:ExitCode.Busy 'busy' $script:WaitSeconds
        }
        [System.Threading.Thread]::Sleep($script:PollMs)
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

    # In strict mode the dot fails on a missing property.
    if ($null -eq $InputObject) { return $null }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

function Get-MachineVariable {
    <#
    .SYNOPSIS
        The names of the variables that Windows passes to the task and that affect Node, edge-js or .NET.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    # Of the machine and of the account. Their values may hold secrets and are not read.
    $names = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($key in $script:EnvironmentKey, "HKU\$($script:Place.Account.Sid)\Environment") {
        $answer = Invoke-SystemProgram 'reg.exe' @('query', $key)
        if ($answer.ExitCode -ne 0) { continue }
        foreach ($line in $answer.Text -split '\r?\n') {
            if ($line -match '^\s*(?<name>\w+)\s+REG_(EXPAND_)?SZ\b' -and $Matches['name'] -match $script:VariablePattern) {
                [void] $names.Add(($line.Trim() -split '\s')[0])
            }
        }
    }
    $names
}

function Get-PythonProcess {
    <#
    .SYNOPSIS
        The running processes of the earlier Python tool, as tables with Id and Script.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # A failed query is no reason not to install.
    $query = @{ ClassName = 'Win32_Process'; Filter = "Name LIKE 'py%.exe'"; OperationTimeoutSec = 10 }
    try { $found = @(Get-CimInstance @query -ErrorAction 'Stop') }
    catch { return }
    foreach ($each in $found) {
        $path = Get-PythonScript ([string] (Get-Field $each 'CommandLine'))
        if ($path) { @{ Id = [int] (Get-Field $each 'ProcessId'); Script = $path } }
    }
}

function Get-PythonScript {
    <#
    .SYNOPSIS
        The script of the earlier Python tool that a command line names, or ''.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $CommandLine,
        [Parameter()] [AllowEmptyString()] [string] $Folder = ''
    )

    # The name of the script is not known; the configuration beside it identifies it. Where the folder is not known
    # either, its name or the only switch that it had does.
    if ($CommandLine -notmatch '"(?<path>[^"]+\.pyw?)"|(?<path>[^\s"]+\.pyw?)(?=\s|\z)') { return '' }
    $named = [System.Environment]::ExpandEnvironmentVariables($Matches['path'])
    try {
        $path = $named
        if ($Folder -and -not [System.IO.Path]::IsPathRooted($path)) {
            $path = [System.IO.Path]::Combine([System.Environment]::ExpandEnvironmentVariables($Folder).Trim('"'), $path)
        }
        if ([System.IO.Path]::IsPathRooted($path) -and -not $path.StartsWith('\\', [System.StringComparison]::Ordinal)) {
            foreach ($name in 'config.cfg', 'monitor.ini') {
                $file = Join-Name ([System.IO.Path]::GetDirectoryName($path)) $name
                if ([System.IO.File]::Exists($file) -and (Read-FileText $file) -match '(?im)^\s*\[(shellprocess|commethod)\]') { return $path }
            }
            return ''
        }
    }
    # No path at all, or one that may not be read.
    catch { return '' }
    if ([System.IO.Path]::GetFileName($named) -match 'monitor' -or $CommandLine -match '--debug=(True|False)\b') { return $named }
    ''
}

function Get-PythonTask {
    <#
    .SYNOPSIS
        The enabled tasks that start the earlier Python tool, as tables with Name and Script.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    try { $found = @(Get-ScheduledTask -ErrorAction 'Stop') }
    catch { return }
    foreach ($task in $found) {
        if ((Get-TaskState $task) -eq 'Disabled') { continue }
        foreach ($action in @(Get-Field $task 'Actions')) {
            $line = "$(Get-Field $action 'Execute') $(Get-Field $action 'Arguments')"
            $path = Get-PythonScript $line ([string] (Get-Field $action 'WorkingDirectory'))
            if ($path) { @{ Name = "$(Get-Field $task 'TaskPath')$(Get-Field $task 'TaskName')"; Script = $path } }
        }
    }
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

    # With reg.exe: its output between the names and the value is the same in every language of Windows.
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

    # Returns a table: ExitCode (null when it was killed) and Text (both outputs, one after the other). No argument ends
    # in a backslash or contains a quotation mark.
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
        # Variables that a machine sets for other Node programs do not apply to ours.
        foreach ($each in @($start.Environment.Keys)) { if ($each -match $script:StartVariablePattern) { [void] $start.Environment.Remove($each) } }
    }
    $started = [System.Diagnostics.Process]::Start($start)
    try {
        $output = $started.StandardOutput.ReadToEndAsync()
        $errors = $started.StandardError.ReadToEndAsync()
        if (-not $started.WaitForExit($TimeoutMs)) {
            $started.Kill()
            return @{ ExitCode = $null; Text = (Get-Text 'timed-out' $FilePath, ($TimeoutMs / 1000)) }
        }
        # A grandchild may keep the pipes open: waiting for their end has a deadline, too.
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

    # Never by the PATH, which others may influence.
    Invoke-Program -FilePath (Join-Name $env:SystemRoot "System32/$Name") -Arguments $Arguments
}

function Join-Name {
    <#
    .SYNOPSIS
        Joins a folder and a name in it to a path.
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
        The account of the task: as given, else as before, else SYSTEM.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    # Returns a table: Kind (system, managed, named), Name and Sid. SYSTEM is identified by its SID, since it has
    # another name in Russian.
    $given = $script:Account
    $former = $script:Place.Former
    if ($script:Uninstall -or ($given -eq '' -and $null -eq $script:Credential)) {
        if ($null -ne $former) { return $former }
        return $script:SystemAccount
    }
    if ($null -ne $script:Credential) { $name = $script:Credential.UserName; $kind = 'named' }
    elseif ($given -in 'SYSTEM', 'S-1-5-18', 'LocalSystem') { return $script:SystemAccount }
    elseif ($given.EndsWith('$', [System.StringComparison]::Ordinal)) { $name = $given; $kind = 'managed' }
    else {
        # SYSTEM under another of its names: 'NT AUTHORITY\SYSTEM', and the one in the language of Windows.
        try { $sid = [System.Security.Principal.NTAccount]::new($given).Translate([System.Security.Principal.SecurityIdentifier]).Value }
        catch { $sid = '' }
        if ($sid -eq $script:SystemAccount.Sid) { return $script:SystemAccount }
        Stop-Installation $script:ExitCode.System 'needs-credential' $given
    }
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

    # Refuses the root of a drive and links: rights would be set on items that are not ours.
    $path = $Default
    if ($Given) { $path = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Given) }
    $path = [System.IO.Path]::GetFullPath($path)
    $isRoot = [System.IO.Path]::GetPathRoot($path) -eq $path
    if (-not $isRoot) { $path = $path.TrimEnd('\', '/') }
    if ($isRoot -or (Test-Link $path)) { Stop-Installation $script:ExitCode.System 'unsafe-folder' $path }
    $path
}

function Resolve-Name {
    <#
    .SYNOPSIS
        A path that was given, as an absolute one.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [string] $Path
    )

    # A drive that does not exist stays in it: SYSTEM has no mapped drives, and the path is reported as out of reach.
    try { $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
    catch [System.Management.Automation.DriveNotFoundException] { $Path }
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

    # The agent removes its own files while the installer walks through a folder. An item that may not be read exists
    # all the same: File.Exists would report it as absent. A link to nowhere exists, too.
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

    # Rights set on a link are set on its target. A folder that is a reparse point counts as a link. A file may be a
    # reparse point without being a link, if Data Deduplication has optimised it. LinkType distinguishes the two, and
    # where that cannot be read, the file counts as a link. A hard link is no reparse point. Directory.Exists does not
    # see a link to nowhere.
    try { $attributes = [System.IO.File]::GetAttributes($Path) }
    catch [System.IO.IOException] { return $false }
    if (-not ($attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return $false }
    if ($attributes -band [System.IO.FileAttributes]::Directory) { return $true }
    # LinkType has a value for the tags of links and none for others. Tested with symbolic links, but not on a volume
    # with Data Deduplication, nor with the way in which 5.1 reads the tag there.
    try { [bool] (Get-Item -LiteralPath $Path -Force).LinkType }
    catch { -not (Test-Absence $Path) }
}

function Wait-Until {
    <#
    .SYNOPSIS
        Repeats a test until it is true; false after the deadline.
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

function Get-Extent {
    <#
    .SYNOPSIS
        Describes the changes made by a failed installation: none, or the completed steps.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:StepsDone.Count -eq 0) { return Get-Text 'nothing-changed' }
    Get-Text 'partly' ($script:StepsDone.ToArray() -join '; ')
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
        Creates the data folder for a log, with its rights.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A first installation that failed has no folder for its log yet, and the exit codes of a fleet are not displayed
    # anywhere.
    try {
        if ($script:WhatIfOnly -or [System.IO.Directory]::Exists($script:Place.Data)) { return }
        Set-Rights $script:Place.Data (Get-WantedAccess 'Data')
    }
    catch { $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_))) }
}

function Stop-Installation {
    <#
    .SYNOPSIS
        Ends the installation with an exit code and a message for the operator.
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
        Prints one line, and keeps it for the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Text,
        [Parameter()] [ValidateSet('DEBUG', 'INFO', 'WARN', 'ERROR')] [string] $Level = 'INFO'
    )

    # DEBUG is shown with -Verbose only, WARN as a warning; everything goes to the log.
    if ($Level -eq 'DEBUG') { $script:Cmdlet.WriteVerbose($Text) }
    elseif ($Level -eq 'WARN') { $script:Cmdlet.WriteWarning($Text) }
    else { $script:Cmdlet.WriteObject($Text) }
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $script:LogLines.Add("$at $Level $Text")
}

function Write-Log {
    <#
    .SYNOPSIS
        Appends the printed lines to the log.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # A log that cannot be written does not stop the installation, and none is written where others have access. One
    # older log is kept. With -WhatIf nothing is written.
    if ($script:WhatIfOnly -or $script:LogLines.Count -eq 0) { return }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($script:LogFile)
        $info = [System.IO.FileInfo]::new($script:LogFile)
        if ($folder -eq $script:Place.Data) {
            # The folder gets its rights before anything is written; if a user has placed a link there, a line would be
            # written elsewhere.
            if (-not [System.IO.Directory]::Exists($folder) -or -not (Test-OwnItem $folder)) { return }
            if ($info.Exists -and -not (Test-OwnItem $info.FullName)) { return }
        }
        if ($info.Exists -and $info.Length -gt $script:LogLimitBytes) {
            [System.IO.File]::Delete("$script:LogFile.1")
            [System.IO.File]::Move($script:LogFile, "$script:LogFile.1")
        }
        # The byte-order mark lets Windows PowerShell 5.1 show Russian.
        [System.IO.File]::AppendAllText($script:LogFile, (($script:LogLines.ToArray() -join "`r`n") + "`r`n"),
            [System.Text.UTF8Encoding]::new($true))
        $script:LogLines.Clear()
    }
    catch {
        $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_)))
    }
}

# Under an application control policy that does not allow this script, .NET is not available: reported before anything
# needs it.
if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Get-Text 'constrained'
    exit $ExitCode.System
}

$Cmdlet = $PSCmdlet
$WatchdogName = "$TaskName watchdog"
$WhatIfOnly = [bool] $WhatIfPreference
$AsksFirst = $PSBoundParameters.ContainsKey('Confirm') -and [bool] $PSBoundParameters['Confirm']
# Steps ask for confirmation themselves; the cmdlets that they call do not ask again.
$ConfirmPreference = 'None'
$LogLines = [System.Collections.Generic.List[string]]::new()
$LogFile = ''
$NewConfiguration = ''
$IsLeft = $false
$IsRefused = $false
$StepsDone = [System.Collections.Generic.List[string]]::new()
$Variables = @()
$Manifest = $null
$Place = @{}
$Turn = $null
$code = $ExitCode.Done
$Before = [System.Environment]::CurrentDirectory
try {
    Assert-System
    $Place['Install'] = Resolve-Folder $InstallPath (Join-Name "$env:ProgramFiles" 'comwatch')
    $Place['Data'] = Resolve-Folder $DataPath (Join-Name "$env:ProgramData" 'comwatch')
    $Place['Account'] = $SystemAccount
    $Place['Former'] = $null
    $LogFile = Join-Name $Place.Data 'install.log'
    if ($LogPath) { $LogFile = Resolve-Name $LogPath }
    # Not as the default of the parameter: Windows PowerShell 5.1 fills $PSScriptRoot only after parameters are bound
    # when it is started with -File (PowerShell#4688).
    if ($SourcePath -eq '') { $SourcePath = $PSScriptRoot }
    $Place['Source'] = Resolve-Name $SourcePath
    # Windows neither removes nor renames a folder in which a process works: operators start this script from the folder of
    # a version.
    [System.Environment]::CurrentDirectory = $env:SystemRoot
    $Place['Former'] = Get-StoredAccount
    $Place['Account'] = Resolve-Account
    $Turn = Enter-Turn
    if ($Uninstall) { Invoke-Removal } elseif (-not $IsRefused) { Invoke-Installation }
}
catch {
    $code = $ExitCode.Unexpected
    $text = Get-Text 'unexpected' (Get-Reason $_), ([string] $_.InvocationInfo.PositionMessage)
    if ($null -ne $_.Exception.Data['comwatch']) { $code = [int] $_.Exception.Data['comwatch']; $text = $_.Exception.Message }
    if ($code -in $ExitCode.Package, $ExitCode.Copy) { $text = "$($text.TrimEnd('.')). $(Get-Extent)" }
    Write-Line $text 'ERROR'
}
finally {
    if ($LogFile) {
        if ($code -notin $ExitCode.Done, $ExitCode.System) { New-LogFolder }
        Write-Log
    }
    if ($null -ne $Turn) { $Turn.Dispose() }
    # Another script of the same process may depend on it.
    try { [System.Environment]::CurrentDirectory = $Before }
    catch [System.IO.IOException] { [void] $_ }
}
exit $code
