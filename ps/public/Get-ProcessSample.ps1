function Get-ProcessSample {
    <#
    .SYNOPSIS
        Samples every process of one name.
    .DESCRIPTION
        Gives cumulative figures and the two instants between which they were read; the agent computes percentages. All
        three sources answer in the same form. Figures of 64 bits are text. A process that exited, or whose figures are
        not plausible, is left out and counted.
    .PARAMETER Name
        Image name, with or without .exe, case-insensitive.
    .PARAMETER Source
        cim: Win32_Process. counter: performance counters. process: Get-Process.
    .EXAMPLE
        Get-ProcessSample -Name 'dllhost.exe' -Source 'cim'

        A table with the keys source, takenAt, takenUntil, rows and dropped.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[\w .()-]+$')]
        [string] $Name,

        [Parameter(Mandatory = $true)]
        [ValidateSet('cim', 'counter', 'process')]
        [string] $Source
    )

    $base = $Name -replace '\.exe$', ''
    switch ($Source) {
        'cim' { Get-CimSample -BaseName $base }
        'counter' { Get-CounterSample -BaseName $base }
        'process' { Get-ProcessObjectSample -BaseName $base }
    }
}
