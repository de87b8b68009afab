function Get-ConfigurationFile {
    <#
    .SYNOPSIS
        The operators' file.
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
