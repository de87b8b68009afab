function Copy-Configuration {
    <#
    .SYNOPSIS
        Lays down a configuration where there is none.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $from = Join-Name $script:Place.Source 'monitor.ini'
    if ($script:ConfigPath) { $from = $script:Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($script:ConfigPath) }
    $target = Join-Name $script:Place.Data 'monitor.ini'
    try {
        [System.IO.File]::Copy($from, $target, $false)
        [System.IO.File]::SetAttributes($target, [System.IO.FileAttributes]::Normal)
    }
    catch { Stop-Installation $script:ExitCode.Copy 'copy-failed' $from, (Get-Reason $_) }
    $script:NewConfiguration = $target
    if ($script:ConfigPath) { return }
    $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
    if (-not (Test-PackageFile $target $entry)) {
        [System.IO.File]::Delete($target)
        Stop-Installation $script:ExitCode.Package 'bad-file' 'monitor.ini'
    }
}
