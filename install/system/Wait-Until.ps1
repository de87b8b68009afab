function Wait-Until {
    <#
    .SYNOPSIS
        Asks again and again until the answer is true; false after the deadline.
    .DESCRIPTION
        Asks four times a second.
    .PARAMETER Condition
        The question.
    .PARAMETER TimeoutMs
        The deadline.
    .EXAMPLE
        Wait-Until { (Get-TaskState) -ne 'Running' } 30000

        True
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
