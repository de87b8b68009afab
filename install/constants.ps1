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
