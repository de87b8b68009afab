function Get-MonotonicTick {
    <#
    .SYNOPSIS
        Gives the time of the shell's own monotonic clock in 100 ns.
    .DESCRIPTION
        Samples are dated with it at the moment they are taken: it does not jump when the clock is set, and the transfer
        to the agent does not count.
    .EXAMPLE
        Get-MonotonicTick

        123456789012
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $ticks = [System.Diagnostics.Stopwatch]::GetTimestamp()
    $perSecond = [System.Diagnostics.Stopwatch]::Frequency
    $inTicks = [decimal] $ticks * 10000000 / $perSecond
    [System.Decimal]::Truncate($inTicks).ToString([System.Globalization.CultureInfo]::InvariantCulture)
}
