function New-StopOutcome {
    <#
    .SYNOPSIS
        Makes the answer of Stop-WatchedProcess.
    .DESCRIPTION
        The same form for every outcome.
    .PARAMETER Outcome
        stopped, gone, refused or survived.
    .PARAMETER Reason
        Reason of the refusal, as one fixed word.
    .PARAMETER Detail
        Message of Windows.
    .PARAMETER CurrentName
        Image name of the process that has the PID now.
    .PARAMETER CurrentStartTime
        When that one started, as a UTC FILETIME in decimal digits.
    .PARAMETER Watch
        The stopwatch of the attempt.
    .EXAMPLE
        New-StopOutcome -Outcome 'gone' -Watch ([System.Diagnostics.Stopwatch]::StartNew())

        A table with the keys outcome, reason, detail, currentName, currentStartedAt and tookMs.
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

        [Parameter()]
        [string] $CurrentName = '',

        [Parameter()]
        [string] $CurrentStartTime = '',

        [Parameter(Mandatory = $true)]
        [System.Diagnostics.Stopwatch] $Watch
    )

    @{
        outcome          = $Outcome
        reason           = $Reason
        detail           = $Detail
        currentName      = $CurrentName
        currentStartedAt = $CurrentStartTime
        tookMs           = [int] $Watch.ElapsedMilliseconds
    }
}
