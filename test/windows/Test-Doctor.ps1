<#
.SYNOPSIS
    Runs comwatch doctor of the package on a real Windows and looks at what it says of each step.
.DESCRIPTION
    What a healthy machine must have is asserted; the rest of the report is printed. Elevated. Not yet run.
.PARAMETER Package
    The unpacked package.
.EXAMPLE
    .\Test-Doctor.ps1 -Package C:\package

    ok: one line for each step.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)]
    [string] $Package
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# Before install.ps1 has run there is no task, and without [mail] and [commethod] nothing is known of them.
$mustBeOk = 'versions', 'shells', 'recording', 'edge', 'sources', 'command-lines', 'stop', 'secrets', 'disk'
$app = Join-Path $Package 'app'
$place = Join-Path ([System.IO.Path]::GetTempPath()) 'comwatch-doctor'
[void] (New-Item -Path $place -ItemType Directory -Force)
$configuration = Join-Path $place 'monitor.ini'
Set-Content -LiteralPath $configuration -Value '[shellprocess]', 'name = svchost.exe', 'delay = 1 s', '[monitor]', 'mode = observe' -Encoding ASCII

# Windows PowerShell takes a line on the error stream for an error of its own.
$ErrorActionPreference = 'Continue'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$out = & (Join-Path $app 'node.exe') (Join-Path $app 'main.mjs') 'doctor' '--json' '--config' $configuration '--output' $place
$code = $LASTEXITCODE
$ErrorActionPreference = 'Stop'
$report = ConvertFrom-Json -InputObject "$out"
foreach ($step in $report.steps) {
    '{0}: {1} {2}' -f $step.state, $step.id, (ConvertTo-Json -InputObject $step.seen -Depth 8 -Compress)
}
if ($clock.Elapsed.TotalSeconds -gt 100) { throw "it took $($clock.Elapsed.TotalSeconds) s" }
if ($code -notin 0, 1, 3) { throw "exit code $code" }
$wrong = @($report.steps | Where-Object { $mustBeOk -contains $_.id -and $_.state -ne 'ok' })
if ($wrong.Count -gt 0) { throw "not ok: $(($wrong | ForEach-Object { $_.id }) -join ', ')" }
if (@(Get-ChildItem -LiteralPath $place -Filter 'doctor-*.json').Count -ne 1) { throw 'no report was left' }
exit 0
