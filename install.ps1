<#
.SYNOPSIS
    Installs, upgrades, repairs or removes comwatch on this server.
.DESCRIPTION
    Tests what is there, then sets only what differs: run again it changes nothing and says so, which takes less than
    three seconds, so that it may run at every start of the computer.

    The package is checked against its manifest of SHA-256 while it is copied to a folder of its version, beside the
    version that runs. The new version checks the configuration before anything is switched. Then the old agent is
    asked to stop, the Scheduled Task is pointed to the new version and started. Unless the new version reports that
    it is healthy in time, the task of the old version is put back; the same package is then left alone for 24 hours
    (-Force tries it at once). The last version is kept for rollback, older ones are removed.

    The operators' configuration is never overwritten. Two installations at once take turns.

    Exit codes:
      0  done, or nothing to do
      1  something unexpected
      2  bad configuration: the version that ran goes on
      3  the package is broken: a hash, a size or the manifest itself
      4  not elevated, or a system that comwatch does not support
      5  the new version did not report healthy in time and was rolled back
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
    What manifest.json must hash to. Given in the Group Policy, it makes a share that others can write harmless.
.PARAMETER TaskName
    The name of the Scheduled Task, in the root folder of the Task Scheduler.
.PARAMETER Account
    Whom the task runs as: SYSTEM, a group managed service account ('DOMAIN\name$'), or with -Credential any other.
.PARAMETER Credential
    Name and password of a named account; it needs the right to log on as a batch job.
.PARAMETER Protect
    Replaces clear passwords in the configuration by ones that only this machine can read.
.PARAMETER Uninstall
    Stops and removes the task and the program; configuration, state and logs stay.
.PARAMETER Purge
    With -Uninstall: removes configuration, state and logs too.
.PARAMETER Force
    Tries a package again that was rolled back within the last 24 hours.
.PARAMETER JitterSeconds
    Before copying, waits a random time of up to so many seconds: for fleets that start together.
