function Start-Version {
    <#
    .SYNOPSIS
        Starts the version that is installed already.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $reason = Start-Agent $script:Manifest.Version
    if ($reason) { Stop-Installation $script:ExitCode.Unhealthy 'start-failed' $script:Manifest.Version, $reason }
}
