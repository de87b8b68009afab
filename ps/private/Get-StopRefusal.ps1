function Get-StopRefusal {
    <#
    .SYNOPSIS
        Gives the reason why a process must never be stopped, or nothing.
    .DESCRIPTION
        The last line of defence: the agent refuses the same processes before it sends a request. Ending one of these
        stops or restarts Windows, or disables its protection.
    .PARAMETER Id
        The PID.
    .PARAMETER BaseName
        Image name without .exe.
    .PARAMETER Protect
        PIDs of the agent, its parents and its children.
    .EXAMPLE
        Get-StopRefusal -Id 4 -BaseName 'System' -Protect @()

        A table whose outcome is refused.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [int] $Id,

        [Parameter(Mandatory = $true)]
        [string] $BaseName,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [int[]] $Protect
    )

    $protectedNames = @('system', 'idle', 'system idle process', 'registry', 'secure system', 'memory compression',
        'smss', 'csrss', 'wininit', 'winlogon', 'services', 'lsass', 'lsaiso', 'fontdrvhost', 'dwm', 'svchost',
        'msmpeng', 'wmiprvse', 'spoolsv', 'taskhostw', 'taskeng', 'explorer')
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    if ($Id -le 0 -or $Id -eq 4) {
        return (New-StopOutcome -Outcome 'refused' -Reason 'protected-pid' -Watch $watch)
    }
    if ($protectedNames -contains $BaseName) {
        return (New-StopOutcome -Outcome 'refused' -Reason 'protected-name' -Watch $watch)
    }
    if ($Protect -contains $Id -or $Id -eq $PID) {
        return (New-StopOutcome -Outcome 'refused' -Reason 'agent-family' -Watch $watch)
    }
}