.PARAMETER HealthTimeoutSeconds
    How long a new version may take to report healthy.
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
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
[OutputType([string])]
param(
    [Parameter()]
    [ValidateNotNullOrEmpty()]
    [string] $SourcePath = $PSScriptRoot,

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
    [ValidateRange(0, 3600)]
    [int] $WaitSeconds = 300,

    [Parameter()]
    [string] $LogPath = ''
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# ---------------------------------------------------------------------------------------------------------------------
# Names, limits and texts

$ExitCode = @{
    Done = 0; Unexpected = 1; Configuration = 2; Package = 3; System = 4; Unhealthy = 5; Busy = 6; Copy = 7
}

# Windows Server 2016, the oldest that the Node of the package starts on.
$OldestBuild = 14393
$StopTimeoutMs = 30000
$EndTimeoutMs = 10000
$ProgramTimeoutMs = 60000
$RetryAfterHours = 24
$LogLimitBytes = 1048576
$PollMs = 250
$VersionPattern = '^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$'
$EventSourceKey = 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\comwatch'
$ProductKey = 'HKLM\SOFTWARE\comwatch'
# Files of the package, besides app/, that a version folder gets: to remove the program without the share, and licences.
$CompanionFiles = 'install.ps1', 'LICENSES.txt'

# SDDL, so that no name of a group is in the way of a Russian Windows: SY = SYSTEM, BA = Administrators, BU = Users;
# P = nothing inherited from above; FA = full control, 0x1200a9 = read and execute, 0x1301bf = modify.
$FullForAdministrators = '(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
$ReadForUsers = '(A;OICI;0x1200a9;;;BU)'

$English = @{
    'log-failed'         = 'The log {0} cannot be written: {1}'
    'timed-out'          = '{0} did not end within {1} s'
    'registry-failed'    = 'The registry key {0} cannot be written: {1}'
    'constrained'        = 'PowerShell runs in constrained language mode here: allow this script in the application control policy'
    'not-64'             = 'This is a 32-bit PowerShell: start the 64-bit one'
    'too-old'            = 'Windows build {0} is too old: Windows Server 2016 or newer is needed'
    'not-elevated'       = 'Not elevated: start PowerShell as administrator'
    'needs-credential'   = 'The account {0} needs -Credential; only SYSTEM and managed accounts (name$) run without a password'
    'unknown-account'    = 'The account {0} is not known here: {1}'
    'unsafe-folder'      = '{0} is the root of a drive or a link: choose an ordinary folder'
    'foreign-folder'     = '{0} is there already and belongs neither to SYSTEM nor to Administrators. Look at what lies in it; if it is yours: icacls "{0}" /setowner *S-1-5-32-544 /T'
    'share-gone'         = 'The package is out of reach: {0}. Nothing was changed'
    'no-manifest'        = 'The manifest {0} cannot be read: {1}'
    'other-manifest'     = 'The manifest hashes to {0}, not to {1} as asked: this is another package'
    'bad-manifest'       = 'The manifest is not in order: {0}'
    'bad-file'           = 'The package is broken: {0} is not as the manifest says. Nothing was changed'
    'copy-failed'        = '{0} cannot be copied: {1}. Nothing was changed'
    'remove-failed'      = '{0} cannot be removed now: {1}'
    'jitter'             = 'Waiting {0} s, so that a fleet does not read the share all at once'
    'bad-configuration'  = "The new version refuses the configuration {0}; what ran goes on.`r`n{1}"
    'protect-failed'     = 'The passwords could not be protected: {0}'
    'new-keys'           = 'New keys that the configuration does not use yet: {0}'
    'ended'              = 'The agent did not stop when asked: its task is ended'
    'agent-ended'        = 'the agent ended by itself (result {0})'
    'not-healthy'        = 'it did not report healthy within {0} s'
    'old-not-healthy'    = 'Version {0} is back but does not report healthy: {1}'
    'disabled'           = 'The task {0} is disabled and stays so: the agent does not run'
    'rolling-back'       = 'Version {0} does not work: {1}. Rolling back'
    'rolled-back'        = 'Version {0} was rolled back to {1}: {2}'
    'rolled-back-fresh'  = 'Version {0} was installed but does not work, and its task was removed: {1}'
    'failed-before'      = 'Version {0} was rolled back on this machine less than {1} h ago; -Force tries it again'
    'start-failed'       = 'Version {0} was started but does not work: {1}'
    'step-copy'          = 'Copy version {0} to {1}'
    'step-rights'        = 'Set the rights of {0}'
    'step-configuration' = 'Lay down a first configuration {0}'
    'step-check'         = 'Check the configuration {0} with the new version'
    'step-protect'       = 'Protect the passwords in {0}'
    'step-source'        = 'Register the source of the Windows Event Log'
    'step-switch'        = 'Point the task {0} to version {1} and start it'
    'step-start'         = 'Start the task {0}'
    'step-version'       = 'Note the version in {0}'
    'step-remove'        = 'Remove {0}'
    'step-unregister'    = 'Stop the agent and remove the task {0}'
    'step-purge'         = 'Remove configuration, state and logs in {0}'
    'would'              = 'Would be done: {0}'
    'stopped-here'       = 'Stopped at the request of the operator'
    'waiting'            = 'Another installation is running: waiting'
    'busy'               = 'Another installation has been running for more than {0} s'
    'nothing'            = 'Nothing to do: comwatch {0} is installed'
    'done'               = 'comwatch {0} is installed'
    'nothing-to-remove'  = 'Nothing to do: comwatch is not installed'
    'removed'            = 'comwatch is removed'
    'kept'               = 'Configuration, state and logs stay in {0} (-Purge removes them)'
    'unexpected'         = 'Unexpected: {0} {1}'
}

# The same in Russian, as escapes because this file stays ASCII: [regex]::Unescape reads them.
$Russian = @{
    'log-failed'         = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0436\u0443\u0440\u043d\u0430\u043b {0}: {1}'
    'timed-out'          = '{0} \u043d\u0435 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0430\u0441\u044c \u0437\u0430 {1} \u0441'
    'registry-failed'    = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u043f\u0438\u0441\u0430\u0442\u044c \u0440\u0430\u0437\u0434\u0435\u043b \u0440\u0435\u0435\u0441\u0442\u0440\u0430 {0}: {1}'
    'constrained'        = 'PowerShell \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 \u043e\u0433\u0440\u0430\u043d\u0438\u0447\u0435\u043d\u043d\u043e\u043c \u044f\u0437\u044b\u043a\u043e\u0432\u043e\u043c \u0440\u0435\u0436\u0438\u043c\u0435: \u0440\u0430\u0437\u0440\u0435\u0448\u0438\u0442\u0435 \u044d\u0442\u043e\u0442 \u0441\u0446\u0435\u043d\u0430\u0440\u0438\u0439 \u0432 \u043f\u043e\u043b\u0438\u0442\u0438\u043a\u0435 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043b\u043e\u0436\u0435\u043d\u0438\u044f\u043c\u0438'
    'not-64'             = '\u042d\u0442\u043e 32-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439 PowerShell: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 64-\u0440\u0430\u0437\u0440\u044f\u0434\u043d\u044b\u0439'
    'too-old'            = '\u0421\u0431\u043e\u0440\u043a\u0430 Windows {0} \u0441\u043b\u0438\u0448\u043a\u043e\u043c \u0441\u0442\u0430\u0440\u0430: \u043d\u0443\u0436\u0435\u043d Windows Server 2016 \u0438\u043b\u0438 \u043d\u043e\u0432\u0435\u0435'
    'not-elevated'       = '\u041d\u0435\u0434\u043e\u0441\u0442\u0430\u0442\u043e\u0447\u043d\u043e \u043f\u0440\u0430\u0432: \u0437\u0430\u043f\u0443\u0441\u0442\u0438\u0442\u0435 PowerShell \u043e\u0442 \u0438\u043c\u0435\u043d\u0438 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u0430'
    'needs-credential'   = '\u0414\u043b\u044f \u0443\u0447\u0451\u0442\u043d\u043e\u0439 \u0437\u0430\u043f\u0438\u0441\u0438 {0} \u043d\u0443\u0436\u0435\u043d \u043f\u0430\u0440\u0430\u043c\u0435\u0442\u0440 -Credential; \u0431\u0435\u0437 \u043f\u0430\u0440\u043e\u043b\u044f \u0440\u0430\u0431\u043e\u0442\u0430\u044e\u0442 \u0442\u043e\u043b\u044c\u043a\u043e SYSTEM \u0438 \u0443\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c\u044b\u0435 \u0437\u0430\u043f\u0438\u0441\u0438 (\u0438\u043c\u044f$)'
    'unknown-account'    = '\u0423\u0447\u0451\u0442\u043d\u0430\u044f \u0437\u0430\u043f\u0438\u0441\u044c {0} \u0437\u0434\u0435\u0441\u044c \u043d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u0430: {1}'
    'unsafe-folder'      = '{0} - \u043a\u043e\u0440\u0435\u043d\u044c \u0434\u0438\u0441\u043a\u0430 \u0438\u043b\u0438 \u0441\u0441\u044b\u043b\u043a\u0430: \u0432\u044b\u0431\u0435\u0440\u0438\u0442\u0435 \u043e\u0431\u044b\u0447\u043d\u0443\u044e \u043f\u0430\u043f\u043a\u0443'
    'foreign-folder'     = '\u041f\u0430\u043f\u043a\u0430 {0} \u0443\u0436\u0435 \u0435\u0441\u0442\u044c, \u0438 \u0435\u0451 \u0432\u043b\u0430\u0434\u0435\u043b\u0435\u0446 - \u043d\u0435 \u0421\u0418\u0421\u0422\u0415\u041c\u0410 \u0438 \u043d\u0435 \u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440\u044b. \u041f\u0440\u043e\u0432\u0435\u0440\u044c\u0442\u0435 \u0435\u0451 \u0441\u043e\u0434\u0435\u0440\u0436\u0438\u043c\u043e\u0435; \u0435\u0441\u043b\u0438 \u043e\u043d\u0430 \u0432\u0430\u0448\u0430: icacls "{0}" /setowner *S-1-5-32-544 /T'
    'share-gone'         = '\u041f\u0430\u043a\u0435\u0442 \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u0435\u043d: {0}. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'no-manifest'        = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u043f\u0440\u043e\u0447\u0438\u0442\u0430\u0442\u044c \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 {0}: {1}'
    'other-manifest'     = '\u0425\u0435\u0448 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0430 {0}, \u0430 \u0443\u043a\u0430\u0437\u0430\u043d {1}: \u044d\u0442\u043e \u0434\u0440\u0443\u0433\u043e\u0439 \u043f\u0430\u043a\u0435\u0442'
    'bad-manifest'       = '\u041c\u0430\u043d\u0438\u0444\u0435\u0441\u0442 \u043d\u0435\u0432\u0435\u0440\u0435\u043d: {0}'
    'bad-file'           = '\u041f\u0430\u043a\u0435\u0442 \u043f\u043e\u0432\u0440\u0435\u0436\u0434\u0451\u043d: \u0444\u0430\u0439\u043b {0} \u043d\u0435 \u0441\u043e\u043e\u0442\u0432\u0435\u0442\u0441\u0442\u0432\u0443\u0435\u0442 \u043c\u0430\u043d\u0438\u0444\u0435\u0441\u0442\u0443. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'copy-failed'        = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0441\u043a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u0442\u044c {0}: {1}. \u041d\u0438\u0447\u0435\u0433\u043e \u043d\u0435 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u043e'
    'remove-failed'      = '\u0421\u0435\u0439\u0447\u0430\u0441 \u043d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0443\u0434\u0430\u043b\u0438\u0442\u044c {0}: {1}'
    'jitter'             = '\u041e\u0436\u0438\u0434\u0430\u043d\u0438\u0435 {0} \u0441, \u0447\u0442\u043e\u0431\u044b \u0441\u0435\u0440\u0432\u0435\u0440\u044b \u043d\u0435 \u043e\u0431\u0440\u0430\u0449\u0430\u043b\u0438\u0441\u044c \u043a \u043e\u0431\u0449\u0435\u0439 \u043f\u0430\u043f\u043a\u0435 \u043e\u0434\u043d\u043e\u0432\u0440\u0435\u043c\u0435\u043d\u043d\u043e'
    'bad-configuration'  = '\u041d\u043e\u0432\u0430\u044f \u0432\u0435\u0440\u0441\u0438\u044f \u043d\u0435 \u043f\u0440\u0438\u043d\u0438\u043c\u0430\u0435\u0442 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044e {0}; \u0432\u0441\u0451 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u043a\u0430\u043a \u043f\u0440\u0435\u0436\u0434\u0435.\r\n{1}'
    'protect-failed'     = '\u041d\u0435 \u0443\u0434\u0430\u043b\u043e\u0441\u044c \u0437\u0430\u0449\u0438\u0442\u0438\u0442\u044c \u043f\u0430\u0440\u043e\u043b\u0438: {0}'
    'new-keys'           = '\u041d\u043e\u0432\u044b\u0435 \u043a\u043b\u044e\u0447\u0438, \u043a\u043e\u0442\u043e\u0440\u044b\u0445 \u0435\u0449\u0451 \u043d\u0435\u0442 \u0432 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438: {0}'
    'ended'              = '\u0410\u0433\u0435\u043d\u0442 \u043d\u0435 \u043e\u0441\u0442\u0430\u043d\u043e\u0432\u0438\u043b\u0441\u044f \u043f\u043e \u0437\u0430\u043f\u0440\u043e\u0441\u0443: \u0437\u0430\u0434\u0430\u0447\u0430 \u0437\u0430\u0432\u0435\u0440\u0448\u0430\u0435\u0442\u0441\u044f \u043f\u0440\u0438\u043d\u0443\u0434\u0438\u0442\u0435\u043b\u044c\u043d\u043e'
    'agent-ended'        = '\u0430\u0433\u0435\u043d\u0442 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f \u0441\u0430\u043c (\u0440\u0435\u0437\u0443\u043b\u044c\u0442\u0430\u0442 {0})'
    'not-healthy'        = '\u0437\u0430 {0} \u0441 \u043e\u043d \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0438\u043b \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435'
    'old-not-healthy'    = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0432\u043e\u0437\u0432\u0440\u0430\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0441\u043e\u043e\u0431\u0449\u0430\u0435\u0442 \u043e\u0431 \u0438\u0441\u043f\u0440\u0430\u0432\u043d\u043e\u0439 \u0440\u0430\u0431\u043e\u0442\u0435: {1}'
    'disabled'           = '\u0417\u0430\u0434\u0430\u0447\u0430 {0} \u043e\u0442\u043a\u043b\u044e\u0447\u0435\u043d\u0430 \u0438 \u043e\u0441\u0442\u0430\u0451\u0442\u0441\u044f \u043e\u0442\u043a\u043b\u044e\u0447\u0451\u043d\u043d\u043e\u0439: \u0430\u0433\u0435\u043d\u0442 \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442'
    'rolling-back'       = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}. \u0412\u044b\u043f\u043e\u043b\u043d\u044f\u0435\u0442\u0441\u044f \u043e\u0442\u043a\u0430\u0442'
    'rolled-back'        = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u043e\u0442\u043a\u0430\u0447\u0435\u043d\u0430 \u043a {1}: {2}'
    'rolled-back-fresh'  = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442, \u0435\u0451 \u0437\u0430\u0434\u0430\u0447\u0430 \u0443\u0434\u0430\u043b\u0435\u043d\u0430: {1}'
    'failed-before'      = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0431\u044b\u043b\u0430 \u043e\u0442\u043a\u0430\u0447\u0435\u043d\u0430 \u043d\u0430 \u044d\u0442\u043e\u043c \u0441\u0435\u0440\u0432\u0435\u0440\u0435 \u043c\u0435\u043d\u0435\u0435 {1} \u0447 \u043d\u0430\u0437\u0430\u0434; \u043f\u043e\u0432\u0442\u043e\u0440\u0438\u0442\u044c \u0441\u0435\u0439\u0447\u0430\u0441: -Force'
    'start-failed'       = '\u0412\u0435\u0440\u0441\u0438\u044f {0} \u0437\u0430\u043f\u0443\u0449\u0435\u043d\u0430, \u043d\u043e \u043d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442: {1}'
    'step-copy'          = '\u041a\u043e\u043f\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435 \u0432\u0435\u0440\u0441\u0438\u0438 {0} \u0432 {1}'
    'step-rights'        = '\u0423\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u043f\u0440\u0430\u0432 \u043d\u0430 {0}'
    'step-configuration' = '\u0421\u043e\u0437\u0434\u0430\u043d\u0438\u0435 \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u043e\u0439 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0}'
    'step-check'         = '\u041f\u0440\u043e\u0432\u0435\u0440\u043a\u0430 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438 {0} \u043d\u043e\u0432\u043e\u0439 \u0432\u0435\u0440\u0441\u0438\u0435\u0439'
    'step-protect'       = '\u0417\u0430\u0449\u0438\u0442\u0430 \u043f\u0430\u0440\u043e\u043b\u0435\u0439 \u0432 {0}'
    'step-source'        = '\u0420\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u044f \u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a\u0430 \u0436\u0443\u0440\u043d\u0430\u043b\u0430 \u0441\u043e\u0431\u044b\u0442\u0438\u0439 Windows'
    'step-switch'        = '\u041f\u0435\u0440\u0435\u043a\u043b\u044e\u0447\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0} \u043d\u0430 \u0432\u0435\u0440\u0441\u0438\u044e {1} \u0438 \u0437\u0430\u043f\u0443\u0441\u043a'
    'step-start'         = '\u0417\u0430\u043f\u0443\u0441\u043a \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-version'       = '\u0417\u0430\u043f\u0438\u0441\u044c \u0432\u0435\u0440\u0441\u0438\u0438 \u0432 {0}'
    'step-remove'        = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 {0}'
    'step-unregister'    = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0430\u0433\u0435\u043d\u0442\u0430 \u0438 \u0443\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u0437\u0430\u0434\u0430\u0447\u0438 {0}'
    'step-purge'         = '\u0423\u0434\u0430\u043b\u0435\u043d\u0438\u0435 \u043a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u0438, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u044f \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u043e\u0432 \u0432 {0}'
    'would'              = '\u0411\u044b\u043b\u043e \u0431\u044b \u0441\u0434\u0435\u043b\u0430\u043d\u043e: {0}'
    'stopped-here'       = '\u041e\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d\u043e \u043e\u043f\u0435\u0440\u0430\u0442\u043e\u0440\u043e\u043c'
    'waiting'            = '\u0418\u0434\u0451\u0442 \u0434\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430: \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u0435'
    'busy'               = '\u0414\u0440\u0443\u0433\u0430\u044f \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430 \u0438\u0434\u0451\u0442 \u0434\u043e\u043b\u044c\u0448\u0435 {0} \u0441'
    'nothing'            = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'done'               = 'comwatch {0} \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'nothing-to-remove'  = '\u0414\u0435\u043b\u0430\u0442\u044c \u043d\u0435\u0447\u0435\u0433\u043e: comwatch \u043d\u0435 \u0443\u0441\u0442\u0430\u043d\u043e\u0432\u043b\u0435\u043d'
    'removed'            = 'comwatch \u0443\u0434\u0430\u043b\u0451\u043d'
    'kept'               = '\u041a\u043e\u043d\u0444\u0438\u0433\u0443\u0440\u0430\u0446\u0438\u044f, \u0441\u043e\u0441\u0442\u043e\u044f\u043d\u0438\u0435 \u0438 \u0436\u0443\u0440\u043d\u0430\u043b\u044b \u043e\u0441\u0442\u0430\u043b\u0438\u0441\u044c \u0432 {0} (\u0443\u0434\u0430\u043b\u0438\u0442\u044c: -Purge)'
    'unexpected'         = '\u041d\u0435\u043f\u0440\u0435\u0434\u0432\u0438\u0434\u0435\u043d\u043d\u0430\u044f \u043e\u0448\u0438\u0431\u043a\u0430: {0} {1}'
}

