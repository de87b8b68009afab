function Get-CounterName {
    <#
    .SYNOPSIS
        Gives the names of the process counters in the language of this Windows.
    .DESCRIPTION
        Get-Counter requires localised names. The registry has them: Perflib\009 lists index and English name,
        Perflib\CurrentLanguage index and local name. Where the registry cannot be read the indexes themselves go into
        the path (\230(dllhost*)\784), which is reported to work on any language. The answer is kept for the life of the
        shell.
    .EXAMPLE
        Get-CounterName

        A table with the keys Object, ProcessId, CpuTime and WorkingSet.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()

    if ($null -ne $script:CounterName) {
        return $script:CounterName
    }

    # Well-known index and English name of each.
    $wanted = @{
        Object     = @(230, 'Process')
        ProcessId  = @(784, 'ID Process')
        CpuTime    = @(6, '% Processor Time')
        WorkingSet = @(180, 'Working Set')
    }
    $english = Get-PerflibTable -Language '009'
    $local = Get-PerflibTable -Language 'CurrentLanguage'
    $names = @{}
    foreach ($key in $wanted.Keys) {
        $index = [string] $wanted[$key][0]
        $englishName = $wanted[$key][1]
        if ($english[$index] -ne $englishName) {
            # One English name can own several indexes; any that has a local name will do.
            foreach ($candidate in $english.Keys) {
                if ($english[$candidate] -eq $englishName -and $local.ContainsKey($candidate)) {
                    $index = $candidate
                    break
                }
            }
        }
        $names[$key] = $index
        if ($local.ContainsKey($index)) {
            $names[$key] = $local[$index]
        }
    }
    $script:CounterName = $names
    $names
}
