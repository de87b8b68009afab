function Get-GivenConfiguration {
    <#
    .SYNOPSIS
        The source of a first configuration: that of -ConfigPath, else the sample of the package.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    if ($script:ConfigPath) {
        # One command line for a fleet: \\server\share\%COMPUTERNAME%.ini.
        $path = [System.Environment]::ExpandEnvironmentVariables($script:ConfigPath)
        return Resolve-Name $path
    }
    Join-Name $script:Place.Source 'monitor.ini'
}
