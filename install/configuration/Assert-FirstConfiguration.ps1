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
        if ($exists) {
            if (Test-OtherConfiguration $own $given) { Write-Line (Get-Text 'configuration-kept' $own, $given) }
            return
        }
        if (-not (Wait-Source $given)) { Stop-Installation $script:ExitCode.Copy 'no-configuration' $given }
        if ([System.IO.Directory]::Exists($given)) { Stop-Installation $script:ExitCode.Copy 'configuration-folder' $given }
        return
    }
    if (Test-Sample) { return }
    if ($exists) { Write-Line (Get-Text 'sample-unused' $given, $own) 'WARN' }
    elseif ([System.IO.File]::Exists($given)) { Stop-Installation $script:ExitCode.Package 'sample-edited' $given }
    else { Stop-Installation $script:ExitCode.Package 'bad-file' 'monitor.ini' }
}
