# What Linux lacks of Windows, in the shapes that Microsoft documents, loaded into the real PowerShell before the module
# of the product. Everything else there is real. README.md beside this folder lists what it knows and which faults.
Set-StrictMode -Version 3.0

foreach ($part in 'Faults', 'Boot', 'Cim', 'Counter', 'Registry', 'Catalog', 'Security', 'EventLog', 'Tasks') {
    . "$PSScriptRoot/$part.ps1"
}
Set-BootTime
Register-StandInType

$standIns = @('Get-ItemProperty', 'New-Object', 'Get-Acl', 'Get-ExecutionPolicy', 'Get-WinEvent')
if ($null -eq (Get-Fault 'no-cim')) { $standIns += 'Get-CimInstance' }
if ($null -eq (Get-Fault 'no-counter')) { $standIns += 'Get-Counter' }
if ($null -eq (Get-Fault 'no-event-log')) { $standIns += 'Write-EventLog' }
if ($null -eq (Get-Fault 'no-tasks')) { $standIns += 'Export-ScheduledTask', 'Get-ScheduledTask', 'Get-ScheduledTaskInfo' }
# The real commands, unless a test wants them to fail: wrappers cost time, and time is measured.
if ($env:COMWATCH_STAND_IN_PROCESS_FAULTS) {
    . "$PSScriptRoot/ProcessFaults.ps1"
    $standIns += 'Get-Process', 'Stop-Process'
}
Export-ModuleMember -Function $standIns

if ($null -ne (Get-Fault 'constrained')) { $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage' }
# The product believes that it loads its own module; ../pwsh-with-stand-ins put this one in its place.
if ($env:COMWATCH_STAND_IN_BEFORE) { Import-Module $env:COMWATCH_STAND_IN_BEFORE -Global }