# ---------------------------------------------------------------------------------------------------------------------
# Saying things

function Get-Text {
    <# The text of a key in the language of Windows. #>
    param([string] $Key, [object[]] $Values = @())
    $format = $English[$Key]
    if ([cultureinfo]::CurrentUICulture.Name -like 'ru*') { $format = [regex]::Unescape($Russian[$Key]) }
    [string]::Format([cultureinfo]::InvariantCulture, $format, $Values)
}

function Write-Line {
    <# Says one line, and keeps it for the log. #>
    param([string] $Text, [string] $Level = 'INFO')
    if ($Level -eq 'DEBUG') { $script:Cmdlet.WriteVerbose($Text) }
    elseif ($Level -eq 'WARN') { $script:Cmdlet.WriteWarning($Text) }
    else { $script:Cmdlet.WriteObject($Text) }
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $script:LogLines.Add("$at $Level $Text")
}

function Write-Log {
    <# Appends what was said to the log; a log that cannot be written does not stop the installation. #>
    if ($script:WhatIfOnly -or $script:LogLines.Count -eq 0) { return }
    try {
        $folder = [System.IO.Path]::GetDirectoryName($script:LogFile)
        if (-not [System.IO.Directory]::Exists($folder)) { return }
        $info = [System.IO.FileInfo]::new($script:LogFile)
        if ($info.Exists -and $info.Length -gt $LogLimitBytes) {
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

function New-LogFolder {
    <# Makes the data folder for a log, with its rights: ordinary users must not create anything in it. #>
    try {
        if ($script:WhatIfOnly -or [System.IO.Directory]::Exists($Place.Data)) { return }
        $rights = @(Get-WantedRights | Where-Object { $_.Path -eq $Place.Data })[0]
        Set-Rights $rights.Path $rights.Access
    }
    catch { $script:Cmdlet.WriteWarning((Get-Text 'log-failed' $script:LogFile, (Get-Reason $_))) }
}

function Get-Reason {
    <# The innermost message of an error. #>
    param([System.Management.Automation.ErrorRecord] $ErrorRecord)
    $ErrorRecord.Exception.GetBaseException().Message
}

function Stop-Installation {
    <# Ends the installation with a code and a text that the operator understands. #>
    param([int] $Code, [string] $Key, [object[]] $Values = @())
    $failure = [System.InvalidOperationException]::new((Get-Text $Key $Values))
    $failure.Data['comwatch'] = $Code
    throw $failure
}

# ---------------------------------------------------------------------------------------------------------------------
# Small parts

function Join-Name {
    <# One path of several parts; forward slashes of the manifest become the system's own. #>
    param([string] $Folder, [string] $Name)
    [System.IO.Path]::Combine($Folder, $Name.Replace('/', [string] [System.IO.Path]::DirectorySeparatorChar))
}

function Get-Field {
    <# A property of an object, or null when it has none. #>
    param([object] $Object, [string] $Name)
    if ($null -eq $Object) { return $null }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

function Get-Sha256 {
    <# The SHA-256 of bytes or of a file, in lower hex. #>
    param([byte[]] $Bytes, [string] $Path)
    # The provider of Windows itself: several times faster on 5.1 than the managed one, and allowed under FIPS.
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

function Invoke-Program {
    <# Runs a program to its end, or kills it after its deadline: ExitCode (null when killed) and Text (both outputs). #>
    param([string] $FilePath, [string[]] $Arguments, [string] $WorkingFolder = '', [int] $TimeoutMs = $ProgramTimeoutMs)
    $start = [System.Diagnostics.ProcessStartInfo]::new()
    $start.FileName = $FilePath
    $quoted = foreach ($each in $Arguments) { if ($each -match '[\s"]') { '"' + $each + '"' } else { $each } }
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
    <# Runs a program of System32, by its full path. #>
    param([string] $Name, [string[]] $Arguments)
    Invoke-Program -FilePath (Join-Name $env:SystemRoot "System32/$Name") -Arguments $Arguments
}

function Get-RegistryText {
    <# One value of the registry as text, or null. #>
    param([string] $Key, [string] $Name)
    $answer = Invoke-SystemProgram 'reg.exe' @('query', $Key, '/v', $Name)
    if ($answer.ExitCode -eq 0 -and $answer.Text -match '\sREG_[A-Z_]+\s+(?<value>[^\r\n]+)') { $Matches['value'].Trim() }
}

function Set-RegistryText {
    <# Writes one value of the registry. #>
    param([string] $Key, [string] $Name, [string] $Type, [string] $Value)
    $answer = Invoke-SystemProgram 'reg.exe' @('add', $Key, '/v', $Name, '/t', $Type, '/d', $Value, '/f')
    if ($answer.ExitCode -ne 0) { Write-Line (Get-Text 'registry-failed' $Key, $answer.Text) 'WARN' }
}

function Wait-Until {
    <# Asks again and again until the answer is true; false after the deadline. #>
    param([scriptblock] $Condition, [int] $TimeoutMs)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.ElapsedMilliseconds -ge $TimeoutMs) { return $false }
        [System.Threading.Thread]::Sleep($PollMs)
    }
    $true
}

# ---------------------------------------------------------------------------------------------------------------------
# The system and the account

function Test-System {
    <# Ends the installation where comwatch cannot run or this script may not work. #>
    if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        Stop-Installation $ExitCode.System 'constrained'
    }
    if ([System.IntPtr]::Size -ne 8) { Stop-Installation $ExitCode.System 'not-64' }
    $build = Get-RegistryText 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'CurrentBuildNumber'
    if ("$build" -match '^\d+$' -and [int] $build -lt $OldestBuild) { Stop-Installation $ExitCode.System 'too-old' $build }
    # High or system integrity: the mark of an elevated token, whatever the groups are called here.
    $groups = (Invoke-SystemProgram 'whoami.exe' @('/groups', '/fo', 'csv', '/nh')).Text
    if ($groups -notmatch 'S-1-16-(12288|16384)\b') { Stop-Installation $ExitCode.System 'not-elevated' }
}

function Resolve-Account {
    <# Who the task runs as: Kind (system, managed, named), Name, Sid. #>
    if ($null -ne $Credential) { $name = $Credential.UserName; $kind = 'named' }
    elseif ($Account -in 'SYSTEM', 'S-1-5-18', 'LocalSystem') { return @{ Kind = 'system'; Name = 'S-1-5-18'; Sid = '' } }
    elseif ($Account.EndsWith('$', [System.StringComparison]::Ordinal)) { $name = $Account; $kind = 'managed' }
    else { Stop-Installation $ExitCode.System 'needs-credential' $Account }
    try {
        $sid = ([System.Security.Principal.NTAccount]::new($name)).Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch { Stop-Installation $ExitCode.System 'unknown-account' $name, (Get-Reason $_) }
    @{ Kind = $kind; Name = $name; Sid = $sid }
}

function Resolve-Folder {
    <# A folder given or its default, absolute; refuses roots and links. #>
    param([string] $Given, [string] $Default)
    $path = $Default
    if ($Given) { $path = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Given) }
    $path = [System.IO.Path]::GetFullPath($path).TrimEnd('\', '/')
    if ([System.IO.Path]::GetPathRoot($path).TrimEnd('\', '/') -eq $path) { Stop-Installation $ExitCode.System 'unsafe-folder' $path }
    if ([System.IO.Directory]::Exists($path) -and
        ([System.IO.File]::GetAttributes($path) -band [System.IO.FileAttributes]::ReparsePoint)) {
        Stop-Installation $ExitCode.System 'unsafe-folder' $path
    }
    $path
}

# ---------------------------------------------------------------------------------------------------------------------
# Rights

function Get-WantedRights {
    <# The folders and the access they are to have, as SDDL. #>
    $read = ''
    $modify = ''
    if ($Place.Account.Sid) {
        $read = "(A;OICI;0x1200a9;;;$($Place.Account.Sid))"
        $modify = "(A;OICI;0x1301bf;;;$($Place.Account.Sid))"
    }
    @{ Path = $Place.Install; Access = "$FullForAdministrators$ReadForUsers$read"; Program = $true }
    @{ Path = $Place.Data; Access = "$FullForAdministrators$read"; Program = $false }
    @{ Path = $Place.State; Access = "$FullForAdministrators$modify"; Program = $false }
    @{ Path = $Place.Logs; Access = "$FullForAdministrators$modify"; Program = $false }
}

function Test-Rights {
    <# Whether a folder has just the wanted access and belongs to SYSTEM or Administrators. #>
    param([string] $Path, [string] $Access)
    if (-not [System.IO.Directory]::Exists($Path)) { return $false }
    $sddl = [string] (Get-Acl -LiteralPath $Path).Sddl
    if ($sddl -notmatch '^O:(BA|SY)') { return $false }
    if ($sddl -notmatch 'D:(?<flags>[A-Z]*)(?<list>(\([^)]*\))*)') { return $false }
    $list = $Matches['list'].Replace('0x1f01ff', 'FA').Replace('0x001f01ff', 'FA')
    if ($Matches['flags'] -notmatch 'P') { return $false }
    $present = [System.Collections.Generic.HashSet[string]]::new([string[]] @($list -split '(?<=\))' | Where-Object { $_ }))
    $present.SetEquals([string[]] @($Access -split '(?<=\))' | Where-Object { $_ }))
}

function Test-Owner {
    <# Whether a folder that is there already belongs to someone who may be trusted with what lies in it. #>
    param([string] $Path)
    # BA, SY, LA = the built-in Administrator, DA = Domain Admins, and TrustedInstaller.
    [string] (Get-Acl -LiteralPath $Path).Sddl -match '^O:(BA|SY|LA|DA|S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)'
}

function Set-Rights {
    <# Creates a folder where there is none and gives it the wanted access and the owner Administrators. #>
    param([string] $Path, [string] $Access)
    [void] [System.IO.Directory]::CreateDirectory($Path)
    $acl = Get-Acl -LiteralPath $Path
    $sections = [System.Security.AccessControl.AccessControlSections] 'Owner, Access'
    $acl.SetSecurityDescriptorSddlForm("O:BAD:PAI$Access", $sections)
    Set-Acl -LiteralPath $Path -AclObject $acl
}

# ---------------------------------------------------------------------------------------------------------------------
# The package

function Read-Manifest {
    <# The manifest of the package, checked: Version, Sha256, Files. #>
    $file = Join-Name $Place.Source 'manifest.json'
    try { $bytes = [System.IO.File]::ReadAllBytes($file) }
    catch {
        if (-not [System.IO.Directory]::Exists($Place.Source)) { Stop-Installation $ExitCode.Copy 'share-gone' $Place.Source }
        Stop-Installation $ExitCode.Package 'no-manifest' $file, (Get-Reason $_)
    }
    $sha = Get-Sha256 -Bytes $bytes
    if ($ManifestSha256 -and $ManifestSha256 -ne $sha) { Stop-Installation $ExitCode.Package 'other-manifest' $sha, $ManifestSha256 }
    try { $manifest = ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString($bytes)) }
    catch { Stop-Installation $ExitCode.Package 'no-manifest' $file, (Get-Reason $_) }

    $version = [string] (Get-Field $manifest 'version')
    $files = @(Get-Field $manifest 'files')
    if ((Get-Field $manifest 'name') -ne 'comwatch' -or $version -notmatch $VersionPattern) {
        Stop-Installation $ExitCode.Package 'bad-manifest' 'name, version'
    }
    foreach ($each in $files) {
        $path = [string] (Get-Field $each 'path')
        # Plain relative names only: nothing that could lead out of the folder.
        if ($path -notmatch '^[\w@+.-]+(/[\w@+.-]+)*$' -or $path -match '(^|/)\.+(/|$)' -or
            [string] (Get-Field $each 'sha256') -notmatch '^[0-9a-f]{64}$') {
            Stop-Installation $ExitCode.Package 'bad-manifest' $path
        }
    }
    foreach ($needed in 'app/node.exe', 'app/main.mjs', 'monitor.ini') {
        if (@($files | Where-Object { $_.path -eq $needed }).Count -ne 1) { Stop-Installation $ExitCode.Package 'bad-manifest' $needed }
    }
    @{ Version = $version; Sha256 = $sha; Files = $files }
}

function Get-InstalledName {
    <# Where a file of the package goes in the version folder, or '' when it stays behind. #>
    param([string] $Path)
    if ($Path.StartsWith('app/', [System.StringComparison]::Ordinal)) { return $Path.Substring(4) }
    if ($Path -in $CompanionFiles) { return $Path }
    ''
}

function Test-PackageFile {
    <# Whether a file has the size and the hash that the manifest gives it. #>
    param([string] $Path, [object] $Entry)
    $info = [System.IO.FileInfo]::new($Path)
    $info.Exists -and $info.Length -eq [long] $Entry.bytes -and (Get-Sha256 -Path $Path) -eq $Entry.sha256
}

function Test-VersionFolder {
    <# Whether the folder of the version holds every file of the package unchanged. #>
    if (-not [System.IO.Directory]::Exists($Place.Version)) { return $false }
    foreach ($each in $Manifest.Files) {
        $name = Get-InstalledName $each.path
        if ($name -and -not (Test-PackageFile (Join-Name $Place.Version $name) $each)) { return $false }
    }
    $true
}

function Copy-PackageFile {
    <# Copies one file and checks the copy: what is checked is what will run, whatever happens to the share. #>
    param([object] $Entry, [string] $Target)
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Target))
    try { [System.IO.File]::Copy((Join-Name $Place.Source $Entry.path), $Target, $true) }
    catch {
        $reason = Get-Reason $_
        if (-not [System.IO.File]::Exists((Join-Name $Place.Source 'manifest.json'))) {
            Stop-Installation $ExitCode.Copy 'share-gone' $Place.Source
        }
        if (-not [System.IO.File]::Exists((Join-Name $Place.Source $Entry.path))) {
            Stop-Installation $ExitCode.Package 'bad-file' $Entry.path
        }
        Stop-Installation $ExitCode.Copy 'copy-failed' $Entry.path, $reason
    }
    # The mark of the Internet zone travels with a copy and would keep PowerShell from loading the module.
    Unblock-File -LiteralPath $Target
    if (-not (Test-PackageFile $Target $Entry)) {
        if (-not [System.IO.File]::Exists((Join-Name $Place.Source 'manifest.json'))) {
            Stop-Installation $ExitCode.Copy 'share-gone' $Place.Source
        }
        Stop-Installation $ExitCode.Package 'bad-file' $Entry.path
    }
}

function Copy-Version {
    <# Copies the program beside the versions that are there; its folder appears whole or not at all. #>
    if ($JitterSeconds -gt 0) {
        $seconds = [System.Random]::new().Next(0, $JitterSeconds + 1)
        Write-Line (Get-Text 'jitter' $seconds) 'DEBUG'
        [System.Threading.Thread]::Sleep($seconds * 1000)
    }
    $isNew = -not [System.IO.Directory]::Exists($Place.Install)
    $rights = @(Get-WantedRights)[0]
    if (-not (Test-Rights $rights.Path $rights.Access)) { Set-Rights $rights.Path $rights.Access }
    $staging = Join-Name $Place.Install ".staging-$($Manifest.Version)"
    try {
        if ([System.IO.Directory]::Exists($staging)) { [System.IO.Directory]::Delete($staging, $true) }
        foreach ($each in $Manifest.Files) {
            $name = Get-InstalledName $each.path
            if ($name) { Copy-PackageFile $each (Join-Name $staging $name) }
        }
        if ([System.IO.Directory]::Exists($Place.Version)) {
            # A damaged version: its files cannot be replaced while they run.
            Stop-Agent
            [System.IO.Directory]::Delete($Place.Version, $true)
        }
        [System.IO.Directory]::Move($staging, $Place.Version)
    }
    catch {
        $failure = $_
        Remove-Folder $staging
        if ($isNew) { Remove-EmptyFolder $Place.Install }
        if ($null -ne $failure.Exception.Data['comwatch']) { throw $failure.Exception }
        Stop-Installation $ExitCode.Copy 'copy-failed' $Place.Version, (Get-Reason $failure)
    }
}

function Remove-Folder {
    <# Removes a folder; one that is in use stays until the next time. #>
    param([string] $Path)
    try {
        if ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::Delete($Path, $true) }
    }
    catch { Write-Line (Get-Text 'remove-failed' $Path, (Get-Reason $_)) 'WARN' }
}

function Remove-EmptyFolder {
    param([string] $Path)
    if ([System.IO.Directory]::Exists($Path) -and [System.IO.Directory]::GetFileSystemEntries($Path).Length -eq 0) {
        [System.IO.Directory]::Delete($Path)
    }
}

function Get-OldFolder {
    <# Folders of versions that are neither the new one nor the last one, and what a broken installation left. #>
    param([string] $CurrentVersion)
    if (-not [System.IO.Directory]::Exists($Place.Install)) { return }
    $folders = @([System.IO.DirectoryInfo]::new($Place.Install).GetDirectories())
    $others = @($folders | Where-Object { $_.Name -match $VersionPattern -and $_.Name -ne $Manifest.Version })
    $keep = $CurrentVersion
    if (-not $keep -or $keep -eq $Manifest.Version) {
        $keep = ''
        $newest = [datetime]::MinValue
        foreach ($each in $others) {
            if ($each.CreationTimeUtc -gt $newest) { $newest = $each.CreationTimeUtc; $keep = $each.Name }
        }
    }
    foreach ($each in $others) { if ($each.Name -ne $keep) { $each.FullName } }
    foreach ($each in $folders) { if ($each.Name -like '.staging-*') { $each.FullName } }
}

# ---------------------------------------------------------------------------------------------------------------------
# The configuration

function Get-ConfigurationFile {
    <# The operators' file: monitor.ini, or where there is none the config.cfg of the predecessor. #>
    foreach ($name in 'monitor.ini', 'config.cfg') {
        $path = Join-Name $Place.Data $name
        if ([System.IO.File]::Exists($path)) { return $path }
    }
    Join-Name $Place.Data 'monitor.ini'
}

function Get-StateFolder {
    <# The state folder: the configuration may name another. #>
    $file = Get-ConfigurationFile
    $folder = 'state'
    if ([System.IO.File]::Exists($file) -and
        [System.IO.File]::ReadAllText($file) -match '(?im)^[ \t]*state_dir[ \t]*[:=][ \t]*(?<folder>[^\r\n]*\S)') {
        $folder = $Matches['folder']
    }
    [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($Place.Data, $folder))
}

function Copy-Configuration {
    <# Lays down a configuration where there is none; what operators wrote is never touched. #>
    $from = Join-Name $Place.Source 'monitor.ini'
    if ($ConfigPath) { $from = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ConfigPath) }
    $target = Join-Name $Place.Data 'monitor.ini'
    try { [System.IO.File]::Copy($from, $target, $false) }
    catch { Stop-Installation $ExitCode.Copy 'copy-failed' $from, (Get-Reason $_) }
    if (-not $ConfigPath) {
        $entry = @($Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
        if (-not (Test-PackageFile $target $entry)) {
            [System.IO.File]::Delete($target)
            Stop-Installation $ExitCode.Package 'bad-file' 'monitor.ini'
        }
    }
    $script:NewConfiguration = $target
}

function Invoke-Agent {
    <# Runs one command of the new version on the configuration. #>
    param([string[]] $Command)
    $arguments = @(Join-Name $Place.Version 'main.mjs') + $Command + @('--config', (Get-ConfigurationFile))
    Invoke-Program -FilePath (Join-Name $Place.Version 'node.exe') -Arguments $arguments -WorkingFolder $Place.Version
}

function Test-Configuration {
    <# Lets the new version check the configuration, before anything is switched. #>
    $answer = Invoke-Agent @('check-config')
    if ($answer.ExitCode -ne 0) {
        if ($script:NewConfiguration) { [System.IO.File]::Delete($script:NewConfiguration) }
        Stop-Installation $ExitCode.Configuration 'bad-configuration' (Get-ConfigurationFile), $answer.Text
    }
    if ($answer.Text) { Write-Line $answer.Text 'DEBUG' }
}

function Test-ClearPassword {
    <# Whether the configuration holds a password that is not protected. #>
    $file = Get-ConfigurationFile
    if (-not [System.IO.File]::Exists($file)) { $file = Join-Name $Place.Source 'monitor.ini' }
    if ($ConfigPath -and -not [System.IO.File]::Exists((Get-ConfigurationFile))) { $file = $ConfigPath }
    [System.IO.File]::Exists($file) -and
    [System.IO.File]::ReadAllText($file) -match '(?im)^[ \t]*password[ \t]*[:=][ \t]*(?!dpapi:)[^\s]'
}

function Protect-Configuration {
    <# Lets the new version protect the passwords. #>
    $answer = Invoke-Agent @('protect')
    if ($answer.ExitCode -ne 0) { Stop-Installation $ExitCode.Configuration 'protect-failed' $answer.Text }
}

function Write-NewKey {
    <# Names the keys that the new version knows and the operators' file does not have. #>
    if ($script:NewConfiguration) { return }
    $answer = Invoke-Agent @('config', '--new-keys')
    if ($answer.ExitCode -eq 0 -and $answer.Text) { Write-Line (Get-Text 'new-keys' ($answer.Text -replace '\s*\n', ', ')) }
}

# ---------------------------------------------------------------------------------------------------------------------
# The Scheduled Task

function Get-Task {
    <# The task, or null. #>
    Get-ScheduledTask -TaskName $TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
}

function Get-TaskState {
    <# Running, Ready, Disabled, Queued, or '' without a task. #>
    [string] (Get-Field (Get-Task) 'State')
}

function Get-TaskVersion {
    <# The version that a task runs, by the folder of its program; '' when it is none of ours. #>
    param([object] $Task)
    $program = [string] (Get-Field (@(Get-Field $Task 'Actions')[0]) 'Execute')
    $folder = [System.IO.Path]::GetDirectoryName($program.Trim('"'))
    if (-not $folder -or [System.IO.Path]::GetDirectoryName($folder) -ne $Place.Install) { return '' }
    [System.IO.Path]::GetFileName($folder)
}

function Get-WantedAction {
    <# What the task runs: node.exe itself, so that ending the task ends the agent. #>
    @{
        Execute          = '"' + (Join-Name $Place.Version 'node.exe') + '"'
        Argument         = '"{0}" run --config "{1}"' -f (Join-Name $Place.Version 'main.mjs'), (Get-ConfigurationFile)
        WorkingDirectory = $Place.Version
    }
}

function Get-TaskDescription {
    <# Says what the task is; its last word changes with the definition, so that a change is noticed at a glance. #>
    $action = Get-WantedAction
    $definition = '2', $action.Execute, $action.Argument, $Place.Account.Name, $Place.Account.Kind -join '|'
    $mark = (Get-Sha256 -Bytes ([System.Text.Encoding]::UTF8.GetBytes($definition))).Substring(0, 12)
    'comwatch {0} - watches COM+ host processes. Definition {1}' -f $Manifest.Version, $mark
}

function Test-Task {
    <# Whether the task is as it is to be. The settings are compared where an operator's hand would matter. #>
    param([object] $Task)
    if ($null -eq $Task) { return $false }
    $action = @(Get-Field $Task 'Actions')[0]
    $wanted = Get-WantedAction
    $settings = Get-Field $Task 'Settings'
    [string] (Get-Field $Task 'Description') -eq (Get-TaskDescription) -and
    [string] (Get-Field $action 'Execute') -eq $wanted.Execute -and
    [string] (Get-Field $action 'Arguments') -eq $wanted.Argument -and
    @(Get-Field $Task 'Triggers').Count -eq 2 -and
    [string] (Get-Field $settings 'ExecutionTimeLimit') -eq 'PT0S' -and
    [int] (Get-Field $settings 'Priority') -le 6
}

function Register-Task {
    <# Registers the task in its wanted form; a task that an operator disabled stays disabled. #>
    param([bool] $Disabled)
    $wanted = Get-WantedAction
    $action = New-ScheduledTaskAction @wanted
    $atStartup = New-ScheduledTaskTrigger -AtStartup
    # The watchdog: every five minutes without end; IgnoreNew makes it harmless while the agent runs.
    $watchdog = New-ScheduledTaskTrigger -Once -At ([datetime]::Today) -RepetitionInterval ([timespan]::FromMinutes(5))
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
        TaskName    = $TaskName
        TaskPath    = '\'
        Description = Get-TaskDescription
        Action      = $action
        Trigger     = @($atStartup, $watchdog)
        Settings    = New-ScheduledTaskSettingsSet @options
        Force       = $true
    }
    if ($Place.Account.Kind -eq 'named') {
        $task['User'] = $Credential.UserName
        $task['Password'] = $Credential.GetNetworkCredential().Password
        $task['RunLevel'] = 'Highest'
    }
    else {
        # The SID, since SYSTEM has another name in Russian. A managed account logs on by password, but is given none.
        $logon = 'ServiceAccount'
        if ($Place.Account.Kind -eq 'managed') { $logon = 'Password' }
        $task['Principal'] = New-ScheduledTaskPrincipal -UserId $Place.Account.Name -LogonType $logon -RunLevel 'Highest'
    }
    [void] (Register-ScheduledTask @task)
}

