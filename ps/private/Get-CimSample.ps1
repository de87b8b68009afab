function Get-CimSample {
    <#
    .SYNOPSIS
        Samples through Win32_Process.
    .DESCRIPTION
        The name is filtered at the source and only the needed properties are fetched. Kernel and user time are in
        100 ns (the qualifier Units says so, the prose of the documentation is wrong). The command line is not requested
        here, since Windows opens the process for it.
    .PARAMETER BaseName
        Image name without .exe; its characters were checked.
    .EXAMPLE
        Get-CimSample -BaseName 'dllhost'

        A table with the keys source, takenAt, takenUntil, rows and dropped.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $BaseName
    )

    # = in WQL is case-insensitive and knows no wildcard.
    $query = @{
        ClassName           = 'Win32_Process'
        Filter              = "Name = '$BaseName.exe'"
        Property            = @('ProcessId', 'Name', 'CreationDate', 'KernelModeTime', 'UserModeTime', 'WorkingSetSize')
        # Shorter than the caller's deadline, so that WMI's error is received and the shell is kept.
        OperationTimeoutSec = 8
        ErrorAction         = 'Stop'
    }
    $takenAt = Get-MonotonicTick
    # A starved WMI answers late, and does not say when it read the figures.
    $found = @(Get-CimInstance @query)
    $takenUntil = Get-MonotonicTick

    $rows = [System.Collections.Generic.List[object]]::new()
    $dropped = 0
    foreach ($each in $found) {
        if ($null -eq $each.CreationDate) {
            $dropped++
            continue
        }
        $cpuTime = $null
        if ($null -ne $each.KernelModeTime -and $null -ne $each.UserModeTime) {
            $cpuTime = ConvertTo-InvariantText -Value ([decimal] $each.KernelModeTime + [decimal] $each.UserModeTime)
        }
        $rows.Add(@{
                pid             = [int] $each.ProcessId
                startedAt       = ConvertTo-InvariantText -Value $each.CreationDate.ToFileTimeUtc()
                name            = [string] $each.Name
                cpuTime100ns    = $cpuTime
                workingSetBytes = ConvertTo-InvariantText -Value $each.WorkingSetSize
            })
    }
    @{ source = 'cim'; takenAt = $takenAt; takenUntil = $takenUntil; rows = $rows.ToArray(); dropped = $dropped }
}
