function Test-ClearPassword {
    <#
    .SYNOPSIS
        Whether the configuration holds a password that is not protected.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $file = Get-ConfigurationFile
    if (-not [System.IO.File]::Exists($file)) {
        $file = Join-Name $script:Place.Source 'monitor.ini'
        if ($script:ConfigPath) { $file = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($script:ConfigPath) }
    }
    [System.IO.File]::Exists($file) -and
    (Read-FileText $file) -match '(?im)^[ \t]*password[ \t]*[:=][ \t]*(?!dpapi:)[^\s]'
}
