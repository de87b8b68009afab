function Copy-Version {
    <#
    .SYNOPSIS
        Copies the program beside the existing versions.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()

    # Its folder appears complete or not at all: it is filled under another name. A damaged folder of the same version
    # is moved aside first, and back again when the new one cannot take its place.
    if ($script:JitterSeconds -gt 0) {
        $seconds = [System.Random]::new().Next(0, $script:JitterSeconds + 1)
        Write-Line (Get-Text 'jitter' $seconds) 'DEBUG'
        [System.Threading.Thread]::Sleep($seconds * 1000)
    }
    $version = $script:Place.Version
    $staging = Join-Name $script:Place.Install ".staging-$($script:Manifest.Version)"
    $aside = Join-Name $script:Place.Install ".damaged-$($script:Manifest.Version)"
    $isStopped = $false
    try {
        foreach ($each in $staging, $aside) { if ([System.IO.Directory]::Exists($each)) { [System.IO.Directory]::Delete($each, $true) } }
        foreach ($each in $script:Manifest.Files) {
            $name = Get-InstalledName $each.path
            if ($name) { Copy-PackageFile $each (Join-Name $staging $name) }
        }
        if ([System.IO.Directory]::Exists($version)) {
            $isStopped = (Get-TaskState) -eq 'Running'
            Stop-Agent
            Move-Folder $version $aside
        }
        Move-Folder $staging $version
    }
    catch {
        $failure = $_
        if ([System.IO.Directory]::Exists($aside) -and -not [System.IO.Directory]::Exists($version)) { Move-Folder $aside $version }
        [void] (Remove-Folder $staging)
        Remove-EmptyFolder $script:Place.Install
        if ($isStopped) { Start-ScheduledTask -TaskName $script:TaskName -TaskPath '\' -ErrorAction 'SilentlyContinue' }
        if ($null -ne $failure.Exception.Data['comwatch']) { throw $failure.Exception }
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $version, (Get-Reason $failure)
    }
    [void] (Remove-Folder $aside)
}
