function New-StopOutcome {
    <#
    .SYNOPSIS
        Makes the answer of Stop-WatchedProcess.
    .DESCRIPTION
        One shape for every outcome.
    .PARAMETER Outcome
        stopped, gone, refused or survived.
    .PARAMETER Reason
        Why it was refused, in one fixed word.
    .PARAMETER Detail
        More, in words.
    .PARAMETER Watch
        The stopwatch of the attempt.
    .EXAMPLE
        New-StopOutcome -Outcome 'gone' -Watch ([System.Diagnostics.Stopwatch]::StartNew())

        A table with the keys outcome, reason, detail and tookMs.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '',
        Justification = 'Makes an object, changes nothing.')]
    [CmdletBinding()]
    [OutputType([hashtable])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateSet('stopped', 'gone', 'refused', 'survived')]
        [string] $Outcome,

        [Parameter()]
        [string] $Reason = '',

        [Parameter()]
        [string] $Detail = '',

        [Parameter(Mandatory = $true)]
        [System.Diagnostics.Stopwatch] $Watch
    )

    @{ outcome = $Outcome; reason = $Reason; detail = $Detail; tookMs = [int] $Watch.ElapsedMilliseconds }
}
