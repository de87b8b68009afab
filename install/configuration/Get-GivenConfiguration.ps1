function Get-GivenConfiguration {
    <#
    .SYNOPSIS
        The file that a first configuration is made from: that of -ConfigPath, else the sample of the package.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:ConfigPath) {
        # One line for a fleet: \\server\share\%COMPUTERNAME%.ini.
        $path = [System.Environment]::ExpandEnvironmentVariables($script:ConfigPath)
        return $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)
    }
    Join-Name $script:Place.Source 'monitor.ini'
}
