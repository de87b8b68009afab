function Test-Sample {
    <#
    .SYNOPSIS
        Whether the sample of the package is as its manifest says.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
    Test-PackageFile (Join-Name $script:Place.Source 'monitor.ini') $entry
}
