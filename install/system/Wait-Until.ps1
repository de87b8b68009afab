function Wait-Until {
    <#
    .SYNOPSIS
        Repeats a test until it is true; false after the deadline.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)] [scriptblock] $Condition,
        [Parameter(Mandatory = $true)] [int] $TimeoutMs
    )

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.ElapsedMilliseconds -ge $TimeoutMs) { return $false }
        [System.Threading.Thread]::Sleep($script:PollMs)
    }
    $true
}
