function Get-ProcessObjectSample {
    <#
    .SYNOPSIS
        Samples through Get-Process.
    .DESCRIPTION
        The quickest source: PID-exact, English everywhere, no provider that could hang. A process that ends
        between the listing and the reading, or that does not let itself be opened, is left out and counted.
    .PARAMETER BaseName
        Image name without .exe; its characters were checked and hold no wildcard.
    .EXAMPLE
        Get-ProcessObjectSample -BaseName 'dllhost'

        A table with the keys source, takenAt, takenUntil, rows and dropped.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $BaseName
    )

    $names = @($BaseName)
    if ($env:OS -ne 'Windows_NT') {
        # Off Windows a process name keeps its extension.
        $names = @("$BaseName.exe", $BaseName)
    }
    $takenAt = Get-MonotonicTick
    $found = Get-Process -Name $names -ErrorAction 'SilentlyContinue'

    $rows = [System.Collections.Generic.List[object]]::new()
    $dropped = 0
    foreach ($each in $found) {
        try {
            $startedAt = ConvertTo-InvariantText -Value $each.StartTime.ToFileTimeUtc()
            $cpuTime = $null
            if ($null -ne $each.TotalProcessorTime) {
                $cpuTime = ConvertTo-InvariantText -Value $each.TotalProcessorTime.Ticks
            }
            $rows.Add(@{
                    pid             = [int] $each.Id
                    startedAt       = $startedAt
                    name            = "$BaseName.exe"
                    cpuTime100ns    = $cpuTime
                    workingSetBytes = ConvertTo-InvariantText -Value $each.WorkingSet64
                })
        }
        catch {
            $dropped++
        }
        finally {
            $each.Dispose()
        }
    }
    # The times of a process are read when they are asked for, one process after the other.
    @{ source = 'process'; takenAt = $takenAt; takenUntil = Get-MonotonicTick; rows = $rows.ToArray(); dropped = $dropped }
}
