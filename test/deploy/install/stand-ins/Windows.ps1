# More stand-ins for what only Windows has, beside those of Invoke-Installer.ps1.

function global:Get-CimInstance {
    # Of Win32_Process, the processes that the state names: "processes": { "4711": "command line" }. The filter is taken as met.
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $ClassName, [string] $Filter, [uint32] $OperationTimeoutSec)
    $state = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_STATE))
    $fault = $state.faults.PSObject.Properties['Get-CimInstance']
    if ($fault) { $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($fault.Value), 'HRESULT 0x80041003', 'PermissionDenied', $ClassName)); return }
    foreach ($each in $state.processes.PSObject.Properties) {
        [pscustomobject] @{ ProcessId = [uint32] $each.Name; Name = 'python.exe'; CommandLine = $each.Value }
    }
}

function global:ConvertTo-ShellLine {
    # The line of a task as /bin/sh takes it; of cmd.exe it knows what a task of comwatch may ask of it: set "NAME=" & program.
    param([string] $Line)
    if ($Line -notmatch '^"[^"]*cmd\.exe" /d /v:off /s /c "(?<inner>.*)"\z') { return $Line }
    @(foreach ($part in $Matches['inner'] -split ' & ') { $part -replace '^set "(\w+)="\z', 'unset $1' }) -join '; '
}

function global:Get-Owner {
    # Off Windows files have no owner by SID. A task runs with umask 027: what others may not read was made by the agent, and
    # belongs to its account. What SYSTEM makes belongs to Administrators.
    param([string] $LiteralPath)
    $state = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:COMWATCH_STAND_IN_STATE))
    $account = $state.owners.PSObject.Properties['agent']
    if (-not $account -or $account.Value -eq 'S-1-5-18') { return 'BA' }
    if ([System.IO.File]::GetUnixFileMode($LiteralPath) -band [System.IO.UnixFileMode] 'OtherRead') { return 'BA' }
    $account.Value
}
