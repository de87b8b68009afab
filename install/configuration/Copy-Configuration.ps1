function Copy-Configuration {
    <#
    .SYNOPSIS
        Installs a configuration where there is none: a given one unchanged, the sample of the package in observe mode.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    $from = Get-GivenConfiguration
    $target = Join-Name $script:Place.Data 'monitor.ini'
    try {
        [System.IO.File]::Copy($from, $target, $false)
        $script:NewConfiguration = $target
        [System.IO.File]::SetAttributes($target, [System.IO.FileAttributes]::Normal)
        if ($script:ConfigPath) { return }
        $utf8 = [System.Text.UTF8Encoding]::new($false)
        $bytes = [System.IO.File]::ReadAllBytes($target)
        # From the bytes that were checked, whatever happens to the share meanwhile.
        $entry = @($script:Manifest.Files | Where-Object { $_.path -eq 'monitor.ini' })[0]
        $isWhole = (Get-Sha256 -Bytes $bytes) -eq $entry.sha256
        if ($isWhole) { [System.IO.File]::WriteAllText($target, (ConvertTo-ObservingText $utf8.GetString($bytes)), $utf8) }
    }
    catch {
        $reason = Get-Reason $_
        if ($script:NewConfiguration) { [System.IO.File]::Delete($target) }
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $from, $reason
    }
    if (-not $isWhole) {
        [System.IO.File]::Delete($target)
        Stop-Installation $script:ExitCode.Package 'sample-edited' $from
    }
    Write-Line (Get-Text 'sample-laid' $target) 'WARN'
}
