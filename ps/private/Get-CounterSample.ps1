function Get-CounterSample {
    <#
    .SYNOPSIS
        Samples through performance counters.
    .DESCRIPTION
        Reads raw values, never calculated ones: the raw value of "% Processor Time" is the CPU time used so far in
        100 ns, and all raw values of one call come from its second reading. So it does not matter that Windows
        renumbers the instances (dllhost#1, dllhost#2) whenever one exits. Values are joined on the instance part of the
        path (InstanceName lacks the number); those with a status other than 0 are left out. The start time is that of
        the process behind the PID, so that identities agree with the other sources. Wildcards are needed: an explicit
        instance of a process that was born after the session is not found.
    .PARAMETER BaseName
        Image name without .exe; its characters were checked.
    .EXAMPLE
        Get-CounterSample -BaseName 'dllhost'

        A table with the keys source, takenAt, takenUntil, rows and dropped.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $BaseName
    )

    $names = Get-CounterName
    $prefix = '\{0}({1}*)\' -f $names.Object, $BaseName
    $paths = @(
        ($prefix + $names.ProcessId)
        ($prefix + $names.CpuTime)
        ($prefix + $names.WorkingSet)
    )
    $begun = Get-MonotonicTick
    # One bad instance among good ones is an error that does not end the call: the status shows it.
    $set = Get-Counter -Counter $paths -ErrorAction 'SilentlyContinue' -ErrorVariable 'problems'
    $takenUntil = Get-MonotonicTick
    # It waits a second between its two readings: the second one is not older than that, with a tenth of tolerance for
    # timers.
    $takenAt = ConvertTo-InvariantText -Value ([decimal] $begun + 9000000)
    if ([decimal] $takenAt -gt [decimal] $takenUntil) {
        $takenAt = $takenUntil
    }
    if ($null -eq $set) {
        $fatal = @($problems | Where-Object -FilterScript {
                ([string] $_.FullyQualifiedErrorId) -notmatch '^(CounterPathIsInvalid|CounterApiError)'
            })
        if ($fatal.Count -gt 0) {
            throw $fatal[0]
        }
        # If there is no instance of that name, there is no process of that name, provided that the counters work at
        # all.
        $null = Get-Counter -Counter ('\{0}(*)\{1}' -f $names.Object, $names.ProcessId) -ErrorAction 'SilentlyContinue' `
            -ErrorVariable 'problems' -OutVariable 'any'
        if ($any.Count -eq 0) {
            throw 'The performance counters of processes do not answer.'
        }
        return @{ source = 'counter'; takenAt = $takenAt; takenUntil = $takenUntil; rows = @(); dropped = 0 }
    }

    $instances = @{}
    foreach ($value in $set.CounterSamples) {
        $match = [regex]::Match($value.Path, '\((?<instance>.+)\)\\(?<counter>[^\\]+)$')
        $instance = $match.Groups['instance'].Value
        # dllhost, dllhost#1 and (Process V2) dllhost:4712, not dllhost2.
        if ($instance -notmatch ('^' + [regex]::Escape($BaseName) + '([#:]\d+)?$')) {
            continue
        }
        if (-not $instances.ContainsKey($instance)) {
            $instances[$instance] = @{}
        }
        if ($value.Status -eq 0) {
            $instances[$instance][$match.Groups['counter'].Value] = $value.RawValue
        }
    }

    $rows = [System.Collections.Generic.List[object]]::new()
    $dropped = 0
    foreach ($raw in $instances.Values) {
        $processId = $raw[$names.ProcessId.ToLowerInvariant()]
        $cpuTime = $raw[$names.CpuTime.ToLowerInvariant()]
        $workingSet = $raw[$names.WorkingSet.ToLowerInvariant()]
        if ($null -eq $processId -or $null -eq $cpuTime -or $null -eq $workingSet -or $processId -eq 0) {
            $dropped++
            continue
        }
        $owner = Get-Process -Id $processId -ErrorAction 'SilentlyContinue'
        try {
            $rows.Add(@{
                    pid             = [int] $processId
                    startedAt       = ConvertTo-InvariantText -Value $owner.StartTime.ToFileTimeUtc()
                    name            = "$BaseName.exe"
                    cpuTime100ns    = ConvertTo-InvariantText -Value $cpuTime
                    workingSetBytes = ConvertTo-InvariantText -Value $workingSet
                })
        }
        catch {
            # It has exited meanwhile, or cannot be opened.
            $dropped++
        }
        finally {
            if ($null -ne $owner) {
                $owner.Dispose()
            }
        }
    }
    @{ source = 'counter'; takenAt = $takenAt; takenUntil = $takenUntil; rows = $rows.ToArray(); dropped = $dropped }
}
