function Copy-PackageFile {
    <#
    .SYNOPSIS
        Copies one file of the package and checks the copy.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param(
        [Parameter(Mandatory = $true)] [object] $Entry,
        [Parameter(Mandatory = $true)] [string] $Target
    )

    # The bytes that are checked are those that will run, whatever happens to the share meanwhile.
    $source = Join-Name $script:Place.Source $Entry.path
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Target))
    $reason = ''
    try {
        [System.IO.File]::Copy($source, $Target, $true)
        # A file that is read-only on the share would be so here, too, and could not be removed later.
        [System.IO.File]::SetAttributes($Target, [System.IO.FileAttributes]::Normal)
        # The mark of the Internet zone is copied, too, and would keep PowerShell from loading the module.
        Unblock-File -LiteralPath $Target
        if (Test-PackageFile $Target $Entry) { return }
    }
    catch { $reason = Get-Reason $_ }
    if (-not [System.IO.File]::Exists((Join-Name $script:Place.Source 'manifest.json'))) {
        Stop-Installation $script:ExitCode.Copy 'share-lost' $script:Place.Source
    }
    if ($reason -and [System.IO.File]::Exists($source)) {
        Stop-Installation $script:ExitCode.Copy 'copy-failed' $Entry.path, $reason
    }
    Stop-Installation $script:ExitCode.Package 'bad-file' $Entry.path
}
