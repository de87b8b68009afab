# Counter names and their indexes, in English or as Russian Windows has them.
$EnglishCounters = @{ 6 = '% Processor Time'; 180 = 'Working Set'; 230 = 'Process'; 238 = 'Processor'; 784 = 'ID Process' }
$RussianCounters = @{
    6 = '% загруженности процессора'; 180 = 'Рабочий набор'; 230 = 'Процесс'; 238 = 'Процессор'
    784 = 'Идентификатор процесса'
}

function Get-LocalCounter {
    if ($null -ne (Get-Fault 'localised-counters')) { $RussianCounters } else { $EnglishCounters }
}

function Get-CounterIndex {
    # Only local names and numbers are accepted, as by Get-Counter.
    param([string] $Name)
    foreach ($entry in (Get-LocalCounter).GetEnumerator()) {
        if ([string] $entry.Key -eq $Name -or $entry.Value -eq $Name) { return $entry.Key }
    }
}

function Get-Counter {
    # Of the Process set: two readings a second apart, instances numbered by order of appearance.
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string[]] $Counter = @())
    if ($null -eq (Get-Fault 'quick-counter')) { Start-Sleep -Seconds 1 }
    $known = $false
    $samples = @(foreach ($path in $Counter) {
            if ($path -notmatch '^\\(?<object>[^\\(]+)\((?<instance>[^)]*)\)\\(?<counter>.+)$') { continue }
            $found = [hashtable] $Matches.Clone()
            if ((Get-CounterIndex $found.object) -ne 230) { continue }
            $known = $true
            $index = Get-CounterIndex $found.counter
            if ($null -ne $index) { Get-CounterValue $found $index }
        })
    if ($samples.Count -eq 0) {
        $id, $text = if ($known) { 'CounterPathIsInvalid', 'The counter path is not valid' } else { 'CounterApiError', 'No such object' }
        $PSCmdlet.WriteError((New-Failure $id ([System.Exception]::new($text)) 'InvalidResult' $null))
        return
    }
    if (@($samples | Where-Object -Property 'Status' -NE 0).Count -gt 0) {
        $failure = [System.Exception]::new('One of the samples is not valid')
        $PSCmdlet.WriteError((New-Failure 'CounterApiError' $failure 'InvalidResult' $null))
    }
    [pscustomobject] @{ Timestamp = [datetime]::Now; CounterSamples = $samples }
}

function Get-CounterValue {
    param([hashtable] $Path, [int] $Index)
    $name = $Path.instance.TrimEnd('*')
    $query = if ($name) { @{ Name = "$name.exe", $name } } else { @{ Id = $PID } }
    $found = @(Microsoft.PowerShell.Management\Get-Process @query -ErrorAction 'SilentlyContinue' | Sort-Object -Property 'Id')
    # The highest number is dropped when an instance has exited: Windows renumbers.
    if ($null -ne (Get-Fault 'renumber')) { [array]::Reverse($found) }
    for ($at = 0; $at -lt $found.Count; $at++) {
        $instance = ($found[$at].ProcessName -replace '\.exe$').ToLowerInvariant()
        $numbered = if ($at -eq 0) { $instance } else { "$instance#$at" }
        $vanished = $null -ne (Get-Fault 'vanish') -and $at -eq $found.Count - 1
        $raw = switch ($Index) {
            784 { $found[$at].Id }
            6 { $found[$at].TotalProcessorTime.Ticks }
            180 { $found[$at].WorkingSet64 }
            default { 0 }
        }
        # 0x800007D1: the instance does not exist.
        if ($vanished) { New-CounterSample $Path $numbered $instance 0 2147485649 }
        else { New-CounterSample $Path $numbered $instance $raw 0 }
    }
    if ($name -and $null -ne (Get-Fault 'namesake')) { New-CounterSample $Path "${name}2" "${name}2" 1 0 }
}

function New-CounterSample {
    # Path in lower case, InstanceName without the number.
    param([hashtable] $Path, [string] $Numbered, [string] $Instance, [uint64] $Raw, [uint32] $Status)
    [pscustomobject] @{
        Path         = "\\srv01\$($Path.object)($Numbered)\$($Path.counter)".ToLowerInvariant()
        InstanceName = $Instance; CookedValue = 0.0; RawValue = $Raw
        SecondValue  = [uint64] [datetime]::UtcNow.ToFileTimeUtc(); Status = $Status
    }
}
