function Test-VersionFolder {
    <#
    .SYNOPSIS
        Whether the folder of the version holds the files of the package unchanged, and no other.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    # An additional DLL beside node.exe would be loaded as well.
    $folder = $script:Place.Version
    if (-not [System.IO.Directory]::Exists($folder)) { return $false }
    $wanted = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($each in $script:Manifest.Files) {
        $name = Get-InstalledName $each.path
        if (-not $name) { continue }
        $path = Join-Name $folder $name
        if (-not (Test-PackageFile $path $each)) { return $false }
        [void] $wanted.Add($path)
    }
    foreach ($each in @(Get-FolderItem $folder)) {
        if (-not [System.IO.Directory]::Exists($each) -and -not $wanted.Contains($each)) { return $false }
    }
    $true
}