function Stop-Agent {
    <# Asks the agent to stop by the stop file, and ends its task when it does not. #>
    if ((Get-TaskState) -ne 'Running') { return }
    $state = Get-StateFolder
    $request = Join-Name $state 'stop'
    if ([System.IO.Directory]::Exists($state)) {
        [System.IO.File]::WriteAllText($request, 'install.ps1')
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $StopTimeoutMs)
    }
    if ((Get-TaskState) -eq 'Running') {
        Write-Line (Get-Text 'ended')
        Stop-ScheduledTask -TaskName $TaskName -TaskPath '\'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $EndTimeoutMs)
    }
    [System.IO.File]::Delete($request)
}

function Start-Agent {
    <# Starts the task and waits until the agent of this version reports healthy: '' or why it is not. #>
    param([string] $Version)
    $health = Join-Name (Get-StateFolder) 'health.json'
    if ((Get-TaskState) -eq 'Running') {
        # The watchdog was quicker, with the definition of before.
        Stop-ScheduledTask -TaskName $TaskName -TaskPath '\'
        [void] (Wait-Until { (Get-TaskState) -ne 'Running' } $EndTimeoutMs)
    }
    [System.IO.File]::Delete($health)
    Start-ScheduledTask -TaskName $TaskName -TaskPath '\'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $ran = $false
    $endedAt = -1
    while ($clock.Elapsed.TotalSeconds -lt $HealthTimeoutSeconds) {
        if (Test-Health $health $Version) { return '' }
        $running = (Get-TaskState) -eq 'Running'
        if ($running) { $ran = $true; $endedAt = -1 }
        elseif ($ran -and $endedAt -lt 0) { $endedAt = $clock.ElapsedMilliseconds }
        # It ended by itself: the rest of the time would change nothing.
        if ($endedAt -ge 0 -and $clock.ElapsedMilliseconds - $endedAt -gt 3000) {
            $info = Get-ScheduledTaskInfo -TaskName $TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue'
            return Get-Text 'agent-ended' (Get-Field $info 'LastTaskResult')
        }
        [System.Threading.Thread]::Sleep($PollMs)
    }
    Get-Text 'not-healthy' $HealthTimeoutSeconds
}

