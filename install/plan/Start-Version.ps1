function Start-Version {
    <#
    .SYNOPSIS
        Starts the version that is installed already.
    .DESCRIPTION
        Ends with exit code 5 when it does not report healthy; there is nothing to roll back to.
    .EXAMPLE
        Start-Version

        The agent runs.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $reason = Start-Agent $script:Manifest.Version
    if ($reason) { Stop-Installation $script:ExitCode.Unhealthy 'start-failed' $script:Manifest.Version, $reason }
}
