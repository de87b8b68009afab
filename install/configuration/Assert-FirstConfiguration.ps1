function Assert-FirstConfiguration {
    <#
    .SYNOPSIS
        Ends the installation before any change where there is neither a configuration nor a source for one.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $own = Get-ConfigurationFile
    $given = Get-GivenConfiguration
    $exists = [System.IO.File]::Exists($own)
    if ($script:ConfigPath) {
        if (-not $exists -and -not (Wait-Source $given)) { Stop-Installation $script:ExitCode.Copy 'no-configuration' $given }
        return
    }
    if (Test-Sample) { return }
    if ($exists) { Write-Line (Get-Text 'sample-unused' $given, $own) 'WARN' }
    elseif ([System.IO.File]::Exists($given)) { Stop-Installation $script:ExitCode.Package 'sample-edited' $given }
    else { Stop-Installation $script:ExitCode.Package 'bad-file' 'monitor.ini' }
}