function Test-Health {
    <# Whether the agent of a version has reported healthy. #>
    param([string] $Path, [string] $Version)
    try {
        if (-not [System.IO.File]::Exists($Path)) { return $false }
        $health = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($Path))
        (Get-Field $health 'version') -eq $Version -and [bool] (Get-Field $health 'healthySince')
    }
    # Being written this moment: asked again.
    catch { $false }
}

function Switch-Version {
    <# Stops the old agent, points the task to the new version and starts it; puts the old task back if it must. #>
    param([object] $Task)
    $previous = $null
    $previousVersion = Get-TaskVersion $Task
    if ($null -ne $Task) { $previous = [string] (Export-ScheduledTask -TaskName $TaskName -TaskPath '\') }
    $disabled = [string] (Get-Field $Task 'State') -eq 'Disabled'
    Stop-Agent
    $reason = ''
    try {
        Register-Task $disabled
        if ($disabled) { Write-Line (Get-Text 'disabled' $TaskName) 'WARN'; return }
        $reason = Start-Agent $Manifest.Version
    }
    catch { $reason = Get-Reason $_ }
    if (-not $reason) { Set-Failure $false; return }

    Set-Failure $true
    Write-Line (Get-Text 'rolling-back' $Manifest.Version, $reason) 'WARN'
    Undo-Switch $previous $previousVersion
    if ($previousVersion) { Stop-Installation $ExitCode.Unhealthy 'rolled-back' $Manifest.Version, $previousVersion, $reason }
    Stop-Installation $ExitCode.Unhealthy 'rolled-back-fresh' $Manifest.Version, $reason
}

function Undo-Switch {
    <# Puts the task of the old version back and starts it; without one, takes the new task away. #>
    param([string] $Definition, [string] $Version)
    Stop-Agent
    if (-not $Definition) {
        if ($null -ne (Get-Task)) { Unregister-ScheduledTask -TaskName $TaskName -TaskPath '\' -Confirm:$false }
        return
    }
    $task = @{ TaskName = $TaskName; TaskPath = '\'; Xml = $Definition; Force = $true }
    if ($Place.Account.Kind -eq 'named') {
        $task['User'] = $Credential.UserName
        $task['Password'] = $Credential.GetNetworkCredential().Password
    }
    [void] (Register-ScheduledTask @task)
    $reason = Start-Agent $Version
    if ($reason) { Write-Line (Get-Text 'old-not-healthy' $Version, $reason) 'WARN' }
}

# ---------------------------------------------------------------------------------------------------------------------
# A package that failed is not tried at every start of the computer

function Test-Failure {
    <# Whether this very package was rolled back lately. #>
    $file = Join-Name $Place.Data 'install-failed.json'
    if ($Force -or -not [System.IO.File]::Exists($file)) { return $false }
    try {
        $failure = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($file))
        $age = ([datetime]::UtcNow - [System.IO.File]::GetLastWriteTimeUtc($file)).TotalHours
        (Get-Field $failure 'manifest') -eq $Manifest.Sha256 -and $age -lt $RetryAfterHours
    }
    catch { $false }
}

function Set-Failure {
    <# Notes that this package was rolled back, or that all is well. #>
    param([bool] $Failed)
    $file = Join-Name $Place.Data 'install-failed.json'
    if ($Failed) {
        [System.IO.File]::WriteAllText($file, ('{{"version":"{0}","manifest":"{1}"}}' -f $Manifest.Version, $Manifest.Sha256))
    }
    else { [System.IO.File]::Delete($file) }
}

# ---------------------------------------------------------------------------------------------------------------------
# Plans: what differs becomes a step; a step has a text and a deed

function Get-InstallationPlan {
    <# What there is to do, in order. Reads only. #>
    $task = Get-Task
    $current = Get-TaskVersion $task
    $isWhole = Test-VersionFolder
    $isTask = Test-Task $task
    $isRunning = [string] (Get-Field $task 'State') -eq 'Running'

    if (-not $isWhole) { @{ Text = Get-Text 'step-copy' $Manifest.Version, $Place.Version; Do = { Copy-Version } } }
    foreach ($each in @(Get-WantedRights)) {
        if (-not (Test-Rights $each.Path $each.Access)) {
            # Copying has set those of the program already.
            if ($each.Program -and -not $isWhole -and -not [System.IO.Directory]::Exists($each.Path)) { continue }
            @{ Text = Get-Text 'step-rights' $each.Path; Do = { param($rights) Set-Rights $rights.Path $rights.Access }; Argument = $each }
        }
    }
    if (-not [System.IO.File]::Exists((Get-ConfigurationFile))) {
        @{ Text = Get-Text 'step-configuration' (Get-ConfigurationFile); Do = { Copy-Configuration } }
    }
    if (-not $isWhole -or -not $isTask) {
        @{ Text = Get-Text 'step-check' (Get-ConfigurationFile); Do = { Test-Configuration } }
    }
    if ($Protect -and (Test-ClearPassword)) {
        @{ Text = Get-Text 'step-protect' (Get-ConfigurationFile); Do = { Protect-Configuration } }
    }
    $messages = '%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll'
    if ((Get-RegistryText $EventSourceKey 'EventMessageFile') -ne $messages) {
        @{ Text = Get-Text 'step-source'; Argument = $messages; Do = {
                param($file)
                Set-RegistryText $EventSourceKey 'EventMessageFile' 'REG_EXPAND_SZ' $file
                Set-RegistryText $EventSourceKey 'TypesSupported' 'REG_DWORD' '7'
            }
        }
    }
    if (-not $isTask) {
        @{ Text = Get-Text 'step-switch' $TaskName, $Manifest.Version; Do = { param($old) Switch-Version $old; Write-NewKey }; Argument = $task }
    }
    elseif ([string] (Get-Field $task 'State') -eq 'Disabled') { $script:IsDisabled = $true }
    elseif (-not $isRunning -or -not $isWhole) {
        @{ Text = Get-Text 'step-start' $TaskName; Do = {
                $reason = Start-Agent $Manifest.Version
                if ($reason) { Stop-Installation $ExitCode.Unhealthy 'start-failed' $Manifest.Version, $reason }
            }
        }
    }
    if ((Get-RegistryText $ProductKey 'Version') -ne $Manifest.Version) {
        @{ Text = Get-Text 'step-version' $ProductKey; Do = { Set-RegistryText $ProductKey 'Version' 'REG_SZ' $Manifest.Version } }
    }
    foreach ($each in @(Get-OldFolder $current)) {
        @{ Text = Get-Text 'step-remove' $each; Do = { param($folder) Remove-Folder $folder }; Argument = $each }
    }
}

function Get-RemovalPlan {
    <# What there is to remove. Reads only. #>
    if ($null -ne (Get-Task)) {
        @{ Text = Get-Text 'step-unregister' $TaskName; Do = {
                Stop-Agent
                Unregister-ScheduledTask -TaskName $TaskName -TaskPath '\' -Confirm:$false
            }
        }
    }
    if ([System.IO.Directory]::Exists($Place.Install)) {
        $folders = @([System.IO.DirectoryInfo]::new($Place.Install).GetDirectories() |
                Where-Object { $_.Name -match $VersionPattern -or $_.Name -like '.staging-*' })
        foreach ($each in $folders) {
            @{ Text = Get-Text 'step-remove' $each.FullName; Do = { param($folder) Remove-Folder $folder }; Argument = $each.FullName }
        }
        @{ Text = Get-Text 'step-remove' $Place.Install; Do = { Remove-EmptyFolder $Place.Install } }
    }
    foreach ($key in $EventSourceKey, $ProductKey) {
        if ((Invoke-SystemProgram 'reg.exe' @('query', $key)).ExitCode -eq 0) {
            @{ Text = Get-Text 'step-remove' $key; Do = { param($name) [void] (Invoke-SystemProgram 'reg.exe' @('delete', $name, '/f')) }; Argument = $key }
        }
    }
    if ($Purge -and [System.IO.Directory]::Exists($Place.Data)) {
        @{ Text = Get-Text 'step-purge' $Place.Data; Do = { Remove-Folder $Place.Data; $script:LogLines.Clear() } }
    }
}

function Invoke-Plan {
    <# Does the steps one after the other, or with -WhatIf names them; a step refused ends it, since the rest builds on it. #>
    param([object[]] $Plan)
    foreach ($step in $Plan) {
        if ($script:Cmdlet.ShouldProcess($step.Text)) {
            Write-Line $step.Text
            $argument = $null
            if ($step.ContainsKey('Argument')) { $argument = $step.Argument }
            & $step.Do $argument
            Write-Log
        }
        elseif ($script:WhatIfOnly) { Write-Line (Get-Text 'would' $step.Text) }
        else { Write-Line (Get-Text 'stopped-here') 'WARN'; return $false }
    }
    $true
}

function Enter-Turn {
    <# Waits until no other installation runs on this machine; the mutex to give back. #>
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $said = $false
    while ($true) {
        $mutex = $null
        try {
            $mutex = [System.Threading.Mutex]::new($false, 'Global\comwatch-install')
            if ($mutex.WaitOne(500)) { return $mutex }
        }
        # Its owner died in the middle: every step tests first, so this one just goes on.
        catch [System.Threading.AbandonedMutexException] { return $mutex }
        # SYSTEM holds it, and an administrator may not even open it.
        catch [System.UnauthorizedAccessException] { [System.Threading.Thread]::Sleep(500) }
        if ($null -ne $mutex) { $mutex.Dispose() }
        if (-not $said) { Write-Line (Get-Text 'waiting'); $said = $true }
        if ($clock.Elapsed.TotalSeconds -ge $WaitSeconds) { Stop-Installation $ExitCode.Busy 'busy' $WaitSeconds }
    }
}

function Invoke-Installation {
    <# Installs, or says that there is nothing to do. #>
    $script:Manifest = Read-Manifest
    $Place['Version'] = Join-Name $Place.Install $Manifest.Version
    foreach ($folder in $Place.Install, $Place.Data) {
        if ([System.IO.Directory]::Exists($folder) -and -not (Test-Owner $folder)) {
            Stop-Installation $ExitCode.System 'foreign-folder' $folder
        }
    }
    if (Test-Failure) {
        $task = Get-Task
        if ((Get-TaskVersion $task) -ne $Manifest.Version) { Stop-Installation $ExitCode.Unhealthy 'failed-before' $Manifest.Version, $RetryAfterHours }
    }
    $plan = @(Get-InstallationPlan)
    if ($script:IsDisabled) { Write-Line (Get-Text 'disabled' $TaskName) 'WARN' }
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing' $Manifest.Version); return }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) { Write-Line (Get-Text 'done' $Manifest.Version) }
}

function Invoke-Removal {
    <# Uninstalls, or says that there is nothing to do. #>
    $plan = @(Get-RemovalPlan)
    if ($plan.Count -eq 0) { Write-Line (Get-Text 'nothing-to-remove'); return }
    $isDone = Invoke-Plan $plan
    if ($isDone -and -not $script:WhatIfOnly) {
        Write-Line (Get-Text 'removed')
        if (-not $Purge -and [System.IO.Directory]::Exists($Place.Data)) { Write-Line (Get-Text 'kept' $Place.Data) }
    }
}

# ---------------------------------------------------------------------------------------------------------------------

$Cmdlet = $PSCmdlet
$WhatIfOnly = [bool] $WhatIfPreference
# Steps ask for themselves; the cmdlets they call do not ask again.
$ConfirmPreference = 'None'
$LogLines = [System.Collections.Generic.List[string]]::new()
$LogFile = ''
$NewConfiguration = ''
$IsDisabled = $false
$Manifest = $null
$Place = @{}
$turn = $null
$code = $ExitCode.Done
try {
    Test-System
    $Place['Install'] = Resolve-Folder $InstallPath (Join-Name "$env:ProgramFiles" 'comwatch')
    $Place['Data'] = Resolve-Folder $DataPath (Join-Name "$env:ProgramData" 'comwatch')
    $Place['Source'] = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($SourcePath)
    $Place['State'] = Join-Name $Place.Data 'state'
    $Place['Logs'] = Join-Name $Place.Data 'logs'
    $LogFile = Join-Name $Place.Data 'install.log'
    if ($LogPath) { $LogFile = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LogPath) }
    $Place['Account'] = Resolve-Account
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
        # A first installation that failed has no folder for its log yet, and nobody sees the exit code of a fleet.
        if ($code -notin $ExitCode.Done, $ExitCode.System) { New-LogFolder }
        Write-Log
    }
    if ($null -ne $turn) { $turn.ReleaseMutex(); $turn.Dispose() }
}
exit $code
