<#
.SYNOPSIS
    Installs the package on this computer, looks at what is there, removes it again. For a throw-away Windows only.
.DESCRIPTION
    Every statement is checked on the real system: the Task Scheduler, the registry, the rights, the Event Log and the log
    of the agent. Ends with 1 at the first one that is not true. Not yet run.
.PARAMETER Package
    The unpacked package.
.EXAMPLE
    .\Test-Installation.ps1 -Package C:\package

    Runs elevated, in the PowerShell that the installer is to be tried in.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)]
    [string] $Package
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$engine = (Get-Process -Id $PID).Path
$program = Join-Path $env:ProgramFiles 'comwatch'
$data = Join-Path $env:ProgramData 'comwatch'
$log = Join-Path $data 'monitor.log'
$version = (Get-Content -LiteralPath (Join-Path $Package 'manifest.json') -Raw | ConvertFrom-Json).version

function Invoke-Installer {
    <# Runs install.ps1 as an administrator would; its output goes on, its exit code is checked. #>
    [CmdletBinding()]
    [OutputType([string])]
    param([string] $Folder, [int] $Expected, [string[]] $Arguments = @())
    $words = @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', (Join-Path $Folder 'install.ps1')) + $Arguments
    & $engine @words
    if ($LASTEXITCODE -ne $Expected) { throw "install.ps1 $Arguments ended with $LASTEXITCODE, not $Expected" }
    "ok: install.ps1 $Arguments ends with $Expected"
}

function Test-Statement {
    <# Waits until it is true. #>
    [CmdletBinding()]
    [OutputType([string])]
    param([string] $Text, [scriptblock] $Condition, [int] $TimeoutSeconds = 0)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -ge $TimeoutSeconds) { throw "not true: $Text" }
        Start-Sleep -Milliseconds 500
    }
    "ok: $Text"
}

function Test-Record {
    <# Whether the log of the agent has a record of this action. #>
    [CmdletBinding()]
    [OutputType([bool])]
    param([string] $Action)
    (Test-Path -LiteralPath $log) -and [bool] (Select-String -LiteralPath $log -SimpleMatch "`"event.action`":`"$Action`"" -Quiet)
}

$configuration = Join-Path ([System.IO.Path]::GetTempPath()) 'comwatch-test.ini'
Set-Content -LiteralPath $configuration -Encoding ASCII -Value @(
    '[shellprocess]', 'delay = 2 s', '[monitor]', 'mode = observe', '[log]', 'event_log = yes'
)

Invoke-Installer $Package 0 @('-ConfigPath', $configuration, '-WhatIf')
Test-Statement 'a trial leaves nothing behind' { -not (Test-Path $program) -and -not (Test-Path $data) }

Invoke-Installer $Package 0 @('-ConfigPath', $configuration)
Test-Statement 'the task runs' { (Get-ScheduledTask -TaskName 'comwatch').State -eq 'Running' } 30
$task = [xml] (Export-ScheduledTask -TaskName 'comwatch')
Test-Statement 'it runs as SYSTEM' { $task.Task.Principals.Principal.UserId -eq 'S-1-5-18' }
Test-Statement 'it has no time limit' { $task.Task.Settings.ExecutionTimeLimit -eq 'PT0S' }
Test-Statement 'it runs node.exe itself' { $task.Task.Actions.Exec.Command -match 'node\.exe"?$' }
Test-Statement 'the registry names the version' { (Get-ItemProperty 'HKLM:\SOFTWARE\comwatch').Version -eq $version }
foreach ($folder in $program, $data) {
    Test-Statement "$folder inherits nothing" { (Get-Acl -LiteralPath $folder).AreAccessRulesProtected }
}
Test-Statement 'users cannot read configuration and logs' { (Get-Acl -LiteralPath $data).Sddl -notmatch ';;;(BU|WD|AU)\)' }
Test-Statement 'the agent knows its machine' { Test-Record 'machine' } 90
Test-Statement 'the Event Log has its start' {
    [bool] (Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'comwatch'; Id = 100 } -ErrorAction SilentlyContinue)
} 30

$clock = [System.Diagnostics.Stopwatch]::StartNew()
Invoke-Installer $Package 0 @('-ConfigPath', $configuration)
"the second run took $([int] $clock.ElapsedMilliseconds) ms"

$broken = Join-Path ([System.IO.Path]::GetTempPath()) 'comwatch-broken'
Copy-Item -LiteralPath $Package -Destination $broken -Recurse
Add-Content -LiteralPath (Join-Path $broken 'app/main.mjs') -Value '// one line more'
Stop-ScheduledTask -TaskName 'comwatch'
Invoke-Installer $Package 0 @('-Uninstall')
Test-Statement 'configuration and logs stay' { (Test-Path (Join-Path $data 'monitor.ini')) -and (Test-Path $log) }
Invoke-Installer $broken 3
Test-Statement 'a broken package leaves no program' { -not (Test-Path (Join-Path $program $version)) }
Invoke-Installer $Package 3 @('-ManifestSha256', ('0' * 64))

Invoke-Installer $Package 0
Test-Statement 'the task runs again' { (Get-ScheduledTask -TaskName 'comwatch').State -eq 'Running' } 30
Set-Content -LiteralPath (Join-Path $data 'state/stop') -Value ''
Test-Statement 'the stop file ends the agent' { (Get-ScheduledTask -TaskName 'comwatch').State -ne 'Running' } 30
Test-Statement 'it ended in order' { Test-Record 'agent-stop' }

Copy-Item -LiteralPath $log -Destination ([System.IO.Path]::GetTempPath())
Invoke-Installer $Package 0 @('-Uninstall', '-Purge')
Test-Statement 'no task is left' { -not (Get-ScheduledTask -TaskName 'comwatch' -ErrorAction SilentlyContinue) }
Test-Statement 'no folder is left' { -not (Test-Path $program) -and -not (Test-Path $data) }
Test-Statement 'no key is left' {
    -not (Test-Path 'HKLM:\SOFTWARE\comwatch') -and
    -not (Test-Path 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\comwatch')
}
Invoke-Installer $Package 0 @('-Uninstall')
exit 0
