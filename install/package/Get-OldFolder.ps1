function Get-OldFolder {
    <#
    .SYNOPSIS
        Lists folders of versions other than the new and the last one, and remains of an interrupted installation.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $CurrentVersion
    )

    if (-not [System.IO.Directory]::Exists($script:Place.Install)) { return }
    $folders = @([System.IO.DirectoryInfo]::new($script:Place.Install).GetDirectories())
    $others = @($folders | Where-Object { $_.Name -match $script:VersionPattern -and $_.Name -ne $script:Manifest.Version })
    $keep = $CurrentVersion
    if (-not $keep -or $keep -eq $script:Manifest.Version) {
        $keep = ''
        $newest = [datetime]::MinValue
        foreach ($each in $others) {
            if ($each.CreationTimeUtc -gt $newest) { $newest = $each.CreationTimeUtc; $keep = $each.Name }
        }
    }
    foreach ($each in $others) { if ($each.Name -ne $keep) { $each.FullName } }
    foreach ($each in $folders) { if ($each.Name -match '^\.(staging|damaged)-') { $each.FullName } }
}
