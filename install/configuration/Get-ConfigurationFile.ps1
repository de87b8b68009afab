function Get-ConfigurationFile {
    <#
    .SYNOPSIS
        The operators' file.
    .DESCRIPTION
        monitor.ini, or where there is none the config.cfg of the predecessor.
    .EXAMPLE
        Get-ConfigurationFile

        C:\ProgramData\comwatch\monitor.ini
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()

    foreach ($name in 'monitor.ini', 'config.cfg') {
        $path = Join-Name $script:Place.Data $name
        if ([System.IO.File]::Exists($path)) { return $path }
    }
    Join-Name $script:Place.Data 'monitor.ini'
}
